"""The business day is the Swedish one; instants are aware and in UTC."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardkit.domain.clock import STOCKHOLM, Clock, FixedDayClock, SystemClock, TimeSource, stockholm_date


def stopped_at(instant: datetime) -> TimeSource:
    return instant.timestamp


seconds = st.integers(min_value=631_152_000, max_value=2_114_380_800)
instants = seconds.map(lambda since_1970: datetime.fromtimestamp(since_1970, UTC))
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2036, 12, 31))


class TestSystemClock:
    @pytest.mark.parametrize(
        ("instant", "day"),
        [
            (datetime(2019, 12, 31, 22, 59, 59, tzinfo=UTC), date(2019, 12, 31)),
            (datetime(2019, 12, 31, 23, 0, tzinfo=UTC), date(2020, 1, 1)),
            (datetime(2019, 12, 31, 23, 30, tzinfo=UTC), date(2020, 1, 1)),
            (datetime(2019, 6, 20, 21, 59, 59, tzinfo=UTC), date(2019, 6, 20)),
            (datetime(2019, 6, 20, 22, 0, tzinfo=UTC), date(2019, 6, 21)),
        ],
    )
    def test_today_is_the_day_in_stockholm(self, instant: datetime, day: date) -> None:
        assert SystemClock(stopped_at(instant)).today() == day

    def test_now_is_the_instant_in_utc(self) -> None:
        instant = datetime(2019, 6, 20, 15, 30, 0, 250000, tzinfo=UTC)

        now = SystemClock(time_source=stopped_at(instant)).now()

        assert now == instant
        assert now.tzinfo is UTC

    def test_the_real_clock_moves_forward(self) -> None:
        clock: Clock = SystemClock()
        first = clock.now()

        assert clock.now() >= first
        assert first.year >= 2026


class TestFixedDayClock:
    def test_that_day_with_the_real_time_of_day(self) -> None:
        real = stopped_at(datetime(2026, 11, 20, 8, 15, tzinfo=UTC))
        clock: Clock = FixedDayClock(date(2019, 6, 20), real)

        assert clock.today() == date(2019, 6, 20)
        # 9:15 in Stockholm is 8:15 UTC in November and 7:15 UTC in June.
        assert clock.now() == datetime(2019, 6, 20, 7, 15, tzinfo=UTC)
        assert clock.now().tzinfo is UTC

    @pytest.mark.parametrize("minute", [0, 30, 59])
    def test_an_hour_that_the_day_lacks(self, minute: int) -> None:
        """At 2 o'clock on 31 March 2019 Swedish clocks were put forward to 3."""
        clock = FixedDayClock(date(2019, 3, 31), stopped_at(datetime(2026, 11, 20, 1, minute, tzinfo=UTC)))

        assert clock.now() == datetime(2019, 3, 31, 1, minute, tzinfo=UTC)

    @given(day=days, real=instants)
    def test_now_is_always_on_that_day(self, day: date, real: datetime) -> None:
        clock = FixedDayClock(day, stopped_at(real))

        assert stockholm_date(clock.now()) == clock.today() == day


class TestStockholmDate:
    @given(instants, st.integers(min_value=-14, max_value=14))
    def test_does_not_depend_on_how_the_instant_is_written(self, instant: datetime, hours: int) -> None:
        elsewhere = instant.astimezone(timezone(timedelta(hours=hours)))

        assert stockholm_date(elsewhere) == stockholm_date(instant) == instant.astimezone(STOCKHOLM).date()

    def test_refuses_an_instant_without_offset(self) -> None:
        with pytest.raises(ValueError, match="offset"):
            stockholm_date(datetime(2019, 6, 20, 12, 0, tzinfo=UTC).replace(tzinfo=None))
