"""What every change of a case (ärende) does beside the change itself: the version, the feed, the chain."""

from collections.abc import Mapping
from typing import Any, Literal

from sqlalchemy import RowMapping

from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.db.versions import update_versioned
from case_registry.tables import cases

_SHOWN = ("board", "diary_number", "title", "case_type", "status", "classification")


async def save_case(work: UnitOfWork, case: RowMapping, values: dict[str, str], reason: str) -> None:
    """Set `values` on the locked row `case` and tell of it."""
    row = await update_versioned(work, cases, cases.c.id == case["id"], case["version"], values)
    work.record(case_change("changed", row, reason, {"fields": sorted(values)}))


def case_change(
    event: Literal["created", "changed"], row: RowMapping, reason: str, details: Mapping[str, Any]
) -> Change:
    """What the audit chain and the change feed tell of a case."""
    return Change(
        event=event,
        resource="cases",
        resource_id=str(row["id"]),
        board=row["board"],
        version=row["version"],
        reason=reason,
        snapshot={name: row[name] for name in _SHOWN},
        details=details,
    )
