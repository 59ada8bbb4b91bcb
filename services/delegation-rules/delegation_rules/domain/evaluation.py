"""May this position decide this, and must it be reported? The answer, with everything it rests on.

The answer is yes only when every condition is known to be met. It holds no text: `explanation` puts it into
words, so that many questions can be answered without writing what nobody reads.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from boardkit.domain.errors import Text
from delegation_rules.domain.answers import (
    Answer,
    Finding,
    LimitFound,
    LimitKind,
    PositionCondition,
    Question,
    SubDelegationCondition,
)
from delegation_rules.domain.compilation import CompiledOrder, CompiledRule, Option
from delegation_rules.domain.conditions import (
    AmountCondition,
    CircumstanceCondition,
    Facts,
    PurposeCondition,
    Status,
    worst,
)
from delegation_rules.domain.errors import UnknownFact
from delegation_rules.domain.limits import Limit, Yardsticks
from delegation_rules.domain.orders import Reporting, ReportingDuty, Rule, SubDelegation
from delegation_rules.domain.price_base_amounts import PriceBaseAmounts


def evaluate(compiled: CompiledOrder, price_base_amounts: PriceBaseAmounts, question: Question) -> Answer:
    """Answer `question` by the order in force on its day.

    Args:
        compiled: the order, which must be in force on `question.on`.
        price_base_amounts: by year; only that of the decision's year is used.
        question: see `Question`.

    Raises:
        UnknownRule, UnknownPosition, UnknownFact: the question names something that does not exist.
    """
    rule = compiled.rule(question.rule)
    compiled.hierarchy.position(question.position)
    _check_facts_belong(question, rule)
    facts = _facts(question, price_base_amounts)
    premises = _premises_told(rule.rule, facts)
    options = rule.options_of(question.position)
    weighed = [_Weighed(option, _findings(option, facts), facts.yardsticks) for option in options]
    best = min(weighed, key=_Weighed.preference, default=None)
    findings = (*_standing(compiled, rule, question, best), *premises)
    return Answer(
        question=question,
        order=compiled.reference,
        rule=rule.rule,
        yardsticks=facts.yardsticks,
        allowed=all(finding.status is Status.MET for finding in findings),
        tier_number=None if best is None else best.option.tier_number,
        limit=_highest_limit(options, facts),
        lowest_positions=_lowest_positions(compiled, rule, facts, premises),
        report_to_board=_report_to_board(rule.rule.reporting, facts, premises),
        findings=findings,
    )


def _check_facts_belong(question: Question, rule: CompiledRule) -> None:
    """A misspelt fact must not pass as one that was never told."""
    if question.purpose is not None and question.purpose not in rule.purposes:
        raise UnknownFact(
            Text(sv="Regeln har inget sådant delsyfte.", en="The rule has no such purpose."),
            pointer="/purpose",
            extra={"allowed": sorted(rule.purposes)},
        )
    if not question.circumstances.keys() <= rule.circumstances:
        raise UnknownFact(
            Text(
                sv="Regeln frågar inte efter någon av omständigheterna.",
                en="The rule does not ask for one of the circumstances.",
            ),
            pointer="/circumstances",
            extra={"allowed": sorted(rule.circumstances)},
        )


def _facts(question: Question, price_base_amounts: PriceBaseAmounts) -> Facts:
    year = question.on.year
    return Facts(
        yardsticks=Yardsticks(year, price_base_amounts.get(year), question.monthly_rent),
        amount=question.amount,
        months=question.months,
        purpose=question.purpose,
        circumstances=question.circumstances,
    )


def _premises_told(rule: Rule, facts: Facts) -> tuple[Finding, ...]:
    """Premises that the question speaks of; by naming the rule it takes the others for granted."""
    return tuple(
        Finding(premise, premise.status(facts)) for premise in rule.premises if premise.name in facts.circumstances
    )


def _findings(option: Option, facts: Facts) -> tuple[Finding, ...]:
    amount = () if option.amount is None else (Finding(option.amount, option.amount.status(facts)),)
    return (*amount, *(Finding(condition, condition.status(facts)) for condition in option.conditions))


@dataclass(frozen=True, slots=True)
class _Weighed:
    """An option and how its conditions came out."""

    option: Option
    findings: tuple[Finding, ...]
    yardsticks: Yardsticks

    def preference(self) -> tuple[int, int, Decimal, int]:
        """Sorts first: nothing against it, nothing unknown, the highest limit, the order's own sequence."""
        statuses = [finding.status for finding in self.findings]
        return (
            statuses.count(Status.NOT_MET),
            statuses.count(Status.NOT_KNOWN),
            -_height(_up_to(self.option), self.yardsticks),
            self.option.tier_number,
        )


