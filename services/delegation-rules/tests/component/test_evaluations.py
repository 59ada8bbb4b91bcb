"""Questions through the front door, answered by the demonstration's order."""

import asyncio
from typing import Any

import pytest

from boardkit.testing.service import RunningService

pytestmark = pytest.mark.asyncio(loop_scope="module")

JOURNEY: dict[str, Any] = {
    "board": "norrmalm",
    "rule": "3.2.1",
    "position": "enhetschef",
    "amount": "300000.00",
    "date": "2019-06-20",
}


async def _ask(service: RunningService, question: dict[str, Any], **options: Any) -> Any:
    answer = await service.client("evaluations:run", **options).post("/evaluations", json=question)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_the_question_of_the_journey(read_only: RunningService) -> None:
    answer = await _ask(read_only, JOURNEY, headers={"accept-language": "sv"})

    order_address = f"http://service.test/delegation-rules/v1/delegation-orders/{answer['order_id']}"
    assert answer["allowed"] is False
    assert answer["limit"] == "279000.00"
    assert answer["limit_basis"] == {
        "kind": "amount",
        "quantity": "6",
        "unit": "price-base-amounts",
        "unit_amount": "46500.00",
        "year": 2019,
        "price_base_amount_status": "decided",
    }
    assert answer["lowest_position"] == "avdelningschef"
    assert answer["lowest_positions"] == ["avdelningschef"]
    assert answer["report_to_board"] is False
    assert {name: answer[name] for name in JOURNEY} == JOURNEY
    assert answer["rules_used"] == ["3.2.1"]
    assert (answer["order_version"], answer["order_in_force_from"]) == (1, "2019-06-15")
    assert answer["tier"] == {
        "number": 3,
        "amount": {"above": None, "up_to": {"quantity": "6", "unit": "price-base-amounts"}},
        "delegates": ["enhetschef", "parkingenjor"],
    }
    assert answer["conditions"] == [
        {"kind": "position", "status": "met", "circumstance": None, "text": "Enhetschef är lägsta delegat."},
        {
            "kind": "amount",
            "status": "not-met",
            "circumstance": None,
            "text": "Beloppet är högst 6 prisbasbelopp (279\u00a0000,00\u00a0kr).",
        },
    ]
    assert answer["reasons"][0] == (
        "Nej. Enhetschef får inte fatta beslutet enligt regel 3.2.1 i delegationsordningen version 1, "
        "som gäller från 2019-06-15."
    )
    assert {name: link["href"] for name, link in answer["_links"].items()} == {
        "self": "http://service.test/delegation-rules/v1/evaluations",
        "rule": f"{order_address}/rules/3.2.1",
        "delegation-order": order_address,
    }


async def test_reasons_follow_accept_language(read_only: RunningService) -> None:
    client = read_only.client("evaluations:run", headers={"accept-language": "en"})

    answer = await client.post("/evaluations", json=JOURNEY)

    assert answer.headers["content-language"] == "en"
    assert answer.json()["reasons"][0].startswith("No. Enhetschef may not make the decision under rule 3.2.1")


@pytest.mark.parametrize(
    ("amount", "allowed"), [("278999.99", True), ("279000.00", True), ("279000.01", False), ("0.00", True)]
)
async def test_the_limit_to_the_ore(read_only: RunningService, amount: str, allowed: bool) -> None:
    assert (await _ask(read_only, JOURNEY | {"amount": amount}))["allowed"] is allowed


async def test_the_price_base_amount_is_that_of_the_decisions_year(read_only: RunningService) -> None:
    answer = await _ask(read_only, JOURNEY | {"date": "2020-01-01", "amount": "283800.00"})

    assert (answer["allowed"], answer["limit"]) == (True, "283800.00")


async def test_circumstances_are_told_by_name(read_only: RunningService) -> None:
    question = {"board": "norrmalm", "rule": "3.2.3", "position": "enhetschef", "date": "2019-06-20"}
    told = {"consultation-held": True, "agreement-exists": False}

    unknown = await _ask(read_only, question)
    known = await _ask(read_only, question | {"circumstances": told})

    assert unknown["allowed"] is False
    assert [(each["circumstance"], each["status"]) for each in unknown["conditions"]] == [
        (None, "met"),
        ("consultation-held", "not-known"),
        ("agreement-exists", "not-known"),
    ]
    assert known["allowed"] is True


