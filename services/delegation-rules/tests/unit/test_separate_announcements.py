"""Decisions that are not reported but can be appealed: minuted separately and announced (KL 6:40, 7:8, 8:10, 13:5)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardkit.domain.calendar import SwedishCalendar
from delegation_rules.domain.reporting_errors import (
    AnnouncementRefused,
    DecisionAlreadyAnnounced,
    DecisionNotAnnounceable,
)
from delegation_rules.domain.separate_announcements import (
    AnnounceableDecision,
    Announcement,
    announce,
    check_announceable,
)

CALENDAR = SwedishCalendar()
AFTERWARDS = date(2030, 1, 1)
DECISION = AnnounceableDecision(
    id=UUID(int=1), decided_on=date(2019, 6, 16), valid=True, announce=True, announced=False
)


def _announced(minuted_on: date, announced_on: date) -> Announcement:
    return Announcement(minuted_on, announced_on, "Stadsdelsförvaltningen")


def test_the_time_for_appeal_is_three_weeks_from_the_announcement() -> None:
    time = announce(_announced(date(2019, 6, 17), date(2019, 6, 18)), AFTERWARDS, CALENDAR)

    assert (time.announce_by, time.announced_late) == (date(2019, 6, 19), False)
    assert time.last_appeal_day == date(2019, 7, 9)
    assert time.legal_force_on == time.take_down_earliest == date(2019, 7, 10)
    assert [reason.rules for reason in time.reasons] == [
        ("KL 6:40", "KL 7:8", "KL 8:10", "KL 8:12"),
        ("KL 13:5", "SFS 1930:173 1"),
        ("KL 13:5", "KL 8:12"),
    ]


def test_an_appeal_may_come_in_on_the_next_working_day() -> None:
    # Three weeks from 2019-05-31 is midsommarafton; the next working day is the Monday.
    time = announce(_announced(date(2019, 5, 31), date(2019, 5, 31)), AFTERWARDS, CALENDAR)

    assert time.last_appeal_day == date(2019, 6, 24)
    assert time.reasons[1].rules == ("KL 13:5", "SFS 1930:173 1", "SFS 1930:173 2")
    assert "2019-06-21" in time.reasons[1].text.sv


def test_the_last_day_to_announce_is_the_second_and_moves_past_a_holiday() -> None:
    # The second day after Thursday 2019-06-20 is midsommardagen, so Monday is in time and Tuesday late.
    assert announce(_announced(date(2019, 6, 20), date(2019, 6, 24)), AFTERWARDS, CALENDAR).announced_late is False
    assert announce(_announced(date(2019, 6, 20), date(2019, 6, 25)), AFTERWARDS, CALENDAR).announced_late is True


@pytest.mark.parametrize(
    ("minuted_on", "announced_on", "today"),
    [
        (date(2019, 6, 18), date(2019, 6, 17), AFTERWARDS),
        (date(2019, 6, 17), date(2019, 6, 18), date(2019, 6, 17)),
    ],
)
def test_nothing_is_announced_before_it_is_minuted_or_ahead_of_time(
    minuted_on: date, announced_on: date, today: date
) -> None:
    with pytest.raises(AnnouncementRefused) as refused:
        announce(_announced(minuted_on, announced_on), today, CALENDAR)

    assert refused.value.pointer == "/announced_on"


@pytest.mark.parametrize("known", [True, None])
def test_a_decision_that_is_or_may_be_to_be_announced_can_be(*, known: bool | None) -> None:
    check_announceable([replace(DECISION, announce=known)], date(2019, 6, 17), "/decision_ids")


def test_a_decision_that_cannot_be_announced_is_pointed_at() -> None:
    refusals = (
        (replace(DECISION, valid=False), DecisionNotAnnounceable, "/decision_ids/1"),
        (replace(DECISION, announce=False), DecisionNotAnnounceable, "/decision_ids/1"),
        (replace(DECISION, announced=True), DecisionAlreadyAnnounced, "/decision_ids/1"),
        (replace(DECISION, decided_on=date(2019, 6, 18)), AnnouncementRefused, "/minuted_on"),
    )
    for decision, error, pointer in refusals:
        with pytest.raises(error) as refused:
            check_announceable([DECISION, decision], date(2019, 6, 17), "/decision_ids")
        assert refused.value.pointer == pointer


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 30))
def test_the_last_appeal_day_is_a_working_day_no_earlier_than_three_weeks(announced_on: date, before: int) -> None:
    minuted_on = announced_on - timedelta(days=before)

    time = announce(_announced(minuted_on, announced_on), date(2095, 1, 1), CALENDAR)

    three_weeks = announced_on + timedelta(days=21)
    assert CALENDAR.is_weekday(time.last_appeal_day)
    assert three_weeks <= time.last_appeal_day
    assert not any(
        CALENDAR.is_weekday(three_weeks + timedelta(days=each))
        for each in range((time.last_appeal_day - three_weeks).days)
    )
    assert time.take_down_earliest == time.last_appeal_day + timedelta(days=1)
    assert time.announced_late is (announced_on > time.announce_by)
