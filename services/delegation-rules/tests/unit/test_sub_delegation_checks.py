"""Sub-delegation (KL 7:6): by a head of administration, where the order allows it, one step, to an employee."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from boardkit.domain.errors import KansliError
from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.errors import UnknownPosition
from delegation_rules.domain.orders import Rule, SubDelegation
from delegation_rules.domain.people_errors import PeriodRefused, SubDelegationRefused
from delegation_rules.domain.positions import Hierarchy, Position
from delegation_rules.domain.statute import Mandate, PositionKind, Subject
from delegation_rules.domain.sub_delegation_checks import SubDelegationDecision, check_sub_delegation

TODAY = date(2019, 6, 20)
SIGNATURES = SubDelegationDecision(
    rule="3.1.14",
    giver="stadsdelsdirektor",
    receiver="avdelningschef",
    purposes=(),
    valid_from=TODAY,
    valid_to=None,
    decided_on=TODAY,
    decision_reference="2019/000081",
)
JOINT = replace(SIGNATURES, rule="3.2.4", receiver="forvaltningschef-vid-serviceforvaltningen")

Check = Callable[..., None]


@pytest.fixture
def check(section_3: CompiledOrder, hierarchy: Hierarchy) -> Check:
    """Checks a decision against section 3, with what is told changed in the rule or the positions."""

    def put(decision: SubDelegationDecision, *positions: Position, **of_rule: Any) -> None:
        rule: Rule = replace(section_3.rule(decision.rule).rule, **of_rule)
        changed = {each.slug: each for each in positions}
        together = [changed.pop(each.slug, each) for each in hierarchy] + list(changed.values())
        check_sub_delegation(decision, rule, Hierarchy(together, decision.valid_from), TODAY)

    return put


def _refusal(check: Check, decision: SubDelegationDecision, *positions: Position, **of_rule: Any) -> KansliError:
    with pytest.raises(KansliError) as refused:
        check(decision, *positions, **of_rule)
    return refused.value


@pytest.mark.parametrize(
    "decision",
    [
        SIGNATURES,
        replace(SIGNATURES, receiver="avdelningschef-verksamhetsstod"),
        replace(SIGNATURES, valid_to=date(2019, 12, 31)),
        replace(SIGNATURES, decided_on=date(2019, 6, 17)),
        JOINT,
        replace(JOINT, purposes=("tender-documents", "supplier")),
        replace(JOINT, receiver="forvaltningschef-inom-respektive-stadsdelsnamnd"),
    ],
)
def test_what_the_order_allows_may_be_passed_on(check: Check, decision: SubDelegationDecision) -> None:
    check(decision)


@pytest.mark.parametrize(
    ("decision", "error", "pointer"),
    [
        (replace(SIGNATURES, giver="avdelningschef"), SubDelegationRefused, "/giver"),
        (replace(SIGNATURES, giver="forvaltningschef-vid-serviceforvaltningen"), SubDelegationRefused, "/giver"),
        (replace(SIGNATURES, giver="rektor"), UnknownPosition, "/giver"),
        (replace(SIGNATURES, receiver="rektor"), UnknownPosition, "/receiver"),
        (replace(SIGNATURES, receiver="stadsdelsdirektor"), SubDelegationRefused, "/receiver"),
        (replace(SIGNATURES, receiver="enhetschef"), SubDelegationRefused, "/receiver"),
        (replace(SIGNATURES, rule="3.2.1"), SubDelegationRefused, "/rule"),
        (replace(SIGNATURES, purposes=("supplier",)), SubDelegationRefused, "/purposes"),
        (replace(JOINT, purposes=("agreement", "agreement-extension")), SubDelegationRefused, "/purposes"),
        (replace(SIGNATURES, decided_on=date(2019, 6, 21), valid_from=date(2019, 6, 21)), PeriodRefused, "/decided_on"),
        (replace(SIGNATURES, valid_from=date(2019, 6, 19)), PeriodRefused, "/valid_from"),
        (replace(SIGNATURES, valid_to=date(2019, 6, 19)), PeriodRefused, "/valid_to"),
    ],
)
def test_what_the_order_or_the_law_does_not_allow_is_refused(
    check: Check, decision: SubDelegationDecision, error: type[KansliError], pointer: str
) -> None:
    refusal = _refusal(check, decision)

    assert (type(refusal), refusal.pointer) == (error, pointer)


def test_a_right_by_sub_delegation_is_not_passed_on(check: Check, hierarchy: Hierarchy) -> None:
    """The receiver of 3.2.4 is a head of administration too, but does not have the right by the order itself."""
    onwards = replace(
        JOINT,
        giver="forvaltningschef-vid-serviceforvaltningen",
        receiver="forvaltningschef-inom-respektive-stadsdelsnamnd",
    )
    assert hierarchy.position(onwards.giver).kind is PositionKind.HEAD_OF_ADMINISTRATION

    refusal = _refusal(check, onwards)

    assert (type(refusal), refusal.pointer) == (SubDelegationRefused, "/giver")


@pytest.mark.parametrize("kind", [kind for kind in PositionKind if not kind.is_employed])
def test_only_an_employee_receives(check: Check, hierarchy: Hierarchy, kind: PositionKind) -> None:
    elected = replace(hierarchy.position("avdelningschef"), kind=kind)

    assert _refusal(check, SIGNATURES, elected).pointer == "/receiver"


@pytest.mark.parametrize("subject", [Subject.CITIZEN_PROPOSAL, Subject.DIRECTION])
def test_what_may_not_be_delegated_is_not_sub_delegated_either(check: Check, subject: Subject) -> None:
    refusal = _refusal(check, SIGNATURES, subject=subject)

    assert refusal.pointer == "/rule"
    assert "KL 6:38" in refusal.detail.sv


def test_urgent_decisions_are_not_sub_delegated(check: Check) -> None:
    assert _refusal(check, SIGNATURES, mandate=Mandate.URGENT).pointer == "/rule"


def test_every_purpose_of_the_rule_may_be_given_where_the_order_names_none(check: Check) -> None:
    allowed = SubDelegation(receivers=("avdelningschef",))
    everything = replace(JOINT, receiver="avdelningschef", purposes=("agreement-extension",))

    check(everything, sub_delegation=allowed)


def test_it_does_not_outlive_a_position(check: Check, hierarchy: Hierarchy) -> None:
    ending = replace(hierarchy.position("avdelningschef"), valid_to=date(2019, 12, 31))

    check(replace(SIGNATURES, valid_to=date(2019, 12, 31)), ending)
    refusal = _refusal(check, SIGNATURES, ending)

    assert (type(refusal), refusal.pointer) == (PeriodRefused, "/valid_to")
