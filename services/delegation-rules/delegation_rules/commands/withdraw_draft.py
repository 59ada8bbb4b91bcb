"""Withdraw a draft that the board will not adopt. It is kept, and its number is not used again."""

from uuid import UUID

from sqlalchemy import RowMapping

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import update_versioned
from delegation_rules import queries
from delegation_rules.commands._order_records import draft_with_id, order_change
from delegation_rules.domain.orders import OrderStatus
from delegation_rules.tables import delegation_orders


async def withdraw_draft(work: UnitOfWork, expected_version: int, *, order_id: UUID) -> RowMapping:
    """Withdraw the draft.

    Raises `NotFound`, `PreconditionFailed`, `OrderFixed` for an adopted order and `OrderWithdrawn` the second time.
    """
    await draft_with_id(work, order_id)
    values = {"status": OrderStatus.WITHDRAWN.value}
    await update_versioned(work, delegation_orders, delegation_orders.c.id == order_id, expected_version, values)
    row = await work.one(queries.order_by_id(work.caller, order_id))
    work.record(order_change("changed", row, "draft of a delegation order withdrawn"))
    return row
