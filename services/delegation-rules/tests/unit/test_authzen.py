"""AuthZEN requests as rules: defaults, the day, when a batch ends, and pages by token."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardkit.domain.errors import InvalidInput
from delegation_rules.domain.authzen import (
    MOST_RESULTS,
    AccessRequest,
    Entity,
    EvaluationsSemantic,
    day_of,
    page_of,
    place_in_request,
    question_fields,
)
from delegation_rules.domain.authzen_errors import PageTokenRefused, UnknownEntity

TODAY = date(2019, 6, 3)
SUBJECT = Entity("position", "enhetschef")
RULE = Entity("delegation-rule", "3.2.1", {"board": "norrmalm", "amount": "1.00", "owner": "x", "months": None})
WHOLE = AccessRequest(SUBJECT, "decide", RULE, {"date": "2019-06-20"})


def test_a_request_is_the_question_that_it_comes_to() -> None:
    assert question_fields(WHOLE, TODAY) == {
        "position": "enhetschef",
        "rule": "3.2.1",
        "date": "2019-06-20",
        "board": "norrmalm",
        "amount": "1.00",
    }


@pytest.mark.parametrize(
    "request_",
    [
        AccessRequest(SUBJECT, "read", RULE),
        AccessRequest(Entity("user", "x"), "decide", RULE),
        AccessRequest(SUBJECT, "decide", Entity("account", "1")),
    ],
)
def test_other_kinds_are_not_known(request_: AccessRequest) -> None:
    with pytest.raises(UnknownEntity):
        question_fields(request_, TODAY)


def test_defaults_stand_in_for_what_is_not_told_and_for_nothing_else() -> None:
    own = AccessRequest(resource=Entity(id="3.1.18"), context={})

    merged = own.with_defaults(WHOLE)

    assert merged == AccessRequest(SUBJECT, "decide", Entity("delegation-rule", "3.1.18"), {})
    assert AccessRequest().with_defaults(WHOLE) == WHOLE
    assert WHOLE.with_defaults(AccessRequest(Entity("person", "x"), "read", Entity("matter", "y"), None)) == WHOLE


def test_the_first_thing_lacking_is_named() -> None:
    assert WHOLE.missing() is None
    assert AccessRequest(None, "decide", RULE).missing() == "/subject"
    assert AccessRequest(SUBJECT, None, RULE).missing() == "/action"
    assert AccessRequest(SUBJECT, "decide", Entity("matter")).missing() == "/resource/id"


@pytest.mark.parametrize(
    ("context", "day"),
    [
        ({}, "2019-06-03"),
        ({"date": "2019-06-20"}, "2019-06-20"),
        ({"time": "2019-06-20T23:30-07:00"}, "2019-06-21"),
        ({"time": "2019-06-20T21:59:59.5Z"}, "2019-06-20"),
        ({"time": "2019-06-20t22:00:00z", "date": "2019-06-21"}, "2019-06-21"),
    ],
)
def test_the_day_of_the_decision(context: dict[str, Any], day: str) -> None:
    assert day_of(context, TODAY) == day


@pytest.mark.parametrize(
    "context",
    [
        {"time": "2019-06-20T12:00:00"},
        {"time": "nyss"},
        {"time": 1561024800},
        {"time": "9999-12-31T23:59:59-23:00"},
        {"date": ["2019-06-20"]},
        {"date": "2019-06-20", "time": "2019-06-21T12:00:00Z"},
    ],
)
def test_a_day_that_cannot_be_told(context: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        day_of(context, TODAY)


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ("/position", "/subject/id"),
        ("/person", "/subject/id"),
        ("/rule", "/resource/id"),
        ("/matter", "/resource/id"),
        ("/date", "/context/date"),
        ("/circumstances/attested", "/resource/properties/circumstances/attested"),
        ("/questions", ""),
    ],
)
def test_an_error_is_told_by_its_place_in_the_request(pointer: str, place: str) -> None:
    assert place_in_request(pointer, WHOLE) == place


def test_when_a_batch_ends() -> None:
    ends = {semantic: (semantic.ends_with(True), semantic.ends_with(False)) for semantic in EvaluationsSemantic}

    assert ends == {
        EvaluationsSemantic.EXECUTE_ALL: (False, False),
        EvaluationsSemantic.DENY_ON_FIRST_DENY: (False, True),
        EvaluationsSemantic.PERMIT_ON_FIRST_PERMIT: (True, False),
    }


@given(st.lists(st.integers(), max_size=60), st.integers(1, 70))
def test_the_pages_are_the_whole(results: list[int], limit: int) -> None:
    found: list[int] = []
    page = page_of(results, "search", None, limit)
    while True:
        found += page.results
        assert len(page.results) <= limit
        assert page.total == len(results)
        if not page.next_token:
            break
        page = page_of(results, "search", page.next_token, None)

    assert found == results


def test_a_page_of_nothing_still_tells_the_total() -> None:
    page = page_of("abc", "search", None, 0)

    assert (page.results, page.total, page.next_token != "") == ((), 3, True)


def test_no_page_is_larger_than_the_largest() -> None:
    assert len(page_of(range(5000), "search", None, 10**30).results) == MOST_RESULTS


@given(st.text(max_size=250))
def test_a_made_up_token_is_refused(token: str) -> None:
    if token:
        with pytest.raises(PageTokenRefused):
            page_of("abc", "search", token, None)


def test_a_token_holds_for_its_search_and_its_limit() -> None:
    token = page_of("abc", "search", None, 2).next_token

    for asked, limit in (("another", None), ("search", 3)):
        with pytest.raises(PageTokenRefused):
            page_of("abc", asked, token, limit)
    assert page_of("abc", "search", token, 2).results == ("c",)
