"""Whether a right may be sub-delegated (vidaredelegeras) as decided: KL 7:6 and what the order allows.

One step only: the giver must hold the right by the order itself, not by another sub-delegation.
"""

from dataclasses import dataclass
from datetime import date

from boardkit.domain.errors import Text
from delegation_rules.domain.orders import Rule, SubDelegation
from delegation_rules.domain.people_errors import PeriodRefused, SubDelegationRefused
from delegation_rules.domain.periods import check_position_exists, check_sequence
from delegation_rules.domain.positions import Hierarchy, Position
from delegation_rules.domain.statute import Mandate, PositionKind, prohibition


@dataclass(frozen=True, slots=True)
class SubDelegationDecision:
    """A head of administration's decision to pass a right on.

    Attributes:
        rule: number of the rule.
        giver: position of the head of administration (förvaltningschef).
        receiver: position of the employee.
        purposes: those of the rule's purposes that are given; empty for all that may be.
        valid_from: first day.
        valid_to: last day; None until further notice.
        decided_on: day of the decision.
        decision_reference: where the decision is found, such as its diary number.
    """

    rule: str
    giver: str
    receiver: str
    purposes: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    decided_on: date
    decision_reference: str


def check_decided_under(decision: SubDelegationDecision, adopted_on: date) -> None:
    """Raise `PeriodRefused` for a decision of a day on which the board had not adopted the order that allows it."""
    if decision.decided_on < adopted_on:
        raise PeriodRefused(
            Text(
                sv="Beslutet är äldre än nämndens beslut om delegationsordningen som tillåter det.",
                en="The decision is older than the board's decision on the delegation order that allows it.",
            ),
            pointer="/decided_on",
        )


def check_sub_delegation(decision: SubDelegationDecision, rule: Rule, hierarchy: Hierarchy, today: date) -> None:
    """Raise the reason why `decision` does not hold, if there is one.

    Args:
        decision: what has been decided.
        rule: the rule, in the order in force on the first day.
        hierarchy: the board's positions on the first day.
        today: no decision is of a later day.

    Raises:
        UnknownPosition: the giver or the receiver does not exist on the first day.
        PeriodRefused: the days do not follow on each other, or a position ceases before the last one.
        SubDelegationRefused: the law or the order does not allow it.
    """
    giver = hierarchy.existing(decision.giver, "/giver")
    receiver = hierarchy.existing(decision.receiver, "/receiver")
    _check_days(decision, today)
    for position in (giver, receiver):
        check_position_exists(position, decision.valid_from, decision.valid_to)
    _check_giver(giver, rule, hierarchy)
    allowed = _what_is_allowed(rule)
    _check_receiver(receiver, giver, allowed, hierarchy)
    _check_law(rule, receiver)
    _check_purposes(decision, rule, allowed)


def _check_days(decision: SubDelegationDecision, today: date) -> None:
    check_sequence(decision.valid_from, decision.valid_to, "/valid_to")
    if decision.decided_on > today:
        raise PeriodRefused(
            Text(sv="Beslutsdagen har inte inträffat.", en="The day of the decision has not come."),
            pointer="/decided_on",
        )
    if decision.valid_from < decision.decided_on:
        raise PeriodRefused(
            Text(
                sv="Vidaredelegeringen gäller tidigast från beslutsdagen.",
                en="A sub-delegation holds from the day of the decision at the earliest.",
            ),
            pointer="/valid_from",
        )


def _check_giver(giver: Position, rule: Rule, hierarchy: Hierarchy) -> None:
    if giver.kind is not PositionKind.HEAD_OF_ADMINISTRATION:
        raise SubDelegationRefused(
            Text(
                sv="Bara en förvaltningschef får vidaredelegera (KL 7:6).",
                en="Only a head of administration may sub-delegate (KL 7:6).",
            ),
            pointer="/giver",
        )
    lowest = {delegate.position for tier in rule.tiers for delegate in tier.delegates}
    if not any(giver.slug in hierarchy.entitled(position) for position in lowest):
        raise SubDelegationRefused(
            Text(
                sv="Delegationsordningen ger inte förvaltningschefen rätten, så den kan inte ges vidare.",
                en="The delegation order does not give the head of administration the right to pass on.",
            ),
            pointer="/giver",
        )


def _what_is_allowed(rule: Rule) -> SubDelegation:
    if rule.sub_delegation is None or rule.mandate is Mandate.URGENT:
        raise SubDelegationRefused(
            Text(
                sv="Delegationsordningen tillåter inte att rätten vidaredelegeras (KL 7:6).",
                en="The delegation order does not allow the right to be sub-delegated (KL 7:6).",
            ),
            pointer="/rule",
        )
    return rule.sub_delegation


def _check_receiver(receiver: Position, giver: Position, allowed: SubDelegation, hierarchy: Hierarchy) -> None:
    if receiver.slug == giver.slug or not receiver.kind.is_employed:
        raise SubDelegationRefused(
            Text(
                sv="Vidaredelegering sker till en annan anställd (KL 7:6).",
                en="A right is sub-delegated to another employee (KL 7:6).",
            ),
            pointer="/receiver",
        )
    if not any(receiver.slug in hierarchy.counting_as(each) for each in allowed.receivers):
        raise SubDelegationRefused(
            Text(
                sv="Delegationsordningen tillåter inte vidaredelegering till den befattningen.",
                en="The delegation order does not allow sub-delegation to that position.",
            ),
            pointer="/receiver",
            extra={"allowed": list(allowed.receivers)},
        )


def _check_law(rule: Rule, receiver: Position) -> None:
    found = prohibition(rule.subject, rule.appeal_route, rule.mandate, receiver.kind)
    if found is not None:
        raise SubDelegationRefused(
            Text(sv=f"{found.text.sv} ({found.paragraph})", en=f"{found.text.en} ({found.paragraph})"), pointer="/rule"
        )


def _check_purposes(decision: SubDelegationDecision, rule: Rule, allowed: SubDelegation) -> None:
    may_be_given = allowed.purposes or tuple(purpose.name for purpose in rule.purposes)
    if not set(decision.purposes) <= set(may_be_given):
        raise SubDelegationRefused(
            Text(
                sv="Delegationsordningen tillåter inte vidaredelegering för något av delsyftena.",
                en="The delegation order does not allow sub-delegation for one of the purposes.",
            ),
            pointer="/purposes",
            extra={"allowed": list(may_be_given)},
        )
