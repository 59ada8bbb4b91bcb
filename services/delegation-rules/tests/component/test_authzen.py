"""AuthZEN Authorization API 1.0: the shapes of its requests and answers, and the same answers as `evaluations`."""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from boardkit.testing.service import RunningService, new_key

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]

CONTEXT: Json = {"date": "2019-06-20"}
DECIDE: Json = {"name": "decide"}


def position(slug: str) -> Json:
    return {"type": "position", "id": slug}


def rule(number: str, **properties: Any) -> Json:
    return {"type": "delegation-rule", "id": number, "properties": {"board": "norrmalm"} | properties}


def request(subject: Json, resource: Json, **other: Any) -> Json:
    return {"subject": subject, "action": DECIDE, "resource": resource, "context": CONTEXT} | other


PURCHASE = request(position("enhetschef"), rule("3.2.1", amount="279000.00"))


@dataclass(frozen=True)
class Point:
    """The policy decision point, with one person who leads a unit."""

    service: RunningService
    person: str

    async def post(self, path: str, body: Any, **headers: str) -> httpx.Response:
        client = self.service.client("evaluations:run", headers={"accept-language": "en"} | headers)
        return await client.post(f"/authzen/access/v1/{path}", json=body)

    async def told(self, path: str, body: Any) -> Any:
        answer = await self.post(path, body)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/json"
        return answer.json()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def point(read_only: RunningService) -> Point:
    client = read_only.client("persons:write", "assignments:write")
    person = await client.post("/persons", json={"board": "norrmalm", "name": "Tove Ahlgren"}, headers=new_key())
    body = {"board": "norrmalm", "person": person.json()["id"], "position": "enhetschef", "kind": "ordinary"}
    assigned = await client.post("/assignments", json=body | {"valid_from": "2019-06-15"}, headers=new_key())
    assert assigned.status_code == 201, assigned.text
    return Point(read_only, person.json()["id"])


async def test_a_decision_is_a_boolean_with_what_it_rests_on(point: Point) -> None:
    permitted = await point.told("evaluation", PURCHASE)
    denied = await point.told("evaluation", request(position("enhetschef"), rule("3.2.1", amount="279000.01")))

    assert (permitted["decision"], denied["decision"]) == (True, False)
    assert denied["context"]["limit"] == "279000.00"
    assert denied["context"]["lowest_positions"] == ["avdelningschef"]
    assert denied["context"]["reasons"][0].startswith("No. Enhetschef may not make the decision under rule 3.2.1")
    assert {"kind": "amount", "status": "not-met"}.items() <= denied["context"]["conditions"][1].items()
    assert "null" not in (await point.post("evaluation", PURCHASE)).text


async def test_the_published_examples_are_true(point: Point) -> None:
    document = (await point.service.anonymous().get("/openapi.json")).json()
    operation = document["paths"]["/delegation-rules/v1/authzen/access/v1/evaluation"]["post"]
    sent, promised = operation["requestBody"], operation["responses"]["200"]
    told = (
        await point.post("evaluation", sent["content"]["application/json"]["example"], **{"accept-language": "sv"})
    ).json()

    example = promised["content"]["application/json"]["example"]
    assert told == example | {"context": example["context"] | {"order_id": told["context"]["order_id"]}}


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ({"position": "enhetschef", "rule": "3.2.1"}, {"amount": "300000.00"}),
        ({"position": "avdelningschef", "rule": "3.2.1"}, {"amount": "300000.00"}),
        ({"position": "enhetschef", "rule": "3.2.3"}, {}),
        (
            {"position": "enhetschef", "rule": "3.2.3"},
            {"circumstances": {"consultation-held": True, "agreement-exists": False}},
        ),
        ({"position": "redovisningsansvarig", "rule": "3.1.6"}, {"amount": "46500.00", "months": 12}),
        ({"position": "redovisningsansvarig", "rule": "3.1.6"}, {"amount": "46500.00", "months": 13}),
        (
            {"position": "ekonomiadministrator-vid-serviceforvaltningen", "rule": "3.3.6"},
            {"purpose": "instalment-plan", "months": 3},
        ),
        ({"position": "stadsdelsdirektor", "rule": "3.2.4"}, {"subject": "citizen-proposal"}),
        ({"position": "enhetschef", "matter": "Kassation eller försäljning av inventarier"}, {}),
    ],
)
async def test_the_same_answer_as_evaluations(point: Point, question: Json, facts: Json) -> None:
    subject = position(question["position"])
    kind = "matter" if "matter" in question else "delegation-rule"
    resource = {"type": kind, "id": question.get("matter", question.get("rule"))}
    resource |= {"properties": {"board": "norrmalm"} | facts}

    told = await point.told("evaluation", request(subject, resource))

    client = point.service.client("evaluations:run", headers={"accept-language": "en"})
    body = {"board": "norrmalm", "date": CONTEXT["date"]} | question | facts
    plain = (await client.post("/evaluations", json=body)).json()
    assert told["decision"] == plain["allowed"]
    assert set(told["context"]) <= set(plain)
    for name in told["context"].keys() - {"conditions"}:
        assert told["context"][name] == plain[name]
    assert [each["text"] for each in told["context"]["conditions"]] == [each["text"] for each in plain["conditions"]]


