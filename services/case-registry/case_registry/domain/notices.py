"""The announcement on the notice board (anslag) that minutes are adjusted, and the time for appeal."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from boardkit.domain.calendar import SwedishCalendar, add_weeks, last_day_to_act
from boardkit.domain.errors import Language, Text
from case_registry.domain.errors import DateOutOfOrder
from case_registry.domain.reasons import Reason

_DAYS_TO_ANNOUNCE: Final = timedelta(days=2)
_WEEKS_TO_APPEAL: Final = 3
_NEXT_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Announcement:
    """An announcement that minutes are adjusted: when it was put up, and where the minutes are (KL 8:12)."""

    minutes_id: UUID
    announced_on: date
    minutes_kept_at: str


@dataclass(frozen=True, slots=True)
class AppealTime:
    """What follows from announcing minutes on a given day.

    Attributes:
        announced_on: the day the announcement was put up.
        announce_by: the last day to put it up (KL 8:12).
        announced_late: whether it was put up after that day. Told, not refused: the time for appeal runs from
            the announcement whenever it came.
        last_appeal_day: the last day on which an appeal can reach the court (KL 13:5).
        legal_force_on: the day the decisions gain legal force (laga kraft) when no appeal came.
        take_down_earliest: the first day the announcement may be taken down (KL 8:12).
        reasons: the steps, each with the provisions it rests on.
    """

    announced_on: date
    announce_by: date
    announced_late: bool
    last_appeal_day: date
    legal_force_on: date
    take_down_earliest: date
    reasons: tuple[Reason, ...]


def announce(adjusted_on: date, announced_on: date, today: date, calendar: SwedishCalendar) -> AppealTime:
    """The time for appeal of minutes adjusted on `adjusted_on` and announced on `announced_on`.

    Raises `DateOutOfOrder` before the adjustment and after `today`.
    """
    _check_order(adjusted_on, announced_on, today)
    announce_by = last_day_to_act(calendar, adjusted_on + _DAYS_TO_ANNOUNCE)
    three_weeks = add_weeks(announced_on, _WEEKS_TO_APPEAL)
    last_appeal_day = last_day_to_act(calendar, three_weeks)
    over = last_appeal_day + _NEXT_DAY
    late = announced_on > announce_by
    return AppealTime(
        announced_on=announced_on,
        announce_by=announce_by,
        announced_late=late,
        last_appeal_day=last_appeal_day,
        legal_force_on=over,
        take_down_earliest=over,
        reasons=(
            _announcement(announce_by, late),
            _appeal(three_weeks, last_appeal_day, calendar),
            _legal_force(over),
        ),
    )


def _check_order(adjusted_on: date, announced_on: date, today: date) -> None:
    if announced_on < adjusted_on:
        raise DateOutOfOrder(
            Text(
                sv="Justeringen kan inte tillkännages innan den har skett.",
                en="The adjustment cannot be announced before it has happened.",
            ),
            pointer="/announced_on",
            extra={"adjusted_on": adjusted_on.isoformat()},
        )
    if announced_on > today:
        raise DateOutOfOrder(
            Text(
                sv="Anslaget kan inte registreras före den dag det sätts upp.",
                en="The announcement cannot be recorded before the day it is put up.",
            ),
            pointer="/announced_on",
            extra={"today": today.isoformat()},
        )


def _announcement(announce_by: date, late: bool) -> Reason:
    day = announce_by.isoformat()
    return Reason(
        Text(
            sv=f"Justeringen ska tillkännages senast andra dagen efter den, {day}; "
            + ("det skedde för sent." if late else "det skedde i tid."),
            en=f"The adjustment is to be announced no later than the second day after it, {day}; "
            + ("this was late." if late else "this was in time."),
        ),
        ("KL 8:12", "SFS 1930:173 2"),
    )


def _appeal(three_weeks: date, last_appeal_day: date, calendar: SwedishCalendar) -> Reason:
    if three_weeks == last_appeal_day:
        return Reason(
            Text(
                sv="Överklagandet ska ha kommit in inom tre veckor från den dag då anslaget sattes upp.",
                en="An appeal must come in within three weeks from the day the announcement was put up.",
            ),
            ("KL 13:5", "SFS 1930:173 1"),
        )
    return Reason(
        Text(
            sv=f"Tre veckor från anslaget är {_named(three_weeks, calendar, 'sv')}, som inte är en vardag; "
            "överklagandet får komma in nästa vardag.",
            en=f"Three weeks from the announcement is {_named(three_weeks, calendar, 'en')}, "
            "which is not a working day; an appeal may come in on the next working day.",
        ),
        ("KL 13:5", "SFS 1930:173 1", "SFS 1930:173 2"),
    )


def _named(day: date, calendar: SwedishCalendar, language: Language) -> str:
    name = calendar.name(day, language)
    return day.isoformat() if name is None else f"{day.isoformat()} ({name})"


def _legal_force(over: date) -> Reason:
    day = over.isoformat()
    return Reason(
        Text(
            sv=f"Besluten får laga kraft {day} om ingen har överklagat; "
            "anslaget får tas ner först när tiden för överklagande har gått ut.",
            en=f"The decisions gain legal force on {day} if nobody has appealed; "
            "the announcement may be taken down only when the time for appeal has run out.",
        ),
        ("KL 13:5", "KL 8:12"),
    )
