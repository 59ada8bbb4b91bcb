"""Questions by words of the matter and by person, and who serves on the day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from delegation_rules.domain.answering import Asked, HolderOfPosition, StaffedOrder
from delegation_rules.domain.answers import Act, LimitKind, PositionCondition, Question
from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.conditions import AmountCondition, Status
from delegation_rules.domain.decision_table import DecisionTable
from delegation_rules.domain.errors import AmbiguousMatter, UnknownMatter
from delegation_rules.domain.explanation import reasons
from delegation_rules.domain.limits import Limit, LimitUnit
from delegation_rules.domain.matters import Matters, folded
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
from delegation_rules.domain.statute import Subject
from delegation_rules.domain.sub_delegations import SubDelegationGrant

DAY = date(2019, 6, 20)
ANNA, BO, CARINA = (UUID(int=number) for number in (1, 2, 3))
HIERARCHY = Hierarchy(
    [
        Position("clerk", "handläggare", "home", superior="head"),
        Position("head", "chef", "home", superior="director"),
        Position("director", "direktör", "home"),
        Position("caretaker", "vaktmästare", "home"),
    ]
)


def _up_to(kronor: int) -> AmountCondition:
    return AmountCondition(up_to=Limit(Decimal(kronor), LimitUnit.KRONOR))


RULES = (
    Rule(
        "1.1",
        "Inköp av varor",
        (Tier((Delegate("clerk"),), _up_to(1000)), Tier((Delegate("head"),), _up_to(5000))),
        Reporting(ReportingDuty.REPORTED),
    ),
    Rule("1.2", "Inköp av varor och tjänster", (Tier((Delegate("head"),)),), Reporting(ReportingDuty.REPORTED)),
    Rule("1.3", "Försäljning av lös egendom", (Tier((Delegate("director"),)),), Reporting(ReportingDuty.REPORTED)),
)


def _assignment(person: UUID, position: str, kind: AssignmentKind = AssignmentKind.ORDINARY) -> Assignment:
    return Assignment(UUID(int=person.int * 10 + len(position)), person, position, kind, date(2019, 1, 1))


def _order(*staff: Assignment | Absence) -> StaffedOrder:
    compiled = CompiledOrder(OrderReference(UUID(int=9), "norrmalm", 1, date(2019, 1, 1)), RULES, HIERARCHY)
    assignments = [each for each in staff if isinstance(each, Assignment)]
    absences = [each for each in staff if isinstance(each, Absence)]
    return StaffedOrder(DecisionTable(compiled, {}), Staffing(assignments, absences))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Inköp av varor", "1.1"),
        ("INKOP  av\tvaror", "1.1"),
        ("varor och tjänster", "1.2"),
        ("Försa\u0308ljning av lös egendom.", "1.3"),
        ("losa egendom", None),
        ("egen", None),
        ("av", ["1.1", "1.2", "1.3"]),
        ("inköp", ["1.1", "1.2"]),
        ("§", None),
    ],
)
def test_a_matter_is_found_by_its_words(words: str, number: str | list[str] | None) -> None:
    matters = Matters(RULES)

    for _ in range(2):
        if isinstance(number, str):
            assert matters.rule_about(words) == number
        elif number is None:
            with pytest.raises(UnknownMatter):
                matters.rule_about(words)
        else:
            with pytest.raises(AmbiguousMatter) as refused:
                matters.rule_about(words)
            assert refused.value.extra == {"candidates": number}


def test_two_rules_of_the_same_matter_are_told_apart_by_number() -> None:
    with pytest.raises(AmbiguousMatter):
        Matters([RULES[0], Rule("2.1", "inköp av varor", RULES[0].tiers, RULES[0].reporting)]).rule_about(
            "Inköp av varor"
        )


def test_folding_leaves_words() -> None:
    assert folded(" Ändrad  TILLSYNS-avgift (§ 4) ") == "andrad tillsyns avgift 4"


def test_a_question_by_matter_is_that_of_the_rule() -> None:
    order = _order()

    by_matter = order.answer(Asked(Question("", "clerk", DAY, Decimal(10)), matter="inköp av varor"))
    by_number = order.answer(Asked(Question("1.1", "clerk", DAY, Decimal(10))))

    assert by_matter == by_number


@pytest.mark.parametrize(
    ("amount", "position", "allowed"), [("900.00", "head", True), ("4000.00", "head", True), ("5000.01", "head", False)]
)
def test_of_a_persons_positions_the_most_favourable_is_used(amount: str, position: str, allowed: bool) -> None:
    order = _order(_assignment(ANNA, "clerk"), _assignment(ANNA, "head", AssignmentKind.ACTING))

    found = order.answer(Asked(Question("1.1", None, DAY, Decimal(amount)), person=ANNA))

    assert (found.question.position, found.cell.allowed, found.person) == (position, allowed, ANNA)


def test_a_right_of_ones_own_is_used_before_a_wider_one_that_is_passed_on() -> None:
    grant = SubDelegationGrant(UUID(int=7), "1.1", "director", "caretaker", (), date(2019, 1, 1))
    rule = replace(RULES[0], sub_delegation=SubDelegation(("caretaker",)))
    compiled = CompiledOrder(OrderReference(UUID(int=9), "norrmalm", 1, date(2019, 1, 1)), [rule], HIERARCHY, [grant])
    staffing = Staffing([_assignment(ANNA, "caretaker"), _assignment(ANNA, "clerk")])
    order = StaffedOrder(DecisionTable(compiled, {}), staffing)

    small, large = (
        order.answer(Asked(Question("1.1", None, DAY, Decimal(amount)), person=ANNA)) for amount in (900, 4000)
    )

    assert (small.question.position, small.cell.allowed, small.cell.report_to_head) == ("clerk", True, False)
    assert (large.question.position, large.cell.allowed, large.cell.report_to_head) == ("caretaker", True, True)


def test_a_substitute_serves_only_while_nobody_else_is_there() -> None:
    staff = (_assignment(ANNA, "head"), _assignment(BO, "head", AssignmentKind.SUBSTITUTE))
    question = Asked(Question("1.2", None, DAY), person=BO)

    while_there = _order(*staff).answer(question)
    while_away = _order(*staff, Absence(ANNA, DAY, DAY)).answer(question)

    assert (while_there.question.position, while_there.cell.allowed) == (None, False)
    assert (while_away.question.position, while_away.cell.allowed) == ("head", True)
    assert while_away.holders == (HolderOfPosition("head", BO, AssignmentKind.SUBSTITUTE),)


def test_a_person_without_position_may_not_decide_and_is_told_who_may() -> None:
    order = _order(_assignment(ANNA, "head"))

    found = order.answer(Asked(Question("1.1", None, DAY, Decimal(4000)), person=CARINA))

    answer = order.table.answer(found.question)
    assert (answer.allowed, answer.tier_number, answer.limit.kind) == (False, None, LimitKind.NO_RIGHT)
    assert [(each.condition, each.status) for each in answer.findings] == [
        (PositionCondition(("clerk",)), Status.NOT_MET)
    ]
    assert (answer.lowest_positions, answer.report_to_board, answer.act) == (("head",), True, Act.DECISION)
    assert [each.sv for each in reasons(answer, HIERARCHY)] == [
        (
            "Nej. Den som inte har någon befattning får inte fatta beslutet enligt regel 1.1 i delegationsordningen "
            "version 1, som gäller från 2019-01-01."
        ),
        (
            "Personen innehar ingen befattning den dagen: inget förordnande gäller, eller så är personen frånvarande "
            "eller ersättare för någon som tjänstgör."
        ),
        "Inte uppfyllt: Befattningen är lägsta delegat, handläggare, eller står över.",
        "Lägsta befattning som får besluta i ett sådant ärende är chef.",
        "Beslutet anmäls till nämnden.",
    ]
    assert reasons(answer, HIERARCHY)[1].en == (
        "The person holds no position on that day: there is no assignment, or the person is absent or a substitute for "
        "someone on duty."
    )
    assert found.holders == (HolderOfPosition("head", ANNA, AssignmentKind.ORDINARY),)


def test_the_law_is_told_of_a_person_without_position_too() -> None:
    question = Question("1.1", None, DAY, subject=Subject.CITIZEN_PROPOSAL)

    found = _order().answer(Asked(question, person=CARINA))

    assert "KL 6:38 4 p" in reasons(found.cell, HIERARCHY)[2].sv


def test_all_who_hold_the_lowest_positions_are_told() -> None:
    order = _order(_assignment(ANNA, "clerk"), _assignment(BO, "clerk"), _assignment(CARINA, "head"))

    found = order.answer(Asked(Question("1.1", "director", DAY, Decimal(900))))

    assert [(each.position, each.person) for each in found.holders] == [("clerk", ANNA), ("clerk", BO)]
    assert order.answer(Asked(Question("1.1", "director", DAY, Decimal(9000)))).holders == ()
