"""Two lists of tiers compared as a reader does: which tier is which, and what is otherwise in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from boardkit.domain.errors import Text
from delegation_rules.domain.conditions import Condition, MonthsCondition, PurposeCondition
from delegation_rules.domain.orders import Delegate, Rule, Tier
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.domain.rule_wording import (
    amount_words,
    conditions_words,
    delegate_words,
    delegates_words,
    listed,
    months_words,
    tier_words,
)

_SAME, _SAME_DELEGATES, _SAME_PURPOSE, _SAME_AMOUNT, _SAME_CONDITIONS, _SHARED_DELEGATE = 64, 16, 8, 4, 2, 1


class Aspect(StrEnum):
    """What of a rule is otherwise."""

    NUMBER = "number"
    MATTER = "matter"
    TIER = "tier"
    LIMIT = "limit"
    DELEGATE = "delegate"
    MONTHS = "months"
    CONDITIONS = "conditions"
    SEQUENCE = "sequence"
    PURPOSES = "purposes"
    PREMISES = "premises"
    REPORTING = "reporting"
    SUB_DELEGATION = "sub-delegation"
    LEGAL_BASIS = "legal-basis"
    GOVERNING_DOCUMENTS = "governing-documents"
    MANDATE = "mandate"
    APPEAL_ROUTE = "appeal-route"
    SUBJECT = "subject"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise.

    Attributes:
        aspect: what.
        before: how it was, in words; None when there was nothing.
        after: how it is, in words; None when there is nothing.
        tier: place of the tier in the rule, from 1: as it is, or as it was for a tier that is gone; None for what
            concerns the whole rule.
    """

    aspect: Aspect
    before: Text | None
    after: Text | None
    tier: int | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """The two rules that are compared, and the titles of the positions that they name."""

    before: Rule
    after: Rule
    hierarchy: Hierarchy


def tier_differences(sides: Sides) -> Iterator[Difference]:
    """What is otherwise among the tiers; nothing when and only when they are the same."""
    before, after = sides.before.tiers, sides.after.tiers
    pairs = sorted(_pairs(before, after), key=lambda pair: pair[1])
    kept, found = {was for was, _ in pairs}, {now for _, now in pairs}
    for was, tier in enumerate(before):
        if was not in kept:
            yield Difference(Aspect.TIER, tier_words(tier, sides.before, sides.hierarchy), None, was + 1)
    for now, tier in enumerate(after):
        if now not in found:
            yield Difference(Aspect.TIER, None, tier_words(tier, sides.after, sides.hierarchy), now + 1)
    for was, now in pairs:
        yield from _within(before[was], after[now], sides, now + 1)
    if any(earlier > later for (earlier, _), (later, _) in pairwise(pairs)):
        yield Difference(Aspect.SEQUENCE, _sequence(sides.before, sides), _sequence(sides.after, sides))


def condition_differences(
    before: Sequence[Condition], after: Sequence[Condition], sides: Sides, tier: int | None = None
) -> Iterator[Difference]:
    """What is otherwise among conditions: the times by themselves, and all the others."""
    times, new_times = _times(before), _times(after)
    if times != new_times:
        yield Difference(Aspect.MONTHS, months_words(times, sides.before), months_words(new_times, sides.after), tier)
    others, new_others = _without_times(before), _without_times(after)
    if others != new_others or (times == new_times and tuple(before) != tuple(after)):
        was = conditions_words(others, sides.before, sides.hierarchy)
        now = conditions_words(new_others, sides.after, sides.hierarchy)
        yield Difference(Aspect.CONDITIONS, was, now, tier)


def _times(conditions: Sequence[Condition]) -> tuple[MonthsCondition, ...]:
    return tuple(each for each in conditions if isinstance(each, MonthsCondition))


def _without_times(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    return tuple(each for each in conditions if not isinstance(each, MonthsCondition))


def _within(before: Tier, after: Tier, sides: Sides, place: int) -> Iterator[Difference]:
    if before.amount != after.amount:
        yield Difference(Aspect.LIMIT, amount_words(before.amount), amount_words(after.amount), place)
    yield from condition_differences(before.conditions, after.conditions, sides, place)
    if [each.position for each in before.delegates] != [each.position for each in after.delegates]:
        was = delegates_words(before.delegates, sides.hierarchy)
        now = delegates_words(after.delegates, sides.hierarchy)
        yield Difference(Aspect.DELEGATE, was, now, place)
    yield from _of_delegates(before.delegates, after.delegates, sides, place)


def _of_delegates(
    before: Sequence[Delegate], after: Sequence[Delegate], sides: Sides, place: int
) -> Iterator[Difference]:
    """What holds for one delegate alone; of one that has come or gone only when something did."""
    was_by, now_by = ({each.position: each for each in side} for side in (before, after))
    for position in dict.fromkeys((*was_by, *now_by)):
        was, now = was_by.get(position), now_by.get(position)
        conditions, new_conditions = (() if each is None else each.conditions for each in (was, now))
        if conditions == new_conditions:
            continue
        times_alone = _without_times(conditions) == _without_times(new_conditions)
        yield Difference(
            Aspect.MONTHS if times_alone and _times(conditions) != _times(new_conditions) else Aspect.CONDITIONS,
            None if was is None else delegate_words(was, sides.before, sides.hierarchy),
            None if now is None else delegate_words(now, sides.after, sides.hierarchy),
            place,
        )


def _sequence(rule: Rule, sides: Sides) -> Text:
    return listed(tier_words(tier, rule, sides.hierarchy) for tier in rule.tiers)


def _pairs(before: Sequence[Tier], after: Sequence[Tier]) -> list[tuple[int, int]]:
    """Places of tiers that are the same step before and after: the most alike first, each once."""
    likenesses = sorted(
        (-likeness, abs(was - now), was, now)
        for was, tier in enumerate(before)
        for now, other in enumerate(after)
        if (likeness := _likeness(tier, other)) > 0
    )
    kept: set[int] = set()
    found: set[int] = set()
    pairs = []
    for _, _, was, now in likenesses:
        if was not in kept and now not in found:
            kept.add(was)
            found.add(now)
            pairs.append((was, now))
    return pairs


def _likeness(one: Tier, other: Tier) -> int:
    """How much speaks for two tiers being the same step; 0 when they are two different ones."""
    if one == other:
        return _SAME
    positions, other_positions = ({each.position for each in tier.delegates} for tier in (one, other))
    likeness = 0
    if positions == other_positions:
        likeness += _SAME_DELEGATES
    elif positions & other_positions:
        likeness += _SHARED_DELEGATE
    elif one.amount != other.amount or one.conditions != other.conditions:
        return 0
    likeness += _SAME_PURPOSE * (_purposes(one) == _purposes(other))
    likeness += _SAME_AMOUNT * (one.amount == other.amount)
    return likeness + _SAME_CONDITIONS * (one.conditions == other.conditions)


def _purposes(tier: Tier) -> frozenset[str]:
    return frozenset(each.purpose for each in tier.conditions if isinstance(each, PurposeCondition))
