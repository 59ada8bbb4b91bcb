"""Adopt a draft: from its first day on, it is the board's delegation order."""

from datetime import date
from uuid import UUID

from sqlalchemy import RowMapping, select

from boardkit.db.overlaps import overlap_told_as
from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import update_versioned
from boardkit.domain.errors import Text
from delegation_rules import queries
from delegation_rules.commands._order_records import (
    draft_with_id,
    hierarchy_of,
    order_change,
    periods_overlap,
    refuse_unlawful,
)
from delegation_rules.domain.errors import OrderRefused
from delegation_rules.domain.order_checks import check_period, replaced_from
from delegation_rules.domain.orders import Adoption, OrderPeriod, OrderStatus
from delegation_rules.tables import delegation_orders


async def adopt_order(
    work: UnitOfWork,
    expected_version: int,
    *,
    order_id: UUID,
    adoption: Adoption,
    in_force_from: date,
    replaces: UUID | None = None,
) -> RowMapping:
    """Adopt the draft by the board's decision `adoption`, in force from `in_force_from`.

    The order `replaces` is given the day before as its last day, unless it ends earlier. Without it, an order that is
    in force on some of the days must have been ended first.

    Raises `NotFound`, `PreconditionFailed`, `OrderFixed` when the order is adopted already or a day that has passed
    would lose its order, `OrderWithdrawn`, `OrderUnlawful`, `OrderRefused` when it would be in force before the
    decision, end before it begins or replace what it cannot, and `OrderPeriodsOverlap` when another adopted order is
    in force on some of the days.
    """
    draft = await draft_with_id(work, order_id)
    check_period(OrderPeriod(in_force_from, draft["in_force_to"], adoption))
    (content,) = await work.all(queries.order_content(order_id))
    refuse_unlawful(content["rules"], await hierarchy_of(work, draft["board"]))
    if replaces is not None:
        await _end_replaced(work, draft["board"], replaces, in_force_from)
    values = {
        "status": OrderStatus.ADOPTED.value,
        "in_force_from": in_force_from,
        "adopted_case_number": adoption.case_number,
        "adopted_on": adoption.decided_on,
        "replaces": replaces,
    }
    async with overlap_told_as(periods_overlap("/in_force_from")):
        await update_versioned(work, delegation_orders, delegation_orders.c.id == order_id, expected_version, values)
    row = await work.one(queries.order_by_id(work.caller, order_id))
    work.record(order_change("changed", row, "delegation order adopted"))
    return row


async def _end_replaced(work: UnitOfWork, board: str, order_id: UUID, first_day: date) -> None:
    """Give the order that is replaced its last day. It is locked, so that two adoptions cannot both replace it."""
    orders = delegation_orders.c
    former = await work.first(
        select(delegation_orders).where(orders.board == board, orders.id == order_id).with_for_update()
    )
    if former is None or former["status"] != OrderStatus.ADOPTED:
        raise _cannot_be_replaced()
    if await work.first(select(orders.id).where(orders.replaces == order_id)) is not None:
        raise _cannot_be_replaced()
    before = OrderPeriod(former["in_force_from"], former["in_force_to"])
    after = replaced_from(before, first_day, work.today)
    if after == before:
        return
    await update_versioned(
        work, delegation_orders, orders.id == order_id, former["version"], {"in_force_to": after.in_force_to}
    )
    row = await work.one(queries.order_by_id(work.caller, order_id))
    work.record(order_change("changed", row, "delegation order given its last day by the one that replaces it"))


def _cannot_be_replaced() -> OrderRefused:
    return OrderRefused(
        Text(
            sv="Nämnden har ingen sådan antagen delegationsordning som inte redan är ersatt.",
            en="The board has no such adopted delegation order that has not been replaced already.",
        ),
        pointer="/replaces",
    )
