"""What holds for every order and every question."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from boardkit.domain.errors import Text
from delegation_rules.domain.answers import Answer, LimitFound, LimitKind, Question
from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.conditions import (
    AmountCondition,
    CircumstanceCondition,
    CircumstanceKind,
    Condition,
    MonthsCondition,
    PurposeCondition,
    Status,
)
from delegation_rules.domain.errors import PositionRefused
from delegation_rules.domain.evaluation import evaluate
from delegation_rules.domain.explanation import reasons
from delegation_rules.domain.limits import Limit, LimitUnit
from delegation_rules.domain.order_checks import check_order
from delegation_rules.domain.orders import (
    Delegate,
    OrderContent,
    OrderPeriod,
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
from delegation_rules.domain.statute import Subject
from delegation_rules.domain.sub_delegations import SubDelegationGrant

ORE = Decimal("0.01")
LADDER = ["p0", "p1", "p2", "p3"]
POSITIONS = (
    Position("p0", "lägst", "home", superior="p1"),
    Position("p1", "näst lägst", "home", superior="p2"),
    Position("p2", "näst högst", "home", superior="p3"),
    Position("p3", "högst", "home"),
    Position("p2-special", "näst högst med uppgift", "home", superior="p3", counts_as="p2"),
    Position("side", "vid sidan", "home", superior="p2"),
    Position("outside", "utanför", "elsewhere"),
)
SLUGS = [position.slug for position in POSITIONS]
HIERARCHY = Hierarchy(POSITIONS)
PURPOSES = (Purpose("lease", "hyra"), Purpose("sale", "försäljning"))
FACTS = ("asked", "agreed")
AMOUNTS: PriceBaseAmounts = {
    2019: PriceBaseAmount(2019, Decimal(46500), "2018:1549", PriceBaseAmountStatus.DECIDED),
    2020: PriceBaseAmount(2020, Decimal(47300), "2019:572", PriceBaseAmountStatus.DECIDED),
    2027: PriceBaseAmount(2027, Decimal(59600), None, PriceBaseAmountStatus.CALCULATED),
}
DAYS = st.sampled_from([date(2019, 6, 20), date(2020, 12, 31), date(2027, 1, 1), date(2031, 1, 1)])
KRONOR = st.one_of(
    st.decimals(0, 3_000_000, places=2),
    st.builds(
        lambda units, base, off: max(Decimal(units) / 2 * base + off, Decimal(0)),
        st.integers(0, 20),
        st.sampled_from([46500, 47300]),
        st.sampled_from([-ORE, Decimal(0), ORE]),
    ),
)
QUANTITIES = st.sampled_from([Decimal("0.5"), *map(Decimal, range(1, 11))])


def _circumstance(name: str, kind: CircumstanceKind) -> CircumstanceCondition:
    return CircumstanceCondition(kind, name, expected=True, text=Text(sv=f"{name}.", en=f"{name}."))


def _limits() -> SearchStrategy[Limit]:
    kronor = st.builds(Limit, st.integers(1, 500_000).map(Decimal), st.just(LimitUnit.KRONOR))
    return st.one_of(
        st.builds(Limit, QUANTITIES, st.just(LimitUnit.PRICE_BASE_AMOUNTS)),
        kronor,
        st.builds(Limit, QUANTITIES, st.just(LimitUnit.MONTHLY_RENTS)),
    )


CONDITIONS: SearchStrategy[Condition] = st.one_of(
    st.builds(MonthsCondition, st.integers(1, 24), st.just(()) | st.just((("lease", 6),))),
    st.builds(PurposeCondition, st.sampled_from([purpose.name for purpose in PURPOSES])),
    st.builds(_circumstance, st.sampled_from(FACTS), st.just(CircumstanceKind.PREREQUISITE)),
)
FEW_CONDITIONS = st.lists(CONDITIONS, max_size=2).map(tuple)
DELEGATES = st.lists(st.sampled_from(SLUGS), min_size=1, max_size=3, unique=True).flatmap(
    lambda slugs: st.tuples(*(st.builds(Delegate, st.just(slug), FEW_CONDITIONS) for slug in slugs))
)
TIERS = st.builds(
    Tier, DELEGATES, st.none() | st.builds(AmountCondition, above=st.none(), up_to=_limits()), FEW_CONDITIONS
)
REPORTING = st.one_of(
    st.builds(Reporting, st.sampled_from([duty for duty in ReportingDuty if duty is not ReportingDuty.REPORTED_ABOVE])),
    st.builds(Reporting, st.just(ReportingDuty.REPORTED_ABOVE), _limits()),
)


@st.composite
def ladders(draw: DrawFn) -> tuple[Tier, ...]:
    """Tiers as they are written from the bottom up: up to, above and up to, above; each to the next higher."""
    bounds = sorted(draw(st.lists(QUANTITIES, min_size=1, max_size=3, unique=True)))
    limits = [Limit(bound, LimitUnit.PRICE_BASE_AMOUNTS) for bound in bounds]
    tiers = [Tier((Delegate(LADDER[0]),), AmountCondition(up_to=limits[0]))]
    for step, lower in enumerate(limits, start=1):
        upper = limits[step] if step < len(limits) else None
        tiers.append(Tier((Delegate(LADDER[step]),), AmountCondition(above=lower, up_to=upper)))
    return tuple(draw(st.permutations(tiers)))


RULES = st.builds(
    Rule,
    number=st.just("1.1"),
    matter=st.just("Ärende"),
    tiers=st.lists(TIERS, min_size=1, max_size=4).map(tuple) | ladders(),
    reporting=REPORTING,
    conditions=FEW_CONDITIONS,
    premises=st.lists(st.just(_circumstance("premise", CircumstanceKind.PREMISE)), max_size=1).map(tuple),
    purposes=st.just(PURPOSES),
    sub_delegation=st.none() | st.builds(SubDelegation, st.just(("p1",)), st.just(()) | st.just(("lease",))),
)


@st.composite
def questions(draw: DrawFn, rule: Rule) -> Question:
    """Any question that only tells what the rule asks for."""
    names = sorted({circumstance.name for circumstance in rule.circumstances()})
    return Question(
        rule=rule.number,
        position=draw(st.sampled_from(SLUGS)),
        on=draw(DAYS),
        amount=draw(st.none() | KRONOR),
        months=draw(st.none() | st.integers(1, 30)),
        purpose=draw(st.none() | st.sampled_from([purpose.name for purpose in PURPOSES])),
        monthly_rent=draw(st.none() | st.sampled_from([Decimal("5000.00"), Decimal("7777.77")])),
        circumstances={name: draw(st.booleans()) for name in names if draw(st.booleans())},
    )


CASES = RULES.flatmap(lambda rule: st.tuples(st.just(rule), questions(rule)))
PURPOSE_LISTS = st.lists(st.sampled_from([purpose.name for purpose in PURPOSES]), max_size=2, unique=True).map(tuple)
GRANTS = st.lists(
    st.builds(
        SubDelegationGrant,
        id=st.uuids(),
        rule=st.just("1.1"),
        giver=st.sampled_from(SLUGS),
        receiver=st.sampled_from(SLUGS),
        purposes=PURPOSE_LISTS,
        valid_from=st.just(date(2019, 1, 1)),
    ),
    max_size=3,
    unique_by=lambda grant: grant.id,
)
NEVER_DELEGABLE = st.sampled_from(
    [subject for subject in Subject if subject not in {Subject.PROCUREMENT, Subject.SYSTEM_OF_CHOICE}]
)


@st.composite
def hierarchies(draw: DrawFn) -> Hierarchy:
    """Any hierarchy of the positions that rules name."""
    placed: list[Position] = []
    for slug in draw(st.permutations(SLUGS)):
        others = [each.slug for each in placed if each.administration == "home"]
        stands_below = st.none() | st.sampled_from(others) if slug != "outside" and others else st.none()
        administration = "elsewhere" if slug == "outside" else "home"
        placed.append(Position(slug, slug, administration, superior=draw(stands_below), counts_as=draw(stands_below)))
    try:
        return Hierarchy(placed)
    except PositionRefused:  # whoever counts as somebody cannot stand below them as well
        assume(False)
        raise


def _compile(
    *rules: Rule, hierarchy: Hierarchy = HIERARCHY, grants: Sequence[SubDelegationGrant] = ()
) -> CompiledOrder:
    reference = OrderReference(UUID(int=1), "norrmalm", 1, date(2019, 1, 1))
    check_order(OrderContent("Ordning", OrderPeriod(date(2019, 1, 1)), rules), hierarchy)
    return CompiledOrder(reference, rules, hierarchy, grants)


def _answer(rule: Rule, question: Question, amounts: PriceBaseAmounts = AMOUNTS) -> Answer:
    return evaluate(_compile(rule), amounts, question)


@settings(deadline=None)
@given(CASES)
def test_yes_means_that_every_condition_is_met(case: tuple[Rule, Question]) -> None:
    answer = _answer(*case)

    assert answer.allowed == all(finding.status is Status.MET for finding in answer.findings)
    assert reasons(answer, HIERARCHY)[0].sv.startswith("Ja." if answer.allowed else "Nej")


@settings(deadline=None)
@given(CASES)
def test_raising_the_position_never_takes_a_right_away(case: tuple[Rule, Question]) -> None:
    rule, question = case
    if question.position is not None and _answer(rule, question).allowed:
        for higher in HIERARCHY.entitled(question.position):
            assert _answer(rule, replace(question, position=higher)).allowed


@settings(deadline=None)
@given(CASES, hierarchies())
def test_raising_the_position_never_takes_a_right_away_in_any_hierarchy(
    case: tuple[Rule, Question], hierarchy: Hierarchy
) -> None:
    rule, question = case
    order = _compile(rule, hierarchy=hierarchy)
    allowed = {slug for slug in SLUGS if evaluate(order, AMOUNTS, replace(question, position=slug)).allowed}

    assert all(hierarchy.entitled(slug) <= allowed for slug in allowed)


@settings(deadline=None)
@given(CASES, NEVER_DELEGABLE, st.booleans())
def test_nobody_may_decide_what_the_law_keeps_with_the_board(
    case: tuple[Rule, Question], subject: Subject, by_the_order: bool
) -> None:
    rule, question = case
    if by_the_order:
        rule = replace(rule, subject=subject)
    else:
        question = replace(question, subject=subject)

    answer = _answer(rule, question)

    assert (answer.allowed, answer.lowest_positions) == (False, ())


@settings(deadline=None)
@given(CASES, GRANTS)
def test_a_sub_delegation_gives_its_receiver_what_its_giver_has_and_takes_nothing_from_anyone(
    case: tuple[Rule, Question], grants: list[SubDelegationGrant]
) -> None:
    rule, question = case
    before = _answer(rule, question)
    after = evaluate(_compile(rule, grants=grants), AMOUNTS, question)

    if before.allowed:
        assert (after.allowed, after.grant, after.report_to_head) == (True, None, False)
    elif after.allowed:
        (grant,) = [each for each in grants if each.id == after.grant]
        assert after.report_to_head
        assert question.position in HIERARCHY.counting_as(grant.receiver)
        assert rule.sub_delegation is not None
        assert any(grant.receiver in HIERARCHY.counting_as(each) for each in rule.sub_delegation.receivers)
        assert rule.sub_delegation.covers(question.purpose)
        assert not grant.purposes or question.purpose in grant.purposes
        assert _answer(rule, replace(question, position=grant.giver)).allowed


@settings(deadline=None)
@given(CASES, KRONOR)
def test_raising_the_amount_never_gives_a_right(case: tuple[Rule, Question], more: Decimal) -> None:
    rule, question = case
    if question.amount is not None and not _answer(rule, question).allowed:
        assert not _answer(rule, replace(question, amount=question.amount + more)).allowed


@settings(deadline=None)
@given(CASES)
def test_no_amount_above_the_limit_is_allowed(case: tuple[Rule, Question]) -> None:
    rule, question = case
    limit = _answer(rule, question).limit.kronor
    if limit is not None:
        assert not _answer(rule, replace(question, amount=limit + ORE)).allowed


@settings(deadline=None)
@given(CASES)
def test_telling_less_never_gives_a_right(case: tuple[Rule, Question]) -> None:
    rule, question = case
    told = {name: value for name, value in question.circumstances.items() if name == "premise"}
    if not _answer(rule, question).allowed:
        for less in (
            replace(question, amount=None),
            replace(question, months=None),
            replace(question, purpose=None),
            replace(question, monthly_rent=None),
            replace(question, circumstances=told),
        ):
            assert not _answer(rule, less).allowed


@settings(deadline=None)
@given(CASES)
def test_the_lowest_positions_may_decide_once_every_circumstance_is_in_order(
    case: tuple[Rule, Question],
) -> None:
    rule, question = case
    in_order = replace(question, circumstances={each.name: True for each in rule.circumstances()})
    lowest = _answer(rule, in_order).lowest_positions or ()

    for position in lowest:
        assert _answer(rule, replace(in_order, position=position)).allowed
        assert not any(position in HIERARCHY.entitled(other) for other in lowest if other != position)


@settings(deadline=None)
@given(CASES)
def test_whoever_may_decide_is_one_of_the_lowest_or_stands_above(case: tuple[Rule, Question]) -> None:
    rule, question = case
    answer = _answer(rule, question)
    if answer.allowed:
        lowest = answer.lowest_positions or ()
        assert any(question.position in HIERARCHY.entitled(position) for position in lowest)


@settings(deadline=None)
@given(CASES)
def test_the_sequence_of_rules_and_tiers_does_not_matter(case: tuple[Rule, Question]) -> None:
    rule, question = case
    others = [replace(rule, number=f"1.{number}", reporting=Reporting(ReportingDuty.REPORTED)) for number in (2, 3)]
    here = _answer(rule, question)

    there = evaluate(_compile(others[1], replace(rule, tiers=rule.tiers[::-1]), others[0]), AMOUNTS, question)

    assert (here.allowed, here.limit, here.report_to_board) == (there.allowed, there.limit, there.report_to_board)
    assert set(here.lowest_positions or ()) == set(there.lowest_positions or ())


@settings(deadline=None)
@given(CASES)
def test_only_the_price_base_amount_of_the_decisions_year_counts(case: tuple[Rule, Question]) -> None:
    rule, question = case
    of_the_year = {year: amount for year, amount in AMOUNTS.items() if year == question.on.year}

    assert _answer(rule, question, of_the_year) == _answer(rule, question)


def test_a_limit_that_is_known_does_not_hide_a_higher_one_that_is_not() -> None:
    kronor = AmountCondition(up_to=Limit(Decimal(100_000), LimitUnit.KRONOR))
    price_base_amounts = AmountCondition(up_to=Limit(Decimal(6), LimitUnit.PRICE_BASE_AMOUNTS))
    tiers = (Tier((Delegate("p1"),), kronor), Tier((Delegate("p1"),), price_base_amounts))
    rule = Rule("1.1", "Ärende", tiers, Reporting(ReportingDuty.NOT_REPORTED))

    before_it_is_decided = _answer(rule, Question("1.1", "p1", date(2027, 1, 1), Decimal(100_000)))
    when_it_is = _answer(rule, Question("1.1", "p1", date(2019, 6, 20), Decimal(100_000)))

    assert before_it_is_decided.allowed
    assert before_it_is_decided.limit == LimitFound(LimitKind.NOT_KNOWN, price_base_amounts.up_to)
    assert when_it_is.limit == LimitFound(LimitKind.AMOUNT, price_base_amounts.up_to, Decimal("279000.00"))
