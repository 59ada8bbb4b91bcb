"""A right that a head of administration has passed on (vidaredelegering, KL 7:6)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from delegation_rules.domain.answers import Answer, LimitKind, Question, SubDelegationCondition
from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.conditions import AmountCondition, Status
from delegation_rules.domain.evaluation import evaluate
from delegation_rules.domain.explanation import reasons
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
from delegation_rules.domain.statute import PositionKind, Subject
from delegation_rules.domain.sub_delegations import SubDelegationGrant

DAY = date(2019, 6, 20)
HIERARCHY = Hierarchy(
    [
        Position("director", "direktör", "home", kind=PositionKind.HEAD_OF_ADMINISTRATION),
        Position("head", "chef", "home", superior="director"),
        Position("head-of-support", "chef för stöd", "home", superior="director", counts_as="head"),
        Position("unit", "enhetschef", "home", superior="head"),
        Position("clerk", "handläggare", "home", superior="unit"),
        Position("elsewhere", "chef annanstans", "away"),
    ]
)
BELOW = AmountCondition(up_to=Limit(Decimal(1000), LimitUnit.KRONOR))
RULE = Rule(
    "1.1",
    "Ärende",
    (Tier((Delegate("director"),), BELOW),),
    Reporting(ReportingDuty.NOT_REPORTED),
    purposes=(Purpose("lease", "hyra"), Purpose("sale", "försäljning")),
    sub_delegation=SubDelegation(("head", "unit")),
)
GRANT = SubDelegationGrant(UUID(int=7), "1.1", "director", "head", (), DAY)


def _ask(position: str, *grants: SubDelegationGrant, rule: Rule = RULE, **facts: Any) -> Answer:
    order = OrderReference(UUID(int=1), "norrmalm", 1, date(2019, 1, 1))
    question = replace(Question("1.1", position, DAY, amount=Decimal(1000)), **facts)
    return evaluate(CompiledOrder(order, [rule], HIERARCHY, grants), {}, question)


def test_the_right_is_not_there_before_it_is_given() -> None:
    answer = _ask("head")

    assert answer.allowed is False
    assert [type(finding.condition) for finding in answer.findings] == [SubDelegationCondition]
    assert answer.report_to_head is False
    assert answer.grant is None


def test_the_receiver_decides_up_to_the_givers_limit_and_reports_to_the_head() -> None:
    answer = _ask("head", GRANT)

    assert answer.allowed is True
    assert answer.grant == GRANT.id
    assert answer.report_to_head is True
    assert answer.limit.kronor == Decimal("1000.00")
    assert answer.tier_number == 1
    assert answer.lowest_positions == ("head",)
    assert [finding.status for finding in answer.findings] == [Status.MET, Status.MET]
    assert "Beslut med vidaredelegerad rätt anmäls till förvaltningschefen (KL 7:6)." in [
        reason.sv for reason in reasons(answer, HIERARCHY)
    ]


def test_the_receiver_gets_no_more_than_the_giver_has() -> None:
    assert _ask("head", GRANT, amount=Decimal("1000.01")).allowed is False
    assert _ask("director", GRANT, amount=Decimal("1000.01")).allowed is False


def test_the_givers_own_right_stays_and_rests_on_the_order() -> None:
    answer = _ask("director", GRANT)

    assert answer.allowed is True
    assert (answer.grant, answer.report_to_head) == (None, False)


def test_those_who_count_as_the_receiver_have_it_too() -> None:
    assert _ask("head-of-support", GRANT).grant == GRANT.id


@pytest.mark.parametrize("position", ["unit", "clerk", "elsewhere"])
def test_nobody_below_or_beside_the_receiver_has_it(position: str) -> None:
    assert _ask(position, GRANT).allowed is False


def test_nobody_between_the_giver_and_the_receiver_has_it() -> None:
    to_unit = replace(GRANT, receiver="unit")

    assert _ask("unit", to_unit).allowed is True
    assert _ask("head", to_unit).allowed is False
    assert _ask("head-of-support", to_unit).allowed is False


def test_it_is_one_step_and_no_more() -> None:
    onwards = SubDelegationGrant(UUID(int=8), "1.1", "head", "unit", (), DAY)

    assert _ask("head", GRANT, onwards).allowed is True
    assert _ask("unit", GRANT, onwards).allowed is False


def test_only_the_purposes_given_are_given() -> None:
    for_leases = replace(GRANT, purposes=("lease",))

    assert _ask("head", for_leases, purpose="lease").allowed is True
    assert _ask("head", for_leases, purpose="sale").allowed is False
    assert _ask("head", for_leases, purpose="sale").limit.kind is LimitKind.NO_RIGHT
    assert _ask("head", for_leases, purpose="sale").tier_number is None
    assert _ask("head", for_leases).allowed is False
    assert _ask("head", for_leases).findings[-1].status is Status.NOT_KNOWN


def test_a_grant_that_names_no_purpose_gives_those_that_the_order_lets_go() -> None:
    only_sales = replace(RULE, sub_delegation=SubDelegation(("head",), ("sale",)))

    assert _ask("head", GRANT, rule=only_sales, purpose="sale").allowed is True
    assert _ask("head", GRANT, rule=only_sales, purpose="lease").allowed is False


def test_a_grant_gives_no_more_than_the_order_in_force_lets_go() -> None:
    only_sales = replace(RULE, sub_delegation=SubDelegation(("head",), ("sale",)))
    for_both = replace(GRANT, purposes=("lease", "sale"))
    for_leases = replace(GRANT, purposes=("lease",))

    assert _ask("head", for_both, rule=only_sales, purpose="sale").allowed is True
    assert _ask("head", for_both, rule=only_sales, purpose="lease").allowed is False
    assert _ask("head", for_leases, rule=only_sales, purpose="lease").allowed is False
    assert _ask("head", for_leases, rule=only_sales, purpose="sale").allowed is False


@pytest.mark.parametrize("allowed", [None, SubDelegation(("unit",))])
def test_an_order_that_does_not_let_it_go_to_the_receiver_gives_nothing(allowed: SubDelegation | None) -> None:
    assert _ask("head", GRANT, rule=replace(RULE, sub_delegation=allowed)).allowed is False


def test_nobody_passes_on_what_they_do_not_have() -> None:
    by_the_clerk = replace(GRANT, giver="clerk")
    of_another_rule = replace(GRANT, rule="1.2")

    assert _ask("head", by_the_clerk).allowed is False
    assert _ask("head", of_another_rule).allowed is False


def test_a_position_that_decides_anyway_does_so_by_the_order() -> None:
    for_heads = replace(RULE, tiers=(*RULE.tiers, Tier((Delegate("head"),), BELOW)))

    answer = _ask("head", GRANT, rule=for_heads)

    assert answer.allowed is True
    assert (answer.grant, answer.report_to_head) == (None, False)


def test_what_is_never_delegable_is_not_sub_delegable() -> None:
    answer = _ask("head", GRANT, subject=Subject.CITIZEN_PROPOSAL)

    assert answer.allowed is False
    assert answer.lowest_positions == ()


def test_a_grant_holds_from_its_first_day_to_its_last() -> None:
    last = DAY + timedelta(days=10)
    dated = replace(GRANT, valid_to=last)

    days = (DAY - timedelta(days=1), DAY, last, last + timedelta(days=1))

    assert [dated.holds_on(day) for day in days] == [False, True, True, False]
    assert GRANT.holds_on(date(2099, 1, 1))
