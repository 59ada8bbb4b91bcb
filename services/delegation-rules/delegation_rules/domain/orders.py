"""A delegation order (delegationsordning): its rules, their tiers and the lowest delegates of each.

A rule allows a decision when one of its tiers does. A tier does when its amount and its conditions, those of
the rule and those of one delegate are all met, and whoever asks holds that delegate's position or stands
above it. Delegates of a tier stand side by side: each decides alone, never jointly (KL 6:37).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from delegation_rules.domain.conditions import AmountCondition, CircumstanceCondition, Condition
from delegation_rules.domain.limits import Limit
from delegation_rules.domain.statute import AppealRoute, Mandate, Subject

RULE_NUMBER_PATTERN: Final = r"^[1-9][0-9]{0,3}(\.[1-9][0-9]{0,3}){0,5}$"


@dataclass(frozen=True, slots=True)
class Delegate:
    """A lowest delegate (lägsta delegat), with what limits this delegate and nobody else of the tier."""

    position: str
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Tier:
    """One step of a rule: under these conditions, these are the lowest delegates."""

    delegates: tuple[Delegate, ...]
    amount: AmountCondition | None = None
    conditions: tuple[Condition, ...] = ()


class ReportingDuty(StrEnum):
    """Whether a decision is reported to the board (anmäls till nämnden; KL 6:40, 7:8)."""

    NOT_REPORTED = "not-reported"
    REPORTED = "reported"
    REPORTED_ABOVE = "reported-above"
    EXECUTION_NOT_REPORTED = "execution-not-reported"
    NOT_STATED = "not-stated"


@dataclass(frozen=True, slots=True)
class Reporting:
    """The reporting duty of a rule; `above` is the limit of `REPORTED_ABOVE` and None otherwise."""

    duty: ReportingDuty
    above: Limit | None = None


@dataclass(frozen=True, slots=True)
class SubDelegation:
    """The board lets a head of administration sub-delegate (vidaredelegera, KL 7:6), in one step.

    Attributes:
        receivers: positions that the right may be given to.
        purposes: those of the rule's purposes that may be given; empty when all of it may.
    """

    receivers: tuple[str, ...]
    purposes: tuple[str, ...] = ()

    def covers(self, purpose: str | None) -> bool:
        """Whether a decision for `purpose` may be sub-delegated; for one not told, it may be."""
        return purpose is None or not self.purposes or purpose in self.purposes


@dataclass(frozen=True, slots=True)
class Purpose:
    """One of the kinds of decision that a rule tells apart, by the name that a question uses."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One numbered rule.

    Attributes:
        number: such as 3.1.10.
        matter: what is decided (ärendetyp).
        tiers: in the order's own sequence; at least one.
        reporting: whether decisions are reported to the board.
        legal_basis: statutes and city rules (lagrum m.m.), as named.
        governing_documents: documents that a decision must follow besides; they limit nobody's right to decide.
        conditions: what must be met whoever decides.
        premises: what the matter itself takes for granted; whoever names the rule says so.
        purposes: kinds of decision that tiers or months tell apart.
        sub_delegation: None when the order does not allow it.
        comment: what else the order says.
        mandate: delegation (KL 6:37, 7:5), or an urgent decision (KL 6:39).
        appeal_route: how decisions are appealed; None when the order does not say.
        subject: what the matter is about, where KL 6:38 sets limits; None when it sets none that the order tells.
    """

    number: str
    matter: str
    tiers: tuple[Tier, ...]
    reporting: Reporting
    legal_basis: tuple[str, ...] = ()
    governing_documents: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    premises: tuple[CircumstanceCondition, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    sub_delegation: SubDelegation | None = None
    comment: str | None = None
    mandate: Mandate = Mandate.DELEGATION
    appeal_route: AppealRoute | None = None
    subject: Subject | None = None

    def circumstances(self) -> Iterator[CircumstanceCondition]:
        """Every circumstance that the rule, a tier or a delegate asks for, premises included."""
        yield from self.premises
        for condition in self.all_conditions():
            if isinstance(condition, CircumstanceCondition):
                yield condition

    def all_conditions(self) -> Iterator[Condition]:
        """The conditions of the rule, its tiers and their delegates."""
        yield from self.conditions
        for tier in self.tiers:
            yield from tier.conditions
            for delegate in tier.delegates:
                yield from delegate.conditions


@dataclass(frozen=True, slots=True)
class Chapter:
    """A numbered heading of the order, such as 3.1 Ekonomi."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Adoption:
    """The board's decision that adopted the order: the case's diary number and the day."""

    case_number: str
    decided_on: date


class OrderStatus(StrEnum):
    """How far an order has come: draft (utkast), adopted (antagen), or a draft that was withdrawn (återkallat)."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class OrderPeriod:
    """When an order is in force, and by which decision.

    Attributes:
        in_force_from: first day in force.
        in_force_to: last day in force; None while no end is decided.
        adopted_by: None for a draft.
    """

    in_force_from: date
    in_force_to: date | None = None
    adopted_by: Adoption | None = None


@dataclass(frozen=True, slots=True)
class OrderContent:
    """What an order says and when it does, before it has an identity.

    Attributes:
        title: name of the order.
        period: when it is in force.
        chapters: headings.
        rules: in the order's own sequence.
    """

    title: str
    period: OrderPeriod
    rules: tuple[Rule, ...]
    chapters: tuple[Chapter, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderReference:
    """Which order, and which version of the board's delegation order it is (1, 2, …)."""

    id: UUID
    board: str
    version: int
    in_force_from: date


def rule_sort_key(number: str) -> tuple[int, ...]:
    """Key that puts 3.1.10 after 3.1.9."""
    return tuple(int(part) for part in number.split("."))


def missing_numbers(numbers: Iterable[str]) -> tuple[str, ...]:
    """Rule numbers that are left out: within each chapter, every number from 1 up to the highest used."""
    used: dict[tuple[int, ...], set[int]] = {}
    for number in numbers:
        *chapter, last = rule_sort_key(number)
        used.setdefault(tuple(chapter), set()).add(last)
    return tuple(
        ".".join(map(str, (*chapter, gap)))
        for chapter, last_parts in sorted(used.items())
        for gap in range(1, max(last_parts))
        if gap not in last_parts
    )


def is_rule_number(text: str) -> bool:
    """Whether `text` is written as a rule number."""
    return re.fullmatch(RULE_NUMBER_PATTERN, text) is not None
