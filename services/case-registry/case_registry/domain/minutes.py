"""Minutes (protokoll) and their adjustment (justering).

A single paragraph adjusted at once, during the meeting (omedelbar justering), is not kept by this registry
yet: minutes are adjusted as a whole, and what was adjusted at once is announced together with the rest.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from boardkit.domain.calendar import SwedishCalendar, last_day_to_act
from boardkit.domain.errors import Text
from case_registry.domain.errors import DateOutOfOrder
from case_registry.domain.reasons import Reason

_DAYS_TO_ADJUST: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class MinutesRecord:
    """Who led, kept the minutes of, was chosen to adjust them, and was present at a meeting (KL 5:66)."""

    meeting_id: UUID
    chair: str
    secretary: str
    adjusters: tuple[str, ...]
    present: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """When minutes were adjusted, and whether that was in time.

    `adjust_by` is the last day that the law allows. Late minutes are adjusted all the same: the delay is
    told, not refused.
    """

    adjusted_on: date
    adjust_by: date
    late: bool
    reasons: tuple[Reason, ...]


def adjust_by(held_on: date, calendar: SwedishCalendar) -> date:
    """The last day to adjust the minutes of a meeting held on `held_on` (KL 5:69)."""
    return last_day_to_act(calendar, held_on + _DAYS_TO_ADJUST)


def adjust(held_on: date, adjusted_on: date, today: date, calendar: SwedishCalendar) -> Adjustment:
    """The adjustment on `adjusted_on` of minutes from a meeting held on `held_on`.

    Raises `DateOutOfOrder` before the meeting and after `today`.
    """
    _check_order(held_on, adjusted_on, today)
    last_day = adjust_by(held_on, calendar)
    late = adjusted_on > last_day
    return Adjustment(adjusted_on, last_day, late, (_reason(last_day, late),))


def _check_order(held_on: date, adjusted_on: date, today: date) -> None:
    if adjusted_on < held_on:
        raise DateOutOfOrder(
            Text(
                sv="Protokollet kan inte justeras före sammanträdet.",
                en="The minutes cannot be adjusted before the meeting.",
            ),
            pointer="/adjusted_on",
            extra={"meeting_day": held_on.isoformat()},
        )
    if adjusted_on > today:
        raise DateOutOfOrder(
            Text(
                sv="Justeringen kan inte registreras före den dag den sker.",
                en="The adjustment cannot be recorded before the day it happens.",
            ),
            pointer="/adjusted_on",
            extra={"today": today.isoformat()},
        )


def _reason(last_day: date, late: bool) -> Reason:
    rules = ("KL 5:69", "SFS 1930:173 2")
    if late:
        return Reason(
            Text(
                sv=f"Protokollet justerades för sent: senast {last_day.isoformat()}, "
                "inom fjorton dagar från sammanträdet.",
                en=f"The minutes were adjusted late: {last_day.isoformat()} was the last day, "
                "fourteen days from the meeting.",
            ),
            rules,
        )
    return Reason(
        Text(
            sv=f"Protokollet justerades i tid: senast {last_day.isoformat()}, inom fjorton dagar från sammanträdet.",
            en=f"The minutes were adjusted in time: {last_day.isoformat()} was the last day, "
            "fourteen days from the meeting.",
        ),
        rules,
    )
