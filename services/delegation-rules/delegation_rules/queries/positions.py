"""What is read of positions."""

from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, select

from boardkit.auth.caller import Caller
from boardkit.db.visibility import visible_boards
from delegation_rules.domain.positions import Position
from delegation_rules.domain.statute import PositionKind
from delegation_rules.tables import positions


def positions_visible_to(caller: Caller, board: str | None = None) -> Select[Any]:
    """The positions that `caller` may see, of one board or of all, by board and title."""
    statement = select(positions).where(visible_boards(caller, positions.c.board))
    if board is not None:
        statement = statement.where(positions.c.board == board)
    return statement.order_by(positions.c.board, positions.c.title_sort_key, positions.c.slug)


def position_by_id(caller: Caller, position_id: UUID) -> Select[Any]:
    """The position with that id, when `caller` may see it."""
    return positions_visible_to(caller).where(positions.c.id == position_id)


def positions_of(board: str) -> Select[Any]:
    """Every position of `board`, for building its hierarchy."""
    return select(positions).where(positions.c.board == board)


def position_from(row: RowMapping) -> Position:
    """A row of `positions` as the domain knows it."""
    return Position(
        slug=row["slug"],
        title_sv=row["title_sv"],
        administration=row["administration"],
        superior=row["superior"],
        counts_as=row["counts_as"],
        kind=PositionKind(row["kind"]),
        several_holders=row["several_holders"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
    )
