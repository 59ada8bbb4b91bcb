"""What the law says whatever an order says: KL 6:37–39, 7:5–6."""

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any
from uuid import UUID

import pytest

from delegation_rules.domain.answers import Act, Answer, Question
from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.conditions import Status
from delegation_rules.domain.evaluation import evaluate
from delegation_rules.domain.explanation import reasons
from delegation_rules.domain.orders import Delegate, OrderReference, Reporting, ReportingDuty, Rule, Tier
from delegation_rules.domain.positions import Hierarchy, Position
from delegation_rules.domain.statute import (
    AppealRoute,
    Mandate,
    PositionKind,
    Subject,
    appeal_route_or_presumed,
    prohibition,
)

DAY = date(2019, 6, 20)
ORDER = OrderReference(UUID(int=1), "norrmalm", 1, date(2019, 1, 1))
HIERARCHY = Hierarchy(
    [
        Position("clerk", "handläggare", "home", superior="director"),
        Position("director", "direktör", "home", kind=PositionKind.HEAD_OF_ADMINISTRATION),
        Position("robot", "beslutsfunktionen", "home", superior="director", kind=PositionKind.AUTOMATED_FUNCTION),
        Position("chair", "ordförande", "board", kind=PositionKind.CHAIR),
        Position("member", "ledamot", "board", kind=PositionKind.MEMBER),
        Position("substitute", "ersättare", "board", kind=PositionKind.SUBSTITUTE_MEMBER),
        Position("presidium", "presidiet", "board", kind=PositionKind.PRESIDIUM),
        Position("committee", "utskottet", "board", kind=PositionKind.COMMITTEE),
    ]
)
NEVER = {
    Subject.DIRECTION: "KL 6:38 1 p",
    Subject.STATEMENT_TO_COUNCIL: "KL 6:38 2 p",
    Subject.STATEMENT_ON_APPEAL: "KL 6:38 2 p",
    Subject.AUTHORITY_OF_PRINCIPLE: "KL 6:38 3 p",
    Subject.CITIZEN_PROPOSAL: "KL 6:38 4 p",
    Subject.RESERVED_BY_OTHER_LAW: "KL 6:38 5 p",
}
NEVER_AUTOMATED = {Subject.PROCUREMENT, Subject.SYSTEM_OF_CHOICE}
ROUTES: tuple[AppealRoute | None, ...] = (None, *AppealRoute)


def _rule(*delegates: str, **said: Any) -> Rule:
    tier = Tier(tuple(map(Delegate, delegates)))
    return replace(Rule("1.1", "Ärende", (tier,), Reporting(ReportingDuty.NOT_REPORTED)), **said)


def _ask(rule: Rule, position: str, subject: Subject | None = None, **circumstances: bool) -> Answer:
    told = {name.replace("_", "-"): value for name, value in circumstances.items()}
    question = Question("1.1", position, DAY, circumstances=told, subject=subject)
    return evaluate(CompiledOrder(ORDER, [rule], HIERARCHY), {}, question)


@pytest.mark.parametrize(("subject", "paragraph"), NEVER.items())
@pytest.mark.parametrize("decider", PositionKind)
@pytest.mark.parametrize("route", ROUTES)
def test_what_is_never_delegable_is_so_whoever_decides(
    subject: Subject, paragraph: str, decider: PositionKind, route: AppealRoute | None
) -> None:
    found = prohibition(subject, route, Mandate.DELEGATION, decider)

    assert found is not None
    assert found.paragraph == paragraph


def test_every_subject_is_one_or_the_other() -> None:
    assert set(Subject) == {*NEVER, *NEVER_AUTOMATED}


@pytest.mark.parametrize("decider", [kind for kind in PositionKind if kind is not PositionKind.AUTOMATED_FUNCTION])
def test_people_may_have_everything_else(decider: PositionKind) -> None:
    for subject, route in product((None, *NEVER_AUTOMATED), ROUTES):
        assert prohibition(subject, route, Mandate.DELEGATION, decider) is None


@pytest.mark.parametrize("subject", [None, *sorted(NEVER_AUTOMATED)])
@pytest.mark.parametrize("route", ROUTES)
def test_an_automated_function_has_only_what_is_appealed_by_administrative_appeal(
    subject: Subject | None, route: AppealRoute | None
) -> None:
    found = prohibition(subject, route, Mandate.DELEGATION, PositionKind.AUTOMATED_FUNCTION)

    if subject is None and route is AppealRoute.ADMINISTRATIVE_APPEAL:
        assert found is None
    else:
        assert found is not None
        assert found.paragraph == "KL 6:38"


def test_the_reason_names_what_stands_against_the_function() -> None:
    def why(subject: Subject | None, route: AppealRoute | None) -> str:
        found = prohibition(subject, route, Mandate.DELEGATION, PositionKind.AUTOMATED_FUNCTION)
        assert found is not None
        return found.text.sv

    assert why(Subject.PROCUREMENT, AppealRoute.ADMINISTRATIVE_APPEAL).startswith("Upphandling får inte")
    assert why(Subject.SYSTEM_OF_CHOICE, AppealRoute.ADMINISTRATIVE_APPEAL).startswith("Auktorisations-")
    assert why(None, AppealRoute.LEGALITY_REVIEW).startswith("Beslut som laglighetsprövas")
    assert why(None, AppealRoute.NONE).startswith("Beslut som inte får överklagas")
    assert why(None, None) == why(None, AppealRoute.LEGALITY_REVIEW)


