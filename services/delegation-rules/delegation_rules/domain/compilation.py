"""An order and its board's positions, indexed so that a question finds its rule and who may use it at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final
from uuid import UUID

from boardkit.domain.errors import Text
from delegation_rules.domain.conditions import (
    AmountCondition,
    CircumstanceCondition,
    CircumstanceKind,
    Condition,
    PurposeCondition,
)
from delegation_rules.domain.errors import UnknownRule
from delegation_rules.domain.matters import Matters
from delegation_rules.domain.orders import OrderReference, Rule, SubDelegation, missing_numbers
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.domain.statute import Mandate
from delegation_rules.domain.sub_delegations import SubDelegationGrant

#: What KL 6:39 asks for before anybody decides alone instead of the board.
CANNOT_WAIT: Final = CircumstanceCondition(
    kind=CircumstanceKind.PREREQUISITE,
    name="board-cannot-be-awaited",
    expected=True,
    text=Text(
        sv="Ärendet är så brådskande att nämndens avgörande inte kan avvaktas (KL 6:39).",
        en="The matter is so urgent that the board's decision cannot be awaited (KL 6:39).",
    ),
)


@dataclass(frozen=True, slots=True)
class Option:
    """One way in which a rule lets someone decide: a delegate of a tier and all that is asked of it.

    Attributes:
        tier_number: place of the tier in the rule, from 1.
        delegate: position of the lowest delegate.
        entitled: the delegate and every position above, all of whom may use the option.
        amount: condition on the amount; None when the tier has none.
        conditions: those of the rule, the tier and the delegate.
        grant: the sub-delegation that it rests on; None when the order itself gives it.
    """

    tier_number: int
    delegate: str
    entitled: frozenset[str]
    amount: AmountCondition | None
    conditions: tuple[Condition, ...]
    grant: UUID | None = None


class CompiledRule:
    """A rule with its options and the names of the facts that it asks for."""

    __slots__ = ("circumstances", "options", "purposes", "rule")

    def __init__(self, rule: Rule, hierarchy: Hierarchy, grants: Iterable[SubDelegationGrant]) -> None:
        self.rule = rule
        own = tuple(_options(rule, hierarchy))
        passed_on = (option for grant in grants for option in _passed_on(grant, rule, own, hierarchy))
        self.options = (*own, *passed_on)
        self.purposes = frozenset(purpose.name for purpose in rule.purposes)
        asked_by_statute = {CANNOT_WAIT.name} if rule.mandate is Mandate.URGENT else set[str]()
        self.circumstances = frozenset({each.name for each in rule.circumstances()} | asked_by_statute)


class CompiledOrder:
    """One version of an order, ready for questions. Immutable, so that it can be kept and shared."""

    __slots__ = ("_rules", "hierarchy", "matters", "missing_numbers", "reference")

    def __init__(
        self,
        reference: OrderReference,
        rules: Iterable[Rule],
        hierarchy: Hierarchy,
        grants: Iterable[SubDelegationGrant] = (),
    ) -> None:
        """Index `rules`, which `check_order` has found to be in order with `hierarchy`.

        The positions of `hierarchy` and the sub-delegations `grants` are those of the days that the compiled order
        is asked about.
        """
        self.reference = reference
        self.hierarchy = hierarchy
        by_rule: dict[str, list[SubDelegationGrant]] = {}
        for grant in grants:
            by_rule.setdefault(grant.rule, []).append(grant)
        self._rules = MappingProxyType(
            {rule.number: CompiledRule(rule, hierarchy, by_rule.get(rule.number, ())) for rule in rules}
        )
        self.missing_numbers = missing_numbers(self._rules)
        self.matters = Matters(each.rule for each in self)

    def __iter__(self) -> Iterator[CompiledRule]:
        return iter(self._rules.values())

    def rule(self, number: str) -> CompiledRule:
        """The rule with `number`. Raises `UnknownRule`, which tells a number that the order leaves out."""
        found = self._rules.get(number)
        if found is not None:
            return found
        if number in self.missing_numbers:
            raise UnknownRule(
                Text(
                    sv="Numret saknas i delegationsordningen: reglerna före och efter finns.",
                    en="The order leaves this number out: there are rules before and after it.",
                ),
                pointer="/rule",
            )
        raise UnknownRule(
            Text(
                sv="Delegationsordningen har ingen regel med det numret.",
                en="The delegation order has no rule with this number.",
            ),
            pointer="/rule",
        )


def _options(rule: Rule, hierarchy: Hierarchy) -> Iterator[Option]:
    of_rule = (CANNOT_WAIT, *rule.conditions) if rule.mandate is Mandate.URGENT else rule.conditions
    for number, tier in enumerate(rule.tiers, start=1):
        for delegate in tier.delegates:
            yield Option(
                tier_number=number,
                delegate=delegate.position,
                entitled=hierarchy.entitled(delegate.position),
                amount=tier.amount,
                conditions=(*of_rule, *tier.conditions, *delegate.conditions),
            )


def _passed_on(grant: SubDelegationGrant, rule: Rule, own: Iterable[Option], hierarchy: Hierarchy) -> Iterator[Option]:
    """What the giver of `grant` may do, for the receiver and the purposes that are given and that the rule lets go.

    A grant made under an earlier order gives no more than the order in force allows (KL 7:6).
    """
    allowed = rule.sub_delegation
    if allowed is None or not _may_receive(allowed, grant.receiver, hierarchy):
        return
    purposes = tuple(filter(allowed.covers, grant.purposes)) if grant.purposes else allowed.purposes
    if grant.purposes and not purposes:
        return
    limits: list[tuple[Condition, ...]] = [(PurposeCondition(purpose),) for purpose in purposes] or [()]
    for option in own:
        if grant.giver not in option.entitled:
            continue
        for limit in limits:
            yield replace(
                option,
                delegate=grant.receiver,
                entitled=hierarchy.counting_as(grant.receiver),
                conditions=(*option.conditions, *limit),
                grant=grant.id,
            )


def _may_receive(allowed: SubDelegation, receiver: str, hierarchy: Hierarchy) -> bool:
    """Whether `receiver` is, or counts as, one of those that the right may be given to, and exists on the day."""
    return any(receiver in hierarchy.counting_as(each) for each in allowed.receivers)
