"""Many questions at a time, by matter and by person; each answered as if it had been put alone."""

import json
from typing import Any

import pytest

from boardkit.testing.service import RunningService

pytestmark = pytest.mark.asyncio(loop_scope="module")

JOURNEY: dict[str, Any] = {"rule": "3.2.1", "position": "enhetschef", "amount": "300000.00", "date": "2019-06-20"}
QUESTIONS: list[dict[str, Any]] = [
    JOURNEY,
    JOURNEY | {"amount": "279000.00"},
    JOURNEY | {"date": "2020-01-01", "amount": "283800.00"},
    {"rule": "3.2.3", "position": "enhetschef", "date": "2019-06-20", "circumstances": {"consultation-held": True}},
    {"rule": "3.2.4", "position": "stadsdelsdirektor", "date": "2019-06-20"},
    JOURNEY,
]
UNUSABLE: list[tuple[Any, str, str]] = [
    (JOURNEY | {"rule": "3.1.20"}, "unknown-rule", "/questions/1/rule"),
    (JOURNEY | {"position": "rektor"}, "unknown-position", "/questions/1/position"),
    (JOURNEY | {"purpose": "hemligt"}, "unknown-fact", "/questions/1/purpose"),
    (JOURNEY | {"circumstances": {"hemligt": True}}, "unknown-fact", "/questions/1/circumstances"),
    (JOURNEY | {"date": "2019-06-14"}, "no-order-in-force", "/questions/1/date"),
    (JOURNEY | {"date": "2019-06-31"}, "invalid-fields", "/questions/1"),
    (JOURNEY | {"amount": 300000}, "invalid-fields", "/questions/1"),
    (JOURNEY | {"board": "norrmalm"}, "invalid-fields", "/questions/1"),
    (JOURNEY | {"matter": "hemligt"}, "invalid-fields", "/questions/1"),
    ("hemligt", "invalid-fields", "/questions/1"),
    (None, "invalid-fields", "/questions/1"),
]


async def _batch(service: RunningService, *questions: Any) -> Any:
    sent = {"board": "norrmalm", "questions": list(questions)}
    answer = await service.client("evaluations:run").post("/evaluations", json=sent)
    assert answer.status_code == 200, answer.text
    return answer.json()["answers"]


async def _one(service: RunningService, question: dict[str, Any]) -> Any:
    answer = await service.client("evaluations:run").post("/evaluations", json={"board": "norrmalm"} | question)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("language", ["sv", "en"])
async def test_each_answer_is_byte_for_byte_what_it_would_be_alone(read_only: RunningService, language: str) -> None:
    client = read_only.client("evaluations:run", headers={"accept-language": language})

    together = await client.post("/evaluations", json={"board": "norrmalm", "questions": QUESTIONS})
    alone = [await client.post("/evaluations", json={"board": "norrmalm"} | question) for question in QUESTIONS]

    assert together.content == b'{"answers":[' + b",".join(answer.content for answer in alone) + b"]}"
    assert together.headers["content-language"] == language
    assert together.headers["content-type"] == "application/json"


@pytest.mark.parametrize(("question", "slug", "pointer"), UNUSABLE)
async def test_a_question_without_an_answer_gets_its_problem_in_its_place(
    read_only: RunningService, question: Any, slug: str, pointer: str
) -> None:
    first, unusable, last = await _batch(read_only, JOURNEY, question, JOURNEY)

    assert first == last == await _one(read_only, JOURNEY)
    assert list(unusable) == ["problem"]
    assert unusable["problem"]["type"] == f"https://kansli.example/problems/{slug}"
    assert (unusable["problem"]["status"], unusable["problem"]["pointer"]) == (422, pointer)
    assert "hemligt" not in str(unusable)


@pytest.mark.parametrize("wrong", [{"circumstances": {"\ud800": True}}, {"subject": "\ud800"}, {"months": "\ud800"}])
async def test_half_a_sign_is_one_questions_own_problem(read_only: RunningService, wrong: dict[str, Any]) -> None:
    sent = json.dumps({"board": "norrmalm", "questions": [JOURNEY, JOURNEY | wrong]})
    told = {"content-type": "application/json"}

    answer = await read_only.client("evaluations:run").post("/evaluations", content=sent, headers=told)

    assert answer.status_code == 200
    assert answer.json()["answers"][1]["problem"]["status"] == 422


