"""Replace what a draft says; an adopted order is never edited."""

from uuid import UUID

from sqlalchemy import RowMapping, delete

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import update_versioned
from delegation_rules import queries
from delegation_rules.commands._order_records import draft_with_id, hierarchy_of, insert_rules, order_change
from delegation_rules.domain.order_checks import check_order
from delegation_rules.domain.orders import OrderContent
from delegation_rules.tables import delegation_orders, rules


async def revise_draft(work: UnitOfWork, expected_version: int, *, order_id: UUID, content: OrderContent) -> RowMapping:
    """Let the draft say `content`, all of it, in place of what it said.

    Raises `NotFound`, `PreconditionFailed`, `OrderFixed` for an adopted order, whether or not its first day has come,
    `OrderWithdrawn`, and `OrderRefused` and `UnknownPosition` as for a new order.
    """
    draft = await draft_with_id(work, order_id)
    check_order(content, await hierarchy_of(work, draft["board"]))
    values = {
        "title": content.title,
        "in_force_from": content.period.in_force_from,
        "in_force_to": content.period.in_force_to,
        "chapters": content.chapters,
    }
    await update_versioned(work, delegation_orders, delegation_orders.c.id == order_id, expected_version, values)
    await work.connection.execute(delete(rules).where(rules.c.order_id == order_id))
    await insert_rules(work, order_id, content.rules)
    row = await work.one(queries.order_by_id(work.caller, order_id))
    work.record(order_change("changed", row, "draft of a delegation order revised"))
    return row
