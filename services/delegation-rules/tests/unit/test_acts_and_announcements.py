"""Whether it is a decision or execution, whom to consult, and what is announced (KL 6:40, 7:8, 8:10, 13:2)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from boardkit.domain.errors import Text
from delegation_rules.domain.answers import Act, Answer, Question
from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.conditions import CircumstanceCondition, CircumstanceKind
from delegation_rules.domain.evaluation import evaluate
from delegation_rules.domain.limits import Limit, LimitUnit
from delegation_rules.domain.orders import Delegate, OrderReference, Reporting, ReportingDuty, Rule, Tier
from delegation_rules.domain.positions import Hierarchy, Position
from delegation_rules.domain.statute import AppealRoute

HIERARCHY = Hierarchy(
    [
        Position("clerk", "handläggare", "home", superior="head"),
        Position("head", "chef", "home"),
        Position("lawyer", "jurist", "home", superior="head"),
        Position("stranger", "handläggare annanstans", "away"),
    ]
)
TIER = Tier((Delegate("clerk"),))
LEGALITY, ADMINISTRATIVE, NO_APPEAL = (
    AppealRoute.LEGALITY_REVIEW,
    AppealRoute.ADMINISTRATIVE_APPEAL,
    AppealRoute.NONE,
)
ABOVE_1000 = Reporting(ReportingDuty.REPORTED_ABOVE, Limit(Decimal(1000), LimitUnit.KRONOR))
CALL_OFF = CircumstanceCondition(
    CircumstanceKind.PREMISE, "call-off", expected=True, text=Text(sv="Det är ett avrop.", en="It is a call-off.")
)


def _consultation(name: str, position: str) -> CircumstanceCondition:
    text = Text(sv="Samråd har skett.", en="They have been consulted.")
    return CircumstanceCondition(CircumstanceKind.CONSULTATION, name, expected=True, text=text, position=position)


def _ask(rule: Rule, position: str = "clerk", **facts: Any) -> Answer:
    order = OrderReference(UUID(int=1), "norrmalm", 1, date(2019, 1, 1))
    question = replace(Question("1.1", position, date(2019, 6, 20)), **facts)
    return evaluate(CompiledOrder(order, [rule], HIERARCHY), {}, question)


def _rule(duty: ReportingDuty, **said: Any) -> Rule:
    return replace(Rule("1.1", "Ärende", (TIER,), Reporting(duty)), **said)


@pytest.mark.parametrize(
    ("duty", "route", "report", "announce"),
    [
        (ReportingDuty.REPORTED, None, True, False),
        (ReportingDuty.REPORTED, LEGALITY, True, False),
        (ReportingDuty.REPORTED, ADMINISTRATIVE, True, False),
        (ReportingDuty.NOT_REPORTED, None, False, True),
        (ReportingDuty.NOT_REPORTED, LEGALITY, False, True),
        (ReportingDuty.NOT_REPORTED, ADMINISTRATIVE, False, False),
        (ReportingDuty.NOT_REPORTED, NO_APPEAL, False, False),
        (ReportingDuty.NOT_STATED, None, None, None),
        (ReportingDuty.NOT_STATED, LEGALITY, None, None),
        (ReportingDuty.NOT_STATED, ADMINISTRATIVE, None, False),
        (ReportingDuty.NOT_STATED, NO_APPEAL, None, False),
        (ReportingDuty.EXECUTION_NOT_REPORTED, None, False, False),
        (ReportingDuty.EXECUTION_NOT_REPORTED, LEGALITY, False, False),
    ],
)
def test_what_is_not_reported_but_can_be_appealed_is_announced(
    duty: ReportingDuty, route: AppealRoute | None, report: bool | None, announce: bool | None
) -> None:
    answer = _ask(_rule(duty, appeal_route=route))

    assert (answer.report_to_board, answer.announce) == (report, announce)


@pytest.mark.parametrize(
    ("amount", "report", "announce"),
    [("1000.00", False, True), ("1000.01", True, False), (None, None, None)],
)
def test_above_a_limit_it_is_reported_and_below_it_announced(
    amount: str | None, report: bool | None, announce: bool | None
) -> None:
    kronor = None if amount is None else Decimal(amount)

    answer = _ask(_rule(ReportingDuty.NOT_REPORTED, reporting=ABOVE_1000), amount=kronor)

    assert (answer.report_to_board, answer.announce) == (report, announce)


@pytest.mark.parametrize("duty", [duty for duty in ReportingDuty if duty is not ReportingDuty.REPORTED_ABOVE])
def test_it_is_execution_only_where_the_order_says_so(duty: ReportingDuty) -> None:
    expected = Act.EXECUTION if duty is ReportingDuty.EXECUTION_NOT_REPORTED else Act.DECISION

    assert _ask(_rule(duty)).act is expected


@pytest.mark.parametrize(
    ("told", "act", "report", "announce"),
    [
        ({}, Act.EXECUTION, False, False),
        ({"call-off": True}, Act.EXECUTION, False, False),
        ({"call-off": False}, None, None, None),
    ],
)
def test_what_is_no_call_off_is_not_known_to_be_execution(
    told: dict[str, bool], act: Act | None, report: bool | None, announce: bool | None
) -> None:
    rule = _rule(ReportingDuty.EXECUTION_NOT_REPORTED, premises=(CALL_OFF,))

    answer = _ask(rule, circumstances=told)

    assert (answer.act, answer.report_to_board, answer.announce) == (act, report, announce)


def test_what_is_execution_or_not_is_not_announced_when_it_cannot_be_appealed() -> None:
    rule = _rule(ReportingDuty.EXECUTION_NOT_REPORTED, premises=(CALL_OFF,), appeal_route=NO_APPEAL)

    assert _ask(rule, circumstances={"call-off": False}).announce is False


def test_those_to_be_consulted_are_named_once_in_the_orders_sequence() -> None:
    conditions = (_consultation("asked", "lawyer"), _consultation("asked-again", "lawyer"), _consultation("x", "head"))
    answer = _ask(_rule(ReportingDuty.REPORTED, conditions=conditions))

    assert answer.consult == ("lawyer", "head")
    assert answer.allowed is False


def test_only_the_tier_and_the_delegate_that_ask_for_it_make_anyone_consult() -> None:
    small = Tier((Delegate("clerk"),), conditions=(_consultation("asked", "lawyer"),))
    beside = Tier((Delegate("stranger"), Delegate("lawyer", (_consultation("head-asked", "head"),))))
    rule = _rule(ReportingDuty.REPORTED, tiers=(small, beside))

    assert _ask(rule, "clerk").consult == ("lawyer",)
    assert _ask(rule, "stranger").consult == ()
    assert _ask(rule, "lawyer").consult == ("head",)


def test_consulting_is_told_even_when_it_is_done_and_to_those_without_a_right() -> None:
    rule = _rule(ReportingDuty.REPORTED, conditions=(_consultation("asked", "lawyer"),))

    assert _ask(rule, circumstances={"asked": True}).consult == ("lawyer",)
    assert _ask(rule, circumstances={"asked": True}).allowed is True
    assert _ask(rule, "stranger").consult == ("lawyer",)


def test_attesting_is_not_consulting() -> None:
    attested = replace(_consultation("attested", "head"), kind=CircumstanceKind.ATTESTATION)

    assert _ask(_rule(ReportingDuty.REPORTED, conditions=(attested,))).consult == ()