async def test_each_wrong_field_is_pointed_at_within_its_question(read_only: RunningService) -> None:
    _, unusable = await _batch(read_only, JOURNEY, JOURNEY | {"date": "igår", "months": 0})

    assert {error["pointer"]: error["code"] for error in unusable["problem"]["errors"]} == {
        "/questions/1/date": "invalid-input",
        "/questions/1/months": "greater_than_equal",
    }


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({"board": "norrmalm", "questions": []}, {"/questions": "too_short"}),
        ({"board": "norrmalm", "questions": [JOURNEY] * 10_001}, {"/questions": "too_long"}),
        ({"board": "norrmalm", "questions": JOURNEY}, {"/questions": "list_type"}),
        ({"board": "norrmalm", "questions": None}, {"/questions": "list_type"}),
        ({"questions": [JOURNEY]}, {"/board": "missing"}),
        ({"board": "§", "questions": [JOURNEY]}, {"/board": "string_pattern_mismatch"}),
        ({"board": "norrmalm", "questions": [JOURNEY], "hemligt": 1}, {"": "extra_forbidden"}),
        (JOURNEY, {"/board": "missing"}),
        ([JOURNEY], {"": "model_type"}),
        ("hemligt", {"": "model_type"}),
    ],
)
async def test_a_batch_that_is_none_is_refused_as_a_whole(
    read_only: RunningService, sent: Any, errors: dict[str, str]
) -> None:
    answer = await read_only.client("evaluations:run").post("/evaluations", json=sent)

    assert answer.status_code == 422
    assert {error["pointer"]: error["code"] for error in answer.json()["errors"]} == errors
    assert "hemligt" not in answer.text


@pytest.mark.parametrize(
    "question",
    [JOURNEY | {"matter": "inköp"}, {"position": "enhetschef", "date": "2019-06-20"}, JOURNEY | {"rule": None}],
)
async def test_a_question_names_one_rule_and_one_decider(read_only: RunningService, question: dict[str, Any]) -> None:
    answer = await read_only.client("evaluations:run").post("/evaluations", json={"board": "norrmalm"} | question)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [""]


async def test_another_board_is_not_there(read_only: RunningService) -> None:
    sent = {"board": "norrmalm", "questions": [JOURNEY]}

    stranger = await read_only.client("evaluations:run", boards=["sodermalm"]).post("/evaluations", json=sent)
    nowhere = await read_only.client("evaluations:run", boards=["*"]).post("/evaluations", json=sent | {"board": "x"})

    assert (stranger.status_code, stranger.json()["pointer"]) == (404, "/board")
    assert (nowhere.status_code, nowhere.json()["type"].rsplit("/")[-1]) == (404, "unknown-board")


async def test_the_most_questions_that_may_be_put(read_only: RunningService) -> None:
    many = [JOURNEY | {"amount": f"{279_000 + place - 5_000}.00"} for place in range(10_000)]

    answers = await _batch(read_only, *many)

    assert [answer["allowed"] for answer in answers] == [True] * 5001 + [False] * 4999
    assert [answer["amount"] for answer in answers] == [question["amount"] for question in many]


async def test_a_rule_is_found_by_words_of_its_matter(
    read_only: RunningService, order_document: dict[str, Any]
) -> None:
    matter = next(rule["matter"] for rule in order_document["rules"] if rule["number"] == "3.2.1")
    question = {name: value for name, value in JOURNEY.items() if name != "rule"}

    by_matter = await _one(read_only, question | {"matter": matter.upper()})

    assert by_matter == await _one(read_only, JOURNEY)
    assert (by_matter["rule"], by_matter["matter"]) == ("3.2.1", matter)
    assert (await _batch(read_only, question | {"matter": matter})) == [by_matter]


async def test_words_that_fit_several_rules_or_none_are_not_guessed_at(read_only: RunningService) -> None:
    client = read_only.client("evaluations:run")
    question = {"board": "norrmalm", "position": "enhetschef", "date": "2019-06-20"}

    several = (await client.post("/evaluations", json=question | {"matter": "av"})).json()
    none = (await client.post("/evaluations", json=question | {"matter": "hemligt"})).json()

    assert (several["type"].rsplit("/")[-1], several["pointer"]) == ("ambiguous-matter", "/matter")
    assert {"3.1.1", "3.2.1"} & set(several["candidates"])
    assert (none["type"].rsplit("/")[-1], none["pointer"]) == ("unknown-matter", "/matter")
    assert "hemligt" not in str(none)
