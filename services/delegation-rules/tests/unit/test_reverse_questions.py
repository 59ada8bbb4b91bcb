"""What may a position decide, and who may decide this: the same order asked the other way round."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from boardkit.domain.errors import Text
from delegation_rules.domain.answers import LimitKind, Question
from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.conditions import (
    AmountCondition,
    CircumstanceCondition,
    CircumstanceKind,
    Condition,
    Facts,
    MonthsCondition,
    PurposeCondition,
    Status,
    worst,
)
from delegation_rules.domain.errors import UnknownPosition, UnknownRule
from delegation_rules.domain.evaluation import evaluate
from delegation_rules.domain.limits import Limit, LimitUnit, Yardsticks
from delegation_rules.domain.orders import (
    Delegate,
    OrderReference,
    Purpose,
    Reporting,
    ReportingDuty,
    Rule,
    SubDelegation,
    Tier,
)
from delegation_rules.domain.positions import Hierarchy, Position
from delegation_rules.domain.price_base_amounts import PriceBaseAmount, PriceBaseAmounts, PriceBaseAmountStatus
from delegation_rules.domain.reverse_questions import Right, deciders, rights_of
from delegation_rules.domain.statute import Subject
from delegation_rules.domain.sub_delegations import SubDelegationGrant

DAY = date(2019, 6, 20)
UNDECIDED = date(2027, 1, 4)
HIERARCHY = Hierarchy(
    (
        Position("clerk", "handläggare", "home", superior="head"),
        Position("head", "chef", "home", superior="director"),
        Position("director", "direktör", "home"),
        Position("outside", "utanför", "elsewhere"),
    )
)
SLUGS = tuple(position.slug for position in HIERARCHY)
AMOUNTS: PriceBaseAmounts = {
    2019: PriceBaseAmount(2019, Decimal(46500), "2018:1549", PriceBaseAmountStatus.DECIDED),
    2027: PriceBaseAmount(2027, Decimal(59600), None, PriceBaseAmountStatus.CALCULATED),
}
NOT_REPORTED = Reporting(ReportingDuty.NOT_REPORTED)
PURPOSES = ("lease", "sale")
FACT = CircumstanceCondition(
    CircumstanceKind.PREREQUISITE, "asked", expected=True, text=Text(sv="Frågat.", en="Asked.")
)


def _base_amounts(quantity: str) -> Limit:
    return Limit(Decimal(quantity), LimitUnit.PRICE_BASE_AMOUNTS)


def _order(*rules: Rule, grants: tuple[SubDelegationGrant, ...] = ()) -> CompiledOrder:
    return CompiledOrder(OrderReference(UUID(int=1), "norrmalm", 1, date(2019, 1, 1)), rules, HIERARCHY, grants)


def _rights(order: CompiledOrder, position: str, day: date = DAY) -> tuple[Right, ...]:
    return rights_of(order, AMOUNTS, [position], day)


LADDER = Rule(
    "1.1",
    "Inköp",
    (
        Tier((Delegate("clerk"),), AmountCondition(up_to=_base_amounts("1"))),
        Tier((Delegate("head"),), AmountCondition(above=_base_amounts("1"), up_to=_base_amounts("6"))),
        Tier((Delegate("director"),), AmountCondition(above=_base_amounts("6"))),
    ),
    Reporting(ReportingDuty.REPORTED_ABOVE, _base_amounts("6")),
)


def test_tiers_edge_to_edge_are_one_right() -> None:
    order = _order(LADDER)
    ((clerk,), (head,), (director,)) = (_rights(order, position) for position in ("clerk", "head", "director"))

    assert (clerk.tier_numbers, clerk.limit.kronor) == ((1,), Decimal("46500.00"))
    assert (head.tier_numbers, head.limit.kronor) == ((1, 2), Decimal("279000.00"))
    assert (director.tier_numbers, director.amount) == ((1, 2, 3), AmountCondition())
    assert director.limit.kind is LimitKind.NO_LIMIT


def test_reporting_is_told_as_far_as_the_amounts_settle_it() -> None:
    order = _order(LADDER)
    only_above = replace(LADDER, tiers=(Tier((Delegate("head"),), AmountCondition(above=_base_amounts("7"))),))

    assert _rights(order, "head")[0].report_to_board is False
    assert _rights(order, "director")[0].report_to_board is None
    assert _rights(_order(only_above), "head")[0].report_to_board is True


def test_amounts_that_cannot_be_compared_are_rights_of_their_own() -> None:
    rights = _rights(_order(LADDER), "head", UNDECIDED)

    assert [right.tier_numbers for right in rights] == [(1,), (2,)]
    assert {right.limit.kind for right in rights} == {LimitKind.NOT_KNOWN}


def test_a_narrower_right_with_more_conditions_is_left_out() -> None:
    tiers = (Tier((Delegate("clerk", (FACT,)),), AmountCondition(up_to=_base_amounts("1"))), Tier((Delegate("head"),)))
    order = _order(replace(LADDER, tiers=tiers))

    assert [right.conditions for right in _rights(order, "clerk")] == [(FACT,)]
    assert [(right.tier_numbers, right.conditions) for right in _rights(order, "head")] == [((2,), ())]


def test_a_right_for_each_purpose() -> None:
    tiers = tuple(Tier((Delegate("clerk"),), conditions=(PurposeCondition(each),)) for each in PURPOSES)
    purposes = tuple(Purpose(each, each) for each in PURPOSES)
    rights = _rights(_order(Rule("1.1", "Upplåtelse", tiers, NOT_REPORTED, purposes=purposes)), "clerk")

    assert [right.basis.question.purpose for right in rights] == ["lease", "sale"]


def test_a_sub_delegated_right_is_told_with_its_grant() -> None:
    rule = Rule(
        "1.1", "Upphandling", (Tier((Delegate("director"),)),), NOT_REPORTED, sub_delegation=SubDelegation(("clerk",))
    )
    grant = SubDelegationGrant(UUID(int=7), "1.1", "director", "clerk", (), date(2019, 1, 1))

    (right,) = _rights(_order(rule, grants=(grant,)), "clerk")

    assert right.grant == grant.id
    assert _rights(_order(rule), "clerk") == ()


def test_what_the_law_keeps_with_the_board_is_nobodys_right() -> None:
    order = _order(replace(LADDER, subject=Subject.CITIZEN_PROPOSAL))

    assert [_rights(order, position) for position in SLUGS] == [(), (), (), ()]
    assert deciders(order, AMOUNTS, Question("1.1", "director", DAY, Decimal(1))) == ()


def test_a_wider_right_that_is_passed_on_does_not_hide_ones_own() -> None:
    rule = replace(LADDER, sub_delegation=SubDelegation(("clerk",)))
    grant = SubDelegationGrant(UUID(int=7), "1.1", "director", "clerk", (), date(2019, 1, 1))

    rights = _rights(_order(rule, grants=(grant,)), "clerk")

    assert [(each.grant, each.limit.kind) for each in rights] == [
        (None, LimitKind.AMOUNT),
        (grant.id, LimitKind.NO_LIMIT),
    ]


def test_a_position_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownPosition):
        _rights(_order(LADDER), "nobody")


def test_deciders_are_the_lowest_and_all_above() -> None:
    found = deciders(_order(LADDER), AMOUNTS, Question("1.1", "outside", DAY, Decimal("46500.01")))

    assert [(each.position, each.is_lowest, each.status) for each in found] == [
        ("head", True, Status.MET),
        ("director", False, Status.MET),
    ]


def test_a_fact_that_is_not_told_leaves_it_not_known() -> None:
    found = deciders(_order(LADDER), AMOUNTS, Question("1.1", "clerk", DAY))

    assert {each.position: each.status for each in found} == dict.fromkeys(
        ("clerk", "head", "director"), Status.NOT_KNOWN
    )


def test_a_rule_that_does_not_exist_has_no_deciders() -> None:
    with pytest.raises(UnknownRule):
        deciders(_order(LADDER), AMOUNTS, Question("9.9", "clerk", DAY))


CONDITIONS: st.SearchStrategy[Condition] = st.one_of(
    st.builds(MonthsCondition, st.integers(1, 6), st.just(()) | st.just((("lease", 3),))),
    st.builds(PurposeCondition, st.sampled_from(PURPOSES)),
    st.sampled_from([FACT, replace(FACT, expected=False)]),
)
FEW = st.lists(CONDITIONS, max_size=2).map(tuple)
BOUNDS = st.builds(
    Limit,
    st.sampled_from([Decimal("0.5"), Decimal(1), Decimal(3), Decimal(100_000)]),
    st.sampled_from([LimitUnit.PRICE_BASE_AMOUNTS, LimitUnit.KRONOR]),
)
TIERS = st.builds(
    Tier,
    st.lists(st.builds(Delegate, st.sampled_from(SLUGS), FEW), min_size=1, max_size=2).map(tuple),
    st.none() | st.builds(AmountCondition, st.none() | BOUNDS, st.none() | BOUNDS),
    FEW,
)
RULES = st.builds(
    Rule,
    st.just("1.1"),
    st.just("Ärende"),
    st.lists(TIERS, min_size=1, max_size=4).map(tuple),
    st.just(NOT_REPORTED),
    conditions=FEW,
    purposes=st.just(tuple(Purpose(each, each) for each in PURPOSES)),
    sub_delegation=st.none() | st.just(SubDelegation(("clerk",))),
)
GRANTS = st.sampled_from(
    [(), (SubDelegationGrant(UUID(int=7), "1.1", "director", "clerk", ("lease",), date(2019, 1, 1)),)]
)


@st.composite
def complete_questions(draw: DrawFn, rule: Rule) -> Question:
    """A question that tells every fact that the rule asks for."""
    return Question(
        rule=rule.number,
        position=draw(st.sampled_from(SLUGS)),
        on=draw(st.sampled_from([DAY, UNDECIDED])),
        amount=draw(
            st.sampled_from([Decimal(amount) for amount in ("0.00", "46500.00", "46500.01", "100000.00", "9e9")])
        ),
        months=draw(st.integers(1, 7)),
        purpose=draw(st.sampled_from(PURPOSES)),
        circumstances={each.name: draw(st.booleans()) for each in rule.circumstances()},
    )


CASES = RULES.flatmap(lambda rule: st.tuples(st.just(rule), complete_questions(rule), GRANTS))


def _reaches(right: Right, question: Question) -> bool:
    facts = Facts(
        Yardsticks(question.on.year, AMOUNTS.get(question.on.year)),
        question.amount,
        question.months,
        question.purpose,
        question.circumstances,
    )
    return worst(each.status(facts) for each in (right.amount, *right.conditions)) is Status.MET


@settings(deadline=None)
@given(CASES)
def test_yes_is_given_exactly_to_those_with_a_right_that_reaches_the_case(
    case: tuple[Rule, Question, tuple[SubDelegationGrant, ...]],
) -> None:
    rule, question, grants = case
    order = _order(rule, grants=grants)

    allowed = evaluate(order, AMOUNTS, question).allowed

    rights = rights_of(order, AMOUNTS, [question.position or ""], question.on)
    assert any(_reaches(right, question) for right in rights) == allowed


@settings(deadline=None)
@given(CASES)
def test_deciders_are_exactly_those_who_get_a_yes(case: tuple[Rule, Question, tuple[SubDelegationGrant, ...]]) -> None:
    rule, question, grants = case
    order = _order(rule, grants=grants)

    found = deciders(order, AMOUNTS, question)

    asked = {slug: evaluate(order, AMOUNTS, replace(question, position=slug)) for slug in SLUGS}
    assert {each.position for each in found if each.status is Status.MET} == {
        slug for slug, answer in asked.items() if answer.allowed
    }
    assert all(each.answer == asked[each.position] for each in found)