def _standing(
    compiled: CompiledOrder, rule: CompiledRule, question: Question, best: _Weighed | None
) -> tuple[Finding, ...]:
    """Whether the position has a right at all, followed by the conditions of its best option."""
    if best is not None:
        delegates = _delegates_of_tier(compiled, rule, best.option.tier_number)
        return (Finding(PositionCondition(delegates), Status.MET), *best.findings)
    delegates = compiled.hierarchy.lowest_first(option.delegate for option in rule.options)
    if _may_be_sub_delegated(compiled, rule.rule.sub_delegation, question):
        # Kansli keeps no sub-delegations yet, so it cannot tell whether there is one.
        return (Finding(SubDelegationCondition(delegates), Status.NOT_KNOWN),)
    return (Finding(PositionCondition(delegates), Status.NOT_MET),)


def _may_be_sub_delegated(compiled: CompiledOrder, sub_delegation: SubDelegation | None, question: Question) -> bool:
    if sub_delegation is None or not sub_delegation.covers(question.purpose):
        return False
    return any(question.position in compiled.hierarchy.entitled(receiver) for receiver in sub_delegation.to)


def _delegates_of_tier(compiled: CompiledOrder, rule: CompiledRule, tier_number: int) -> tuple[str, ...]:
    return compiled.hierarchy.lowest_first(
        option.delegate for option in rule.options if option.tier_number == tier_number
    )


def _highest_limit(options: Sequence[Option], facts: Facts) -> LimitFound:
    """The highest limit among the position's options for the purpose asked about."""
    of_purpose = [option for option in options if _purpose_status(option, facts) is not Status.NOT_MET]
    if not of_purpose:
        return LimitFound(LimitKind.NO_RIGHT)
    if any(_purpose_status(option, facts) is Status.NOT_KNOWN for option in of_purpose):
        return LimitFound(LimitKind.NOT_KNOWN)
    limits = [_up_to(option) for option in of_purpose]
    highest = max(limits, key=lambda limit: _height(limit, facts.yardsticks))
    if highest is None:
        return LimitFound(LimitKind.NO_LIMIT)
    kronor = facts.yardsticks.in_kronor(highest)
    return LimitFound(LimitKind.NOT_KNOWN if kronor is None else LimitKind.AMOUNT, highest, kronor)


def _purpose_status(option: Option, facts: Facts) -> Status:
    return worst(condition.status(facts) for condition in option.conditions if isinstance(condition, PurposeCondition))


def _up_to(option: Option) -> Limit | None:
    return None if option.amount is None else option.amount.up_to


def _height(limit: Limit | None, yardsticks: Yardsticks) -> Decimal:
    """For comparing limits: no limit is the highest; where kronor are not known, the number of units."""
    if limit is None:
        return Decimal("Infinity")
    kronor = yardsticks.in_kronor(limit)
    return limit.quantity if kronor is None else kronor


def _lowest_positions(
    compiled: CompiledOrder, rule: CompiledRule, facts: Facts, premises: Iterable[Finding]
) -> tuple[str, ...] | None:
    """The lowest delegates of the tiers that the case falls under, the narrowest tier first."""
    if any(premise.status is Status.NOT_MET for premise in premises):
        return ()
    covered = [(option, _cover(option, facts)) for option in rule.options]
    covering = [option for option, status in covered if status is Status.MET]
    if not covering and any(status is Status.NOT_KNOWN for _, status in covered):
        return None
    covering.sort(key=lambda option: _height(_up_to(option), facts.yardsticks))
    return compiled.hierarchy.lowest_first(option.delegate for option in covering)


def _cover(option: Option, facts: Facts) -> Status:
    """Whether the option is for a case of this amount, length and purpose, and no circumstance rules it out.

    A circumstance that has not been told weighs the same on whoever decides, so it hides no delegate here.
    """
    return worst(
        finding.status
        for finding in _findings(option, facts)
        if finding.status is Status.NOT_MET or not isinstance(finding.condition, CircumstanceCondition)
    )


def _report_to_board(reporting: Reporting, facts: Facts, premises: Iterable[Finding]) -> bool | None:
    match reporting.duty:
        case ReportingDuty.NOT_REPORTED:
            return False
        case ReportingDuty.REPORTED:
            return True
        case ReportingDuty.NOT_STATED:
            return None
        case ReportingDuty.EXECUTION_NOT_REPORTED:
            # The order speaks only of what the premises describe; of anything else it says nothing.
            contradicted = any(premise.status is Status.NOT_MET for premise in premises)
            return None if contradicted else False
        case ReportingDuty.REPORTED_ABOVE:
            status = AmountCondition(above=reporting.above).status(facts)
            return None if status is Status.NOT_KNOWN else status is Status.MET
