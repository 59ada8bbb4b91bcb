"""May this position decide this, and must it be reported? The answer, with everything it rests on.

The answer is yes only when every condition is known to be met. It holds no text: `explanation` puts it into
words, so that many questions can be answered without writing what nobody reads.
"""

from collections.abc import Iterable, Iterator

from boardkit.domain.errors import Text
from delegation_rules.domain.answers import (
    Act,
    Answer,
    Finding,
    PositionCondition,
    Question,
    StatuteCondition,
    SubDelegationCondition,
)
from delegation_rules.domain.compilation import CompiledOrder, CompiledRule, Option
from delegation_rules.domain.conditions import (
    AmountCondition,
    CircumstanceCondition,
    CircumstanceKind,
    Facts,
    Status,
)
from delegation_rules.domain.errors import UnknownFact
from delegation_rules.domain.limits import Yardsticks
from delegation_rules.domain.orders import ReportingDuty, Rule, SubDelegation
from delegation_rules.domain.positions import Hierarchy, Position
from delegation_rules.domain.price_base_amounts import PriceBaseAmounts
from delegation_rules.domain.statute import (
    AppealRoute,
    Mandate,
    PositionKind,
    Prohibition,
    appeal_route_or_presumed,
    prohibition,
)
from delegation_rules.domain.weighing import Weighed, highest_limit, weigh


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
    position = None if question.position is None else compiled.hierarchy.existing(question.position)
    _check_facts_belong(question, rule)
    facts = _facts(question, price_base_amounts)
    premises = _premises_told(rule.rule, facts)
    weighed = [weigh(option, facts) for option in rule.options]
    open_to_position = [each for each in weighed if _is_open_to(question.position, each)]
    best = min(open_to_position, key=lambda each: each.preference, default=None)
    findings = (
        *_statute(rule.rule, question, position),
        *_standing(compiled.hierarchy, rule, question, best),
        *premises,
    )
    act = _act(rule.rule, premises)
    report_to_board = _report_to_board(rule.rule, facts, premises)
    return Answer(
        question=question,
        order=compiled.reference,
        rule=rule.rule,
        yardsticks=facts.yardsticks,
        allowed=all(finding.status is Status.MET for finding in findings),
        tier_number=_tier_number(best),
        limit=highest_limit(open_to_position),
        lowest_positions=_lowest_positions(
            compiled.hierarchy, _lawful(compiled.hierarchy, rule.rule, question, weighed), premises
        ),
        report_to_board=report_to_board,
        findings=findings,
        act=act,
        announce=_announce(rule.rule, act, report_to_board),
        consult=_consult(rule, best),
        report_to_head=best is not None and best.option.grant is not None,
        grant=None if best is None else best.option.grant,
    )


def _is_open_to(position: str | None, weighed: Weighed) -> bool:
    """Whether the position may use the option. A right passed on for other purposes is none in this case."""
    passed_on_for_others = weighed.option.grant is not None and weighed.purpose_status is Status.NOT_MET
    return position in weighed.option.entitled and not passed_on_for_others


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


def _tier_number(best: Weighed | None) -> int | None:
    if best is None or best.purpose_status is not Status.MET:
        return None
    return best.option.tier_number


def _standing(
    hierarchy: Hierarchy, rule: CompiledRule, question: Question, best: Weighed | None
) -> tuple[Finding, ...]:
    """Whether the position has a right at all, followed by the conditions of its best option."""
    if best is not None and best.option.grant is not None:
        givers = hierarchy.lowest_first(option.delegate for option in rule.options if option.grant is None)
        return (Finding(SubDelegationCondition(givers), Status.MET), *best.relevant_findings)
    if best is not None:
        tier = [option.delegate for option in rule.options if _stands_beside(option, best.option)]
        position = PositionCondition(hierarchy.lowest_first(tier))
        return (Finding(position, Status.MET), *best.relevant_findings)
    delegates = hierarchy.lowest_first(option.delegate for option in rule.options if option.grant is None)
    if _may_be_sub_delegated(hierarchy, rule.rule.sub_delegation, question):
        return (Finding(SubDelegationCondition(delegates), Status.NOT_MET),)
    return (Finding(PositionCondition(delegates), Status.NOT_MET),)


