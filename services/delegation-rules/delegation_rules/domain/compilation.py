"""An order and its board's positions, indexed so that a question finds its rule and who may use it at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from boardkit.domain.errors import Text
from delegation_rules.domain.conditions import AmountCondition, Condition
from delegation_rules.domain.errors import UnknownRule
from delegation_rules.domain.orders import OrderReference, Rule, missing_numbers
from delegation_rules.domain.positions import Hierarchy


@dataclass(frozen=True, slots=True)
class Option:
    """One way in which a rule lets someone decide: a delegate of a tier and all that is asked of it.

    Attributes:
        tier_number: place of the tier in the rule, from 1.
        delegate: position of the lowest delegate.
        entitled: the delegate and every position above, all of whom may use the option.
        amount: condition on the amount; None when the tier has none.
        conditions: those of the rule, the tier and the delegate.
    """

    tier_number: int
    delegate: str
    entitled: frozenset[str]
    amount: AmountCondition | None
    conditions: tuple[Condition, ...]


class CompiledRule:
    """A rule with its options and the names of the facts that it asks for."""

    __slots__ = ("circumstances", "options", "purposes", "rule")

    def __init__(self, rule: Rule, hierarchy: Hierarchy) -> None:
        self.rule = rule
        self.options = tuple(_options(rule, hierarchy))
        self.purposes = frozenset(purpose.name for purpose in rule.purposes)
        self.circumstances = frozenset(circumstance.name for circumstance in rule.circumstances())


class CompiledOrder:
    """One version of an order, ready for questions. Immutable, so that it can be kept and shared."""

    __slots__ = ("_rules", "hierarchy", "missing_numbers", "reference")

    def __init__(self, reference: OrderReference, rules: Iterable[Rule], hierarchy: Hierarchy) -> None:
        """Index `rules`, which `check_order` has found to be in order with `hierarchy`."""
        self.reference = reference
        self.hierarchy = hierarchy
        self._rules = MappingProxyType({rule.number: CompiledRule(rule, hierarchy) for rule in rules})
        self.missing_numbers = missing_numbers(self._rules)

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
    for number, tier in enumerate(rule.tiers, start=1):
        for delegate in tier.delegates:
            yield Option(
                tier_number=number,
                delegate=delegate.position,
                entitled=hierarchy.entitled(delegate.position),
                amount=tier.amount,
                conditions=(*rule.conditions, *tier.conditions, *delegate.conditions),
            )
