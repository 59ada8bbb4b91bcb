"""What delegation is used for: how often, for how much, by whom, and what is never used.

Amounts that were not told are counted apart: they are neither zero nor left out of sight. A limit is nearly reached
when an amount comes to a given share of what its decider might decide.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from boardkit.domain.errors import InvalidInput, Text
from delegation_rules.domain.orders import rule_sort_key

_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Use:
    """How much something was used.

    Attributes:
        count: decisions.
        without_amount: those of them that told no amount.
        total: kronor of the others; None when there are none.
        with_limit: those whose amount and whose decider's limit in kronor are both known.
        near_limit: those of them whose amount came near the limit, or to it.
    """

    count: int
    without_amount: int
    total: Decimal | None
    with_limit: int
    near_limit: int

    def __add__(self, other: "Use") -> "Use":
        return Use(
            count=self.count + other.count,
            without_amount=self.without_amount + other.without_amount,
            total=_sum_of_known(self.total, other.total),
            with_limit=self.with_limit + other.with_limit,
            near_limit=self.near_limit + other.near_limit,
        )


@dataclass(frozen=True, slots=True)
class UseInMonth:
    """The use of one rule of one order by one position in one month; `month` is its first day."""

    order_id: UUID
    rule: str
    matter: str
    position: str
    month: date
    use: Use


@dataclass(frozen=True, slots=True)
class RuleInForce:
    """A rule that could have been used: its order, number and matter."""

    order_id: UUID
    rule: str
    matter: str


@dataclass(frozen=True, slots=True)
class DecisionStatistics:
    """The use in a period; each breakdown adds up to `everything`.

    Attributes:
        everything: all valid decisions.
        by_rule: by rule number and matter, in the sequence of the numbers.
        by_position: by the position that decided.
        by_month: by month, in sequence, only those in which something was decided.
        never_used: rules in force that nothing was decided under; None when no order is known to be in force.
    """

    everything: Use
    by_rule: tuple[tuple[tuple[str, str], Use], ...]
    by_position: tuple[tuple[str, Use], ...]
    by_month: tuple[tuple[date, Use], ...]
    never_used: tuple[RuleInForce, ...] | None


NOTHING = Use(count=0, without_amount=0, total=None, with_limit=0, near_limit=0)
"""No decision at all: no sum is known, for there is nothing to add."""


def statistics_of(cells: Sequence[UseInMonth], in_force: Sequence[RuleInForce] | None) -> DecisionStatistics:
    """The statistics of `cells`, beside the rules of the order in force, if one is known.

    A rule counts as used when something was decided under it, or under a rule of the same matter in an order
    before it: a renumbered rule has not lain idle.
    """
    used_rules = {(cell.order_id, cell.rule) for cell in cells}
    used_matters = {cell.matter for cell in cells}
    never = None
    if in_force is not None:
        never = tuple(
            each
            for each in in_force
            if (each.order_id, each.rule) not in used_rules and each.matter not in used_matters
        )
    return DecisionStatistics(
        everything=sum((cell.use for cell in cells), NOTHING),
        by_rule=_broken_down(cells, lambda cell: (cell.rule, cell.matter), lambda key: (rule_sort_key(key[0]), key[1])),
        by_position=_broken_down(cells, lambda cell: cell.position, lambda position: position),
        by_month=_broken_down(cells, lambda cell: cell.month, lambda month: month),
        never_used=never,
    )


def check_period(first_day: date, last_day: date) -> None:
    """Raise `InvalidInput` for a period that ends before it begins."""
    if last_day < first_day:
        raise InvalidInput(
            Text(sv="Perioden slutar innan den börjar.", en="The period ends before it begins."), pointer="/to"
        )


def _broken_down(
    cells: Iterable[UseInMonth], key: Callable[[UseInMonth], _Key], sequence: Callable[[_Key], Any]
) -> tuple[tuple[_Key, Use], ...]:
    found: dict[_Key, Use] = {}
    for cell in cells:
        found[key(cell)] = found.get(key(cell), NOTHING) + cell.use
    return tuple(sorted(found.items(), key=lambda entry: sequence(entry[0])))


def _sum_of_known(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None or other is None:
        return other if one is None else one
    return one + other
