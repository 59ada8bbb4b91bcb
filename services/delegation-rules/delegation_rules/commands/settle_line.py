"""Settle a line of an import: what it states, as a person says."""

from uuid import UUID

from sqlalchemy import RowMapping

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import update_versioned
from boardkit.domain.errors import nothing_here
from delegation_rules import queries
from delegation_rules.commands._order_import_records import import_change, unfinished_import
from delegation_rules.domain.exchange.reports import ImportLine, LineStatus, numbers_left_out
from delegation_rules.domain.exchange.settlement import Settlement, settled
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.tables import order_imports


async def settle_line(
    work: UnitOfWork, expected_version: int, *, import_id: UUID, line_number: int, settlement: Settlement
) -> RowMapping:
    """Let the line be what `settlement` says; one that was understood may be settled otherwise too.

    Raises `NotFound`, `PreconditionFailed`, `ImportFinished`, `SettlementRefused`, and `OrderRefused` or
    `UnknownPosition` when no order of the board could hold the rule.
    """
    found = await unfinished_import(work, import_id)
    lines: tuple[ImportLine, ...] = found["lines"]
    if not 1 <= line_number <= len(lines):
        raise nothing_here()
    rows = await work.all(queries.positions_of(found["board"]))
    line = settled(lines[line_number - 1], settlement, Hierarchy(map(queries.position_from, rows)))
    changed = (*lines[: line_number - 1], line, *lines[line_number:])
    row = await update_versioned(
        work,
        order_imports,
        order_imports.c.id == import_id,
        expected_version,
        {
            "lines": changed,
            "doubtful_lines": sum(each.status is LineStatus.DOUBTFUL for each in changed),
            "missing_numbers": list(numbers_left_out(changed)),
        },
    )
    work.record(import_change("changed", row, "line of an import settled"))
    return row
