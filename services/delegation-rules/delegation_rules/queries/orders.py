"""What is read of delegation orders and their rules, and what an evaluation rests on."""

from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    cast,
    column,
    extract,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by, array

from boardkit.auth.caller import Caller
from boardkit.db.visibility import visible_boards
from delegation_rules.domain.orders import OrderStatus
from delegation_rules.tables import (
    StoredRules,
    absences,
    assignments,
    delegation_orders,
    position_registers,
    positions,
    price_base_amounts,
    rules,
    sub_delegations,
)


def orders_visible_to(caller: Caller, board: str | None = None) -> Select[Any]:
    """The orders that `caller` may see, without their rules, by board and the latest version first."""
    statement = select(delegation_orders, _replaced_by()).where(visible_boards(caller, delegation_orders.c.board))
    if board is not None:
        statement = statement.where(delegation_orders.c.board == board)
    return statement.order_by(delegation_orders.c.board, delegation_orders.c.order_version.desc())


def order_by_id(caller: Caller, order_id: UUID) -> Select[Any]:
    """The order with that id, all its rules in sequence as `rules`, and `replaced_by`, when `caller` may see it."""
    return select(delegation_orders, _replaced_by(), _rules_in_sequence()).where(
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


@cache
def what_evaluations_rest_on() -> Select[Any]:
    """One row for each of the parameter `days`, a list of dates, for questions about the parameter `board`.

    An order column is null when no order is in force. Holds the id and versions by which a compiled order is kept, the
    price base amount of the year, and the first day on which any order of the board is or was in force (null for a
    board without adopted orders). `epoch` is the latest day up to `day` on which a position or a sub-delegation began
    to hold or had ceased to; between two such days nothing changes. Null when nothing has changed yet.
    `staffing_version` rises with every change of an assignment or an absence.

    Always the same statement, with parameters: to put it together takes longer than to run it.
    """
    board = bindparam("board", type_=Text())
    asked = func.unnest(bindparam("days", type_=ARRAY(Date()))).table_valued(column("day", Date()))
    asked = asked.render_derived("asked")
    first_day = (
        select(func.min(delegation_orders.c.in_force_from))
        .where(delegation_orders.c.board == board, delegation_orders.c.status == OrderStatus.ADOPTED.value)
        .scalar_subquery()
    )
    year = cast(extract("year", asked.c.day), Integer)
    return (
        select(
            asked.c.day,
            year.label("year"),
            delegation_orders.c.id.label("order_id"),
            delegation_orders.c.version.label("order_row_version"),
            position_registers.c.version.label("positions_version"),
            price_base_amounts.c.amount,
            price_base_amounts.c.sfs,
            price_base_amounts.c.status,
            first_day.label("first_day"),
            _epoch(board, asked.c.day).label("epoch"),
            (_sum_of_versions(assignments, board) + _sum_of_versions(absences, board)).label("staffing_version"),
        )
        .select_from(asked)
        .outerjoin(position_registers, position_registers.c.board == board)
        .outerjoin(price_base_amounts, price_base_amounts.c.year == year)
        .outerjoin(delegation_orders, is_in_force(board, asked.c.day))
    )


def _sum_of_versions(table: Table, board: ColumnElement[str]) -> ColumnElement[Any]:
    """Rises with every row that is added or changed; none is ever taken away."""
    return select(func.coalesce(func.sum(table.c.version), 0)).where(table.c.board == board).scalar_subquery()


def _epoch(board: ColumnElement[str], day: ColumnElement[date]) -> ColumnElement[Any]:
    boundaries = union_all(*(_boundaries(table, board) for table in (positions, sub_delegations))).subquery()
    return select(func.max(boundaries.c.boundary)).where(boundaries.c.boundary <= day).scalar_subquery()


def _boundaries(table: Table, board: ColumnElement[str]) -> Select[Any]:
    """The days on which the table's objects begin to hold, and those on which they no longer do."""
    day = func.unnest(array([table.c.valid_from, table.c.valid_to + 1]), type_=Date())
    return select(day.label("boundary")).where(table.c.board == board)


def order_content(order_id: UUID) -> Select[Any]:
    """The order and its rules, for compiling it."""
    return select(delegation_orders, _rules_in_sequence()).where(delegation_orders.c.id == order_id)


def is_in_force(board: str | ColumnElement[str], day: date | ColumnElement[date]) -> ColumnElement[bool]:
    """The condition that picks the one adopted order in force for `board` on `day`."""
    return and_(
        delegation_orders.c.board == board,
        delegation_orders.c.status == OrderStatus.ADOPTED.value,
        delegation_orders.c.in_force_from <= day,
        or_(delegation_orders.c.in_force_to.is_(None), delegation_orders.c.in_force_to >= day),
    )


def _replaced_by() -> ColumnElement[Any]:
    """Id of the order of the same board that was adopted in its place, or null."""
    successor = delegation_orders.alias("successor")
    return (
        select(successor.c.id)
        .where(successor.c.replaces == delegation_orders.c.id)
        .correlate(delegation_orders)
        .scalar_subquery()
        .label("replaced_by")
    )


def _rules_in_sequence() -> ColumnElement[Any]:
    in_sequence = aggregate_order_by(rules.c.content, rules.c.ordinal)
    return (
        select(func.jsonb_agg(in_sequence, type_=StoredRules()))
        .where(rules.c.order_id == delegation_orders.c.id)
        .scalar_subquery()
        .label("rules")
    )
