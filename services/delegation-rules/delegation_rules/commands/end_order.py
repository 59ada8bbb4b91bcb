"""Say which day is the last one that an order is in force; what it says is never edited."""

from datetime import date
from uuid import UUID

from sqlalchemy import RowMapping

from boardkit.db.overlaps import overlap_told_as
from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import update_versioned
from delegation_rules import queries
from delegation_rules.commands._order_records import order_change, periods_overlap
from delegation_rules.domain.order_checks import ended_by
from delegation_rules.domain.orders import OrderPeriod
from delegation_rules.tables import delegation_orders


async def end_order(work: UnitOfWork, expected_version: int, *, order_id: UUID, last_day: date) -> RowMapping:
    """Let the order be in force up to and including `last_day`.

    Raises `NotFound`, `PreconditionFailed`, `OrderRefused` for a day before the order's first, `OrderFixed` when the
    day or the end set before has passed (answers about the past stay as they were), and `OrderPeriodsOverlap` when
    the end is moved on to days on which another order is in force.
    """
    order = await work.existing(queries.orders_visible_to(work.caller).where(delegation_orders.c.id == order_id))
    period = ended_by(OrderPeriod(order["in_force_from"], order["in_force_to"]), last_day, work.today)
    async with overlap_told_as(periods_overlap("/in_force_to")):
        await update_versioned(
            work,
            delegation_orders,
            delegation_orders.c.id == order_id,
            expected_version,
            {"in_force_to": period.in_force_to},
        )
    row = await work.one(queries.order_by_id(work.caller, order_id))
    work.record(order_change("changed", row, "delegation order given its last day"))
    return row
