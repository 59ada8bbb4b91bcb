"""What the quick way reads, the schema reads alike; what it does not understand, the schema refuses or reads."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boardkit.api.problems import InvalidFields
from delegation_rules.domain.answering import Asked
from delegation_rules.domain.statute import Subject
from delegation_rules.schemas.question_reading import read_by_schema, read_plainly, read_question

PLAIN = {"rule": "3.2.1", "position": "enhetschef", "date": "2019-06-20", "amount": "300000.00"}
PERSON = "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d"
ANYTHING: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, 3, 1201, 3.0, "", "x", "X", "å", "a\n", "a\x00", [], {}, {"a": 1}]
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "rule": st.sampled_from(["3.2.1", "3.2.1\n", "0.1", "1" * 50, "3..1"]),
    "matter": st.sampled_from(["Inköp", " Inköp ", "In\u0308köp", "a\nb", "\u00a0", "a\u00adb", "x" * 301, "\u202ea"]),
    "position": st.sampled_from(["enhetschef", "enhetschef\n", "Enhetschef", "a--b", "a" * 81, "enhetschéf"]),
    "person": st.sampled_from([PERSON, PERSON.upper(), PERSON.replace("-", ""), f"{{{PERSON}}}", "1", f"{PERSON}\n"]),
    "date": st.sampled_from(["2019-06-20", "2019-06-31", "2019-6-2", "20190620", "0001-01-01", "2200-01-01"]),
    "amount": st.sampled_from(["0.00", "-0.00", "-1.00", "1", "1.5", "007.50", "1e5", "NaN", "1.00\n", "٣.00"]),
    "months": st.sampled_from([1, 1200, 0, 1201, "3", 10**30]),
    "purpose": st.sampled_from(["sale", "sale\n"]),
    "monthly_rent": st.sampled_from(["5000.00", "5000", "-1.00"]),
    "circumstances": st.sampled_from([{}, {"agreed": True}, {"agreed": 1}, {"Agreed": True}, {"agreed": None}])
    | st.just({f"n{number}": True for number in range(51)}),
    "subject": st.sampled_from(["procurement", "citizen-proposal", "PROCUREMENT"]),
    "unknown": st.just(1),
}


@st.composite
def sent(draw: st.DrawFn) -> dict[str, Any]:
    """A plain question with a few fields changed, taken away or added."""
    question: dict[str, Any] = dict(PLAIN)
    for name in draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=4, unique=True)):
        if draw(st.booleans()):
            question[name] = draw(VALUES[name] | ANYTHING)
        else:
            question.pop(name, None)
    return question


@settings(max_examples=1500, deadline=None)
@given(sent() | ANYTHING)
def test_the_quick_way_reads_nothing_that_the_schema_would_not_read_alike(question: Any) -> None:
    plainly = read_plainly(question)

    if plainly is not None:
        assert plainly == read_by_schema(question, 0)


@pytest.mark.parametrize(
    "question",
    [
        PLAIN,
        {name: value for name, value in PLAIN.items() if name != "amount"},
        PLAIN | {"months": 3, "purpose": "sale", "monthly_rent": "5000.00", "circumstances": {"agreed": False}},
        {"matter": "Inköp av varor", "person": PERSON, "date": "2019-06-20", "subject": "procurement"},
    ],
)
def test_plain_questions_are_read_the_quick_way(question: dict[str, Any]) -> None:
    assert read_plainly(question) == read_by_schema(question, 0)
    assert isinstance(read_plainly(question), Asked)


def test_everything_that_is_told_comes_along() -> None:
    told = PLAIN | {"monthly_rent": "5000.00", "months": 2, "subject": "procurement", "circumstances": {"agreed": True}}
    del told["position"]

    found = read_plainly(told | {"person": PERSON})

    assert found is not None
    question = found.question
    assert (question.rule, question.position, found.person) == ("3.2.1", None, UUID(PERSON))
    assert (question.amount, question.monthly_rent, question.months) == (Decimal(300_000), Decimal(5000), 2)
    assert (question.subject, question.circumstances) == (Subject.PROCUREMENT, {"agreed": True})


@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        ({"date": "2019-06-31"}, "/questions/17/date", "invalid-input"),
        ({"matter": "Inköp"}, "/questions/17", "invalid-input"),
        ({"position": None}, "/questions/17", "invalid-input"),
        ({"hemligt": 1}, "/questions/17", "extra_forbidden"),
        ({"circumstances": {"Hemligt": True}}, "/questions/17/circumstances", "string_pattern_mismatch"),
    ],
)
def test_what_is_wrong_is_told_by_its_place_in_the_batch(change: dict[str, Any], place: str, code: str) -> None:
    found = read_question(PLAIN | change, 17)

    assert isinstance(found, InvalidFields)
    assert (found.fields[0].place, found.fields[0].code) == (place, code)
