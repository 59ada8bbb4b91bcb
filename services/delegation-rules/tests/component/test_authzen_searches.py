"""AuthZEN Authorization API 1.0: the searches, and that what they find gets a yes."""

from dataclasses import dataclass
from typing import Any

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


async def test_who_may_decide(point: Point) -> None:
    resource = rule("3.2.1", amount="279000.00")
    positions = await point.told("search/subject", request({"type": "position", "id": "läses inte"}, resource))
    persons = await point.told("search/subject", request({"type": "person"}, resource))

    assert [each["id"] for each in positions["results"]] == [
        "avdelningschef",
        "avdelningschef-verksamhetsstod",
        "enhetschef",
        "parkingenjor",
        "stadsdelsdirektor",
    ]
    assert persons["results"] == [{"type": "person", "id": point.person}]
    assert list(persons) == ["page", "results"]


async def test_what_a_subject_may_decide(point: Point) -> None:
    properties = {"board": "norrmalm", "amount": "23250.00"}
    body = request(position("enhetschef"), {"type": "delegation-rule", "properties": properties})

    told = await point.told("search/resource", body)

    assert [each["id"] for each in told["results"]] == ["3.1.12", "3.1.18", "3.1.21", "3.2.1", "3.3.4", "3.3.5"]
    for found in told["results"]:
        assert (await point.told("evaluation", body | {"resource": found}))["decision"] is True


async def test_matters_can_be_searched_for_too(point: Point) -> None:
    body = request({"type": "person", "id": point.person}, {"type": "matter", "properties": {"board": "norrmalm"}})

    told = await point.told("search/resource", body)

    assert told["results"]
    for found in told["results"]:
        assert (await point.told("evaluation", body | {"resource": found}))["decision"] is True


async def test_which_actions_a_subject_may_do(point: Point) -> None:
    within = {name: value for name, value in PURCHASE.items() if name != "action"}
    beyond = within | {"resource": rule("3.2.1", amount="279000.01")}

    assert (await point.told("search/action", within))["results"] == [{"name": "decide"}]
    assert (await point.told("search/action", beyond))["results"] == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("search/subject", request({"type": "spaceship"}, rule("3.2.1", amount="1.00"))),
        ("search/subject", request({"type": "position"}, rule("3.9.9"))),
        ("search/subject", request({"type": "position"}, rule("3.2.1", board="sodermalm"))),
        (
            "search/resource",
            request(position("rektor"), {"type": "delegation-rule", "properties": {"board": "norrmalm"}}),
        ),
        ("search/resource", request(position("enhetschef"), {"type": "account"})),
        ("search/action", request({"type": "user", "id": "x"}, rule("3.2.1"))),
    ],
)
async def test_nothing_found_is_no_error(point: Point, path: str, body: Json) -> None:
    told = await point.told(path, body)

    assert told["results"] == []
    assert told["page"] == {"next_token": "", "count": 0, "total": 0}
    assert told["context"]["error"]["message"]


async def test_results_come_in_pages(point: Point) -> None:
    body = request({"type": "position"}, rule("3.2.1", amount="279000.00"))
    whole = await point.told("search/subject", body)

    found: list[Json] = []
    page: Json = {"limit": 2}
    while True:
        told = await point.told("search/subject", body | {"page": page})
        found += told["results"]
        assert (told["page"]["count"], told["page"]["total"]) == (len(told["results"]), 5)
        if not told["page"]["next_token"]:
            break
        page = {"token": told["page"]["next_token"]}

    assert found == whole["results"]
    assert whole["page"] == {"next_token": "", "count": 5, "total": 5}


async def test_a_page_token_holds_for_its_own_search_only(point: Point) -> None:
    body = request({"type": "position"}, rule("3.2.1", amount="279000.00"))
    token = (await point.told("search/subject", body | {"page": {"limit": 2}}))["page"]["next_token"]

    refused = [
        await point.post("search/subject", body | {"page": {"token": token, "limit": 3}}),
        await point.post("search/subject", body | {"resource": rule("3.1.18"), "page": {"token": token}}),
        await point.post("search/subject", body | {"subject": {"type": "person"}, "page": {"token": token}}),
        await point.post("search/subject", body | {"page": {"token": "påhittad"}}),
        await point.post("search/subject", body | {"page": {"token": "WzFd"}}),
        await point.post("search/subject", body | {"page": {"limit": -1}}),
        await point.post("search/subject", body | {"page": []}),
    ]

    assert [answer.status_code for answer in refused] == [400] * len(refused)


@pytest.mark.parametrize(
    ("path", "missing"),
    [
        ("search/subject", "action"),
        ("search/subject", "resource"),
        ("search/resource", "subject"),
        ("search/resource", "action"),
        ("search/action", "resource"),
    ],
)
async def test_a_search_without_what_it_must_have(point: Point, path: str, missing: str) -> None:
    body = {name: value for name, value in PURCHASE.items() if name != missing}

    answer = await point.post(path, body)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, f"/{missing}")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("search/subject", request({"type": "position"}, {"type": "delegation-rule"})),
        ("search/resource", request({"type": "position"}, {"type": "delegation-rule"})),
    ],
)
async def test_only_what_is_searched_for_may_lack_its_id(point: Point, path: str, body: Json) -> None:
    assert (await point.post(path, body)).status_code == 400
