"""What the commands on orders share: how a change is told, and what a refused period is told as."""

from typing import Literal

from sqlalchemy import RowMapping
from sqlalchemy.exc import IntegrityError

from boardkit.db.unit_of_work import Change
from boardkit.domain.errors import Text
from delegation_rules.domain.errors import OrderPeriodsOverlap

_EXCLUSION_VIOLATION = "23P01"


def raise_if_periods_overlap(error: IntegrityError) -> None:
    """Tell in the domain's words that the database keeps two orders from being in force at once."""
    if getattr(error.orig, "sqlstate", None) == _EXCLUSION_VIOLATION:
        raise OrderPeriodsOverlap(
            Text(
                sv="En annan antagen delegationsordning gäller någon av dagarna.",
                en="Another adopted delegation order is in force on some of the days.",
            ),
            pointer="/in_force_from",
        ) from None


def order_change(event: Literal["created", "changed"], row: RowMapping, reason: str) -> Change:
    """What the audit chain and the change feed tell of an order."""
    return Change(
        event=event,
        resource="delegation-orders",
        resource_id=str(row["id"]),
        board=row["board"],
        version=row["version"],
        reason=reason,
        snapshot={
            "order_version": row["order_version"],
            "status": row["status"],
            "title": row["title"],
            "in_force_from": row["in_force_from"].isoformat(),
            "in_force_to": None if row["in_force_to"] is None else row["in_force_to"].isoformat(),
            "adopted_case_number": row["adopted_case_number"],
        },
    )
