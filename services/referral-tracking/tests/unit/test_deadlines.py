"""Time left for a referral, and the last meeting that can decide on the answer."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral_tracking.domain.deadlines import DeadlineStatus, MeetingFinding, deadline_on

DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


def test_the_referral_of_the_board_meeting() -> None:
    deadline = deadline_on(
        date(2019, 6, 3),
        reply_by=date(2019, 6, 28),
        answered=False,
        meetings=[date(2019, 5, 16), date(2019, 6, 13), date(2019, 8, 29)],
    )

    assert deadline.days_left == 25
    assert deadline.status is DeadlineStatus.OPEN
    assert deadline.last_usable_meeting == date(2019, 6, 13)
    assert deadline.meeting_finding is MeetingFinding.FOUND
    assert deadline.explanation.sv.startswith("Sista sammanträdet")


@pytest.mark.parametrize(
    ("today", "days_left", "status"),
    [
        (date(2019, 6, 27), 1, DeadlineStatus.OPEN),
        (date(2019, 6, 28), 0, DeadlineStatus.OPEN),
        (date(2019, 6, 29), -1, DeadlineStatus.OVERDUE),
    ],
)
def test_the_reply_day_itself_is_still_in_time(today: date, days_left: int, status: DeadlineStatus) -> None:
    deadline = deadline_on(today, reply_by=date(2019, 6, 28), answered=False, meetings=[])

    assert (deadline.days_left, deadline.status) == (days_left, status)


@pytest.mark.parametrize("reply_by", [date(2019, 6, 30), date(2019, 6, 21), date(2019, 12, 24)])
def test_a_reply_day_on_a_sunday_or_an_eve_does_not_move(reply_by: date) -> None:
    on_the_day = deadline_on(reply_by, reply_by=reply_by, answered=False, meetings=None)
    day_after = deadline_on(reply_by + timedelta(days=1), reply_by=reply_by, answered=False, meetings=None)

    assert (on_the_day.reply_by, on_the_day.days_left) == (reply_by, 0)
    assert day_after.status is DeadlineStatus.OVERDUE


@pytest.mark.parametrize(
    ("meetings", "usable", "finding"),
    [
        (None, None, MeetingFinding.CALENDAR_UNKNOWN),
        ([], None, MeetingFinding.NONE_IN_TIME),
        ([date(2019, 6, 2), date(2019, 6, 29)], None, MeetingFinding.NONE_IN_TIME),
        ([date(2019, 6, 3)], date(2019, 6, 3), MeetingFinding.FOUND),
        ([date(2019, 6, 28), date(2019, 6, 10)], date(2019, 6, 28), MeetingFinding.FOUND),
    ],
)
def test_a_usable_meeting_is_from_today_to_the_reply_day(
    meetings: list[date] | None, usable: date | None, finding: MeetingFinding
) -> None:
    deadline = deadline_on(date(2019, 6, 3), reply_by=date(2019, 6, 28), answered=False, meetings=meetings)

    assert (deadline.last_usable_meeting, deadline.meeting_finding) == (usable, finding)


def test_an_answered_referral_has_no_days_left_to_count() -> None:
    deadline = deadline_on(date(2019, 9, 1), reply_by=date(2019, 6, 28), answered=True, meetings=[date(2019, 9, 5)])

    assert deadline.status is DeadlineStatus.ANSWERED
    assert deadline.days_left is None
    assert deadline.last_usable_meeting is None
    assert deadline.meeting_finding is MeetingFinding.ALREADY_ANSWERED


@given(DAYS, DAYS, st.none() | st.sets(DAYS, max_size=12))
def test_deadlines_hold_together(today: date, reply_by: date, meetings: set[date] | None) -> None:
    deadline = deadline_on(today, reply_by=reply_by, answered=False, meetings=meetings)

    assert deadline.days_left is not None
    assert today + timedelta(days=deadline.days_left) == reply_by
    assert (deadline.status is DeadlineStatus.OVERDUE) == (today > reply_by)
    assert (deadline.meeting_finding is MeetingFinding.CALENDAR_UNKNOWN) == (meetings is None)
    in_time = {meeting for meeting in meetings or () if today <= meeting <= reply_by}
    if deadline.last_usable_meeting is None:
        assert in_time == set()
    else:
        assert deadline.last_usable_meeting in in_time
        assert all(meeting <= deadline.last_usable_meeting for meeting in in_time)


@given(DAYS, DAYS, st.sets(DAYS, max_size=12), DAYS)
def test_another_meeting_never_makes_the_last_usable_one_earlier(
    today: date, reply_by: date, meetings: set[date], added: date
) -> None:
    before = deadline_on(today, reply_by=reply_by, answered=False, meetings=meetings)
    after = deadline_on(today, reply_by=reply_by, answered=False, meetings=meetings | {added})

    assert before.last_usable_meeting is None or (
        after.last_usable_meeting is not None and after.last_usable_meeting >= before.last_usable_meeting
    )
