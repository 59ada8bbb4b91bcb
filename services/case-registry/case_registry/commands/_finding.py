"""What a command builds on: the objects that its input names, as far as the caller may reach them."""

from typing import Any

from sqlalchemy import RowMapping, Select

from boardkit.db.unit_of_work import UnitOfWork
from case_registry import queries
from case_registry.domain.errors import not_there


async def board_of(work: UnitOfWork, slug: str, *, pointer: str = "/board") -> RowMapping:
    """The board that the field at `pointer` names. Raises `NotFound`, also for a board out of reach."""
    return await named_by(work, queries.board_by_slug(work.caller, slug), pointer)


async def named_by(work: UnitOfWork, statement: Select[Any], pointer: str) -> RowMapping:
    """The object that `statement` selects by the field at `pointer`. Raises `NotFound`."""
    row = await work.first(statement)
    if row is None:
        raise not_there(pointer)
    return row
