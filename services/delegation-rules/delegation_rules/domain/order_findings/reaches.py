"""How far each delegate of a rule reaches, in amounts, months, purposes and facts, and what that shows.

Limits of one rule and purpose are compared only when they are counted in the same unit: what a price base amount is
worth differs from year to year, so an order that mixes units has no one sequence of limits.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from delegation_rules.domain.conditions import (
    AmountCondition,
    CircumstanceCondition,
    MonthsCondition,
    PurposeCondition,
)
from delegation_rules.domain.limits import LimitUnit
from delegation_rules.domain.orders import Delegate, Rule
from delegation_rules.domain.positions import Hierarchy

UNLIMITED: Final = Decimal("Infinity")


def units_of(amount: AmountCondition) -> frozenset[LimitUnit]:
    """The units that its limits are counted in."""
    return frozenset(limit.unit for limit in (amount.above, amount.up_to) if limit is not None)


def floor(amount: AmountCondition) -> Decimal:
    """The number of units that the amount must exceed; below zero without a lower limit."""
    return Decimal(-1) if amount.above is None else amount.above.quantity


def ceiling(amount: AmountCondition) -> Decimal:
    """The number of units that the amount may come to; infinite without an upper limit."""
    return UNLIMITED if amount.up_to is None else amount.up_to.quantity


@dataclass(frozen=True, slots=True)
class Reach:
    """What one delegate of one tier may decide.

    Attributes:
        tier: place of the tier, from 1.
        delegate: slug of the position.
        entitled: the delegate and all who stand above.
        amount: as the tier states it.
        floor: the number of units that the amount must exceed; below zero without a lower limit.
        ceiling: the number of units that the amount may come to; infinite without an upper limit.
        units: what the limits are counted in.
        purposes: those of the rule's purposes that it is for; none when its conditions exclude one another.
        months: for each of `purposes` the longest time; infinite without a limit.
        facts: the circumstances that must be as expected, as pairs of name and what they must be.
    """

    tier: int
    delegate: str
    entitled: frozenset[str]
    amount: AmountCondition
    floor: Decimal
    ceiling: Decimal
    units: frozenset[LimitUnit]
    purposes: frozenset[str | None]
    months: dict[str | None, Decimal]
    facts: frozenset[tuple[str, bool]]

    def within(self, other: "Reach") -> bool:
        """Whether everyone who may use this may do all of it by `other` as well."""
        if self.delegate not in other.entitled or not self._amount_within(other):
            return False
        if not other.facts <= self.facts or not self.purposes <= other.purposes:
            return False
        return all(self.months[purpose] <= other.months[purpose] for purpose in self.purposes)

    def _amount_within(self, other: "Reach") -> bool:
        if not other.units or self.amount == other.amount:
            return True
        comparable = len(self.units | other.units) == 1
        return comparable and other.floor <= self.floor and self.ceiling <= other.ceiling


def reaches_of(rule: Rule, hierarchy: Hierarchy) -> tuple[Reach, ...]:
    """One reach for each delegate of each tier, in the order's own sequence."""
    declared: tuple[str | None, ...] = tuple(purpose.name for purpose in rule.purposes) or (None,)
    return tuple(
        _reach(rule, number, delegate, declared, hierarchy)
        for number, tier in enumerate(rule.tiers, start=1)
        for delegate in tier.delegates
    )


def _reach(rule: Rule, number: int, delegate: Delegate, declared: Sequence[str | None], hierarchy: Hierarchy) -> Reach:
    tier = rule.tiers[number - 1]
    amount = tier.amount or AmountCondition()
    conditions = (*rule.conditions, *tier.conditions, *delegate.conditions)
    demanded = {each.purpose for each in conditions if isinstance(each, PurposeCondition)}
    purposes = frozenset(purpose for purpose in declared if demanded <= {purpose})
    limits = [each for each in conditions if isinstance(each, MonthsCondition)]
    return Reach(
        tier=number,
        delegate=delegate.position,
        entitled=hierarchy.entitled(delegate.position),
        amount=amount,
        floor=floor(amount),
        ceiling=ceiling(amount),
        units=units_of(amount),
        purposes=purposes,
        months={
            purpose: min((Decimal(each.longest(purpose)) for each in limits), default=UNLIMITED) for purpose in purposes
        },
        facts=frozenset((each.name, each.expected) for each in conditions if isinstance(each, CircumstanceCondition)),
    )


@dataclass(frozen=True, slots=True)
class Gap:
    """Amounts above `above` up to and including `up_to`, for more than `longer_than` months, that nobody may decide.

    Longer ones, up to `as_long_as` months, may be decided when the amount is higher: so it is not the end of the
    ladder but a hole in it.
    """

    above: Decimal
    up_to: Decimal
    longer_than: Decimal
    as_long_as: Decimal


def gaps(reaches: Sequence[Reach], purpose: str | None) -> Iterator[Gap]:
    """The holes in what `reaches`, all counted in the same unit, allow for `purpose`, from the bottom up."""
    spans = [(each.floor, each.ceiling, each.months[purpose]) for each in reaches]
    bounds = sorted({Decimal(-1), UNLIMITED} | {bound for low, high, _ in spans for bound in (low, high)})
    longest = [
        max((months for low, high, months in spans if low <= above and up_to <= high), default=Decimal(0))
        for above, up_to in pairwise(bounds)
    ]
    highest_above = Decimal(0)
    found: list[Gap] = []
    for (above, up_to), months in reversed(list(zip(pairwise(bounds), longest, strict=True))):
        if months < highest_above:
            found.append(Gap(max(above, Decimal(0)), up_to, months, highest_above))
        highest_above = max(highest_above, months)
    yield from _joined(reversed(found))


def _joined(in_sequence: Iterator[Gap]) -> Iterator[Gap]:
    """Neighbouring gaps that are alike, as one."""
    last: Gap | None = None
    for gap in in_sequence:
        if last is None:
            last = gap
        elif (last.up_to, last.longer_than, last.as_long_as) == (gap.above, gap.longer_than, gap.as_long_as):
            last = Gap(last.above, gap.up_to, gap.longer_than, gap.as_long_as)
        else:
            yield last
            last = gap
    if last is not None:
        yield last


def adding_nothing(reaches: Sequence[Reach]) -> tuple[Reach, ...]:
    """Those by which nobody may do anything that another of them does not allow already."""
    by_delegate: dict[str, list[tuple[int, Reach]]] = {}
    for place, each in enumerate(reaches):
        by_delegate.setdefault(each.delegate, []).append((place, each))
    found = []
    for place, reach in enumerate(reaches):
        others = (
            other for of_one in by_delegate.values() if reach.delegate in of_one[0][1].entitled for other in of_one
        )
        if not reach.purposes or _is_within_one(reach, place, others):
            found.append(reach)
    return tuple(found)


def _is_within_one(reach: Reach, place: int, others: Iterable[tuple[int, Reach]]) -> bool:
    """Whether one of `others` allows all of `reach`; of two that allow the same, the first one stands."""
    return any(
        reach.within(other) and (other_place < place or not other.within(reach))
        for other_place, other in others
        if other_place != place
    )
