"""Past decisions put to a draft."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from delegation_rules.domain.answers import Question
from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.conditions import AmountCondition
from delegation_rules.domain.decision_table import DecisionTable
from delegation_rules.domain.errors import UnknownRule
from delegation_rules.domain.limits import Limit, LimitUnit
from delegation_rules.domain.orders import Delegate, OrderReference, Reporting, ReportingDuty, Rule, Tier
from delegation_rules.domain.positions import Hierarchy, Position
from delegation_rules.domain.replay import DifferenceKind, Outcome, PastDecision, outcome_of, replay

HIERARCHY = Hierarchy([Position("clerk", "handläggare", "home", superior="head"), Position("head", "chef", "home")])
DAY = date(2019, 6, 20)
NO_DIFFERENCE = dict.fromkeys(DifferenceKind, 0)


def _rule(number: str, clerk_up_to: int, duty: ReportingDuty = ReportingDuty.NOT_REPORTED) -> Rule:
    limit = Limit(Decimal(clerk_up_to), LimitUnit.KRONOR)
    tiers = (
        Tier((Delegate("clerk"),), AmountCondition(up_to=limit)),
        Tier((Delegate("head"),), AmountCondition(above=limit)),
    )
    return Rule(number, "Inköp", tiers, Reporting(duty))


def _order(*rules: Rule) -> DecisionTable:
    return DecisionTable(CompiledOrder(OrderReference(UUID(int=9), "norrmalm", 1, DAY), rules, HIERARCHY), {})


def _decision(place: int, position: str, amount: str) -> PastDecision:
    question = Question("1.1", position, DAY, Decimal(amount))
    return PastDecision(UUID(int=place), question, outcome_of(BEFORE.cell(question)))


BEFORE = _order(_rule("1.1", 1000))
DECISIONS = [
    _decision(1, "clerk", "500.00"),
    _decision(2, "clerk", "900.00"),
    _decision(3, "head", "900.00"),
    _decision(4, "clerk", "1000.01"),
]


def test_the_same_order_changes_nothing() -> None:
    result = replay(DECISIONS, BEFORE)

    assert (result.replayed, result.differences, result.counts) == (4, (), NO_DIFFERENCE)


def test_a_lower_limit_refuses_what_was_allowed() -> None:
    result = replay(DECISIONS, _order(_rule("1.1", 600)))

    assert [(each.decision.id.int, each.kinds, each.after) for each in result.differences] == [
        (2, (DifferenceKind.BECAME_REFUSED,), Outcome(allowed=False, tier_number=1, report_to_board=False)),
        (
            3,
            (DifferenceKind.TIER_CHANGED,),
            Outcome(allowed=True, tier_number=2, report_to_board=False),
        ),
    ]
    assert result.counts == NO_DIFFERENCE | {DifferenceKind.BECAME_REFUSED: 1, DifferenceKind.TIER_CHANGED: 1}


def test_a_higher_limit_allows_what_was_refused() -> None:
    (difference,) = replay(DECISIONS, _order(_rule("1.1", 2000))).differences

    assert (difference.decision, difference.kinds) == (DECISIONS[3], (DifferenceKind.BECAME_ALLOWED,))


def test_another_reporting_duty_is_told_of_every_decision() -> None:
    result = replay(DECISIONS, _order(_rule("1.1", 1000, ReportingDuty.REPORTED)))

    assert result.counts == NO_DIFFERENCE | {DifferenceKind.REPORTING_CHANGED: 4}
    assert {each.kinds for each in result.differences} == {(DifferenceKind.REPORTING_CHANGED,)}


@pytest.mark.parametrize("stated", [False, None])
def test_a_duty_that_is_not_known_is_another_one(stated: bool | None) -> None:
    decision = replace(DECISIONS[0], outcome=replace(DECISIONS[0].outcome, report_to_board=stated))

    result = replay([decision], _order(_rule("1.1", 1000, ReportingDuty.NOT_STATED)))

    assert result.counts[DifferenceKind.REPORTING_CHANGED] == (0 if stated is None else 1)


def test_a_rule_that_is_gone_refuses_nothing_but_cannot_be_asked() -> None:
    (difference,) = replay(DECISIONS[:1], _order(_rule("1.2", 1000))).differences

    assert (difference.kinds, difference.after) == ((DifferenceKind.CANNOT_BE_ASKED,), None)
    assert difference.obstacle == UnknownRule.slug


def test_a_renumbered_rule_is_followed() -> None:
    other = _order(_rule("1.1", 1), _rule("1.2", 1000))

    assert replay(DECISIONS, other, {"1.1": "1.2"}).differences == ()
    (difference,) = replay(DECISIONS[:1], _order(_rule("1.2", 1)), {"1.1": "1.2"}).differences
    assert (difference.rule, difference.decision.question.rule) == ("1.2", "1.1")


def test_no_order_allows_what_was_decided_by_someone_who_did_not_hold_the_position() -> None:
    asked = outcome_of(BEFORE.cell(DECISIONS[0].question))
    refused = PastDecision(UUID(int=1), DECISIONS[0].question, replace(asked, allowed=False), held=False)

    assert replay([refused], BEFORE).differences == ()
    (difference,) = replay([replace(refused, held=True)], BEFORE).differences
    assert difference.kinds == (DifferenceKind.BECAME_ALLOWED,)


def test_a_recorded_outcome_is_taken_as_it_was() -> None:
    recorded = PastDecision(UUID(int=1), DECISIONS[0].question, Outcome(False, None, None))

    (difference,) = replay([recorded], BEFORE).differences

    assert difference.kinds == (
        DifferenceKind.BECAME_ALLOWED,
        DifferenceKind.REPORTING_CHANGED,
        DifferenceKind.TIER_CHANGED,
    )
