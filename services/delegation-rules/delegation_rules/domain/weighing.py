"""The options of a rule weighed against the facts of one case."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from delegation_rules.domain.answers import Finding, LimitFound, LimitKind
from delegation_rules.domain.compilation import Option
from delegation_rules.domain.conditions import CircumstanceCondition, Facts, PurposeCondition, Status, worst
from delegation_rules.domain.limits import Limit

_UNLIMITED: Final = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Weighed:
    """An option and how it came out.

    Attributes:
        option: the option.
        findings: its amount and its conditions, with their status.
        up_to_kronor: its highest amount; infinite without a limit, None when the limit's worth is not known.
    """

    option: Option
    findings: tuple[Finding, ...]
    up_to_kronor: Decimal | None

    @property
    def up_to(self) -> Limit | None:
        """The option's upper limit as the order states it."""
        return None if self.option.amount is None else self.option.amount.up_to

    @property
    def height(self) -> Decimal:
        """For comparing limits: kronor, or the number of units where their worth is not known."""
        if self.up_to_kronor is not None:
            return self.up_to_kronor
        return _UNLIMITED if self.up_to is None else self.up_to.quantity

    @property
    def preference(self) -> tuple[bool, int, int, bool, Decimal, int]:
        """Sorts first: of the purpose, nothing against it, nothing unknown, by the order itself, the highest limit.

        What is left equal follows the order's own sequence. A right of one's own goes before one that has been
        sub-delegated, for it needs no report to the head of administration.
        """
        statuses = [finding.status for finding in self.findings]
        return (
            self.purpose_status is Status.NOT_MET,
            statuses.count(Status.NOT_MET),
            statuses.count(Status.NOT_KNOWN),
            self.option.grant is not None,
            -self.height,
            self.option.tier_number,
        )

    @property
    def purpose_status(self) -> Status:
        """Whether the option is for the purpose of the case; met when it is for any."""
        return worst(each.status for each in self.findings if isinstance(each.condition, PurposeCondition))

    @property
    def coverage(self) -> Status:
        """Whether the option is for a case of this amount, length and purpose, and no circumstance rules it out.

        A circumstance that has not been told weighs the same on whoever decides, so it hides no delegate.
        """
        return worst(
            finding.status
            for finding in self.findings
            if finding.status is Status.NOT_MET or not isinstance(finding.condition, CircumstanceCondition)
        )

    @property
    def relevant_findings(self) -> tuple[Finding, ...]:
        """The findings; while the purpose is not told, only that, for it decides what else is asked."""
        if self.purpose_status is not Status.NOT_KNOWN:
            return self.findings
        return tuple(each for each in self.findings if isinstance(each.condition, PurposeCondition))


def weigh(option: Option, facts: Facts) -> Weighed:
    """`option` against `facts`."""
    findings = tuple(Finding(condition, condition.status(facts)) for condition in option.conditions)
    amount = option.amount
    if amount is None:
        return Weighed(option, findings, _UNLIMITED)
    up_to_kronor = _UNLIMITED if amount.up_to is None else facts.yardsticks.in_kronor(amount.up_to)
    return Weighed(option, (Finding(amount, amount.status(facts)), *findings), up_to_kronor)


def highest_limit(open_to_position: Sequence[Weighed]) -> LimitFound:
    """The highest limit among the options open to a position, for the purpose of the case."""
    of_purpose = [each for each in open_to_position if each.purpose_status is not Status.NOT_MET]
    if not of_purpose:
        return LimitFound(LimitKind.NO_RIGHT)
    if any(each.purpose_status is Status.NOT_KNOWN for each in of_purpose):
        return LimitFound(LimitKind.NOT_KNOWN)
    highest = max(of_purpose, key=lambda each: each.height)
    if highest.up_to is None:
        return LimitFound(LimitKind.NO_LIMIT)
    unknown = [each for each in of_purpose if each.up_to_kronor is None]
    if unknown:
        return LimitFound(LimitKind.NOT_KNOWN, max(unknown, key=lambda each: each.height).up_to)
    return LimitFound(LimitKind.AMOUNT, highest.up_to, highest.up_to_kronor)
