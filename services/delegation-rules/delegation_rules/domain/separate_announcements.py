"""Announcing decisions that are not reported but can be appealed (särskild protokollföring och tillkännagivande).

Such a decision is minuted separately (KL 6:40, 7:8) and announced on the notice board (anslagstavlan, KL 8:10), no
later than the second day after the minutes of it were adjusted (KL 8:12). The time for appeal runs from the
announcement (KL 13:5).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from boardkit.domain.calendar import SwedishCalendar, add_weeks, last_day_to_act
from boardkit.domain.errors import Text
from delegation_rules.domain.reporting_errors import (
    AnnouncementRefused,
    DecisionAlreadyAnnounced,
    DecisionNotAnnounceable,
)

_DAYS_TO_ANNOUNCE: Final = timedelta(days=2)
_WEEKS_TO_APPEAL: Final = 3
_NEXT_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AnnounceableDecision:
    """What announcing needs to know of a registered decision; `announce` is None when it is not known."""

    id: UUID
    decided_on: date
    valid: bool
    announce: bool | None
    announced: bool


@dataclass(frozen=True, slots=True)
class Announcement:
    """When decisions were minuted separately (protokollfördes särskilt) and announced, and where the minutes are."""

    minuted_on: date
    announced_on: date
    minutes_kept_at: str


@dataclass(frozen=True, slots=True)
class AppealReason:
    """One step from the announcement to the last day of appeal, with the provisions it rests on."""

    text: Text
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AppealTime:
    """What follows from announcing on a given day.

    Attributes:
        announce_by: the last day to announce (KL 8:12).
        announced_late: whether it was announced after that day. Told, not refused: the time for appeal runs from
            the announcement whenever it came.
        last_appeal_day: the last day on which an appeal can reach the court (KL 13:5).
        legal_force_on: the day the decisions gain legal force (laga kraft) when no appeal came.
        take_down_earliest: the first day the announcement may be taken down.
        reasons: the steps.
    """

    announce_by: date
    announced_late: bool
    last_appeal_day: date
    legal_force_on: date
    take_down_earliest: date
    reasons: tuple[AppealReason, ...]


def announce(announcement: Announcement, today: date, calendar: SwedishCalendar) -> AppealTime:
    """The time for appeal that follows from `announcement`. Raises `AnnouncementRefused`."""
    _check_days(announcement, today)
    announce_by = last_day_to_act(calendar, announcement.minuted_on + _DAYS_TO_ANNOUNCE)
    three_weeks = add_weeks(announcement.announced_on, _WEEKS_TO_APPEAL)
    last_appeal_day = last_day_to_act(calendar, three_weeks)
    over = last_appeal_day + _NEXT_DAY
    late = announcement.announced_on > announce_by
    return AppealTime(
        announce_by=announce_by,
        announced_late=late,
        last_appeal_day=last_appeal_day,
        legal_force_on=over,
        take_down_earliest=over,
        reasons=(_announced(announce_by, late=late), _appeal(three_weeks, last_appeal_day), _legal_force(over)),
    )


def check_announceable(decisions: Sequence[AnnounceableDecision], minuted_on: date, pointer: str) -> None:
    """Raise for the first of `decisions` that cannot be announced by minutes of `minuted_on`.

    A decision of which it is not known whether it is to be announced may be: naming it settles the question.

    Raises `DecisionNotAnnounceable`, `DecisionAlreadyAnnounced` and `AnnouncementRefused`.
    """
    for index, decision in enumerate(decisions):
        where = f"{pointer}/{index}"
        if not decision.valid:
            raise DecisionNotAnnounceable(
                Text(sv="Beslutet är ogiltigt och tillkännages inte.", en="The decision is void."), pointer=where
            )
        if decision.announce is False:
            raise DecisionNotAnnounceable(
                Text(
                    sv="Beslutet anmäls till nämnden, är verkställighet eller överklagas på annat sätt.",
                    en="The decision is reported to the board, is execution, or is appealed in another way.",
                ),
                pointer=where,
            )
        if decision.announced:
            raise already_announced(where)
        if minuted_on < decision.decided_on:
            raise AnnouncementRefused(
                Text(
                    sv="Ett beslut kan inte protokollföras innan det är fattat.",
                    en="A decision cannot be minuted before it is made.",
                ),
                pointer="/minuted_on",
            )


def already_announced(pointer: str) -> DecisionAlreadyAnnounced:
    """The error for a decision that another announcement has taken."""
    return DecisionAlreadyAnnounced(
        Text(sv="Beslutet är redan tillkännagivet.", en="The decision is announced already."), pointer=pointer
    )


def _check_days(announcement: Announcement, today: date) -> None:
    if announcement.announced_on < announcement.minuted_on:
        raise AnnouncementRefused(
            Text(
                sv="Protokollet kan inte tillkännages innan det finns.",
                en="The minutes cannot be announced before they are there.",
            ),
            pointer="/announced_on",
        )
    if announcement.announced_on > today:
        raise AnnouncementRefused(
            Text(
                sv="Anslaget kan inte registreras före den dag det sätts upp.",
                en="The announcement cannot be recorded before the day it is put up.",
            ),
            pointer="/announced_on",
            extra={"today": today.isoformat()},
        )


def _announced(announce_by: date, *, late: bool) -> AppealReason:
    day = announce_by.isoformat()
    return AppealReason(
        Text(
            sv=f"Besluten anmäls inte men kan överklagas; protokollet ska tillkännages senast {day}, och det skedde "
            + ("för sent." if late else "i tid."),
            en=f"The decisions are not reported but can be appealed; the minutes are to be announced by {day}, and "
            + ("it was late." if late else "it was in time."),
        ),
        ("KL 6:40", "KL 7:8", "KL 8:10", "KL 8:12"),
    )


def _appeal(three_weeks: date, last_appeal_day: date) -> AppealReason:
    if three_weeks == last_appeal_day:
        return AppealReason(
            Text(
                sv="Ett överklagande ska ha kommit in inom tre veckor från den dag då anslaget sattes upp.",
                en="An appeal must come in within three weeks from the day the announcement was put up.",
            ),
            ("KL 13:5", "SFS 1930:173 1"),
        )
    day = three_weeks.isoformat()
    return AppealReason(
        Text(
            sv=f"Tre veckor från anslaget är {day}, som inte är en vardag; överklagandet får komma in nästa vardag.",
            en=f"Three weeks from the announcement is {day}, which is not a working day; an appeal may come in on "
            "the next working day.",
        ),
        ("KL 13:5", "SFS 1930:173 1", "SFS 1930:173 2"),
    )


def _legal_force(over: date) -> AppealReason:
    day = over.isoformat()
    return AppealReason(
        Text(
            sv=f"Besluten får laga kraft {day} om ingen har överklagat; anslaget får tas ner tidigast då.",
            en=f"The decisions gain legal force on {day} if nobody has appealed; the announcement may be taken "
            "down then at the earliest.",
        ),
        ("KL 13:5", "KL 8:12"),
    )
