"""Adopt a draft: from its first day on, it is the board's delegation order."""

from datetime import date
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.exc import IntegrityError

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import update_versioned
from boardkit.domain.errors import Text
from delegation_rules import queries
from delegation_rules.commands._order_records import order_change, raise_if_periods_overlap
from delegation_rules.domain.errors import OrderFixed
from delegation_rules.domain.order_checks import check_period
from delegation_rules.domain.orders import Adoption, OrderPeriod
from delegation_rules.tables import delegation_orders


async def adopt_order(
    work: UnitOfWork, expected_version: int, *, order_id: UUID, adoption: Adoption, in_force_from: date
) -> RowMapping:
    """Adopt the draft by the board's decision `adoption`, in force from `in_force_from`.

    Raises `NotFound`, `PreconditionFailed`, `OrderFixed` when the order is adopted already, `OrderRefused` when it
    would be in force before the decision or end before it begins, and `OrderPeriodsOverlap` when another adopted
    order is in force on some of the days.
    """
    draft = await work.existing(queries.orders_visible_to(work.caller).where(delegation_orders.c.id == order_id))
    if draft["status"] != "draft":
        raise OrderFixed(
            Text(sv="Delegationsordningen är redan antagen.", en="The delegation order is already adopted.")
        )
    check_period(OrderPeriod(in_force_from, draft["in_force_to"], adoption))
    values = {
        "status": "adopted",
        "in_force_from": in_force_from,
        "adopted_case_number": adoption.case_number,
        "adopted_on": adoption.decided_on,
    }
    try:
        await update_versioned(work, delegation_orders, delegation_orders.c.id == order_id, expected_version, values)
    except IntegrityError as error:
        raise_if_periods_overlap(error)
        raise
    row = await work.one(queries.order_by_id(work.caller, order_id))
    work.record(order_change("changed", row, "delegation order adopted"))
    return row
