"""Draw up the minutes (protokoll) of a meeting."""

from sqlalchemy import RowMapping
from sqlalchemy.dialects.postgresql import insert

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.calendar import SwedishCalendar
from boardkit.domain.errors import Text
from boardkit.domain.ids import new_id
from case_registry import queries
from case_registry.commands._finding import named_by
from case_registry.commands._meeting_records import minutes_change
from case_registry.domain.errors import AlreadyRecorded
from case_registry.domain.meetings import check_held
from case_registry.domain.minutes import MinutesRecord, adjust_by
from case_registry.tables import minutes


async def draw_up_minutes(work: UnitOfWork, record: MinutesRecord) -> RowMapping:
    """Draw up the minutes of a meeting that has been held; they are not public until adjusted.

    Raises `NotFound` for a meeting out of reach, `MeetingNotHeld`, and `AlreadyRecorded` when the meeting has
    its minutes.
    """
    meeting = await named_by(work, queries.meeting_by_id(work.caller, record.meeting_id), "/meeting_id")
    check_held(meeting["held_on"], work.today)
    statement = (
        insert(minutes)
        .values(
            id=new_id(),
            board=meeting["board"],
            meeting_id=record.meeting_id,
            chair=record.chair,
            secretary=record.secretary,
            adjusters=list(record.adjusters),
            present=list(record.present),
            adjust_by=adjust_by(meeting["held_on"], SwedishCalendar()),
        )
        .on_conflict_do_nothing(index_elements=["meeting_id"])
        .returning(*minutes.c)
    )
    row = await work.first(statement)
    if row is None:
        raise AlreadyRecorded(
            Text(sv="Sammanträdet har redan sitt protokoll.", en="The meeting has its minutes already."),
            pointer="/meeting_id",
        )
    work.record(minutes_change("created", row, "minutes drawn up"))
    return row
