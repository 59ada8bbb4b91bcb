"""Past decisions put to another delegation order: what would have come out otherwise."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from delegation_rules.domain.answers import Answer, Question
from delegation_rules.domain.decision_table import DecisionTable
from delegation_rules.domain.errors import UnknownFact, UnknownPosition, UnknownRule


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer comes to when two of them are compared; the attributes are those of `Answer`."""

    allowed: bool
    tier_number: int | None
    report_to_board: bool | None


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A decision that was made: what it was about, and what the order in force that day said of it.

    Attributes:
        id: of the decision.
        question: what it was about.
        outcome: what was said of it.
        held: whether whoever made it held the position that day; no order allows what a position's holder did not do.
    """

    id: UUID
    question: Question
    outcome: Outcome
    held: bool = True


class DifferenceKind(StrEnum):
    """In what way a decision comes out otherwise."""

    BECAME_REFUSED = "became-refused"
    BECAME_ALLOWED = "became-allowed"
    REPORTING_CHANGED = "reporting-changed"
    TIER_CHANGED = "tier-changed"
    CANNOT_BE_ASKED = "cannot-be-asked"


@dataclass(frozen=True, slots=True)
class Difference:
    """A decision that comes out otherwise.

    Attributes:
        decision: the decision.
        rule: number that its rule has in the other order.
        kinds: every way in which it differs, in the sequence of `DifferenceKind`.
        after: how it comes out by the other order; None when that order cannot be asked.
        obstacle: slug of the error that says why it cannot be asked: no such rule, position or fact.
    """

    decision: PastDecision
    rule: str
    kinds: tuple[DifferenceKind, ...]
    after: Outcome | None = None
    obstacle: str | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of putting decisions to another order.

    Attributes:
        replayed: how many decisions were put to it.
        differences: those that come out otherwise, in the sequence given.
        counts: how many differences there are of each kind; every kind is there.
    """

    replayed: int
    differences: tuple[Difference, ...]
    counts: Mapping[DifferenceKind, int] = field(default_factory=lambda: MappingProxyType({}))


_SAME_NUMBERS: Final[Mapping[str, str]] = MappingProxyType({})


def replay(
    decisions: Iterable[PastDecision], other: DecisionTable, renumbered: Mapping[str, str] = _SAME_NUMBERS
) -> Replay:
    """Put `decisions` to the order of `other`, each as of its own day.

    A decision is never taken as refused because the other order cannot be asked about it: that is a kind of
    its own.

    Args:
        decisions: in the sequence in which the differences are to be told.
        other: the other order's table, with the price base amounts of the decisions' years.
        renumbered: the number in the other order of each rule that has another one there.
    """
    replayed = 0
    differences = []
    for decision in decisions:
        replayed += 1
        difference = _difference(decision, other, renumbered)
        if difference is not None:
            differences.append(difference)
    found = Counter(kind for difference in differences for kind in difference.kinds)
    counts = MappingProxyType({kind: found[kind] for kind in DifferenceKind})
    return Replay(replayed, tuple(differences), counts)


def outcome_of(answer: Answer) -> Outcome:
    """What `answer` comes to."""
    return Outcome(answer.allowed, answer.tier_number, answer.report_to_board)


def _difference(decision: PastDecision, other: DecisionTable, renumbered: Mapping[str, str]) -> Difference | None:
    question, before = decision.question, decision.outcome
    rule = renumbered.get(question.rule, question.rule)
    try:
        after = other.cell(question if rule == question.rule else replace(question, rule=rule))
    except (UnknownRule, UnknownPosition, UnknownFact) as error:
        return Difference(decision, rule, (DifferenceKind.CANNOT_BE_ASKED,), obstacle=error.slug)
    allowed = after.allowed and decision.held
    if (
        allowed is before.allowed
        and after.report_to_board is before.report_to_board
        and after.tier_number == before.tier_number
    ):
        return None
    outcome = Outcome(allowed, after.tier_number, after.report_to_board)
    return Difference(decision, rule, tuple(_kinds(before, outcome)), outcome)


def _kinds(before: Outcome, after: Outcome) -> Iterator[DifferenceKind]:
    if before.allowed and not after.allowed:
        yield DifferenceKind.BECAME_REFUSED
    if after.allowed and not before.allowed:
        yield DifferenceKind.BECAME_ALLOWED
    if before.report_to_board is not after.report_to_board:
        yield DifferenceKind.REPORTING_CHANGED
    if before.tier_number != after.tier_number:
        yield DifferenceKind.TIER_CHANGED
