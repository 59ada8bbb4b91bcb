"""What the audit chain and the change feed tell of a document (handling)."""

from typing import Literal

from sqlalchemy import RowMapping

from boardkit.db.unit_of_work import Change
from case_registry.domain.documents import Access


def document_change(event: Literal["created", "changed"], row: RowMapping, reason: str) -> Change:
    """What the audit chain and the change feed tell of a document; an internal one only to those who may see it."""
    internal = row["access"] == Access.INTERNAL
    return Change(
        event=event,
        resource="documents",
        resource_id=str(row["id"]),
        board=row["board"],
        version=row["version"],
        reason=reason,
        scope="documents:read-internal" if internal else "documents:read",
        snapshot={
            "case_id": str(row["case_id"]),
            "title": row["title"],
            "kind": row["kind"],
            "dated": row["dated"].isoformat(),
            "access": row["access"],
        },
        details={"case_id": str(row["case_id"]), "access": row["access"]},
    )
