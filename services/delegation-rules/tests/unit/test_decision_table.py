"""The table answers as `evaluate` does, whatever is asked and in whatever sequence."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from boardkit.domain.errors import KansliError, Text
from delegation_rules.domain.answers import Answer, Question
from delegation_rules.domain.compilation import CANNOT_WAIT, CompiledOrder
from delegation_rules.domain.conditions import (
    AmountCondition,
    CircumstanceCondition,
    CircumstanceKind,
    Condition,
    MonthsCondition,
    PurposeCondition,
)
from delegation_rules.domain.decision_table import DecisionTable
from delegation_rules.domain.errors import UnknownFact, UnknownPosition, UnknownRule
from delegation_rules.domain.evaluation import evaluate
from delegation_rules.domain.limits import Limit, LimitUnit
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
from delegation_rules.domain.statute import AppealRoute, Mandate, PositionKind, Subject
from delegation_rules.domain.sub_delegations import SubDelegationGrant

ORE = Decimal("0.01")
HIERARCHY = Hierarchy(
    [
        Position("clerk", "handläggare", "home", superior="head"),
        Position("head", "chef", "home", superior="director"),
        Position("head-special", "chef med uppgift", "home", superior="director", counts_as="head"),
        Position("director", "direktör", "home", kind=PositionKind.HEAD_OF_ADMINISTRATION),
        Position("machine", "automatiserad funktion", "home", kind=PositionKind.AUTOMATED_FUNCTION),
        Position("outside", "utomstående", "elsewhere"),
    ]
)
SLUGS = ["clerk", "head", "head-special", "director", "machine", "outside"]
PRICE_BASE_AMOUNTS: PriceBaseAmounts = {
    2019: PriceBaseAmount(2019, Decimal(46500), "2018:1549", PriceBaseAmountStatus.DECIDED),
    2020: PriceBaseAmount(2020, Decimal(47300), "2019:572", PriceBaseAmountStatus.DECIDED),
    2027: PriceBaseAmount(2027, Decimal(59600), None, PriceBaseAmountStatus.CALCULATED),
}
PURPOSES = ("lease", "sale")
QUANTITIES = [Decimal("0.5"), Decimal("1.3333"), Decimal(2), Decimal(6)]
LIMITS: SearchStrategy[Limit] = st.builds(Limit, st.sampled_from(QUANTITIES), st.sampled_from(list(LimitUnit)))
WORTHS = [Decimal(1), Decimal(46500), Decimal(47300), Decimal("5000.00"), Decimal("7777.77")]
#: On, one öre under and one öre over every limit that the strategies can make.
AMOUNTS = sorted(
    {
        max(quantity * worth + off, Decimal(0)).quantize(ORE)
        for quantity in QUANTITIES
        for worth in WORTHS
        for off in (-ORE, Decimal(0), ORE)
    }
)


def _fact(name: str, kind: CircumstanceKind = CircumstanceKind.PREREQUISITE) -> CircumstanceCondition:
    position = "director" if kind is CircumstanceKind.CONSULTATION else None
    return CircumstanceCondition(kind, name, expected=True, text=Text(sv=f"{name}.", en=f"{name}."), position=position)


CONDITIONS: SearchStrategy[Condition] = st.one_of(
    st.builds(MonthsCondition, st.integers(1, 6), st.just(()) | st.just((("lease", 3),))),
    st.builds(PurposeCondition, st.sampled_from(PURPOSES)),
    st.sampled_from([_fact("agreed"), _fact("asked", CircumstanceKind.CONSULTATION)]),
)
FEW_CONDITIONS = st.lists(CONDITIONS, max_size=2).map(tuple)
TIERS = st.builds(
    Tier,
    st.lists(st.builds(Delegate, st.sampled_from(SLUGS), FEW_CONDITIONS), min_size=1, max_size=2).map(tuple),
    st.none() | st.builds(AmountCondition, above=st.none() | LIMITS, up_to=LIMITS) | LIMITS.map(AmountCondition),
    FEW_CONDITIONS,
)
REPORTING = st.sampled_from([duty for duty in ReportingDuty if duty is not ReportingDuty.REPORTED_ABOVE]).map(
    Reporting
) | st.builds(Reporting, st.just(ReportingDuty.REPORTED_ABOVE), LIMITS)
RULES = st.builds(
    Rule,
    number=st.just("1.1"),
    matter=st.just("Ärende"),
    tiers=st.lists(TIERS, min_size=1, max_size=3).map(tuple),
    reporting=REPORTING,
    conditions=FEW_CONDITIONS,
    premises=st.just(()) | st.just((_fact("premise", CircumstanceKind.PREMISE),)),
    purposes=st.just(tuple(Purpose(name, name) for name in PURPOSES)),
    sub_delegation=st.none() | st.builds(SubDelegation, st.just(("clerk",)), st.just(()) | st.just(("lease",))),
    mandate=st.sampled_from(Mandate),
    appeal_route=st.none() | st.sampled_from(AppealRoute),
    subject=st.none() | st.sampled_from(Subject),
)
GRANT = SubDelegationGrant(UUID(int=2), "1.1", "director", "clerk", ("lease",), date(2019, 1, 1))
NAMES = ["agreed", "asked", "premise", CANNOT_WAIT.name, "misspelt"]
QUESTIONS = st.builds(
    Question,
    rule=st.sampled_from(["1.1", "1.1", "1.1", "1.1", "1.2", "1.3"]),
    position=st.none() | st.sampled_from([*SLUGS, "misspelt"]),
    on=st.sampled_from([date(2019, 6, 20), date(2019, 12, 31), date(2020, 1, 1), date(2027, 1, 1), date(2031, 1, 1)]),
    amount=st.none() | st.sampled_from(AMOUNTS),
    months=st.none() | st.integers(1, 8),
    purpose=st.none() | st.sampled_from([*PURPOSES, *PURPOSES, "misspelt"]),
    monthly_rent=st.none() | st.sampled_from([Decimal("5000.00"), Decimal("7777.77")]),
    circumstances=st.dictionaries(st.sampled_from(NAMES), st.booleans(), max_size=2),
    subject=st.none() | st.sampled_from(Subject),
)

Came = Answer | tuple[type[KansliError], Text, str | None, object]


def _compiled(*rules: Rule, grants: Sequence[SubDelegationGrant] = ()) -> CompiledOrder:
    return CompiledOrder(OrderReference(UUID(int=1), "norrmalm", 1, date(2019, 1, 1)), rules, HIERARCHY, grants)


def _by_evaluate(compiled: CompiledOrder, question: Question) -> Came:
    try:
        return evaluate(compiled, PRICE_BASE_AMOUNTS, question)
    except KansliError as error:
        return type(error), error.detail, error.pointer, dict(error.extra)


def _by_table(table: DecisionTable, question: Question) -> Came:
    try:
        return table.answer(question)
    except KansliError as error:
        return type(error), error.detail, error.pointer, dict(error.extra)


OTHER = Rule("1.3", "Annat", (Tier((Delegate("head"),)),), Reporting(ReportingDuty.REPORTED))


@settings(deadline=None, max_examples=300)
@given(RULES, st.booleans(), st.lists(QUESTIONS, min_size=1, max_size=30), st.sampled_from([2, 5, 1000]))
def test_the_table_answers_as_evaluate_does(
    rule: Rule, granted: bool, questions: list[Question], most_cells: int
) -> None:
    compiled = _compiled(rule, OTHER, grants=[GRANT] if granted else [])
    table = DecisionTable(compiled, PRICE_BASE_AMOUNTS, most_cells)

    for question in [*questions, *questions]:
        assert _by_table(table, question) == _by_evaluate(compiled, question)
        assert len(table) <= most_cells


@settings(deadline=None, max_examples=300)
@given(RULES, QUESTIONS, st.sampled_from(AMOUNTS), st.integers(1, 8))
def test_neighbouring_questions_do_not_borrow_each_others_answer(
    rule: Rule, question: Question, amount: Decimal, months: int
) -> None:
    compiled = _compiled(rule, OTHER)
    table = DecisionTable(compiled, PRICE_BASE_AMOUNTS)
    _by_table(table, question)
    known = {name: getattr(question, name) for name in Question.__slots__}

    for change in ({"amount": amount}, {"months": months}, {"amount": amount, "months": months}):
        other = Question(**(known | change))
        assert _by_table(table, other) == _by_evaluate(compiled, other)


def test_questions_that_the_order_does_not_tell_apart_share_a_cell() -> None:
    up_to = AmountCondition(up_to=Limit(Decimal(6), LimitUnit.PRICE_BASE_AMOUNTS))
    rule = Rule("1.1", "Ärende", (Tier((Delegate("head"),), up_to),), Reporting(ReportingDuty.REPORTED))
    table = DecisionTable(_compiled(rule), PRICE_BASE_AMOUNTS)

    def cell(amount: str, on: date = date(2019, 6, 20)) -> Answer:
        return table.cell(Question("1.1", "head", on, Decimal(amount)))

    inside = cell("1.00")
    assert cell("279000.00", date(2019, 12, 31)) is inside
    assert cell("279000.01") is not inside
    assert cell("283800.00", date(2020, 1, 1)) is not inside


@pytest.mark.parametrize(
    ("question", "error"),
    [
        (Question("1.9", "head", date(2019, 6, 20)), UnknownRule),
        (Question("1.3", "misspelt", date(2019, 6, 20)), UnknownPosition),
        (Question("1.3", "head", date(2019, 6, 20), purpose="misspelt"), UnknownFact),
    ],
)
def test_what_does_not_exist_takes_no_room(question: Question, error: type[KansliError]) -> None:
    table = DecisionTable(_compiled(OTHER), PRICE_BASE_AMOUNTS)

    for _ in range(3):
        with pytest.raises(error):
            table.answer(question)

    assert len(table) == 0
