"""What an examination says holds for every question that can be put to the rule."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from boardkit.domain.errors import Text
from delegation_rules.domain.answers import Question
from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.conditions import (
    AmountCondition,
    CircumstanceCondition,
    CircumstanceKind,
    Condition,
    MonthsCondition,
    PurposeCondition,
)
from delegation_rules.domain.evaluation import evaluate
from delegation_rules.domain.limits import Limit, LimitUnit
from delegation_rules.domain.order_findings.reaches import adding_nothing, gaps, reaches_of
from delegation_rules.domain.orders import Delegate, OrderReference, Purpose, Reporting, ReportingDuty, Rule, Tier
from delegation_rules.domain.positions import Hierarchy, Position

POSITIONS = (
    Position("low", "låg", "home", superior="mid"),
    Position("mid", "mellan", "home", superior="top"),
    Position("top", "hög", "home"),
    Position("aside", "vid sidan", "home", superior="top"),
    Position("outside", "utanför", "elsewhere"),
)
HIERARCHY = Hierarchy(POSITIONS)
SLUGS = [position.slug for position in POSITIONS]
PURPOSES = (Purpose("buy", "köp"), Purpose("rent", "hyra"))
FACTS = ("asked", "agreed")


def _fact(name: str) -> CircumstanceCondition:
    text = Text(sv=f"{name}.", en=f"{name}.")
    return CircumstanceCondition(CircumstanceKind.PREREQUISITE, name, expected=True, text=text)


KRONOR = st.integers(1, 6).map(lambda hundreds: Limit(Decimal(100 * hundreds), LimitUnit.KRONOR))
AMOUNTS = st.one_of(
    st.none(),
    st.builds(AmountCondition, st.none(), KRONOR),
    st.builds(AmountCondition, KRONOR, st.none()),
    st.tuples(KRONOR, KRONOR)
    .filter(lambda pair: pair[0].quantity < pair[1].quantity)
    .map(lambda pair: AmountCondition(*pair)),
)
CONDITIONS: st.SearchStrategy[tuple[Condition, ...]] = st.lists(
    st.one_of(
        st.builds(MonthsCondition, st.integers(1, 4), st.just(()) | st.just((("rent", 2),))),
        st.builds(PurposeCondition, st.sampled_from(["buy", "rent"])),
        st.builds(_fact, st.sampled_from(FACTS)),
    ),
    max_size=2,
).map(tuple)
DELEGATES = st.lists(
    st.builds(Delegate, st.sampled_from(SLUGS), CONDITIONS),
    min_size=1,
    max_size=3,
    unique_by=lambda delegate: delegate.position,
).map(tuple)
RULES = st.builds(
    Rule,
    number=st.just("1"),
    matter=st.just("Inköp"),
    tiers=st.lists(st.builds(Tier, DELEGATES, AMOUNTS, CONDITIONS), min_size=1, max_size=4).map(tuple),
    reporting=st.just(Reporting(ReportingDuty.REPORTED)),
    purposes=st.just(PURPOSES),
    conditions=CONDITIONS,
)
QUESTIONS = st.builds(
    Question,
    rule=st.just("1"),
    position=st.sampled_from(SLUGS),
    on=st.just(date(2019, 6, 20)),
    amount=st.integers(0, 13).map(lambda fifties: Decimal(50 * fifties)),
    months=st.integers(1, 5),
    purpose=st.sampled_from(["buy", "rent"]),
    circumstances=st.dictionaries(st.sampled_from(FACTS), st.booleans()),
)


def _allowed(rule: Rule, question: Question) -> bool:
    known = frozenset(each.name for each in rule.circumstances())
    asked = replace(question, circumstances={k: v for k, v in question.circumstances.items() if k in known})
    reference = OrderReference(UUID(int=1), "norrmalm", 1, date(2019, 1, 1))
    return evaluate(CompiledOrder(reference, [rule], HIERARCHY), {}, asked).allowed


@given(RULES, QUESTIONS)
def test_without_the_delegates_that_add_nothing_every_answer_is_the_same(rule: Rule, question: Question) -> None:
    needless = {(reach.tier, reach.delegate) for reach in adding_nothing(reaches_of(rule, HIERARCHY))}
    tiers = (
        replace(tier, delegates=tuple(each for each in tier.delegates if (number, each.position) not in needless))
        for number, tier in enumerate(rule.tiers, start=1)
    )
    shorter = replace(rule, tiers=tuple(tier for tier in tiers if tier.delegates))

    assert _allowed(shorter, question) is _allowed(rule, question)


@given(RULES, st.sampled_from(["buy", "rent"]), st.integers(0, 13), st.integers(1, 5))
def test_a_gap_is_where_no_one_may_decide_but_a_higher_amount_may_be(
    rule: Rule, purpose: str, fifties: int, months: int
) -> None:
    reaches = [each for each in reaches_of(rule, HIERARCHY) if purpose in each.purposes]

    def may_be_decided(amount: Decimal) -> bool:
        question = Question("1", "", date(2019, 6, 20), amount=amount, months=months, purpose=purpose)
        told = dict.fromkeys(FACTS, True)
        return any(_allowed(rule, replace(question, position=slug, circumstances=told)) for slug in SLUGS)

    amount = Decimal(50 * fifties)
    in_gap = any(
        (gap.above < amount or gap.above == amount == 0)
        and amount <= gap.up_to
        and gap.longer_than < months <= gap.as_long_as
        for gap in gaps(reaches, purpose)
    )

    higher = any(may_be_decided(Decimal(50 * more)) for more in range(fifties + 1, 15))
    assert in_gap is (higher and not may_be_decided(amount))
