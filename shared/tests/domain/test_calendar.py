"""Weekdays against a calendar worked out here by hand, and periods as lag 1930:173 counts them."""

import calendar as month_lengths
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardkit.domain.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    SwedishCalendar,
    add_months,
    add_weeks,
    add_years,
    last_day_to_act,
)
from boardkit.domain.errors import InvalidInput

CALENDAR = SwedishCalendar()

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))


def easter_sunday(year: int) -> date:
    """The Gregorian computus (Meeus, Jones, Butcher)."""
    century, year_of_century = divmod(year, 100)
    epact = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (year_of_century // 4) - epact - year_of_century % 4) % 7
    correction = (year % 19 + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def first_saturday_from(day: date) -> date:
    return day + timedelta(days=(5 - day.weekday()) % 7)


def days_off_that_move_the_last_day(year: int) -> set[date]:
    """Lag 1989:253 (since 2005) and the three eves of lag 1930:173 § 2."""
    easter = easter_sunday(year)
    midsummer = first_saturday_from(date(year, 6, 20))
    fixed = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}
    return (
        {date(year, month, day) for month, day in fixed}
        | {easter + timedelta(days=distance) for distance in (-2, 0, 1, 39, 49)}
        | {midsummer - timedelta(days=1), midsummer, first_saturday_from(date(year, 10, 31))}
    )


class TestWeekdays:
    @pytest.mark.parametrize("year", range(2005, 2041))
    def test_every_day_of_the_year(self, year: int) -> None:
        days_off = days_off_that_move_the_last_day(year)
        first = date(year, 1, 1)
        whole_year = [first + timedelta(days=n) for n in range(365 + month_lengths.isleap(year))]

        judged = [day for day in whole_year if CALENDAR.is_weekday(day)]

        assert judged == [day for day in whole_year if day.weekday() < 5 and day not in days_off]

    @pytest.mark.parametrize(
        ("day", "weekday"),
        [
            (date(2019, 6, 20), True),
            (date(2019, 6, 21), False),
            (date(2019, 6, 22), False),
            (date(2019, 6, 24), True),
            (date(2019, 12, 23), True),
            (date(2019, 12, 24), False),
            (date(2019, 12, 27), True),
            (date(2019, 12, 31), False),
            (date(2019, 4, 18), True),
            (date(2019, 5, 31), True),
            (date(2020, 4, 30), True),
            (date(2004, 5, 31), False),
            (date(2005, 5, 16), True),
            (date(2005, 6, 6), False),
        ],
    )
    def test_known_days(self, day: date, weekday: bool) -> None:
        assert CALENDAR.is_weekday(day) is weekday

    @pytest.mark.parametrize(
        ("day", "next_weekday"),
        [
            (date(2019, 6, 20), date(2019, 6, 20)),
            (date(2019, 6, 21), date(2019, 6, 24)),
            (date(2019, 12, 24), date(2019, 12, 27)),
            (date(2019, 12, 31), date(2020, 1, 2)),
            (date(2020, 4, 10), date(2020, 4, 14)),
            (date(2021, 12, 24), date(2021, 12, 27)),
        ],
    )
    def test_next_weekday(self, day: date, next_weekday: date) -> None:
        assert CALENDAR.next_weekday(day) == next_weekday

    @given(days)
    def test_next_weekday_is_the_first_one_not_before(self, day: date) -> None:
        answer = CALENDAR.next_weekday(day)

        assert CALENDAR.is_weekday(answer)
        assert CALENDAR.next_weekday(answer) == answer
        skipped = [day + timedelta(days=n) for n in range((answer - day).days)]
        assert not any(CALENDAR.is_weekday(each) for each in skipped)
        assert len(skipped) <= 5


class TestNames:
    def test_in_both_languages(self) -> None:
        midsummer_eve = date(2019, 6, 21)

        assert CALENDAR.name(midsummer_eve) == "Midsommarafton"
        assert CALENDAR.name(midsummer_eve, "en") == "Midsummer Eve"
        assert CALENDAR.name(date(2019, 6, 6)) == "Nationaldagen"
        assert CALENDAR.name(date(2019, 12, 31)) == "Nyårsafton"

    def test_two_holidays_on_one_day(self) -> None:
        assert CALENDAR.name(date(2008, 5, 1)) == "Första maj; Kristi himmelsfärdsdag"

    def test_ordinary_days_have_none(self) -> None:
        saturday, thursday = date(2019, 6, 15), date(2019, 6, 20)

        assert CALENDAR.name(saturday) is None
        assert CALENDAR.name(thursday) is None

    @given(days)
    def test_a_named_day_is_no_weekday_and_has_a_name_in_both_languages(self, day: date) -> None:
        name = CALENDAR.name(day)

        assert (name is None) == (CALENDAR.name(day, "en") is None)
        assert name is None or not CALENDAR.is_weekday(day)


class TestTheYearsItKnows:
    @pytest.mark.parametrize("year", [FIRST_YEAR, LAST_YEAR])
    def test_the_first_and_the_last(self, year: int) -> None:
        assert CALENDAR.name(date(year, 1, 1)) == "Nyårsdagen"
        assert not CALENDAR.is_weekday(date(year, 12, 24))

    @pytest.mark.parametrize("day", [date.min, date(1952, 12, 31), date(2101, 1, 1), date.max])
    def test_an_unknown_year_is_refused_rather_than_taken_for_one_without_holidays(self, day: date) -> None:
        for question in (CALENDAR.is_weekday, CALENDAR.next_weekday, CALENDAR.name):
            with pytest.raises(InvalidInput):
                question(day)

    def test_looking_past_the_last_year_is_refused(self) -> None:
        with pytest.raises(InvalidInput):
            CALENDAR.next_weekday(date(2100, 12, 31))


class TestPeriods:
    """Lag 1930:173 § 1."""

    @pytest.mark.parametrize(
        ("day", "months", "ends"),
        [
            (date(2019, 1, 31), 1, date(2019, 2, 28)),
            (date(2020, 1, 31), 1, date(2020, 2, 29)),
            (date(2019, 3, 31), 1, date(2019, 4, 30)),
            (date(2019, 2, 28), 1, date(2019, 3, 28)),
            (date(2019, 11, 15), 2, date(2020, 1, 15)),
            (date(2019, 12, 31), 6, date(2020, 6, 30)),
            (date(2019, 3, 31), -1, date(2019, 2, 28)),
            (date(2019, 1, 15), -1, date(2018, 12, 15)),
            (date(2019, 6, 20), 0, date(2019, 6, 20)),
        ],
    )
    def test_months(self, day: date, months: int, ends: date) -> None:
        assert add_months(day, months) == ends

    @pytest.mark.parametrize(
        ("day", "years", "ends"),
        [
            (date(2020, 2, 29), 1, date(2021, 2, 28)),
            (date(2020, 2, 29), 4, date(2024, 2, 29)),
            (date(2019, 2, 28), 1, date(2020, 2, 28)),
            (date(2019, 6, 20), 1, date(2020, 6, 20)),
            (date(2000, 2, 29), 100, date(2100, 2, 28)),
        ],
    )
    def test_years(self, day: date, years: int, ends: date) -> None:
        assert add_years(day, years) == ends

    def test_three_weeks_from_the_announcement(self) -> None:
        assert add_weeks(date(2019, 6, 20), 3) == date(2019, 7, 11)

    @given(days, st.integers(min_value=-500, max_value=500))
    def test_weeks_keep_the_day_of_the_week(self, day: date, weeks: int) -> None:
        ends = add_weeks(day, weeks)

        assert ends.weekday() == day.weekday()
        assert (ends - day).days == 7 * weeks

    @given(days, st.integers(min_value=-600, max_value=600))
    def test_months_keep_the_number_or_end_on_the_last_of_the_month(self, day: date, months: int) -> None:
        ends = add_months(day, months)

        assert (ends.year - day.year) * 12 + ends.month - day.month == months
        is_last_of_month = (ends + timedelta(days=1)).day == 1
        assert ends.day == day.day or (ends.day < day.day and is_last_of_month)

    @given(days, st.integers(min_value=-50, max_value=50))
    def test_a_year_is_twelve_months(self, day: date, years: int) -> None:
        assert add_years(day, years) == add_months(day, 12 * years)

    @pytest.mark.parametrize("add", [add_weeks, add_months, add_years])
    @pytest.mark.parametrize(
        ("day", "count"), [(date.max, 1), (date.min, -1), (date(2019, 6, 20), 10**12), (date.min, -(10**12))]
    )
    def test_a_period_that_ends_outside_the_calendar_is_refused(
        self, add: Callable[[date, int], date], day: date, count: int
    ) -> None:
        with pytest.raises(InvalidInput):
            add(day, count)


class TestLastDayToAct:
    """Lag 1930:173 § 2; KL 13:5 for the appeal."""

    @pytest.mark.parametrize(
        ("announced", "last_appeal_day"),
        [
            (date(2019, 6, 20), date(2019, 7, 11)),
            (date(2019, 5, 31), date(2019, 6, 24)),
            (date(2019, 5, 16), date(2019, 6, 7)),
            (date(2019, 12, 3), date(2019, 12, 27)),
            (date(2019, 12, 10), date(2020, 1, 2)),
            (date(2020, 3, 20), date(2020, 4, 14)),
        ],
    )
    def test_three_weeks_from_the_announcement(self, announced: date, last_appeal_day: date) -> None:
        assert last_day_to_act(CALENDAR, add_weeks(announced, 3)) == last_appeal_day

    @given(days)
    def test_never_earlier_than_the_period_ends(self, period_ends: date) -> None:
        last = last_day_to_act(CALENDAR, period_ends)

        assert last >= period_ends
        assert CALENDAR.is_weekday(last)
