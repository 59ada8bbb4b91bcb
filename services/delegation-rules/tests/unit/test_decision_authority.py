"""Whether a decision that is handed in has its authority, and what becomes of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from boardkit.domain.errors import Text
from delegation_rules.domain.answers import Answer
from delegation_rules.domain.decision_errors import AuthorityNotLacking, DecisionNotTakenYet, NoAuthority
from delegation_rules.domain.delegated_decisions import (
    Authority,
    DecisionStatus,
    DecisionTaken,
    authority,
    check_taken,
    most_favourable,
    no_position_held,
    status_of,
)
from delegation_rules.domain.statute import Subject

Ask = Callable[..., Answer]

WHY = (Text(sv="Därför.", en="Because."),)
DECISION = DecisionTaken("norrmalm", "3.2.1", date(2019, 6, 20), "Avrop.", position="enhetschef")


def found(answer: Answer, *, held: bool = True) -> Authority:
    """The authority that `answer` gives."""
    return authority(answer, WHY, held=held)


def test_a_decision_that_the_order_allows_is_valid(ask: Ask) -> None:
    assert status_of(DECISION, found(ask("3.2.1", "enhetschef", "279000.00"))) is DecisionStatus.VALID


def test_a_decision_that_the_order_does_not_allow_is_refused_with_its_reasons(ask: Ask) -> None:
    with pytest.raises(NoAuthority) as refused:
        status_of(DECISION, found(ask("3.2.1", "enhetschef", "279000.01")))

    assert refused.value.pointer == "/position"
    assert refused.value.detail == Text(sv="Därför.", en="Because.")
    assert refused.value.extra == {
        "reasons": [{"sv": "Därför.", "en": "Because."}],
        "limit": "279000.00",
        "lowest_positions": ["avdelningschef"],
    }


def test_what_is_not_known_is_no_authority(ask: Ask) -> None:
    with pytest.raises(NoAuthority) as refused:
        status_of(DECISION, found(ask("3.2.1", "enhetschef")))

    assert refused.value.extra["lowest_positions"] is None


def test_a_right_of_a_position_that_the_person_did_not_hold_is_no_authority(ask: Ask) -> None:
    without = found(ask("3.2.1", "enhetschef", "1.00"), held=False)

    with pytest.raises(NoAuthority) as refused:
        status_of(DECISION, without)

    assert not without.exists
    assert refused.value.pointer == "/person"
    assert refused.value.detail.en.startswith("No. The person did not hold the position that day")


def test_a_no_for_the_person_is_not_followed_by_a_yes_for_the_position(ask: Ask) -> None:
    yes, limit = Text(sv="Ja.", en="Yes."), Text(sv="Högst så mycket.", en="At most so much.")

    allowed = authority(ask("3.2.1", "enhetschef", "1.00"), (yes, limit), held=False)
    refused = authority(ask("3.2.1", "enhetschef", "279000.01"), (*WHY, limit), held=False)

    assert allowed.reasons[1:] == (limit,)
    assert refused.reasons[1:] == (*WHY, limit)


def test_one_without_authority_is_kept_as_void_with_a_reason(ask: Ask) -> None:
    as_void = replace(DECISION, void_reason="Över gränsen.")

    assert status_of(as_void, found(ask("3.2.1", "enhetschef", "279000.01"))) is DecisionStatus.VOID
    with pytest.raises(AuthorityNotLacking) as refused:
        status_of(as_void, found(ask("3.2.1", "enhetschef", "279000.00")))
    assert refused.value.pointer == "/as_void"


def test_of_several_positions_the_right_that_reaches_furthest_counts(ask: Ask) -> None:
    deputy = found(ask("3.2.1", "bitradande-enhetschef", "200000.00"))
    head = found(ask("3.2.1", "enhetschef", "200000.00"))
    not_held = found(ask("3.2.1", "stadsdelsdirektor", "200000.00"), held=False)

    assert most_favourable([deputy, head]) is head
    assert most_favourable([not_held, head]) is head
    assert most_favourable([deputy]) is deputy


def test_of_two_refusals_what_is_only_not_known_comes_before_what_is_not_met(ask: Ask) -> None:
    not_entitled = found(ask("3.2.2", "enhetschef"))
    not_known = found(ask("3.2.2", "parkingenjor"))

    assert most_favourable([not_entitled, not_known]) is not_known


def test_whoever_held_nothing_decided_nothing() -> None:
    assert no_position_held().pointer == "/person"


def test_a_decision_is_taken_before_it_is_registered() -> None:
    check_taken(date(2019, 6, 20), date(2019, 6, 20))
    with pytest.raises(DecisionNotTakenYet) as refused:
        check_taken(date(2019, 6, 21), date(2019, 6, 20))
    assert refused.value.pointer == "/decided_on"


@pytest.mark.parametrize(
    ("case_type", "told", "subject"),
    [
        ("citizen-proposal", None, Subject.CITIZEN_PROPOSAL),
        ("citizen-proposal", Subject.PROCUREMENT, Subject.CITIZEN_PROPOSAL),
        ("general", Subject.PROCUREMENT, Subject.PROCUREMENT),
        ("general", None, None),
        (None, None, None),
    ],
)
def test_the_case_tells_of_a_citizen_proposal(case_type: str | None, told: Any, subject: Any) -> None:
    question = replace(DECISION, subject=told).question("enhetschef", case_type)

    assert (question.subject, question.position, question.on) == (subject, "enhetschef", date(2019, 6, 20))
