"""The sample's commands."""

from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, insert

from boardkit.db.unit_of_work import Change, Message, UnitOfWork
from boardkit.db.versions import update_versioned
from boardkit.domain.ids import new_id
from sample_house.schemas import NewNote
from sample_house.tables import notes


async def write_note(work: UnitOfWork, note: NewNote) -> RowMapping:
    """Write a note and number it."""
    work.caller.must_reach(note.board, pointer="/board")
    values: dict[str, Any] = note.model_dump(include={"board", "title", "body", "amount", "due_on", "remind_at"})
    number = await work.next_number(f"notes of {note.board}", work.today.year)
    row = await work.one(insert(notes).values(id=new_id(), number=number, **values).returning(*notes.c))
    work.record(_change("created", row))
    if note.tell:
        work.send(announcement(row))
    return row


async def retitle_note(work: UnitOfWork, expected_version: int, note_id: UUID, title: str) -> RowMapping:
    """Give a note another title."""
    row = await update_versioned(work, notes, notes.c.id == note_id, expected_version, {"title": title})
    work.record(_change("changed", row))
    return row


def announcement(row: RowMapping) -> Message:
    """The neighbour's copy of a note."""
    return Message(
        neighbour="other-house",
        event="note-told",
        ordering_key=str(row["board"]),
        method="POST",
        path="/other-house/v1/copies",
        body={"note_id": str(row["id"]), "number": row["number"]},
        scope="copies:write",
        board=row["board"],
        context={"note_id": str(row["id"])},
    )


def _change(event: Any, row: RowMapping) -> Change:
    return Change(
        event=event,
        resource="notes",
        resource_id=str(row["id"]),
        board=row["board"],
        version=row["version"],
        reason=f"note {event}",
        snapshot={"id": str(row["id"]), "number": row["number"]},
        details={"fields": ["title"]},
    )
