"""What is read of decisions taken under delegation (delegationsbeslut)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from boardkit.auth.caller import Caller
from boardkit.db.visibility import visible_boards
from delegation_rules.domain.delegated_decisions import DecisionStatus
from delegation_rules.domain.splitting import Purchase, folded
from delegation_rules.tables import delegated_decisions

_OF_A_PURCHASE: Final = (
    "id",
    "decided_on",
    "rule",
    "matter",
    "position",
    "supplier",
    "supplier_key",
    "unit",
    "amount",
    "limit_kronor",
)


@dataclass(frozen=True, slots=True)
class WantedDecisions:
    """Which decisions a list is kept to; what is None does not matter."""

    board: str | None = None
    rule: str | None = None
    position: str | None = None
    person: UUID | None = None
    first_day: date | None = None
    last_day: date | None = None
    status: DecisionStatus | None = None
    year: int | None = None
    number: int | None = None
    diary_number: str | None = None


def delegated_decisions_visible_to(caller: Caller, wanted: WantedDecisions) -> Select[Any]:
    """The decisions that `caller` may see and that are `wanted`, by board and the latest registered first."""
    table = delegated_decisions
    exact = {
        table.c.board: wanted.board,
        table.c.rule: wanted.rule,
        table.c.position: wanted.position,
        table.c.person: wanted.person,
        table.c.status: wanted.status,
        table.c.year: wanted.year,
        table.c.number: wanted.number,
        table.c.diary_number: wanted.diary_number,
    }
    conditions = [column == value for column, value in exact.items() if value is not None]
    return (
        select(table)
        .where(visible_boards(caller, table.c.board), *conditions, *_within(wanted.first_day, wanted.last_day))
        .order_by(table.c.board, table.c.year.desc(), table.c.number.desc())
    )


def delegated_decision_by_id(caller: Caller, decision_id: UUID) -> Select[Any]:
    """The decision with that id, when `caller` may see it."""
    return delegated_decisions_visible_to(caller, WantedDecisions()).where(delegated_decisions.c.id == decision_id)


def purchases_of_supplier(
    caller: Caller, board: str, supplier: str, first_day: date | None, last_day: date | None
) -> Select[Any]:
    """The valid decisions of `board` on purchases from `supplier` between the days, when `caller` may see them."""
    between = _purchases(caller, board, first_day, last_day)
    return between.where(delegated_decisions.c.supplier_key == folded(supplier))


def purchases_past_a_limit(caller: Caller, board: str, first_day: date | None, last_day: date | None) -> Select[Any]:
    """The valid decisions of `board` between the days on purchases from those suppliers that could be in a flag.

    That is those whose purchases together pass the lowest limit of any of them: nothing less passes a limit, and few
    of a board's purchases are left to look at.
    """
    between = _purchases(caller, board, first_day, last_day)
    every = between.subquery()
    suppliers = (
        select(every.c.supplier_key)
        .group_by(every.c.supplier_key)
        .having(func.sum(every.c.amount) > func.min(every.c.limit_kronor))
    )
    return between.where(delegated_decisions.c.supplier_key.in_(suppliers))


def _purchases(caller: Caller, board: str, first_day: date | None, last_day: date | None) -> Select[Any]:
    table = delegated_decisions
    return (
        select(*(table.c[name] for name in _OF_A_PURCHASE))
        .where(
            visible_boards(caller, table.c.board),
            table.c.board == board,
            table.c.status == DecisionStatus.VALID.value,
            table.c.supplier_key.is_not(None),
            *_within(first_day, last_day),
        )
        .order_by(table.c.decided_on, table.c.id)
    )


def purchase_from(row: Mapping[Any, Any]) -> Purchase:
    """A row of `purchases_of_supplier` or `purchases_past_a_limit` as the rule on splitting knows it."""
    return Purchase(
        decision=row["id"],
        decided_on=row["decided_on"],
        rule=row["rule"],
        matter=row["matter"],
        position=row["position"],
        supplier=row["supplier"],
        unit=row["unit"],
        amount=row["amount"],
        limit=row["limit_kronor"],
    )


def _within(first_day: date | None, last_day: date | None) -> list[ColumnElement[bool]]:
    decided_on = delegated_decisions.c.decided_on
    conditions = [] if first_day is None else [decided_on >= first_day]
    return conditions if last_day is None else [*conditions, decided_on <= last_day]
