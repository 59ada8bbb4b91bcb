"""How much time is left to answer a referral, and at which meeting the board can last decide on it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from boardkit.domain.errors import Text

RULES = ("FL 26 §",)


class DeadlineStatus(StrEnum):
    """Where the answering stands."""

    OPEN = "open"
    OVERDUE = "overdue"
    ANSWERED = "answered"


class MeetingFinding(StrEnum):
    """What is known about the last meeting that can decide on the answer."""

    FOUND = "found"
    NONE_IN_TIME = "none-in-time"
    CALENDAR_UNKNOWN = "calendar-unknown"
    ALREADY_ANSWERED = "already-answered"


_EXPLANATIONS = {
    MeetingFinding.FOUND: Text(
        sv="Sista sammanträdet senast på svarsdagen, idag eller senare.",
        en="The last meeting on or before the reply day, today or later.",
    ),
    MeetingFinding.NONE_IN_TIME: Text(
        sv="Inget sammanträde återstår till och med svarsdagen.",
        en="No meeting remains up to and including the reply day.",
    ),
    MeetingFinding.CALENDAR_UNKNOWN: Text(
        sv="Nämndens sammanträden är inte kända här ännu.",
        en="The board's meetings are not known here yet.",
    ),
    MeetingFinding.ALREADY_ANSWERED: Text(
        sv="Remissen är besvarad.",
        en="The referral has been answered.",
    ),
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """The deadline of one referral, seen from one day.

    reply_by: the remittent's day itself; it never moves, not even from a Sunday (FL 26 §; lag 1930:173
        concerns only periods set by statute).
    days_left: whole days from today to `reply_by`: 0 on the day, negative after it; None once answered.
    last_usable_meeting: latest meeting day from today up to and including `reply_by`; None with the reason
        in `meeting_finding`.
    """

    reply_by: date
    days_left: int | None
    status: DeadlineStatus
    last_usable_meeting: date | None
    meeting_finding: MeetingFinding

    @property
    def explanation(self) -> Text:
        """`meeting_finding` in words."""
        return _EXPLANATIONS[self.meeting_finding]


def deadline_on(today: date, *, reply_by: date, answered: bool, meetings: Collection[date] | None) -> Deadline:
    """The deadline as it stands today.

    meetings: days on which the answering board meets; None when its calendar is unknown, which is not the
        same as a board without meetings.
    """
    if answered:
        return Deadline(reply_by, None, DeadlineStatus.ANSWERED, None, MeetingFinding.ALREADY_ANSWERED)
    days_left = (reply_by - today).days
    status = DeadlineStatus.OPEN if days_left >= 0 else DeadlineStatus.OVERDUE
    if meetings is None:
        return Deadline(reply_by, days_left, status, None, MeetingFinding.CALENDAR_UNKNOWN)
    usable = max((meeting for meeting in meetings if today <= meeting <= reply_by), default=None)
    finding = MeetingFinding.NONE_IN_TIME if usable is None else MeetingFinding.FOUND
    return Deadline(reply_by, days_left, status, usable, finding)