async def test_a_person_may_what_the_positions_held_may(point: Point) -> None:
    person = {"type": "person", "id": point.person}
    held = await point.told("evaluation", request(person, rule("3.2.1", amount="279000.00")))
    before = await point.told("evaluation", request(person, rule("3.2.1"), context={"date": "2019-06-14"}))
    stranger = await point.told("evaluation", request({"type": "person", "id": str(uuid4())}, rule("3.1.18")))

    assert (held["decision"], held["context"]["position"]) == (True, "enhetschef")
    assert before["context"]["error"]["pointer"] == "/context/date"
    assert (before["decision"], stranger["decision"]) == (False, False)


async def test_the_day_is_that_of_the_time_in_sweden(point: Point) -> None:
    late = {"time": "2019-12-31T22:30:00Z", "ip": "192.0.2.7"}
    later = {"time": "2020-01-01T00:10+01:00"}
    resource = rule("3.2.1", amount="279000.01")

    told = [
        await point.told("evaluation", request(position("enhetschef"), resource, context=context))
        for context in (late, later)
    ]

    assert [each["decision"] for each in told] == [False, True]


async def test_without_a_context_the_day_is_today(point: Point) -> None:
    question = {name: value for name, value in PURCHASE.items() if name != "context"}

    told = await point.told("evaluation", question)

    # The tests' own day lies before the order.
    assert told["context"]["error"]["type"].endswith("/no-order-in-force")


async def test_unknown_fields_are_passed_over(point: Point) -> None:
    subject = position("enhetschef") | {"properties": {"department": "Förskola", "okänt": [1, {"a": None}]}}
    resource = rule("3.2.1", amount="279000.00", owner="någon")
    body = request(subject, resource, action=DECIDE | {"properties": {"method": "GET"}}, futureField={"nested": True})

    assert await point.told("evaluation", body) == await point.told("evaluation", PURCHASE)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"subject": None}, "/subject"),
        ({"action": None}, "/action"),
        ({"resource": None}, "/resource"),
        ({"subject": {"id": "enhetschef"}}, "/subject/type"),
        ({"subject": {"type": "position"}}, "/subject/id"),
        ({"action": {}}, "/action/name"),
        ({"action": {"name": 123}}, "/action/name"),
        ({"resource": {"id": "3.2.1"}}, "/resource/type"),
        ({"resource": {"type": "delegation-rule"}}, "/resource/id"),
        ({"subject": "enhetschef"}, "/subject"),
        ({"context": "hemligt"}, "/context"),
        ({"resource": {"type": "delegation-rule", "id": "1", "properties": []}}, "/resource/properties"),
    ],
)
async def test_what_must_be_told_is_asked_for_with_400(point: Point, change: Json, pointer: str) -> None:
    body = {name: value for name, value in (PURCHASE | change).items() if value is not None}

    single = await point.post("evaluation", body)
    several = await point.post("evaluations", body)

    for answer in (single, several):
        assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
        assert "hemligt" not in answer.text


async def test_a_body_that_is_no_json_object_is_400(point: Point) -> None:
    client = point.service.client("evaluations:run", headers={"content-type": "application/json"})

    for content in (b"", b"{", b"[]", b'"x"', b"[" * 100_000):
        answer = await client.post("/authzen/access/v1/evaluation", content=content)
        assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


UNIT_HEAD = position("enhetschef")
PURCHASES = rule("3.2.1")


@pytest.mark.parametrize(
    ("change", "kind", "pointer"),
    [
        ({"subject": position("rektor")}, "unknown-position", "/subject/id"),
        ({"subject": position("Ej Slug")}, "invalid-input", "/subject/id"),
        ({"subject": {"type": "user", "id": "x"}}, "unknown-authzen-entity", "/subject/type"),
        ({"action": {"name": "read"}}, "unknown-authzen-entity", "/action/name"),
        ({"resource": {"type": "account", "id": "1"}}, "unknown-authzen-entity", "/resource/type"),
        ({"resource": {"type": "delegation-rule", "id": "1"}}, "invalid-input", "/resource/properties/board"),
        ({"resource": rule("3.1.20")}, "unknown-rule", "/resource/id"),
        ({"resource": rule("av") | {"type": "matter"}}, "ambiguous-matter", "/resource/id"),
        ({"resource": rule("3.2.1", amount=300000)}, "invalid-input", "/resource/properties/amount"),
        ({"resource": rule("3.2.1", purpose="x")}, "unknown-fact", "/resource/properties/purpose"),
        ({"resource": rule("3.2.1", board="sodermalm")}, "not-found", "/resource/properties/board"),
        ({"context": {"date": "2019-06-31"}}, "invalid-input", "/context/date"),
        ({"context": {"date": 20190620}}, "invalid-input", "/context/date"),
        ({"context": {"time": "2019-06-20"}}, "invalid-input", "/context/time"),
        ({"context": CONTEXT | {"time": "2019-06-21T08:00:00Z"}}, "invalid-input", "/context/time"),
    ],
)
async def test_what_cannot_be_answered_is_a_no_that_says_why(
    point: Point, change: Json, kind: str, pointer: str
) -> None:
    told = await point.told("evaluation", request(UNIT_HEAD, PURCHASES) | change)

    error = told["context"]["error"]
    assert (told["decision"], error["type"].rsplit("/", 1)[1], error["pointer"]) == (False, kind, pointer)
    assert error["status"] in {404, 422}
    assert error["message"]