def _stands_beside(option: Option, best: Option) -> bool:
    return option.tier_number == best.tier_number and option.grant is None


def _statute(rule: Rule, question: Question, position: Position | None) -> tuple[Finding, ...]:
    """What the law has against it, of what the rule or the question says the matter is about (KL 6:38)."""
    found = _forbidden(rule, question, PositionKind.EMPLOYEE if position is None else position.kind)
    return () if found is None else (Finding(StatuteCondition(found), Status.NOT_MET),)


def _forbidden(rule: Rule, question: Question, decider: PositionKind) -> Prohibition | None:
    for subject in dict.fromkeys((question.subject, rule.subject)):
        found = prohibition(subject, rule.appeal_route, rule.mandate, decider)
        if found is not None:
            return found
    return None


def _lawful(
    hierarchy: Hierarchy, rule: Rule, question: Question, weighed: Iterable[Weighed]
) -> Iterator[tuple[Weighed, tuple[str, ...]]]:
    """The options with the lowest whom the law lets decide by each: nobody does what KL 6:38 forbids.

    An automated function may be kept from what those above it, who are employed, may decide.
    """
    for each in weighed:
        delegate = each.option.delegate
        if _forbidden(rule, question, hierarchy.position(delegate).kind) is None:
            yield each, (delegate,)
            continue
        others = (slug for slug in sorted(each.option.entitled) if slug != delegate)
        lawful = tuple(slug for slug in others if _forbidden(rule, question, hierarchy.position(slug).kind) is None)
        if lawful:
            yield each, lawful


def _act(rule: Rule, premises: Iterable[Finding]) -> Act | None:
    """Execution only where the order says so; when what it says is contradicted, it is not known what it is.

    Whoever decides in the board's place because it cannot be awaited (KL 6:39) always decides.
    """
    if rule.mandate is Mandate.URGENT or rule.reporting.duty is not ReportingDuty.EXECUTION_NOT_REPORTED:
        return Act.DECISION
    return None if any(premise.status is Status.NOT_MET for premise in premises) else Act.EXECUTION


def _announce(rule: Rule, act: Act | None, report_to_board: bool | None) -> bool | None:
    """Not reported and appealable under KL ch. 13: minuted separately and announced (KL 6:40, 7:8, 8:10)."""
    if act is Act.EXECUTION or report_to_board is True:
        return False
    if appeal_route_or_presumed(rule.appeal_route) is not AppealRoute.LEGALITY_REVIEW:
        return False
    return None if report_to_board is None or act is None else True


def _consult(rule: CompiledRule, best: Weighed | None) -> tuple[str, ...]:
    conditions = rule.rule.conditions if best is None else best.option.conditions
    return tuple(
        dict.fromkeys(
            each.position
            for each in conditions
            if isinstance(each, CircumstanceCondition)
            and each.kind is CircumstanceKind.CONSULTATION
            and each.position is not None
        )
    )


def _may_be_sub_delegated(hierarchy: Hierarchy, sub_delegation: SubDelegation | None, question: Question) -> bool:
    if sub_delegation is None or not sub_delegation.covers(question.purpose):
        return False
    return any(question.position in hierarchy.counting_as(receiver) for receiver in sub_delegation.receivers)


def _lowest_positions(
    hierarchy: Hierarchy, lawful: Iterable[tuple[Weighed, tuple[str, ...]]], premises: Iterable[Finding]
) -> tuple[str, ...] | None:
    """The lowest delegates of the tiers that the case falls under, the narrowest tier first."""
    if any(premise.status is Status.NOT_MET for premise in premises):
        return ()
    options = [(each.coverage, each.height, positions) for each, positions in lawful]
    covering = [(height, positions) for coverage, height, positions in options if coverage is Status.MET]
    if not covering and any(coverage is Status.NOT_KNOWN for coverage, _, _ in options):
        return None
    covering.sort(key=lambda each: each[0])
    return hierarchy.lowest_first(position for _, positions in covering for position in positions)


def _report_to_board(rule: Rule, facts: Facts, premises: Iterable[Finding]) -> bool | None:
    if rule.mandate is Mandate.URGENT:
        return True  # KL 6:40: at the board's next meeting, whatever the order says
    reporting = rule.reporting
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
