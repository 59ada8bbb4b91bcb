"""The question that is put to a delegation order, and its answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from delegation_rules.domain.conditions import AmountCondition, Condition, Status
from delegation_rules.domain.limits import Limit, Yardsticks
from delegation_rules.domain.orders import OrderReference, Rule


@dataclass(frozen=True, slots=True)
class Question:
    """Who asks about what.

    Attributes:
        rule: number of the rule.
        position: slug of the position that would decide.
        on: the day of the decision.
        amount: kronor, the whole undivided amount; None when not told.
        months: length in months; None when not told.
        purpose: one of the rule's purposes; None when not told.
        monthly_rent: one month's rent in kronor, for limits counted in rents; None when not told.
        circumstances: facts told yes or no, by the names that the rule uses.
    """

    rule: str
    position: str
    on: date
    amount: Decimal | None = None
    months: int | None = None
    purpose: str | None = None
    monthly_rent: Decimal | None = None
    circumstances: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))


class LimitKind(StrEnum):
    """What is known of the highest amount that a position may decide."""

    AMOUNT = "amount"
    NO_LIMIT = "no-limit"
    NO_RIGHT = "no-right"
    NOT_KNOWN = "not-known"


@dataclass(frozen=True, slots=True)
class LimitFound:
    """The highest amount that the position may decide under the rule, for the purpose asked about.

    Attributes:
        kind: an amount, no limit at all, no right to decide, or not known.
        limit: as the order states it, for `AMOUNT` and where it is known for `NOT_KNOWN`.
        kronor: the limit in kronor for `AMOUNT`, otherwise None.
    """

    kind: LimitKind
    limit: Limit | None = None
    kronor: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PositionCondition:
    """The position is one of the tier's delegates or stands above one; `delegates` are the lowest of them."""

    delegates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubDelegationCondition:
    """One of `delegates` has sub-delegated (vidaredelegerat) the right to the position."""

    delegates: tuple[str, ...]


AnyCondition = Condition | AmountCondition | PositionCondition | SubDelegationCondition


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition and whether it is met."""

    condition: AnyCondition
    status: Status


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Attributes:
        question: what was asked.
        order: the order in force on the day, and its version.
        rule: the rule used.
        yardsticks: what the units of the rule's limits are worth in the case.
        allowed: yes only when every finding is met.
        tier_number: the tier of the rule that gives the position its right, from 1; None without any.
        limit: the highest amount that the position may decide.
        lowest_positions: lowest positions that may decide a case of this amount, length and purpose, side by
            side, that of the narrowest tier first. Empty when nobody may; None when it is not known.
        report_to_board: whether such a decision is reported to the board; None when it is not known.
        findings: every condition that the answer rests on, the position first.
    """

    question: Question
    order: OrderReference
    rule: Rule
    yardsticks: Yardsticks
    allowed: bool
    tier_number: int | None
    limit: LimitFound
    lowest_positions: tuple[str, ...] | None
    report_to_board: bool | None
    findings: tuple[Finding, ...]

    @property
    def lowest_position(self) -> str | None:
        """The first of `lowest_positions`, or None."""
        return self.lowest_positions[0] if self.lowest_positions else None
