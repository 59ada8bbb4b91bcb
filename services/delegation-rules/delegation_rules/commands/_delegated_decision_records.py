"""What the commands on delegated decisions share: how a change is told."""

from typing import Literal

from sqlalchemy import RowMapping

from boardkit.db.unit_of_work import Change

#: What it takes to keep a decision as void, or to find one void later.
VOIDING_SCOPE = "delegated-decisions:void"


def delegated_decision_change(event: Literal["created", "changed"], row: RowMapping, reason: str) -> Change:
    """What the audit chain and the change feed tell of a decision: never what it says in words, nor who took it."""
    return Change(
        event=event,
        resource="delegated-decisions",
        resource_id=str(row["id"]),
        board=row["board"],
        version=row["version"],
        reason=reason,
        snapshot={
            "year": row["year"],
            "number": row["number"],
            "diary_number": row["diary_number"],
            "case_id": None if row["case_id"] is None else str(row["case_id"]),
            "order_version": row["order_version"],
            "rule": row["rule"],
            "position": row["position"],
            "decided_on": row["decided_on"].isoformat(),
            "status": row["status"],
        },
    )
