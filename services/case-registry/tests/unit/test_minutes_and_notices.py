"""Adjusting minutes, announcing it, and the time for appeal that follows (KL 5:69, 8:12, 13:5)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardkit.domain.calendar import SwedishCalendar
from case_registry.domain.errors import DateOutOfOrder, MeetingNotHeld
from case_registry.domain.meetings import check_held
from case_registry.domain.minutes import adjust
from case_registry.domain.notices import announce

CALENDAR = SwedishCalendar()
MEETING = date(2019, 6, 13)
LATER = date(2020, 12, 31)

days = st.dates(date(2005, 1, 1), date(2040, 12, 1))


def test_the_meeting_of_june_is_adjusted_in_time() -> None:
    adjustment = adjust(MEETING, date(2019, 6, 18), date(2019, 6, 18), CALENDAR)

    assert (adjustment.adjusted_on, adjustment.adjust_by, adjustment.late) == (
        date(2019, 6, 18),
        date(2019, 6, 27),
        False,
    )
    assert [reason.rules for reason in adjustment.reasons] == [("KL 5:69", "SFS 1930:173 2")]
    assert adjustment.reasons[0].text.sv == (
        "Protokollet justerades i tid: senast 2019-06-27, inom fjorton dagar från sammanträdet."
    )


@pytest.mark.parametrize(
    ("adjusted_on", "late"), [(date(2019, 6, 27), False), (date(2019, 6, 28), True), (date(2019, 9, 1), True)]
)
def test_adjustment_is_late_after_fourteen_days_and_still_done(adjusted_on: date, late: bool) -> None:
    assert adjust(MEETING, adjusted_on, LATER, CALENDAR).late is late


def test_the_fourteenth_day_moves_off_a_holiday() -> None:
    # Fourteen days from 2019-06-07 is midsommarafton, a Friday; the next weekday is Monday the 24th.
    assert adjust(date(2019, 6, 7), date(2019, 6, 24), LATER, CALENDAR).late is False
    assert adjust(date(2019, 6, 7), date(2019, 6, 25), LATER, CALENDAR).late is True


@pytest.mark.parametrize(
    ("adjusted_on", "today", "extra"),
    [
        (date(2019, 6, 12), date(2019, 6, 20), {"meeting_day": "2019-06-13"}),
        (date(2019, 6, 21), date(2019, 6, 20), {"today": "2019-06-20"}),
    ],
)
def test_adjustment_lies_between_the_meeting_and_today(adjusted_on: date, today: date, extra: dict[str, str]) -> None:
    with pytest.raises(DateOutOfOrder) as refused:
        adjust(MEETING, adjusted_on, today, CALENDAR)

    assert (refused.value.pointer, refused.value.extra) == ("/adjusted_on", extra)


def test_the_june_minutes_gain_legal_force_in_july() -> None:
    appeal = announce(date(2019, 6, 18), date(2019, 6, 19), date(2019, 6, 19), CALENDAR)

    assert appeal.announced_on == date(2019, 6, 19)
    assert appeal.announce_by == date(2019, 6, 20)
    assert appeal.announced_late is False
    assert appeal.last_appeal_day == date(2019, 7, 10)
    assert appeal.legal_force_on == date(2019, 7, 11)
    assert appeal.take_down_earliest == date(2019, 7, 11)
    assert [reason.rules for reason in appeal.reasons] == [
        ("KL 8:12", "SFS 1930:173 2"),
        ("KL 13:5", "SFS 1930:173 1"),
        ("KL 13:5", "KL 8:12"),
    ]


@pytest.mark.parametrize(
    ("announced_on", "last_appeal_day"),
    [
        (date(2019, 5, 31), date(2019, 6, 24)),  # midsommarafton, midsommardagen, Sunday → Monday
        (date(2019, 6, 15), date(2019, 7, 8)),  # a Saturday → Monday
        (date(2018, 12, 4), date(2018, 12, 27)),  # juldagen, annandag jul → 27 December
        (date(2018, 12, 3), date(2018, 12, 27)),  # julafton → 27 December
        (date(2018, 12, 10), date(2019, 1, 2)),  # nyårsafton, nyårsdagen → 2 January
        (date(2019, 3, 29), date(2019, 4, 23)),  # långfredagen … annandag påsk → Tuesday
        (date(2019, 5, 16), date(2019, 6, 7)),  # nationaldagen → 7 June
    ],
)
def test_the_last_day_of_appeal_moves_to_the_next_weekday(announced_on: date, last_appeal_day: date) -> None:
    appeal = announce(announced_on, announced_on, LATER, CALENDAR)

    assert appeal.last_appeal_day == last_appeal_day
    assert appeal.legal_force_on == last_appeal_day + timedelta(days=1)
    assert appeal.reasons[1].rules == ("KL 13:5", "SFS 1930:173 1", "SFS 1930:173 2")


def test_the_reason_names_the_holiday() -> None:
    appeal = announce(date(2019, 5, 16), date(2019, 5, 16), LATER, CALENDAR)

    assert "2019-06-06 (Nationaldagen)" in appeal.reasons[1].text.sv


def test_a_saturday_has_no_name() -> None:
    appeal = announce(date(2019, 6, 15), date(2019, 6, 15), LATER, CALENDAR)

    assert appeal.reasons[1].text.sv.startswith("Tre veckor från anslaget är 2019-07-06, som inte är en vardag;")


@pytest.mark.parametrize(
    ("adjusted_on", "announced_on", "late"),
    [
        (date(2019, 6, 18), date(2019, 6, 18), False),
        (date(2019, 6, 18), date(2019, 6, 20), False),
        (date(2019, 6, 18), date(2019, 6, 21), True),
        (date(2019, 6, 14), date(2019, 6, 17), False),  # the second day is a Sunday → Monday
        (date(2019, 6, 14), date(2019, 6, 18), True),
        (date(2019, 6, 19), date(2019, 6, 24), False),  # the second day is midsommarafton → Monday
    ],
)
def test_an_announcement_after_the_second_day_is_late(adjusted_on: date, announced_on: date, late: bool) -> None:
    appeal = announce(adjusted_on, announced_on, LATER, CALENDAR)

    assert appeal.announced_late is late
    assert ("för sent" in appeal.reasons[0].text.sv) is late


@pytest.mark.parametrize(
    ("announced_on", "today"),
    [(date(2019, 6, 17), date(2019, 6, 20)), (date(2019, 6, 21), date(2019, 6, 20))],
)
def test_an_announcement_lies_between_the_adjustment_and_today(announced_on: date, today: date) -> None:
    with pytest.raises(DateOutOfOrder) as refused:
        announce(date(2019, 6, 18), announced_on, today, CALENDAR)

    assert refused.value.pointer == "/announced_on"


@given(days)
def test_an_appeal_always_has_three_whole_weeks(announced_on: date) -> None:
    appeal = announce(announced_on, announced_on, date.max, CALENDAR)

    assert CALENDAR.is_weekday(appeal.last_appeal_day)
    assert appeal.last_appeal_day - announced_on >= timedelta(days=21)
    skipped = (appeal.last_appeal_day - announced_on).days - 21
    assert not any(CALENDAR.is_weekday(announced_on + timedelta(days=21 + offset)) for offset in range(skipped))
    assert appeal.legal_force_on == appeal.take_down_earliest == appeal.last_appeal_day + timedelta(days=1)


@given(days, st.integers(0, 60))
def test_adjustment_is_late_exactly_after_its_last_day(held_on: date, after: int) -> None:
    adjusted_on = held_on + timedelta(days=after)
    adjustment = adjust(held_on, adjusted_on, date.max, CALENDAR)

    assert adjustment.late is (adjusted_on > adjustment.adjust_by)
    assert adjustment.adjust_by >= held_on + timedelta(days=14)
    assert CALENDAR.is_weekday(adjustment.adjust_by)


def test_a_meeting_is_recorded_from_its_day_on_and_not_before() -> None:
    check_held(MEETING, MEETING)
    with pytest.raises(MeetingNotHeld) as refused:
        check_held(MEETING, date(2019, 6, 12))

    assert refused.value.extra == {"meeting_day": "2019-06-13"}
