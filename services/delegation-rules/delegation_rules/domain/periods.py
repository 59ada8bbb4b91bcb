"""Periods of whole days, and what may still be changed of them: never a day that has passed."""

from datetime import date, timedelta

from boardkit.domain.errors import Text
from delegation_rules.domain.people_errors import PastFixed, PeriodRefused
from delegation_rules.domain.positions import Position


def check_sequence(first_day: date | None, last_day: date | None, pointer: str) -> None:
    """Raise `PeriodRefused`, pointing at `pointer`, for a last day before the first."""
    if first_day is not None and last_day is not None and last_day < first_day:
        raise PeriodRefused(
            Text(sv="Sista dagen ligger före den första.", en="The last day is before the first."), pointer=pointer
        )


def check_new_last_day(first_day: date | None, former: date | None, coming: date, earliest: date, pointer: str) -> None:
    """Refuse to let what began on `first_day` end on `coming` instead of `former` (None: no end is decided).

    Args:
        first_day: None for what has always been.
        former: the last day so far.
        coming: the last day to be.
        earliest: the first last day by which no day that has passed changes.
        pointer: field of the last day.

    Raises:
        PeriodRefused: it would end before it begins.
        PastFixed: it would end, or has ended, before `earliest`.
    """
    check_sequence(first_day, coming, pointer)
    if coming < earliest or (former is not None and former < earliest):
        raise PastFixed(
            Text(
                sv="Det som har varit ändras inte: ett slut anges från och med i dag.",
                en="What has passed is not changed: an end is set from today on.",
            ),
            pointer=pointer,
        )


def earliest_end_of_absence(today: date) -> date:
    """Whoever is back today was away until yesterday."""
    return today - timedelta(days=1)


def check_position_exists(position: Position, first_day: date, last_day: date | None) -> None:
    """Raise `PeriodRefused` unless `position` exists from `first_day` to `last_day` (None: until further notice)."""
    if position.valid_from is not None and first_day < position.valid_from:
        raise PeriodRefused(
            Text(sv="Befattningen finns inte ännu den dagen.", en="The position does not exist yet on that day."),
            pointer="/valid_from",
        )
    if position.valid_to is not None and (last_day is None or last_day > position.valid_to):
        raise PeriodRefused(
            Text(sv="Befattningen upphör före sista dagen.", en="The position ceases before the last day."),
            pointer="/valid_to",
        )
