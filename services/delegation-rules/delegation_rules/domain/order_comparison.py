"""Two versions of an order compared as a reader wants it: what is new, what is gone, what is otherwise.

A rule is known again by its matter, so that one which only has got another number is not told as gone and new.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from boardkit.domain.errors import Text
from delegation_rules.domain.matters import folded
from delegation_rules.domain.orders import Chapter, Rule
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.domain.rule_wording import (
    APPEAL_ROUTES,
    MANDATES,
    SUBJECTS,
    circumstance_words,
    conditions_words,
    listed,
    purposes_words,
    reporting_words,
    same_in_both,
    sub_delegation_words,
    tier_words,
)
from delegation_rules.domain.tier_comparison import Aspect, Difference, Sides, condition_differences, tier_differences

_TELLING_WORD = 4


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that is otherwise, with everything that is; `after` may have another number."""

    before: Rule
    after: Rule
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class LoneRule:
    """A rule that only one of the versions has, told in words aspect by aspect."""

    rule: Rule
    words: tuple[tuple[Aspect, Text], ...]


@dataclass(frozen=True, slots=True)
class ChapterChange:
    """A heading that is new (no `before`), gone (no `after`) or has another title."""

    number: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class OrderComparison:
    """What is otherwise between two versions; rules and headings stand in their order's own sequence."""

    added: tuple[LoneRule, ...]
    removed: tuple[LoneRule, ...]
    changed: tuple[RuleChange, ...]
    chapters: tuple[ChapterChange, ...]
    unchanged: int


def compare(
    before: Sequence[Rule],
    after: Sequence[Rule],
    hierarchy: Hierarchy,
    chapters: tuple[Sequence[Chapter], Sequence[Chapter]] = ((), ()),
) -> OrderComparison:
    """What is otherwise in the rules `after`, and in the later of `chapters`, than it was before."""
    pairs = same_rules(before, after)
    kept = {rule.number for rule, _ in pairs}
    found = {rule.number for _, rule in pairs}
    changes = (
        RuleChange(was, now, tuple(rule_differences(Sides(was, now, hierarchy)))) for was, now in pairs if was != now
    )
    changed = tuple(change for change in changes if change.differences)
    return OrderComparison(
        added=tuple(_alone(rule, hierarchy) for rule in after if rule.number not in found),
        removed=tuple(_alone(rule, hierarchy) for rule in before if rule.number not in kept),
        changed=changed,
        chapters=tuple(_chapter_changes(*chapters)),
        unchanged=len(pairs) - len(changed),
    )


def renumbered(before: Sequence[Rule], after: Sequence[Rule]) -> Mapping[str, str]:
    """The number after of each rule that had another one before."""
    return {was.number: now.number for was, now in same_rules(before, after) if was.number != now.number}


def same_rules(before: Sequence[Rule], after: Sequence[Rule]) -> list[tuple[Rule, Rule]]:
    """Pairs of a rule and what has become of it, in the sequence of `after`.

    First those with the same number and matter, then those with the same matter where no other rule has it, last
    those with the same number whose matters have a word in common or whose tiers are the same.
    """
    was_left = {rule.number: rule for rule in before}
    now_left = {rule.number: rule for rule in after}
    found: dict[str, Rule] = {}

    def pair(was: Rule, now: Rule) -> None:
        found[now.number] = was_left.pop(was.number)
        del now_left[now.number]

    for now in after:
        was = was_left.get(now.number)
        if was is not None and folded(was.matter) == folded(now.matter):
            pair(was, now)
    alone_before, alone_after = _by_lone_matter(was_left.values()), _by_lone_matter(now_left.values())
    for matter, now in alone_after.items():
        if matter in alone_before:
            pair(alone_before[matter], now)
    for now in list(now_left.values()):
        was = was_left.get(now.number)
        if was is not None and _may_be_the_same(was, now):
            pair(was, now)
    return [(found[now.number], now) for now in after if now.number in found]


