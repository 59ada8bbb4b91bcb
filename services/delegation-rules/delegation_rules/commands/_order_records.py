"""What the commands on orders share: reading a draft, writing its rules, how a change or an overlap is told."""

from collections.abc import Iterable
from typing import Literal
from uuid import UUID

from sqlalchemy import RowMapping, insert

from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.domain.errors import Text
from delegation_rules import queries
from delegation_rules.domain.errors import OrderFixed, OrderPeriodsOverlap, OrderUnlawful, OrderWithdrawn
from delegation_rules.domain.order_findings import errors_in
from delegation_rules.domain.orders import OrderStatus, Rule
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.tables import delegation_orders, rules

_MOST_TOLD = 100


async def hierarchy_of(work: UnitOfWork, board: str) -> Hierarchy:
    """Every position of `board`, whenever it exists."""
    return Hierarchy(map(queries.position_from, await work.all(queries.positions_of(board))))


async def draft_with_id(work: UnitOfWork, order_id: UUID) -> RowMapping:
    """The order with that id, without its rules, which is still a draft.

    Raises `NotFound`, `OrderFixed` when it is adopted and `OrderWithdrawn` when it is withdrawn.
    """
    order = await work.existing(queries.orders_visible_to(work.caller).where(delegation_orders.c.id == order_id))
    if order["status"] == OrderStatus.ADOPTED:
        raise OrderFixed(
            Text(sv="Delegationsordningen är redan antagen.", en="The delegation order is already adopted.")
        )
    if order["status"] == OrderStatus.WITHDRAWN:
        raise OrderWithdrawn(Text(sv="Utkastet är redan återkallat.", en="The draft is already withdrawn."))
    return order


async def insert_rules(work: UnitOfWork, order_id: UUID, in_sequence: Iterable[Rule]) -> None:
    """Write the rules of an order that has none."""
    await work.connection.execute(
        insert(rules),
        [
            {"order_id": order_id, "number": rule.number, "ordinal": ordinal, "content": rule}
            for ordinal, rule in enumerate(in_sequence, start=1)
        ],
    )


def refuse_unlawful(of_order: Iterable[Rule], hierarchy: Hierarchy) -> None:
    """Raise `OrderUnlawful` when the law stands against a rule: such an order is never adopted here."""
    found = errors_in(tuple(of_order), hierarchy)
    if found:
        raise OrderUnlawful(
            Text(
                sv="Ordningen överlåter något som lagen inte låter en nämnd överlåta på det sättet.",
                en="The order hands over something that the law does not let a board hand over in that way.",
            ),
            extra={
                "findings": [
                    {"code": each.code.value, "rule": each.rule, "law": each.law} for each in found[:_MOST_TOLD]
                ]
            },
        )


def periods_overlap(pointer: str) -> OrderPeriodsOverlap:
    """The problem when two orders would be in force at once."""
    return OrderPeriodsOverlap(
        Text(
            sv="En annan antagen delegationsordning gäller någon av dagarna.",
            en="Another adopted delegation order is in force on some of the days.",
        ),
        pointer=pointer,
    )


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
            "replaces": None if row["replaces"] is None else str(row["replaces"]),
        },
    )
