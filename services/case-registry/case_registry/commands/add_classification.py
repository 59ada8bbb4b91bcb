"""Add a code to the classification plan (klassificeringsplan) of a board."""

from sqlalchemy import RowMapping
from sqlalchemy.dialects.postgresql import insert

from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.domain.errors import Text
from boardkit.domain.ids import new_id
from case_registry.commands._finding import board_of
from case_registry.domain.errors import AlreadyRecorded
from case_registry.tables import classifications


async def add_classification(work: UnitOfWork, *, board: str, code: str, title: str) -> RowMapping:
    """Add `code` to the plan of `board`. Raises `AlreadyRecorded` when the plan has it already."""
    await board_of(work, board)
    statement = (
        insert(classifications)
        .values(id=new_id(), board=board, code=code, title=title)
        .on_conflict_do_nothing(index_elements=["board", "code"])
        .returning(*classifications.c)
    )
    row = await work.first(statement)
    if row is None:
        raise AlreadyRecorded(
            Text(sv="Nämndens plan har redan den koden.", en="The board's plan has that code already."),
            pointer="/code",
        )
    work.record(
        Change(
            event="created",
            resource="classifications",
            resource_id=str(row["id"]),
            board=board,
            version=row["version"],
            reason="classification added",
            snapshot={"code": code, "title": title},
        )
    )
    return row
