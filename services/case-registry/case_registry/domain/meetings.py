"""Meetings of a board (sammanträden)."""

from dataclasses import dataclass
from datetime import date, datetime

from boardkit.domain.calendar import FIRST_YEAR, LAST_YEAR
from boardkit.domain.clock import stockholm_date
from boardkit.domain.errors import InvalidInput, Text
from case_registry.domain.errors import MeetingNotHeld


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting to be held: number `number` of its year, called `1/2019` in the notice (kallelsen)."""

    board: str
    number: int
    starts_at: datetime
    place: str
    title: str | None = None

    @property
    def held_on(self) -> date:
        """The Swedish calendar day on which it starts."""
        return stockholm_date(self.starts_at)


def time_of_meeting(starts_at: datetime) -> datetime:
    """`starts_at`, when it lies in the years that the calendar can count from. Raises `InvalidInput`."""
    if not FIRST_YEAR < starts_at.year < LAST_YEAR:
        raise InvalidInput(
            Text(
                sv=f"Sammanträdet ska ligga i åren {FIRST_YEAR + 1}–{LAST_YEAR - 1}.",
                en=f"The meeting must lie in the years {FIRST_YEAR + 1}–{LAST_YEAR - 1}.",
            )
        )
    return starts_at


def check_held(held_on: date, today: date) -> None:
    """Refuse to record what happened at a meeting before its day. Raises `MeetingNotHeld`."""
    if today < held_on:
        raise MeetingNotHeld(
            Text(
                sv="Det som hände på sammanträdet kan registreras först på sammanträdesdagen.",
                en="What happened at the meeting can be recorded on the day of the meeting at the earliest.",
            ),
            extra={"meeting_day": held_on.isoformat()},
        )
