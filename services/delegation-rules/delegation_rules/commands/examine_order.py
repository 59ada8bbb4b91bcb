"""Examine an order, draft or adopted, for what the law forbids and what a reader should see. Changes nothing."""

import asyncio
from datetime import date
from uuid import UUID

from boardkit.auth.caller import Caller
from boardkit.db.selecting import SelectRows
from boardkit.domain.errors import nothing_here
from delegation_rules import queries
from delegation_rules.commands._staffing_records import staffing_of
from delegation_rules.domain.order_findings import OrderFinding, examine
from delegation_rules.domain.positions import Hierarchy


async def examine_order(
    select_rows: SelectRows, caller: Caller, *, order_id: UUID, day: date
) -> tuple[OrderFinding, ...]:
    """What stands out in the order as it reads on `day`, the gravest first. Raises `NotFound`."""
    orders = await select_rows(queries.order_by_id(caller, order_id))
    if not orders:
        raise nothing_here()
    (order,) = orders
    hierarchy = Hierarchy(map(queries.position_from, await select_rows(queries.positions_of(order["board"]))))
    staffing = await staffing_of(select_rows, order["board"])
    # Every delegate of a rule is held against the others: other requests are not to wait for a large order.
    return await asyncio.to_thread(examine, order["rules"], hierarchy, staffing, day)
