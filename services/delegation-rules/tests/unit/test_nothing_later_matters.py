"""The answer for a day depends on nothing that begins or ends after that day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from delegation_rules.domain.answers import Answer, Question
from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.conditions import AmountCondition
from delegation_rules.domain.evaluation import evaluate
from delegation_rules.domain.limits import Limit, LimitUnit
from delegation_rules.domain.orders import (
    Delegate,
    OrderReference,
    Reporting,
    ReportingDuty,
    Rule,
    SubDelegation,
    Tier,
)
from delegation_rules.domain.people import Absence, Assignment, AssignmentKind, Staffing
from delegation_rules.domain.positions import Hierarchy, Position
from delegation_rules.domain.price_base_amounts import PriceBaseAmount, PriceBaseAmounts, PriceBaseAmountStatus
from delegation_rules.domain.sub_delegations import SubDelegationGrant

DAY: Final = date(2019, 6, 20)
PERSONS: Final = [UUID(int=number) for number in range(1, 5)]
BEFORE: Final = st.dates(date(2019, 1, 1), DAY)
AFTER: Final = st.dates(DAY + timedelta(days=1), date(2020, 12, 31))
NOT_ENDED: Final = st.none() | AFTER
SLUGS: Final = ["clerk", "unit", "head", "director"]
POSITIONS: Final = [
    Position("clerk", "handläggare", "home", superior="unit"),
    Position("unit", "enhetschef", "home", superior="head"),
    Position("head", "chef", "home", superior="director"),
    Position("director", "direktör", "home"),
]
RULE: Final = Rule(
    "1.1",
    "Ärende",
    (
        Tier((Delegate("director"),), AmountCondition(up_to=Limit(Decimal(6), LimitUnit.PRICE_BASE_AMOUNTS))),
        Tier((Delegate("clerk"),), AmountCondition(up_to=Limit(Decimal(1), LimitUnit.PRICE_BASE_AMOUNTS))),
    ),
    Reporting(ReportingDuty.REPORTED_ABOVE, Limit(Decimal(1), LimitUnit.PRICE_BASE_AMOUNTS)),
    sub_delegation=SubDelegation(("head", "unit")),
)


def _assignments(
    first_days: SearchStrategy[date], last_days: SearchStrategy[date | None]
) -> SearchStrategy[list[Assignment]]:
    one = st.builds(
        Assignment,
        id=st.uuids(),
        person=st.sampled_from(PERSONS),
        position=st.sampled_from(SLUGS),
        kind=st.sampled_from(AssignmentKind),
        valid_from=first_days,
        valid_to=last_days,
    )
    return st.lists(one, max_size=6)


def _absences(first_days: SearchStrategy[date]) -> SearchStrategy[list[Absence]]:
    return st.lists(st.builds(Absence, st.sampled_from(PERSONS), first_days, NOT_ENDED), max_size=4)


def _grants(first_days: SearchStrategy[date]) -> SearchStrategy[list[SubDelegationGrant]]:
    one = st.builds(
        SubDelegationGrant,
        id=st.uuids(),
        rule=st.just("1.1"),
        giver=st.just("director"),
        receiver=st.sampled_from(["head", "unit"]),
        purposes=st.just(()),
        valid_from=first_days,
        valid_to=NOT_ENDED,
    )
    return st.lists(one, max_size=3)


def _answers(
    positions: list[Position], grants: list[SubDelegationGrant], amounts: PriceBaseAmounts, amount: Decimal
) -> list[Answer]:
    order = OrderReference(UUID(int=1), "norrmalm", 1, date(2019, 1, 1))
    hierarchy = Hierarchy(positions, DAY)
    in_force = [grant for grant in grants if grant.holds_on(DAY)]
    compiled = CompiledOrder(order, [RULE], hierarchy, in_force)
    return [evaluate(compiled, amounts, Question("1.1", slug, DAY, amount)) for slug in SLUGS if slug in hierarchy]


def _of_year(year: int, amount: int) -> PriceBaseAmount:
    return PriceBaseAmount(year, Decimal(amount), "2018:1549", PriceBaseAmountStatus.DECIDED)


@settings(deadline=None)
@given(
    now=_assignments(BEFORE, NOT_ENDED),
    later=_assignments(AFTER, st.none()),
    away_now=_absences(BEFORE),
    away_later=_absences(AFTER),
)
def test_who_holds_a_position_does_not_depend_on_what_comes_later(
    now: list[Assignment], later: list[Assignment], away_now: list[Absence], away_later: list[Absence]
) -> None:
    known_then = Staffing(now, away_now)
    known_since = Staffing([*later, *now], [*away_later, *away_now])

    for slug in SLUGS:
        assert known_since.holders(slug, DAY) == known_then.holders(slug, DAY)
    for person in PERSONS:
        assert set(known_since.positions_held(person, DAY)) == set(known_then.positions_held(person, DAY))


@settings(deadline=None)
@given(now=_assignments(BEFORE, st.none()), away=_absences(BEFORE), last_day=AFTER)
def test_what_ends_later_holds_until_then(now: list[Assignment], away: list[Absence], last_day: date) -> None:
    ended = Staffing(
        [replace(each, valid_to=last_day) for each in now], [replace(each, last_day=last_day) for each in away]
    )

    assert [ended.holders(slug, DAY) for slug in SLUGS] == [Staffing(now, away).holders(slug, DAY) for slug in SLUGS]


@settings(deadline=None)
@given(
    grants=_grants(BEFORE),
    later_grants=_grants(AFTER),
    begins=AFTER,
    superior=st.sampled_from(SLUGS),
    counts_as=st.none() | st.sampled_from(SLUGS),
    amount=st.decimals(0, 400_000, places=2),
    next_year=st.integers(40_000, 60_000),
)
def test_the_answer_does_not_depend_on_positions_rights_and_amounts_that_come_later(
    *,
    grants: list[SubDelegationGrant],
    later_grants: list[SubDelegationGrant],
    begins: date,
    superior: str,
    counts_as: str | None,
    amount: Decimal,
    next_year: int,
) -> None:
    then: PriceBaseAmounts = {2019: _of_year(2019, 46500)}
    since: PriceBaseAmounts = {**then, 2020: _of_year(2020, next_year)}
    new = Position("new", "ny chef", "home", superior="director", valid_from=begins)
    newer = Position("newer", "nyare", "home", superior=superior, valid_from=begins)
    # Whoever counts as somebody cannot stand below them.
    if counts_as not in {None, superior} and SLUGS.index(counts_as or "") < SLUGS.index(superior):
        newer = replace(newer, counts_as=counts_as)

    known_then = _answers(POSITIONS, grants, then, amount)
    known_since = _answers([*POSITIONS, new, newer], [*grants, *later_grants], since, amount)

    assert known_since == known_then


@settings(deadline=None)
@given(grants=_grants(BEFORE), last_day=AFTER, amount=st.decimals(0, 400_000, places=2), ended=st.sampled_from(SLUGS))
def test_the_answer_does_not_depend_on_what_ends_later(
    grants: list[SubDelegationGrant], last_day: date, amount: Decimal, ended: str
) -> None:
    amounts: PriceBaseAmounts = {2019: _of_year(2019, 46500)}
    ending = [replace(each, valid_to=last_day) if each.slug == ended else each for each in POSITIONS]

    assert _answers(ending, [replace(each, valid_to=last_day) for each in grants], amounts, amount) == _answers(
        POSITIONS, grants, amounts, amount
    )
