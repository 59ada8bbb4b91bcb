"""What is read of delegation orders and their rules, and what an evaluation rests on."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from boardkit.auth.caller import Caller
from boardkit.db.visibility import visible_boards
from delegation_rules.tables import (
    StoredRules,
    delegation_orders,
    position_registers,
    price_base_amounts,
    rules,
)


def orders_visible_to(caller: Caller, board: str | None = None) -> Select[Any]:
    """The orders that `caller` may see, without their rules, by board and the latest version first."""
    statement = select(delegation_orders).where(visible_boards(caller, delegation_orders.c.board))
    if board is not None:
        statement = statement.where(delegation_orders.c.board == board)
    return statement.order_by(delegation_orders.c.board, delegation_orders.c.order_version.desc())


def order_by_id(caller: Caller, order_id: UUID) -> Select[Any]:
    """The order with that id and, as `rules`, all its rules in sequence, when `caller` may see it."""
    return select(delegation_orders, _rules_in_sequence()).where(
        visible_boards(caller, delegation_orders.c.board), delegation_orders.c.id == order_id
    )


def rules_in_force(caller: Caller, board: str, day: date) -> Select[Any]:
    """The rules of the order in force for `board` on `day`, in sequence, each with its order's version."""
    return (
        select(rules, delegation_orders.c.board, delegation_orders.c.order_version)
        .join(delegation_orders, rules.c.order_id == delegation_orders.c.id)
        .where(visible_boards(caller, delegation_orders.c.board), is_in_force(board, day))
        .order_by(rules.c.ordinal)
    )


def rule_of_order(caller: Caller, order_id: UUID, number: str) -> Select[Any]:
    """The rule with that number of that order, when `caller` may see it."""
    return (
        select(rules, delegation_orders.c.board, delegation_orders.c.order_version, delegation_orders.c.version)
        .join(delegation_orders, rules.c.order_id == delegation_orders.c.id)
        .where(
            visible_boards(caller, delegation_orders.c.board),
            rules.c.order_id == order_id,
            rules.c.number == number,
        )
    )


def what_an_evaluation_rests_on(board: str, day: date) -> Select[Any]:
    """One row for a question about `board` on `day`; an order column is null when no order is in force.

    Holds the id and versions by which a compiled order is kept, the price base amount of the year, and the
    first day on which any order of the board is or was in force (null for a board without adopted orders).
    """
    first_day = (
        select(func.min(delegation_orders.c.in_force_from))
        .where(delegation_orders.c.board == board, delegation_orders.c.status == "adopted")
        .scalar_subquery()
    )
    question = select(literal(board).label("board"), literal(day.year).label("year")).subquery("question")
    return (
        select(
            question.c.year,
            delegation_orders.c.id.label("order_id"),
            delegation_orders.c.version.label("order_row_version"),
            position_registers.c.version.label("positions_version"),
            price_base_amounts.c.amount,
            price_base_amounts.c.sfs,
            price_base_amounts.c.status,
            first_day.label("first_day"),
        )
        .select_from(question)
        .outerjoin(position_registers, position_registers.c.board == question.c.board)
        .outerjoin(price_base_amounts, price_base_amounts.c.year == question.c.year)
        .outerjoin(delegation_orders, is_in_force(board, day))
    )


def order_content(order_id: UUID) -> Select[Any]:
    """The order and its rules, for compiling it."""
    return select(delegation_orders, _rules_in_sequence()).where(delegation_orders.c.id == order_id)


def is_in_force(board: str, day: date) -> ColumnElement[bool]:
    """The condition that picks the one adopted order in force for `board` on `day`."""
    return and_(
        delegation_orders.c.board == board,
        delegation_orders.c.status == "adopted",
        delegation_orders.c.in_force_from <= day,
        or_(delegation_orders.c.in_force_to.is_(None), delegation_orders.c.in_force_to >= day),
    )


def _rules_in_sequence() -> ColumnElement[Any]:
    in_sequence = aggregate_order_by(rules.c.content, rules.c.ordinal)
    return (
        select(func.jsonb_agg(in_sequence, type_=StoredRules()))
        .where(rules.c.order_id == delegation_orders.c.id)
        .scalar_subquery()
        .label("rules")
    )
