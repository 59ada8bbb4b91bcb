"""A draft is rewritten, withdrawn or adopted in place of the order in force."""

import asyncio
import copy
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest

from boardkit.testing.service import RunningService, if_match, new_key

READ_AND_WRITE = ("delegation-orders:write", "delegation-orders:read")
DECISION = {"case_number": "2019/000310", "decided_on": "2019-08-22"}
Break = Callable[[dict[str, Any]], Any]


def _draft(order: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The first three rules of the order, not adopted."""
    kept = {name: value for name, value in order.items() if name != "adopted_by"}
    return kept | {"rules": order["rules"][:3]} | changes


def _content(order: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {name: value for name, value in _draft(order, **changes).items() if name != "board"}


def _slug(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


async def _drafted(client: httpx.AsyncClient, order: dict[str, Any], **changes: Any) -> dict[str, Any]:
    answer = await client.post("/delegation-orders", json=_draft(order, **changes), headers=new_key())
    assert answer.status_code == 201, answer.text
    drafted: dict[str, Any] = answer.json()
    return drafted


async def _in_force(client: httpx.AsyncClient) -> dict[str, Any]:
    orders = (await client.get("/delegation-orders")).json()["items"]
    found: dict[str, Any] = next(each for each in orders if each["status"] == "adopted")
    return found


async def test_a_draft_is_rewritten_as_a_whole(with_positions: RunningService, order_document: dict[str, Any]) -> None:
    client = with_positions.client(*READ_AND_WRITE)
    draft = await _drafted(client, order_document)
    rules = [order_document["rules"][21], order_document["rules"][0]]
    content = _content(
        order_document, title="Ny delegationsordning", in_force_from="2019-07-01", rules=rules, chapters=[]
    )

    rewritten = await client.put(draft["_links"]["content"]["href"], json=content, headers=if_match(1))
    fetched = (await client.get(draft["_links"]["self"]["href"])).json()

    assert (rewritten.status_code, rewritten.headers["etag"]) == (200, '"v2"')
    assert rewritten.json() == fetched
    assert [rule["number"] for rule in fetched["rules"]] == ["3.2.1", "3.1.1"]
    assert (fetched["title"], fetched["in_force_from"], fetched["chapters"], fetched["status"]) == (
        "Ny delegationsordning",
        "2019-07-01",
        [],
        "draft",
    )
    assert (fetched["id"], fetched["order_version"]) == (draft["id"], 1)


async def test_a_rewriting_builds_on_the_latest_version(
    with_positions: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_positions.client(*READ_AND_WRITE)
    address = (await _drafted(client, order_document))["_links"]["content"]["href"]
    contents = [_content(order_document, title=f"Utkast {number}") for number in range(4)]

    assert (await client.put(address, json=contents[0])).status_code == 428
    answers = await asyncio.gather(*(client.put(address, json=each, headers=if_match(1)) for each in contents))

    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]


@pytest.mark.parametrize(
    ("changes", "slug", "told"),
    [
        ({"in_force_to": "2019-06-14"}, "order-refused", "/in_force_to"),
        ({"rules": []}, "invalid-fields", "/rules"),
        ({"title": ""}, "invalid-fields", "/title"),
        ({"title": "Ut\x00kast"}, "invalid-fields", "/title"),
        ({"board": "norrmalm"}, "invalid-fields", "extra_forbidden"),
        ({"in_force_from": "2019-02-29"}, "invalid-fields", "/in_force_from"),
    ],
)
async def test_a_draft_is_not_rewritten_to_nonsense(
    *,
    with_positions: RunningService,
    order_document: dict[str, Any],
    changes: dict[str, Any],
    slug: str,
    told: str,
) -> None:
    client = with_positions.client(*READ_AND_WRITE)
    draft = await _drafted(client, order_document)

    answer = await client.put(
        draft["_links"]["content"]["href"], json=_content(order_document) | changes, headers=if_match(1)
    )

    assert _slug(answer) == (422, slug)
    assert told in answer.text
    assert (await client.get(draft["_links"]["self"]["href"])).json() == draft


async def test_a_delegate_that_the_board_lacks_is_pointed_at(
    with_positions: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_positions.client(*READ_AND_WRITE)
    draft = await _drafted(client, order_document)
    content = copy.deepcopy(_content(order_document))
    content["rules"][0]["tiers"][0]["delegates"][0]["position"] = "rektor"

    answer = await client.put(draft["_links"]["content"]["href"], json=content, headers=if_match(1))

    assert _slug(answer) == (422, "unknown-position")
    assert answer.json()["pointer"] == "/rules/0/tiers/0/delegates/0/position"


async def test_an_adopted_order_is_neither_rewritten_nor_withdrawn(
    with_order: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_order.client(*READ_AND_WRITE)
    address = (await _in_force(client))["_links"]["self"]["href"]

    rewritten = await client.put(f"{address}/content", json=_content(order_document), headers=if_match(1))
    withdrawn = await client.put(f"{address}/withdrawal", json={"status": "withdrawn"}, headers=if_match(1))

    assert (_slug(rewritten), _slug(withdrawn)) == ((409, "order-fixed"), (409, "order-fixed"))


async def test_a_withdrawn_draft_is_kept_as_it_was(
    with_positions: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_positions.client(*READ_AND_WRITE)
    draft = await _drafted(client, order_document)
    links = draft["_links"]

    withdrawn = await client.put(links["withdrawal"]["href"], json={"status": "withdrawn"}, headers=if_match(1))
    again = await client.put(links["withdrawal"]["href"], json={"status": "withdrawn"}, headers=if_match(2))
    rewritten = await client.put(links["content"]["href"], json=_content(order_document), headers=if_match(2))
    adopted = await client.put(
        links["adoption"]["href"], json=DECISION | {"in_force_from": "2019-09-01"}, headers=if_match(2)
    )

    assert (withdrawn.status_code, withdrawn.json()["status"]) == (200, "withdrawn")
    assert set(withdrawn.json()["_links"]) == {"self", "findings", "pdf", "docx"}
    assert [_slug(each) for each in (again, rewritten, adopted)] == [(409, "order-withdrawn")] * 3
    assert withdrawn.json()["rules"] == draft["rules"]
    assert (await _drafted(client, order_document))["order_version"] == 2


async def test_an_order_is_adopted_in_place_of_the_one_in_force(
    with_order: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_order.client(*READ_AND_WRITE, "changes:read")
    former = await _in_force(client)
    draft = await _drafted(client, order_document)
    adoption = DECISION | {"in_force_from": "2019-09-01", "replaces": former["id"]}

    adopted = await client.put(draft["_links"]["adoption"]["href"], json=adoption, headers=if_match(1))
    ended = await client.get(former["_links"]["self"]["href"])

    assert adopted.status_code == 200, adopted.text
    assert (adopted.json()["replaces"], adopted.json()["replaced_by"]) == (former["id"], None)
    assert adopted.json()["_links"]["replaces"]["href"] == former["_links"]["self"]["href"]
    assert ended.json()["in_force_to"] == "2019-08-31"
    assert (ended.json()["replaces"], ended.json()["replaced_by"]) == (None, draft["id"])
    assert ended.headers["etag"] == '"v2"'
    told = (await client.get("/changes")).json()["items"][-2:]
    assert {(each["resource_id"], each["snapshot"]["in_force_to"]) for each in told} == {
        (former["id"], "2019-08-31"),
        (draft["id"], None),
    }


async def test_each_day_is_answered_by_the_order_of_that_day(
    with_order: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_order.client(*READ_AND_WRITE, "evaluations:run")
    draft = await _drafted(client, order_document)
    replaced = (await _in_force(client))["id"]
    adoption = DECISION | {"in_force_from": "2019-09-01", "replaces": replaced}
    await client.put(draft["_links"]["adoption"]["href"], json=adoption, headers=if_match(1))
    question = {"board": "norrmalm", "rule": "3.1.1", "position": "ekonomiadministrator-vid-serviceforvaltningen"}

    versions = [
        (await client.post("/evaluations", json=question | {"date": day})).json()["order_version"]
        for day in ("2019-08-31", "2019-09-01")
    ]

    assert versions == [1, 2]


async def test_an_order_ended_by_hand_can_be_replaced_and_keeps_its_end(
    with_order: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_order.client(*READ_AND_WRITE)
    former = await _in_force(client)
    await client.put(former["_links"]["expiry"]["href"], json={"in_force_to": "2019-08-15"}, headers=if_match(1))
    draft = await _drafted(client, order_document)
    adoption = DECISION | {"in_force_from": "2019-09-01", "replaces": former["id"]}

    adopted = await client.put(draft["_links"]["adoption"]["href"], json=adoption, headers=if_match(1))

    assert adopted.status_code == 200
    kept = await client.get(former["_links"]["self"]["href"])
    assert (kept.json()["in_force_to"], kept.headers["etag"]) == ("2019-08-15", '"v2"')


async def test_without_saying_so_nothing_is_replaced(
    with_order: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_order.client(*READ_AND_WRITE)
    draft = await _drafted(client, order_document)

    answer = await client.put(
        draft["_links"]["adoption"]["href"], json=DECISION | {"in_force_from": "2019-09-01"}, headers=if_match(1)
    )

    assert _slug(answer) == (409, "order-periods-overlap")
    assert (await _in_force(client))["in_force_to"] is None


async def test_no_day_that_has_passed_changes_its_order(
    with_order: RunningService, order_document: dict[str, Any]
) -> None:
    later = with_order.client(*READ_AND_WRITE, headers={"kansli-business-date": "2019-09-10"})
    former = await _in_force(later)
    draft = await _drafted(later, order_document)
    address = draft["_links"]["adoption"]["href"]

    async def adopted_from(day: str) -> httpx.Response:
        adoption = DECISION | {"in_force_from": day, "replaces": former["id"]}
        return await later.put(address, json=adoption, headers=if_match(1))

    yesterday = await adopted_from("2019-09-09")
    today = await adopted_from("2019-09-10")

    assert (_slug(yesterday), yesterday.json()["pointer"]) == ((409, "order-fixed"), "/in_force_from")
    assert today.status_code == 200
    assert (await later.get(former["_links"]["self"]["href"])).json()["in_force_to"] == "2019-09-09"


async def test_only_an_adopted_order_of_the_board_that_is_not_yet_replaced_can_be(
    with_order: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_order.client(*READ_AND_WRITE)
    draft, other = await _drafted(client, order_document), await _drafted(client, order_document)
    address = draft["_links"]["adoption"]["href"]

    for unfit in (str(uuid4()), draft["id"], other["id"]):
        adoption = DECISION | {"in_force_from": "2019-09-01", "replaces": unfit}
        answer = await client.put(address, json=adoption, headers=if_match(1))
        assert (_slug(answer), answer.json()["pointer"]) == ((422, "order-refused"), "/replaces")
    replaced = (await _in_force(client))["id"]
    adoption = DECISION | {"in_force_from": "2019-09-01", "replaces": replaced}
    assert (await client.put(address, json=adoption, headers=if_match(1))).status_code == 200
    second = DECISION | {"in_force_from": "2019-10-01", "replaces": replaced}
    answer = await client.put(other["_links"]["adoption"]["href"], json=second, headers=if_match(1))
    assert (_slug(answer), answer.json()["pointer"]) == ((422, "order-refused"), "/replaces")


async def test_of_many_that_would_replace_one_order_at_once_one_does(
    with_order: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_order.client(*READ_AND_WRITE)
    former = await _in_force(client)
    drafts = [await _drafted(client, order_document) for _ in range(4)]
    adoption = DECISION | {"in_force_from": "2019-09-01", "replaces": former["id"]}

    answers = await asyncio.gather(
        *(client.put(draft["_links"]["adoption"]["href"], json=adoption, headers=if_match(1)) for draft in drafts)
    )

    assert sorted(answer.status_code for answer in answers) == [200, 422, 422, 422]


def _goals(rule: dict[str, Any]) -> None:
    rule["subject"] = "goals-and-direction"


def _urgent(rule: dict[str, Any]) -> None:
    rule["mandate"] = "urgent"


def _sub_delegated(rule: dict[str, Any]) -> None:
    rule["sub_delegation"] = {"receivers": ["avdelningschef"]}


@pytest.mark.parametrize(
    ("break_it", "code", "law"),
    [
        (_goals, "subject-not-delegable", "KL 6:38 1 p"),
        (_urgent, "urgent-not-by-member", "KL 6:39"),
        (_sub_delegated, "sub-delegation-not-by-head", "KL 7:6"),
    ],
)
async def test_what_the_law_stands_against_is_drafted_but_never_adopted(
    *, with_positions: RunningService, order_document: dict[str, Any], break_it: Break, code: str, law: str
) -> None:
    client = with_positions.client(*READ_AND_WRITE)
    rules = copy.deepcopy(order_document["rules"][:3])
    break_it(rules[0])
    draft = await _drafted(client, order_document, rules=rules)
    adoption = DECISION | {"in_force_from": "2019-09-01"}

    answer = await client.put(draft["_links"]["adoption"]["href"], json=adoption, headers=if_match(1))
    at_once = await client.post("/delegation-orders", json=order_document | {"rules": rules}, headers=new_key())

    assert (_slug(answer), _slug(at_once)) == ((409, "order-unlawful"), (409, "order-unlawful"))
    assert answer.json()["findings"] == [{"code": code, "rule": "3.1.1", "law": law}]


async def test_the_drafts_of_another_board_are_not_there(
    with_positions: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_positions.client(*READ_AND_WRITE)
    links = (await _drafted(client, order_document))["_links"]
    stranger = with_positions.client(*READ_AND_WRITE, boards=["sodermalm"])
    bodies = {
        "content": _content(order_document),
        "withdrawal": {"status": "withdrawn"},
        "adoption": DECISION | {"in_force_from": "2019-09-01"},
    }

    answers = [await stranger.put(links[name]["href"], json=body, headers=if_match(1)) for name, body in bodies.items()]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
