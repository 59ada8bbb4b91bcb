"""Register a delegation order (delegationsordning), as a draft or as the board has adopted it."""

from sqlalchemy import RowMapping, insert

from boardkit.db.overlaps import overlap_told_as
from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.ids import new_id
from delegation_rules import queries
from delegation_rules.commands._order_records import (
    hierarchy_of,
    insert_rules,
    order_change,
    periods_overlap,
    refuse_unlawful,
)
from delegation_rules.domain.order_checks import check_order
from delegation_rules.domain.orders import OrderContent, OrderStatus
from delegation_rules.tables import delegation_orders


async def register_order(work: UnitOfWork, board: str, content: OrderContent) -> RowMapping:
    """Register `content` as the next version of the board's delegation order.

    Raises `NotFound` for a board out of reach, `OrderRefused` and `UnknownPosition` when the order contradicts itself
    or names what the board does not have, and `OrderPeriodsOverlap` when another adopted order is in force on some
    of the days. An adopted order that the law stands against is `OrderUnlawful`.
    """
    work.caller.must_reach(board, pointer="/board")
    hierarchy = await hierarchy_of(work, board)
    check_order(content, hierarchy)
    order_id = new_id()
    period, adoption = content.period, content.period.adopted_by
    if adoption is not None:
        refuse_unlawful(content.rules, hierarchy)
    values = {
        "id": order_id,
        "board": board,
        "order_version": await work.next_number(f"delegation-orders/{board}", 0),
        "status": (OrderStatus.DRAFT if adoption is None else OrderStatus.ADOPTED).value,
        "title": content.title,
        "in_force_from": period.in_force_from,
        "in_force_to": period.in_force_to,
        "adopted_case_number": None if adoption is None else adoption.case_number,
        "adopted_on": None if adoption is None else adoption.decided_on,
        "chapters": content.chapters,
    }
    async with overlap_told_as(periods_overlap("/in_force_from")):
        await work.connection.execute(insert(delegation_orders).values(values))
    await insert_rules(work, order_id, content.rules)
    row = await work.one(queries.order_by_id(work.caller, order_id))
    work.record(order_change("created", row, f"delegation order registered as {row['status']}"))
    return row