async def test_what_the_order_does_not_say_is_null(read_only: RunningService) -> None:
    question = {"board": "norrmalm", "rule": "3.2.4", "position": "stadsdelsdirektor", "date": "2019-06-20"}

    answer = await _ask(read_only, question)

    assert answer["allowed"] is True
    assert answer["report_to_board"] is None
    assert (answer["limit"], answer["limit_basis"]["kind"]) == (None, "no-limit")


async def test_a_missing_amount_is_not_a_yes(read_only: RunningService) -> None:
    question = {name: value for name, value in JOURNEY.items() if name != "amount"}

    answer = await _ask(read_only, question)

    assert answer["allowed"] is False
    assert answer["conditions"][1]["status"] == "not-known"
    assert (answer["lowest_position"], answer["lowest_positions"]) == (None, None)


@pytest.mark.parametrize(
    ("change", "slug", "pointer"),
    [
        ({"rule": "3.9.9"}, "unknown-rule", "/rule"),
        ({"rule": "3.1.20"}, "unknown-rule", "/rule"),
        ({"position": "rektor"}, "unknown-position", "/position"),
        ({"purpose": "hemligt"}, "unknown-fact", "/purpose"),
        ({"circumstances": {"hemligt": True}}, "unknown-fact", "/circumstances"),
        ({"date": "2019-06-14"}, "no-order-in-force", "/date"),
    ],
)
async def test_what_does_not_exist_is_pointed_at(
    read_only: RunningService, change: dict[str, Any], slug: str, pointer: str
) -> None:
    answer = await read_only.client("evaluations:run").post("/evaluations", json=JOURNEY | change)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"].endswith(f"/{slug}")
    assert answer.json()["pointer"] == pointer
    assert "hemligt" not in answer.text


async def test_a_day_before_any_order_tells_the_first_day(read_only: RunningService) -> None:
    answer = await read_only.client("evaluations:run").post("/evaluations", json=JOURNEY | {"date": "2019-06-14"})

    assert answer.json()["first_day_in_force"] == "2019-06-15"


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"date": "2019-06-31"}, {"/date": "invalid-input"}),
        ({"date": "20 juni 2019"}, {"/date": "invalid-input"}),
        ({"amount": "-1.00"}, {"/amount": "invalid-input"}),
        ({"amount": "300000.001"}, {"/amount": "invalid-input"}),
        ({"amount": 300000}, {"/amount": "invalid-input"}),
        ({"amount": "300 000,00"}, {"/amount": "invalid-input"}),
        ({"rule": "§ 3.2.1"}, {"/rule": "string_pattern_mismatch"}),
        ({"position": "Enhetschef"}, {"/position": "string_pattern_mismatch"}),
        ({"months": 0}, {"/months": "greater_than_equal"}),
        ({"circumstances": {"attested": "ja"}}, {"/circumstances": "bool_type"}),
        ({"hemligt": 1}, {"": "extra_forbidden"}),
    ],
)
async def test_bad_input_is_refused_field_by_field(
    read_only: RunningService, change: dict[str, Any], errors: dict[str, str]
) -> None:
    answer = await read_only.client("evaluations:run").post("/evaluations", json=JOURNEY | change)

    assert answer.status_code == 422
    assert {error["pointer"]: error["code"] for error in answer.json()["errors"]} == errors
    assert "hemligt" not in answer.text


async def test_who_may_ask(read_only: RunningService) -> None:
    anonymous = await read_only.anonymous().post("/evaluations", json=JOURNEY)
    without_scope = await read_only.client("positions:read").post("/evaluations", json=JOURNEY)
    stranger = await read_only.client("evaluations:run", boards=["sodermalm"]).post("/evaluations", json=JOURNEY)
    everywhere = read_only.client("evaluations:run", boards=["*"])

    assert anonymous.status_code == 401
    assert without_scope.status_code == 403
    assert (stranger.status_code, stranger.json()["pointer"]) == (404, "/board")
    assert (await everywhere.post("/evaluations", json=JOURNEY)).status_code == 200
    assert (await everywhere.post("/evaluations", json=JOURNEY | {"board": "ingenstans"})).status_code == 404


async def test_questions_put_at_once_get_the_same_answer(read_only: RunningService) -> None:
    answers = await asyncio.gather(*(_ask(read_only, JOURNEY) for _ in range(20)))

    assert all(answer == answers[0] for answer in answers)
