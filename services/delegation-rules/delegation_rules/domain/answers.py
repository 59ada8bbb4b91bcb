"""The question that is put to a delegation order, and its answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from delegation_rules.domain.conditions import AmountCondition, Condition, Status
from delegation_rules.domain.limits import Limit, Yardsticks
from delegation_rules.domain.orders import OrderReference, Rule
from delegation_rules.domain.statute import Prohibition, Subject


@dataclass(frozen=True, slots=True)
class Question:
    """Who asks about what.

    Attributes:
        rule: number of the rule.
        position: slug of the position that would decide; None for a person who holds none.
        on: the day of the decision.
        amount: kronor, the whole undivided amount; None when not told.
        months: length in months; None when not told.
        purpose: one of the rule's purposes; None when not told.
        monthly_rent: one month's rent in kronor, for limits counted in rents; None when not told.
        circumstances: facts told yes or no, by the names that the rule uses.
        subject: what the case is about, where KL 6:38 sets limits; None when it sets none that is known.
    """

    rule: str
    position: str | None
    on: date
    amount: Decimal | None = None
    months: int | None = None
    purpose: str | None = None
    monthly_rent: Decimal | None = None
    circumstances: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    subject: Subject | None = None


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


@dataclass(frozen=True, slots=True)
class StatuteCondition:
    """The law lets the board hand over such a matter; `prohibition` says why it does not (KL 6:38)."""

    prohibition: Prohibition


AnyCondition = Condition | AmountCondition | PositionCondition | SubDelegationCondition | StatuteCondition


class Act(StrEnum):
    """What is done: a decision (beslut), or carrying out what is decided (verkställighet)."""

    DECISION = "decision"
    EXECUTION = "execution"


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
        act: a decision, or execution of one, which needs no delegation and is not reported (KL 13:2); None when
            it is not known which.
        announce: whether it is minuted separately and announced on the notice board, since it is not reported and
            can be appealed under KL ch. 13 (KL 6:40, 7:8, 8:10); None when it is not known.
        consult: positions to be consulted before the decision.
        report_to_head: whether it is reported to the head of administration, as a sub-delegated right is (KL 7:6).
        grant: id of the sub-delegation that gives the position its right; None when the order does.
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
    act: Act | None
    announce: bool | None
    consult: tuple[str, ...]
    report_to_head: bool
    grant: UUID | None

    @property
    def lowest_position(self) -> str | None:
        """The first of `lowest_positions`, or None."""
        return self.lowest_positions[0] if self.lowest_positions else None
