"""What delegated decisions come to, summed by rule, position and month, for the statistics."""

from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, RowMapping, Select, and_, cast, func, literal, select

from boardkit.auth.caller import Caller
from boardkit.db.visibility import visible_boards
from delegation_rules.domain.decision_statistics import RuleInForce, Use, UseInMonth
from delegation_rules.domain.delegated_decisions import DecisionStatus
from delegation_rules.tables import delegated_decisions

_decision = delegated_decisions.c


def use_by_month(caller: Caller, board: str, first_day: date, last_day: date, share: int) -> Select[Any]:
    """The valid decisions of `board` in the period, summed by rule, position and month.

    `share` is the percentage of the decider's limit from which an amount is near it.
    """
    month = cast(func.date_trunc("month", _decision.decided_on), Date).label("month")
    by = (_decision.order_id, _decision.rule, _decision.matter, _decision.position, month)
    measurable = and_(_decision.amount.is_not(None), _decision.limit_kronor.is_not(None))
    near = _decision.amount * 100 >= _decision.limit_kronor * literal(share, Integer)
    return (
        select(
            *by,
            func.count().label("count"),
            func.count().filter(_decision.amount.is_(None)).label("without_amount"),
            func.sum(_decision.amount).label("total"),
            func.count().filter(measurable).label("with_limit"),
            func.count().filter(measurable, near).label("near_limit"),
        )
        .where(*_in_period(caller, board, first_day, last_day), _decision.status == DecisionStatus.VALID.value)
        .group_by(*by)
        .order_by(*by)
    )


def number_of_void(caller: Caller, board: str, first_day: date, last_day: date) -> Select[Any]:
    """How many decisions of the period are void, as `count`."""
    return select(func.count().label("count")).where(
        *_in_period(caller, board, first_day, last_day), _decision.status == DecisionStatus.VOID.value
    )


def use_in_month_from(row: RowMapping) -> UseInMonth:
    """A row of `use_by_month` as the domain knows it."""
    return UseInMonth(
        order_id=row["order_id"],
        rule=row["rule"],
        matter=row["matter"],
        position=row["position"],
        month=row["month"],
        use=Use(
            count=row["count"],
            without_amount=row["without_amount"],
            total=row["total"],
            with_limit=row["with_limit"],
            near_limit=row["near_limit"],
        ),
    )


def rule_in_force_from(row: RowMapping) -> RuleInForce:
    """A row of `rules_in_force` as the statistics know it."""
    return RuleInForce(order_id=row["order_id"], rule=row["number"], matter=row["content"].matter)


def _in_period(caller: Caller, board: str, first_day: date, last_day: date) -> tuple[Any, ...]:
    return (
        visible_boards(caller, _decision.board),
        _decision.board == board,
        _decision.decided_on.between(first_day, last_day),
    )