@pytest.mark.parametrize("decider", PositionKind)
@pytest.mark.parametrize("subject", [None, *Subject])
def test_urgent_decisions_go_their_own_way(decider: PositionKind, subject: Subject | None) -> None:
    found = prohibition(subject, None, Mandate.URGENT, decider)

    if decider in {PositionKind.CHAIR, PositionKind.MEMBER}:
        reserved = subject is Subject.RESERVED_BY_OTHER_LAW
        assert (None if found is None else found.paragraph) == ("KL 6:38 5 p" if reserved else None)
    else:
        assert found is not None
        assert found.paragraph == "KL 6:39"


def test_legality_review_holds_where_nothing_else_is_said() -> None:
    assert appeal_route_or_presumed(None) is AppealRoute.LEGALITY_REVIEW
    assert [appeal_route_or_presumed(route) for route in AppealRoute] == list(AppealRoute)


def test_employees_are_two_of_the_kinds() -> None:
    assert {kind for kind in PositionKind if kind.is_employed} == {
        PositionKind.EMPLOYEE,
        PositionKind.HEAD_OF_ADMINISTRATION,
    }


@pytest.mark.parametrize("subject", NEVER)
def test_the_law_refuses_what_the_order_gives(subject: Subject) -> None:
    by_question = _ask(_rule("clerk"), "director", subject)
    by_order = _ask(_rule("clerk", subject=subject), "director")

    for answer in (by_question, by_order):
        assert answer.allowed is False
        assert answer.lowest_positions == ()
        assert [finding.status for finding in answer.findings] == [Status.NOT_MET, Status.MET]
        told = reasons(answer, HIERARCHY)
        assert told[0].sv.startswith("Nej.")
        assert told[1].sv.startswith("Lagen hindrar det: ")
        assert told[1].sv.endswith(f"({NEVER[subject]})")


def test_what_the_question_tells_is_tried_before_what_the_order_says() -> None:
    answer = _ask(_rule("clerk", subject=Subject.DIRECTION), "clerk", Subject.CITIZEN_PROPOSAL)

    assert reasons(answer, HIERARCHY)[1].sv.endswith("(KL 6:38 4 p)")


def test_a_function_that_may_not_decide_leaves_the_employee_beside_it() -> None:
    rule = _rule("robot", "clerk")

    assert _ask(rule, "robot").allowed is False
    assert _ask(rule, "robot").lowest_positions == ("clerk",)
    assert _ask(rule, "clerk").allowed is True
    assert _ask(rule, "director").allowed is True


def test_a_function_decides_what_is_appealed_by_administrative_appeal() -> None:
    rule = _rule("robot", appeal_route=AppealRoute.ADMINISTRATIVE_APPEAL)

    assert _ask(rule, "robot").allowed is True
    assert _ask(rule, "robot").lowest_positions == ("robot",)
    assert _ask(rule, "robot", Subject.PROCUREMENT).allowed is False
    assert _ask(rule, "director", Subject.PROCUREMENT).allowed is True
    assert _ask(rule, "robot", Subject.PROCUREMENT).lowest_positions == ("director",)


@pytest.mark.parametrize("duty", [duty for duty in ReportingDuty if duty is not ReportingDuty.REPORTED_ABOVE])
def test_an_urgent_decision_needs_urgency_and_is_always_reported(duty: ReportingDuty) -> None:
    rule = _rule("chair", "member", mandate=Mandate.URGENT, reporting=Reporting(duty))

    urgent = _ask(rule, "chair", board_cannot_be_awaited=True)
    not_told = _ask(rule, "chair")
    can_wait = _ask(rule, "member", board_cannot_be_awaited=False)

    assert (urgent.allowed, not_told.allowed, can_wait.allowed) == (True, False, False)
    assert [finding.status for finding in not_told.findings] == [Status.MET, Status.NOT_KNOWN]
    assert [finding.status for finding in can_wait.findings] == [Status.MET, Status.NOT_MET]
    assert urgent.lowest_positions == ("chair", "member")
    for answer in (urgent, not_told, can_wait):
        assert (answer.report_to_board, answer.announce, answer.act) == (True, False, Act.DECISION)
        assert "Beslutet anmäls vid nämndens nästa sammanträde (KL 6:40)." in [
            reason.sv for reason in reasons(answer, HIERARCHY)
        ]


def test_an_urgent_decision_may_be_what_delegation_never_covers() -> None:
    rule = _rule("chair", mandate=Mandate.URGENT, subject=Subject.STATEMENT_TO_COUNCIL)

    assert _ask(rule, "chair", Subject.CITIZEN_PROPOSAL, board_cannot_be_awaited=True).allowed is True


@pytest.mark.parametrize("position", ["director", "substitute", "presidium", "committee", "robot"])
def test_an_order_cannot_let_anyone_but_a_member_decide_what_is_urgent(position: str) -> None:
    rule = _rule(position, "chair", mandate=Mandate.URGENT)

    answer = _ask(rule, position, board_cannot_be_awaited=True)

    assert answer.allowed is False
    assert answer.lowest_positions == ("chair",)
    assert reasons(answer, HIERARCHY)[1].sv.endswith("(KL 6:39)")


def test_what_another_statute_reserves_is_not_the_chairs_either() -> None:
    rule = _rule("chair", mandate=Mandate.URGENT)

    assert _ask(rule, "chair", Subject.RESERVED_BY_OTHER_LAW, board_cannot_be_awaited=True).allowed is False
