"""The four components of a net cost and the two sign conventions that a report prints them in.

Kansli stores one canonical sign: every component is positive as the budget states it, and a change is
positive when the component grows. The net is always computed: `costs - income + depreciation + internal
interest` (kostnader, intäkter, avskrivningar, internränta). It may be negative.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from financial_follow_up.domain.figures import ZERO


@dataclass(frozen=True, slots=True)
class Components:
    """Kronor in canonical sign; `None` is an empty cell: the row does not touch that column."""

    costs: Decimal | None = None
    income: Decimal | None = None
    depreciation: Decimal | None = None
    internal_interest: Decimal | None = None

    @property
    def net(self) -> Decimal | None:
        """Net cost; None when every cell is empty."""
        if not self.given:
            return None
        return (
            (self.costs or ZERO)
            - (self.income or ZERO)
            + (self.depreciation or ZERO)
            + (self.internal_interest or ZERO)
        )

    @property
    def given(self) -> int:
        """How many of the four cells hold an amount."""
        return sum(cell is not None for cell in (self.costs, self.income, self.depreciation, self.internal_interest))

    def __add__(self, other: "Components") -> "Components":
        return Components(
            costs=_plus(self.costs, other.costs),
            income=_plus(self.income, other.income),
            depreciation=_plus(self.depreciation, other.depreciation),
            internal_interest=_plus(self.internal_interest, other.internal_interest),
        )

    def __neg__(self) -> "Components":
        return Components(
            costs=_negated(self.costs),
            income=_negated(self.income),
            depreciation=_negated(self.depreciation),
            internal_interest=_negated(self.internal_interest),
        )

    def __sub__(self, other: "Components") -> "Components":
        return self + -other


NOTHING: Final = Components(costs=ZERO, income=ZERO, depreciation=ZERO, internal_interest=ZERO)
"""The sum of no rows."""


def sum_of(rows: Iterable[Components]) -> Components:
    """The sum of the rows, column by column; a column that no row touches sums to zero."""
    return sum(rows, NOTHING)


@dataclass(frozen=True, slots=True)
class Columns:
    """One row as a template prints it, in kronor; `None` is an empty cell."""

    costs: Decimal | None
    income: Decimal | None
    depreciation: Decimal | None
    internal_interest: Decimal | None
    net: Decimal | None


def as_net_cost(row: Components) -> Columns:
    """The row with minus for lower costs and higher income, so that its columns add up to the net cost."""
    return Columns(
        costs=row.costs,
        income=_negated(row.income),
        depreciation=row.depreciation,
        internal_interest=row.internal_interest,
        net=row.net,
    )


def as_result(row: Components) -> Columns:
    """The row with plus for lower costs and higher income, so that its columns add up to the result."""
    return Columns(
        costs=_negated(row.costs),
        income=row.income,
        depreciation=_negated(row.depreciation),
        internal_interest=_negated(row.internal_interest),
        net=_negated(row.net),
    )


def _plus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None:
        return other
    return one if other is None else one + other


def _negated(amount: Decimal | None) -> Decimal | None:
    """The amount with the other sign; zero stays unsigned."""
    return -amount if amount else amount