async def test_several_evaluations_with_defaults(point: Point) -> None:
    body = {
        "subject": position("enhetschef"),
        "action": DECIDE,
        "resource": {"type": "delegation-rule"},
        "context": CONTEXT,
        "evaluations": [
            {"resource": rule("3.2.1", amount="279000.00")},
            {"resource": rule("3.2.1", amount="279000.01")},
            {"subject": position("avdelningschef"), "resource": rule("3.2.1", amount="279000.01")},
            {"resource": rule("3.2.1", amount="283800.00"), "context": {"date": "2020-03-02"}},
            {"resource": {"id": "3.1.18", "properties": {"board": "norrmalm"}}},
            {},
        ],
        "options": {"another_option": "value"},
    }

    told = await point.told("evaluations", body)

    assert [each["decision"] for each in told["evaluations"]] == [True, False, True, True, True, False]
    assert told["evaluations"][5]["context"]["error"]["pointer"] == "/resource/id"
    assert "decision" not in told


@pytest.mark.parametrize(
    ("semantic", "decisions"),
    [
        ("execute_all", [True, False, True]),
        ("deny_on_first_deny", [True, False]),
        ("permit_on_first_permit", [True]),
    ],
)
async def test_when_a_batch_ends(point: Point, semantic: str, decisions: list[bool]) -> None:
    amounts = ("1.00", "9999999.00", "2.00")
    body = {
        "subject": position("enhetschef"),
        "action": DECIDE,
        "context": CONTEXT,
        "options": {"evaluations_semantic": semantic},
        "evaluations": [{"resource": rule("3.2.1", amount=amount)} for amount in amounts],
    }

    told = await point.told("evaluations", body)

    assert [each["decision"] for each in told["evaluations"]] == decisions


async def test_an_error_in_a_batch_is_a_denial(point: Point) -> None:
    evaluations = [request(position("rektor"), rule("3.2.1")), PURCHASE]
    first_deny = {"evaluations": evaluations, "options": {"evaluations_semantic": "deny_on_first_deny"}}

    assert [
        each["decision"] for each in (await point.told("evaluations", {"evaluations": evaluations}))["evaluations"]
    ] == [
        False,
        True,
    ]
    assert len((await point.told("evaluations", first_deny))["evaluations"]) == 1


async def test_a_batch_is_each_of_its_evaluations(point: Point) -> None:
    each = [request(position("enhetschef"), rule(number)) for number in ("3.1.18", "3.1.20", "3.2.3", "3.9.9")]

    together = await point.told("evaluations", {"evaluations": each})

    assert together["evaluations"] == [await point.told("evaluation", one) for one in each]


@pytest.mark.parametrize("evaluations", [{}, {"evaluations": []}, {"evaluations": None}])
async def test_without_evaluations_it_is_a_single_one(point: Point, evaluations: Json) -> None:
    assert await point.told("evaluations", PURCHASE | evaluations) == await point.told("evaluation", PURCHASE)


@pytest.mark.parametrize(
    "change",
    [
        {"options": {"evaluations_semantic": "all"}},
        {"evaluations": "x"},
        {"evaluations": ["x"]},
        {"evaluations": [{}] * 1001},
    ],
)
async def test_a_batch_that_cannot_be_read(point: Point, change: Json) -> None:
    assert (await point.post("evaluations", {"evaluations": [PURCHASE]} | change)).status_code == 400


async def test_the_name_of_a_request_comes_back(point: Point) -> None:
    name = "bfe9eb29-ab87"
    answers = [
        await point.post("evaluation", PURCHASE, **{"x-request-id": name}),
        await point.post("evaluation", {}, **{"x-request-id": name}),
        await point.post("evaluation", PURCHASE),
    ]

    assert [answer.headers.get("x-request-id") for answer in answers] == [name, name, None]


async def test_who_may_ask(point: Point) -> None:
    path = "/authzen/access/v1/evaluation"
    anonymous = point.service.anonymous()

    assert (await anonymous.post(path, json=PURCHASE)).status_code == 401
    assert (await anonymous.post(path, content=b"{", headers={"content-type": "application/json"})).status_code == 401
    assert (await point.service.client("positions:read").post(path, json=PURCHASE)).status_code == 403


async def test_the_same_question_gets_the_same_answer(point: Point) -> None:
    told = await asyncio.gather(*(point.told("evaluation", PURCHASE) for _ in range(10)))

    assert all(each == told[0] for each in told)
