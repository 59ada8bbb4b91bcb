"""Schedule a meeting (sammanträde) of a board."""

from sqlalchemy import RowMapping
from sqlalchemy.dialects.postgresql import insert

from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.domain.errors import Text
from boardkit.domain.ids import new_id
from case_registry.commands._finding import board_of
from case_registry.domain.errors import AlreadyRecorded
from case_registry.domain.meetings import Meeting
from case_registry.tables import meetings


async def schedule_meeting(work: UnitOfWork, meeting: Meeting) -> RowMapping:
    """Put `meeting` into the board's calendar.

    Raises `NotFound` for a board out of reach and `AlreadyRecorded` when the year has a meeting of that number.
    """
    await board_of(work, meeting.board)
    statement = (
        insert(meetings)
        .values(
            id=new_id(),
            board=meeting.board,
            number=meeting.number,
            year=meeting.held_on.year,
            starts_at=meeting.starts_at,
            held_on=meeting.held_on,
            place=meeting.place,
            title=meeting.title,
        )
        .on_conflict_do_nothing(index_elements=["board", "year", "number"])
        .returning(*meetings.c)
    )
    row = await work.first(statement)
    if row is None:
        raise AlreadyRecorded(
            Text(
                sv="Nämnden har redan ett sammanträde med det numret det året.",
                en="The board has a meeting of that number in that year already.",
            ),
            pointer="/number",
        )
    work.record(
        Change(
            event="created",
            resource="meetings",
            resource_id=str(row["id"]),
            board=meeting.board,
            version=row["version"],
            reason="meeting scheduled",
            snapshot={
                "number": row["number"],
                "year": row["year"],
                "starts_at": row["starts_at"].isoformat(),
                "held_on": row["held_on"].isoformat(),
                "place": row["place"],
                "title": row["title"],
            },
        )
    )
    return row
