"""What day and what time it is, passed in to whoever needs to know.

The business day is the Swedish calendar day, also on a server that keeps another time: at 23:30 UTC on
31 December a new diary year has begun. The time zone database comes from the system or the `tzdata` package.
"""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final, Protocol
from zoneinfo import ZoneInfo

STOCKHOLM: Final = ZoneInfo("Europe/Stockholm")

TimeSource = Callable[[], float]
"""Seconds since 1970-01-01T00:00:00Z, as `time.time` gives them."""


class Clock(Protocol):
    """Tells the business day and the instant."""

    def today(self) -> date:
        """The calendar day in Stockholm."""
        ...

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        ...


class SystemClock:
    """The real day and time."""

    __slots__ = ("_time_source",)

    def __init__(self, time_source: TimeSource = time.time) -> None:
        self._time_source = time_source

    def today(self) -> date:
        """The calendar day in Stockholm."""
        return stockholm_date(self.now())

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        return datetime.fromtimestamp(self._time_source(), UTC)


class FixedDayClock:
    """A chosen business day with the real time of day, for demonstrations and tests.

    `now()` always falls on the chosen day in Stockholm, so at midnight it starts that day over again.
    """

    __slots__ = ("_day", "_time_source")

    def __init__(self, day: date, time_source: TimeSource = time.time) -> None:
        self._day = day
        self._time_source = time_source

    def today(self) -> date:
        """The chosen day."""
        return self._day

    def now(self) -> datetime:
        """The instant on the chosen day at which Stockholm's clocks show what they show now, in UTC."""
        real = datetime.fromtimestamp(self._time_source(), STOCKHOLM)
        return datetime.combine(self._day, real.timetz()).astimezone(UTC)


def stockholm_date(instant: datetime) -> date:
    """The Swedish calendar day of an aware `instant`.

    Raises:
        ValueError: the instant does not say its offset from UTC.
    """
    if instant.utcoffset() is None:
        raise ValueError("an instant without an offset from UTC has no day")
    return instant.astimezone(STOCKHOLM).date()
