"""What the commands on imports share: the one they change, and how a change is told."""

from typing import Literal
from uuid import UUID

from sqlalchemy import RowMapping

from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.domain.errors import Text
from delegation_rules import queries
from delegation_rules.domain.import_errors import ImportFinished


async def unfinished_import(work: UnitOfWork, import_id: UUID) -> RowMapping:
    """The import, locked. Raises `NotFound`, and `ImportFinished` when a draft has been made of it."""
    row = await work.existing(queries.order_import_by_id(work.caller, import_id).with_for_update())
    if row["order_id"] is not None:
        raise ImportFinished(
            Text(sv="Ett utkast har redan gjorts av importen.", en="A draft has already been made of the import.")
        )
    return row


def import_change(event: Literal["created", "changed"], row: RowMapping, reason: str) -> Change:
    """What the audit chain and the change feed tell of an import: never what the document says, nor its name."""
    return Change(
        event=event,
        resource="order-imports",
        resource_id=str(row["id"]),
        board=row["board"],
        version=row["version"],
        reason=reason,
        snapshot={
            "format": row["format"],
            "lines": len(row["lines"]),
            "doubtful_lines": row["doubtful_lines"],
            "order_id": None if row["order_id"] is None else str(row["order_id"]),
        },
        scope="delegation-orders:read",
    )
