"""Add a position (befattning) to a board's hierarchy."""

from sqlalchemy import RowMapping, insert
from sqlalchemy.dialects import postgresql

from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.domain.errors import Text
from boardkit.domain.ids import new_id
from boardkit.domain.slugs import swedish_sort_key
from delegation_rules import queries
from delegation_rules.domain.errors import PositionTaken
from delegation_rules.domain.positions import Hierarchy, Position
from delegation_rules.tables import position_registers, positions


async def add_position(work: UnitOfWork, board: str, position: Position) -> RowMapping:
    """Add `position` to `board`. It then stays as it is: answers about the past rest on it.

    Raises `NotFound` for a board out of reach, `PositionTaken` when the board has the slug already, and
    `PositionRefused` when the position does not fit into the hierarchy.
    """
    work.caller.must_reach(board, pointer="/board")
    await _lock_register(work, board)
    hierarchy = Hierarchy(map(queries.position_from, await work.all(queries.positions_of(board))))
    if position.slug in hierarchy:
        raise PositionTaken(
            Text(sv="Nämnden har redan den befattningen.", en="The board already has this position."),
            pointer="/slug",
        )
    hierarchy.with_position(position)
    row = await work.one(
        insert(positions)
        .values(
            id=new_id(),
            board=board,
            slug=position.slug,
            title_sv=position.title_sv,
            title_sort_key=swedish_sort_key(position.title_sv),
            administration=position.administration,
            superior=position.superior,
            counts_as=position.counts_as,
            kind=position.kind.value,
            several_holders=position.several_holders,
            valid_from=position.valid_from,
            valid_to=position.valid_to,
        )
        .returning(*positions.c)
    )
    work.record(
        Change(
            event="created",
            resource="positions",
            resource_id=str(row["id"]),
            board=board,
            version=row["version"],
            reason="position added",
            snapshot={"slug": position.slug, "title_sv": position.title_sv, "superior": position.superior},
        )
    )
    return row


async def _lock_register(work: UnitOfWork, board: str) -> None:
    """One change of a board's hierarchy at a time: two that are sound alone could together form a ring."""
    await work.connection.execute(
        postgresql.insert(position_registers)
        .values(board=board, version=1)
        .on_conflict_do_update(index_elements=["board"], set_={"version": position_registers.c.version + 1})
    )
