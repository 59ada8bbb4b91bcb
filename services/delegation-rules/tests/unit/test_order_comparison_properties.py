"""A comparison leaves nothing out, and tells of nothing that is the same."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from boardkit.domain.errors import Text
from delegation_rules.domain.conditions import (
    AmountCondition,
    CircumstanceCondition,
    CircumstanceKind,
    Condition,
    MonthsCondition,
    PurposeCondition,
)
from delegation_rules.domain.limits import Limit, LimitUnit
from delegation_rules.domain.order_comparison import compare, rule_differences
from delegation_rules.domain.orders import Delegate, Purpose, Reporting, ReportingDuty, Rule, SubDelegation, Tier
from delegation_rules.domain.positions import Hierarchy, Position
from delegation_rules.domain.statute import AppealRoute, Mandate, Subject
from delegation_rules.domain.tier_comparison import Sides

SLUGS = ("low", "mid", "top")
HIERARCHY = Hierarchy(Position(slug, slug, "home") for slug in SLUGS)
LIMITS = st.builds(Limit, st.integers(1, 3).map(Decimal), st.sampled_from(LimitUnit))
CONDITIONS: st.SearchStrategy[tuple[Condition, ...]] = st.lists(
    st.one_of(
        st.builds(MonthsCondition, st.integers(1, 2), st.just(()) | st.just((("rent", 2),))),
        st.builds(PurposeCondition, st.sampled_from(["buy", "rent"])),
        st.builds(
            CircumstanceCondition,
            st.just(CircumstanceKind.PREREQUISITE),
            st.sampled_from(["asked", "agreed"]),
            st.booleans(),
            st.just(Text(sv="Ja.", en="Yes.")),
        ),
    ),
    max_size=2,
).map(tuple)
DELEGATES = st.lists(
    st.builds(Delegate, st.sampled_from(SLUGS), CONDITIONS),
    min_size=1,
    max_size=2,
    unique_by=lambda delegate: delegate.position,
).map(tuple)
REPORTING = st.one_of(
    st.sampled_from([duty for duty in ReportingDuty if duty is not ReportingDuty.REPORTED_ABOVE]).map(Reporting),
    st.builds(Reporting, st.just(ReportingDuty.REPORTED_ABOVE), LIMITS),
)
TIERS = st.builds(Tier, DELEGATES, st.none() | st.builds(AmountCondition, st.none() | LIMITS, LIMITS), CONDITIONS)
FEW_WORDS = st.lists(st.sampled_from(["LOU", "JB"]), max_size=2).map(tuple)
RULES = st.builds(
    Rule,
    number=st.sampled_from(["1", "2", "3"]),
    matter=st.sampled_from(["Resor", "RESOR", "Inköp av möbler", "Inköp av böcker"]),
    tiers=st.lists(TIERS, min_size=1, max_size=3).map(tuple),
    reporting=REPORTING,
    legal_basis=FEW_WORDS,
    governing_documents=FEW_WORDS,
    conditions=CONDITIONS,
    purposes=st.sampled_from([(), (Purpose("buy", "köp"), Purpose("rent", "hyra"))]),
    sub_delegation=st.sampled_from([None, SubDelegation(("low",)), SubDelegation(("low",), ("buy",))]),
    comment=st.sampled_from([None, "Se bilagan."]),
    mandate=st.sampled_from(Mandate),
    appeal_route=st.none() | st.sampled_from(AppealRoute),
    subject=st.none() | st.sampled_from(Subject),
)
ORDERS = st.lists(RULES, max_size=3, unique_by=lambda rule: rule.number)


@st.composite
def _nearly_alike(draw: st.DrawFn) -> tuple[Rule, Rule]:
    """A rule, and one that has some of its fields from another."""
    rule, other = draw(RULES), draw(RULES)
    fields = ["tiers", "reporting", "conditions", "legal_basis", "purposes", "comment", "subject", "matter", "number"]
    changed = draw(st.lists(st.sampled_from(fields), max_size=2))
    return rule, replace(rule, **{name: getattr(other, name) for name in changed})


@given(_nearly_alike())
def test_something_is_told_of_a_rule_when_and_only_when_it_is_otherwise(pair: tuple[Rule, Rule]) -> None:
    before, after = pair
    told = list(rule_differences(Sides(before, after, HIERARCHY)))

    assert bool(told) is (before != after)


@given(ORDERS, ORDERS)
def test_every_rule_is_told_of_once(before: list[Rule], after: list[Rule]) -> None:
    comparison = compare(before, after, HIERARCHY)

    gone = [each.rule.number for each in comparison.removed]
    new = [each.rule.number for each in comparison.added]
    changed = len(comparison.changed)
    assert len(gone) + changed + comparison.unchanged == len(before)
    assert len(new) + changed + comparison.unchanged == len(after)
    assert {each.before.number for each in comparison.changed}.isdisjoint(gone)
    assert {each.after.number for each in comparison.changed}.isdisjoint(new)


@given(ORDERS, ORDERS)
def test_what_is_new_one_way_is_gone_the_other(before: list[Rule], after: list[Rule]) -> None:
    there, back = compare(before, after, HIERARCHY), compare(after, before, HIERARCHY)

    assert {each.rule.number for each in there.added} == {each.rule.number for each in back.removed}
    assert {each.rule.number for each in there.removed} == {each.rule.number for each in back.added}
    assert there.unchanged == back.unchanged
