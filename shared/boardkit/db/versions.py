"""Changing a row only if it still has the version that the change builds on."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Table, select, update

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.visibility import visible_boards
from boardkit.domain.errors import stale_version


async def update_versioned(
    work: UnitOfWork,
    table: Table,
    condition: ColumnElement[bool],
    expected_version: int,
    values: Mapping[str, Any],
) -> RowMapping:
    """Set `values` on the one row of `table` that meets `condition`, and raise its version by one.

    The table has the columns `board` and `version`. Of parallel changes that build on the same version one
    wins; the others get `PreconditionFailed`. A row of a board that the caller may not see is `NotFound`.
    """
    reachable = condition & visible_boards(work.caller, table.c.board)
    statement = (
        update(table)
        .where(reachable, table.c.version == expected_version)
        .values(**values, version=expected_version + 1)
        .returning(*table.c)
    )
    row = await work.first(statement)
    if row is not None:
        return row
    await work.existing(select(table.c.version).where(reachable))
    raise stale_version()


def check_version(row: RowMapping, expected_version: int) -> None:
    """Raise `PreconditionFailed` when the locked `row` is no longer the version that a change builds on."""
    if row["version"] != expected_version:
        raise stale_version()
