"""The conditions (villkor) of a rule and whether they are met.

A condition that is not known to be met is never taken as met: only `Status.MET` allows anything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from boardkit.domain.errors import Text
from delegation_rules.domain.limits import Limit, Yardsticks


class Status(StrEnum):
    """Whether a condition is met."""

    MET = "met"
    NOT_MET = "not-met"
    NOT_KNOWN = "not-known"


def worst(statuses: Iterable[Status]) -> Status:
    """Not met if any is, else not known if any is, else met."""
    found = frozenset(statuses)
    if Status.NOT_MET in found:
        return Status.NOT_MET
    return Status.NOT_KNOWN if Status.NOT_KNOWN in found else Status.MET


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the decision that someone asks about.

    Attributes:
        yardsticks: what the units of limits are worth in the case.
        amount: kronor, the whole undivided amount; None when not told.
        months: length in months; None when not told.
        purpose: name of one of the rule's purposes; None when not told.
        circumstances: those told, by name; one that is absent is not known.
    """

    yardsticks: Yardsticks
    amount: Decimal | None
    months: int | None
    purpose: str | None
    circumstances: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class AmountCondition:
    """The amount lies above `above` (över) and reaches at most `up_to` (upp till och med)."""

    above: Limit | None = None
    up_to: Limit | None = None

    def status(self, facts: Facts) -> Status:
        """Met, not met, or not known when the amount or the worth of the unit is not known."""
        return worst((self._above_status(facts), self._up_to_status(facts)))

    def _above_status(self, facts: Facts) -> Status:
        if self.above is None:
            return Status.MET
        limit = facts.yardsticks.in_kronor(self.above)
        if limit is None or facts.amount is None:
            return Status.NOT_KNOWN
        return _met_if(facts.amount > limit)

    def _up_to_status(self, facts: Facts) -> Status:
        if self.up_to is None:
            return Status.MET
        limit = facts.yardsticks.in_kronor(self.up_to)
        if limit is None or facts.amount is None:
            return Status.NOT_KNOWN
        return _met_if(facts.amount <= limit)


@dataclass(frozen=True, slots=True)
class MonthsCondition:
    """The decision covers at most `at_most` months, or another number for the purposes named.

    Attributes:
        at_most: longest time in months.
        for_purposes: pairs of purpose and its own longest time.
    """

    at_most: int
    for_purposes: tuple[tuple[str, int], ...] = ()

    def status(self, facts: Facts) -> Status:
        """Not known when the months are not told, or when the purpose decides and is not told."""
        if facts.months is None:
            return Status.NOT_KNOWN
        if facts.purpose is not None:
            return _met_if(facts.months <= self.longest(facts.purpose))
        possible = [self.at_most, *(months for _, months in self.for_purposes)]
        if facts.months <= min(possible):
            return Status.MET
        return Status.NOT_MET if facts.months > max(possible) else Status.NOT_KNOWN

    def longest(self, purpose: str | None) -> int:
        """Longest time in months for `purpose`."""
        return dict(self.for_purposes).get(purpose or "", self.at_most)


@dataclass(frozen=True, slots=True)
class PurposeCondition:
    """The decision is of one particular kind among those that the rule names (delsyfte)."""

    purpose: str

    def status(self, facts: Facts) -> Status:
        """Not known when the purpose is not told."""
        return Status.NOT_KNOWN if facts.purpose is None else _met_if(facts.purpose == self.purpose)


class CircumstanceKind(StrEnum):
    """What sort of fact a circumstance is."""

    CONSULTATION = "consultation"
    NO_AGREEMENT = "no-agreement"
    ATTESTATION = "attestation"
    PREREQUISITE = "prerequisite"
    PREMISE = "premise"


@dataclass(frozen=True, slots=True)
class CircumstanceCondition:
    """A fact, told yes or no by whoever asks, that must be as expected.

    Attributes:
        kind: what sort of fact.
        name: slug by which a question tells it.
        expected: what it must be.
        text: what must hold, as a sentence.
        position: slug of the position to consult or to attest; None for the other kinds.
    """

    kind: CircumstanceKind
    name: str
    expected: bool
    text: Text
    position: str | None = None

    def status(self, facts: Facts) -> Status:
        """Not known when the circumstance is not told."""
        told = facts.circumstances.get(self.name)
        return Status.NOT_KNOWN if told is None else _met_if(told is self.expected)


Condition = MonthsCondition | PurposeCondition | CircumstanceCondition
"""A condition of a rule, a tier or a single delegate; amounts belong to the tier itself."""


def _met_if(holds: bool) -> Status:
    return Status.MET if holds else Status.NOT_MET
