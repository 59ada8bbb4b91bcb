"""Meetings of a board (sammanträden)."""

from datetime import date

from boardkit.domain.errors import Text
from case_registry.domain.errors import MeetingNotHeld


def check_held(held_on: date, today: date) -> None:
    """Refuse to record what happened at a meeting before its day. Raises MeetingNotHeld."""
    if today < held_on:
        raise MeetingNotHeld(
            Text(
                sv="Det som hände på sammanträdet kan registreras först på sammanträdesdagen.",
                en="What happened at the meeting can be recorded on the day of the meeting at the earliest.",
            ),
            extra={"meeting_day": held_on.isoformat()},
        )
