"""What the commands on price base amounts share: how a change is told."""

from typing import Literal

from sqlalchemy import RowMapping

from boardkit.db.audit import INSTALLATION
from boardkit.db.unit_of_work import Change
from boardkit.domain.money import format_kronor


def price_base_amount_change(event: Literal["created", "changed"], row: RowMapping, reason: str) -> Change:
    """What the audit chain and the change feed tell of a price base amount."""
    return Change(
        event=event,
        resource="price-base-amounts",
        resource_id=str(row["year"]),
        board=INSTALLATION,
        version=row["version"],
        reason=reason,
        snapshot={
            "year": row["year"],
            "amount": format_kronor(row["amount"]),
            "sfs": row["sfs"],
            "status": row["status"],
        },
    )
