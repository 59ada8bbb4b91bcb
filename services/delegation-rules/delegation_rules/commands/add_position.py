"""Add a position (befattning) to a board's hierarchy."""

from sqlalchemy import RowMapping, insert

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.errors import Text
from boardkit.domain.ids import new_id
from boardkit.domain.slugs import swedish_sort_key
from delegation_rules import queries
from delegation_rules.commands._position_records import lock_register, position_change
from delegation_rules.domain.errors import PositionTaken
from delegation_rules.domain.positions import Hierarchy, Position
from delegation_rules.tables import positions


async def add_position(work: UnitOfWork, board: str, position: Position) -> RowMapping:
    """Add `position` to `board`. It then stays as it is: answers about the past rest on it.

    Raises `NotFound` for a board out of reach, `PositionTaken` when the board has the slug already, and
    `PositionRefused` when the position does not fit into the hierarchy.
    """
    work.caller.must_reach(board, pointer="/board")
    await lock_register(work, board)
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
    work.record(position_change("created", row, "position added"))
    return row
