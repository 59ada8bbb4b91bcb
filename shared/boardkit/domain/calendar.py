"""The Swedish calendar, and periods of time as the law counts them (lag 1930:173).

A weekday (vardag) here is a day on which an act must be done: not a Saturday, Sunday, public holiday,
midsommarafton, julafton or nyårsafton (lag 1930:173 § 2). A reply deadline that somebody has set is that day
itself and is never moved by these rules.
"""

import calendar as month_lengths
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import holidays

from boardkit.domain.errors import InvalidInput, Language, Text

FIRST_YEAR: Final = 1953
LAST_YEAR: Final = 2100

_ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_MONTHS_PER_YEAR: Final = 12
_LIBRARY_LANGUAGE: Final[Mapping[Language, str]] = {"sv": "sv", "en": "en_US"}


class SwedishCalendar:
    """Which days are weekdays in Sweden, and what the holidays are called, in the years 1953 to 2100.

    Every method raises `InvalidInput` for a day outside those years: unknown is not the same as no holiday.
    """

    __slots__ = ()

    def is_weekday(self, day: date) -> bool:
        """Whether `day` is a weekday in the sense of lag 1930:173 § 2."""
        return day not in _holidays_of(day.year, "sv") and day.weekday() < _SATURDAY

    def next_weekday(self, day: date) -> date:
        """`day` itself when it is a weekday, else the first weekday after it."""
        while not self.is_weekday(day):
            day += _ONE_DAY
        return day

    def name(self, day: date, language: Language = "sv") -> str | None:
        """What the holiday is called; None for any other day, ordinary Saturdays and Sundays included.

        Two holidays on one day are both named, separated by "; ".
        """
        return _holidays_of(day.year, language).get(day)


def add_weeks(day: date, weeks: int) -> date:
    """The day a period of `weeks` counted from `day` ends: the same day of the week (lag 1930:173 § 1).

    Raises:
        InvalidInput: the period ends outside the calendar (years 1 to 9999).
    """
    try:
        return day + timedelta(weeks=weeks)
    except OverflowError:
        raise _outside_the_calendar(date.min.year, date.max.year) from None


def add_months(day: date, months: int) -> date:
    """The day a period of `months` counted from `day` ends (lag 1930:173 § 1).

    That is the day with the same number, or the last of the month where the month lacks it.

    Raises:
        InvalidInput: the period ends outside the calendar (years 1 to 9999).
    """
    year, months_before = divmod(day.year * _MONTHS_PER_YEAR + day.month - 1 + months, _MONTHS_PER_YEAR)
    if not date.min.year <= year <= date.max.year:
        raise _outside_the_calendar(date.min.year, date.max.year)
    month = months_before + 1
    return date(year, month, min(day.day, month_lengths.monthrange(year, month)[1]))


def add_years(day: date, years: int) -> date:
    """The day a period of `years` counted from `day` ends; 29 February → 28 where there is none.

    Raises:
        InvalidInput: the period ends outside the calendar (years 1 to 9999).
    """
    return add_months(day, years * _MONTHS_PER_YEAR)


def last_day_to_act(calendar: SwedishCalendar, period_ends: date) -> date:
    """The last day an act may be done when its period ends on `period_ends` (lag 1930:173 § 2).

    Raises:
        InvalidInput: that day is outside the years the calendar knows.
    """
    return calendar.next_weekday(period_ends)


@lru_cache(maxsize=2 * (LAST_YEAR - FIRST_YEAR + 1))
def _holidays_of(year: int, language: Language) -> Mapping[date, str]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _outside_the_calendar(FIRST_YEAR, LAST_YEAR)
    return dict(
        holidays.country_holidays(
            "SE",
            years=year,
            expand=False,
            categories=("public", "de_facto"),
            language=_LIBRARY_LANGUAGE[language],
        )
    )


def _outside_the_calendar(first_year: int, last_year: int) -> InvalidInput:
    return InvalidInput(
        Text(
            sv=f"Dagen ligger utanför kalendern, som omfattar åren {first_year} till {last_year}.",
            en=f"The day is outside the calendar, which covers the years {first_year} to {last_year}.",
        )
    )