def rule_differences(sides: Sides) -> Iterator[Difference]:
    """What is otherwise in a rule; nothing when and only when it is the same."""
    before, after = sides.before, sides.after
    if before.number != after.number:
        yield Difference(Aspect.NUMBER, same_in_both(before.number), same_in_both(after.number))
    if before.matter != after.matter:
        yield Difference(Aspect.MATTER, same_in_both(before.matter), same_in_both(after.matter))
    yield from tier_differences(sides)
    yield from condition_differences(before.conditions, after.conditions, sides)
    was_said, now_said = (dict(_plain_words(rule, sides.hierarchy)) for rule in (before, after))
    for aspect, values in _plain_values(before).items():
        if values != _plain_values(after)[aspect]:
            yield Difference(aspect, was_said.get(aspect), now_said.get(aspect))


def _plain_values(rule: Rule) -> dict[Aspect, object]:
    """What is compared as a whole."""
    return {
        Aspect.PURPOSES: rule.purposes,
        Aspect.PREMISES: rule.premises,
        Aspect.REPORTING: rule.reporting,
        Aspect.SUB_DELEGATION: rule.sub_delegation,
        Aspect.LEGAL_BASIS: rule.legal_basis,
        Aspect.GOVERNING_DOCUMENTS: rule.governing_documents,
        Aspect.MANDATE: rule.mandate,
        Aspect.APPEAL_ROUTE: rule.appeal_route,
        Aspect.SUBJECT: rule.subject,
        Aspect.COMMENT: rule.comment,
    }


def _plain_words(rule: Rule, hierarchy: Hierarchy) -> Iterator[tuple[Aspect, Text]]:
    """What `rule` says of what is compared as a whole, where it says anything."""
    purposes = purposes_words(rule.purposes)
    if purposes is not None:
        yield Aspect.PURPOSES, purposes
    if rule.premises:
        yield Aspect.PREMISES, listed(circumstance_words(each, hierarchy) for each in rule.premises)
    yield Aspect.REPORTING, reporting_words(rule.reporting)
    if rule.sub_delegation is not None:
        yield Aspect.SUB_DELEGATION, sub_delegation_words(rule.sub_delegation, rule.purposes, hierarchy)
    if rule.legal_basis:
        yield Aspect.LEGAL_BASIS, same_in_both("; ".join(rule.legal_basis))
    if rule.governing_documents:
        yield Aspect.GOVERNING_DOCUMENTS, same_in_both("; ".join(rule.governing_documents))
    yield Aspect.MANDATE, MANDATES[rule.mandate]
    if rule.appeal_route is not None:
        yield Aspect.APPEAL_ROUTE, APPEAL_ROUTES[rule.appeal_route]
    if rule.subject is not None:
        yield Aspect.SUBJECT, SUBJECTS[rule.subject]
    if rule.comment is not None:
        yield Aspect.COMMENT, same_in_both(rule.comment)


def _alone(rule: Rule, hierarchy: Hierarchy) -> LoneRule:
    words: list[tuple[Aspect, Text]] = [(Aspect.TIER, tier_words(tier, rule, hierarchy)) for tier in rule.tiers]
    conditions = conditions_words(rule.conditions, rule, hierarchy)
    if conditions is not None:
        words.append((Aspect.CONDITIONS, conditions))
    return LoneRule(rule, tuple(chain(words, _plain_words(rule, hierarchy))))


def _by_lone_matter(rules: Iterable[Rule]) -> dict[str, Rule]:
    """Rules by their matter, but for matters that several have."""
    listed_rules = [(folded(rule.matter), rule) for rule in rules]
    counts = Counter(matter for matter, _ in listed_rules)
    return {matter: rule for matter, rule in listed_rules if counts[matter] == 1}


def _may_be_the_same(before: Rule, after: Rule) -> bool:
    words, new_words = (
        {word for word in folded(rule.matter).split() if len(word) >= _TELLING_WORD} for rule in (before, after)
    )
    return before.tiers == after.tiers or bool(words & new_words)


def _chapter_changes(before: Sequence[Chapter], after: Sequence[Chapter]) -> Iterator[ChapterChange]:
    titles, new_titles = ({each.number: each.title for each in chapters} for chapters in (before, after))
    for number in dict.fromkeys((*new_titles, *titles)):
        if titles.get(number) != new_titles.get(number):
            yield ChapterChange(number, titles.get(number), new_titles.get(number))
