"""Sub-delegations through the front door, and what they change in the answers."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from boardkit.testing.service import RunningService, if_match, new_key
from delegation_rules.schemas import people_examples as examples

TODAY = date(2019, 6, 20)
SIGNATURES: dict[str, Any] = {
    "board": "norrmalm",
    "rule": "3.1.14",
    "giver": "stadsdelsdirektor",
    "receiver": "avdelningschef",
    "valid_from": "2019-06-20",
    "decided_on": "2019-06-20",
    "decision_reference": "2019/000081",
}
JOINT = SIGNATURES | {
    "rule": "3.2.4",
    "receiver": "forvaltningschef-vid-serviceforvaltningen",
    "purposes": ["supplier"],
}


async def _record(service: RunningService, **changes: Any) -> Any:
    client = service.client("sub-delegations:write", on=TODAY)
    answer = await client.post("/sub-delegations", json=SIGNATURES | changes, headers=new_key())
    assert answer.status_code == 201, answer.text
    return answer.json()


async def _ask(service: RunningService, **question: Any) -> Any:
    body = {"board": "norrmalm", "rule": "3.1.14", "position": "avdelningschef", "date": "2019-06-20"} | question
    answer = await service.client("evaluations:run").post("/evaluations", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_it_can_be_read_where_location_says_with_the_chain_from_the_board(with_order: RunningService) -> None:
    client = with_order.client("sub-delegations:write", "sub-delegations:read", on=TODAY)

    created = await client.post("/sub-delegations", json=SIGNATURES, headers=new_key())
    fetched = await client.get(created.headers["location"])

    assert (created.status_code, created.headers["etag"]) == (201, '"v1"')
    assert fetched.json() == created.json()
    assert {name: created.json()[name] for name in SIGNATURES} == SIGNATURES
    assert (created.json()["purposes"], created.json()["valid_to"]) == ([], None)
    assert created.json()["steps"] == [
        {
            "giver": None,
            "receiver": "stadsdelsdirektor",
            "decided_on": "2019-06-13",
            "reference": "2019/000075",
        },
        {
            "giver": "stadsdelsdirektor",
            "receiver": "avdelningschef",
            "decided_on": "2019-06-20",
            "reference": "2019/000081",
        },
    ]


async def test_the_documentations_example_is_taken_as_it_stands_and_answered_as_it_says(
    with_order: RunningService,
) -> None:
    client = with_order.client("sub-delegations:write", on=TODAY)

    made = (await client.post("/sub-delegations", json=examples.NEW_SUB_DELEGATION, headers=new_key())).json()

    varying = {"id", "order_id", "_links"}
    promised = {name: value for name, value in examples.SUB_DELEGATION.items() if name not in varying}
    assert {name: value for name, value in made.items() if name not in varying} == promised
    assert made["_links"].keys() == examples.SUB_DELEGATION["_links"].keys()


async def test_the_receiver_may_decide_from_the_first_to_the_last_day(with_order: RunningService) -> None:
    before = await _ask(with_order)
    await _record(with_order, valid_from="2019-06-21", valid_to="2019-06-28")

    days = ("2019-06-20", "2019-06-21", "2019-06-28", "2019-06-29")
    allowed = [(await _ask(with_order, date=day))["allowed"] for day in days]

    assert before["allowed"] is False
    assert allowed == [False, True, True, False]


async def test_the_receivers_superiors_and_subordinates_get_nothing_by_it(with_order: RunningService) -> None:
    await _record(with_order, **JOINT)
    receiver = "forvaltningschef-vid-serviceforvaltningen"

    for position, purpose, allowed in (
        (receiver, "supplier", True),
        (receiver, "agreement", False),
        (receiver, "agreement-extension", False),
        ("forvaltningschef-inom-respektive-stadsdelsnamnd", "supplier", False),
        ("avdelningschef", "supplier", False),
        ("stadsdelsdirektor", "agreement", True),
    ):
        answer = await _ask(with_order, rule="3.2.4", position=position, purpose=purpose)
        assert (position, purpose, answer["allowed"]) == (position, purpose, allowed)


async def test_it_is_ended_from_today_on_and_the_answers_follow_at_once(with_order: RunningService) -> None:
    made = await _record(with_order)
    assert (await _ask(with_order, date="2019-06-21"))["allowed"] is True
    client = with_order.client("sub-delegations:write", on=TODAY)
    place = f"/sub-delegations/{made['id']}/expiry"

    ended = await client.put(place, json={"valid_to": "2019-06-20"}, headers=if_match(1))
    stale = await client.put(place, json={"valid_to": "2019-06-21"}, headers=if_match(1))
    tomorrow = with_order.client("sub-delegations:write", on=date(2019, 6, 21))
    too_late = await tomorrow.put(place, json={"valid_to": "2019-06-30"}, headers=if_match(2))

    assert (ended.status_code, ended.json()["valid_to"], ended.headers["etag"]) == (200, "2019-06-20", '"v2"')
    assert ended.json()["steps"] == made["steps"]
    assert stale.status_code == 412
    assert too_late.json()["type"].endswith("/past-fixed")
    assert (await _ask(with_order, date="2019-06-20"))["allowed"] is True
    assert (await _ask(with_order, date="2019-06-21"))["allowed"] is False


async def test_it_ceases_with_the_order_that_allowed_it(
    with_order: RunningService, order_document: dict[str, Any]
) -> None:
    made = await _record(with_order)
    writer = with_order.client("delegation-orders:write")
    successor = order_document | {
        "in_force_from": "2020-01-01",
        "adopted_by": {"case_number": "2019/000900", "decided_on": "2019-06-19"},
    }
    await writer.put(
        f"/delegation-orders/{made['order_id']}/expiry", json={"in_force_to": "2019-12-31"}, headers=if_match(1)
    )
    created = await writer.post("/delegation-orders", json=successor, headers=new_key())
    assert created.status_code == 201, created.text

    last_day, day_after = await _ask(with_order, date="2019-12-31"), await _ask(with_order, date="2020-01-01")
    anew = await _record(with_order, valid_from="2020-01-01")

    assert (last_day["allowed"], day_after["allowed"]) == (True, False)
    assert anew["order_id"] == created.json()["id"]
    assert (await _ask(with_order, date="2020-01-01"))["allowed"] is True


@pytest.mark.parametrize(
    ("change", "status", "slug", "pointer"),
    [
        ({"giver": "avdelningschef"}, 422, "sub-delegation-refused", "/giver"),
        ({"receiver": "enhetschef"}, 422, "sub-delegation-refused", "/receiver"),
        ({"receiver": "rektor"}, 422, "unknown-position", "/receiver"),
        ({"rule": "3.2.1"}, 422, "sub-delegation-refused", "/rule"),
        ({"rule": "3.1.20"}, 422, "unknown-rule", "/rule"),
        ({"purposes": ["supplier"]}, 422, "sub-delegation-refused", "/purposes"),
        ({"valid_to": "2019-06-19"}, 422, "period-refused", "/valid_to"),
        ({"decided_on": "2019-06-21", "valid_from": "2019-06-21"}, 422, "period-refused", "/decided_on"),
        ({"decided_on": "2019-06-14", "valid_from": "2019-06-14"}, 422, "no-order-in-force", "/valid_from"),
        ({"board": "sodermalm"}, 404, "not-found", "/board"),
    ],
)
async def test_what_the_law_or_the_order_does_not_allow_is_refused(
    *, with_order: RunningService, change: dict[str, Any], status: int, slug: str, pointer: str
) -> None:
    client = with_order.client("sub-delegations:write", "sub-delegations:read", on=TODAY)

    answer = await client.post("/sub-delegations", json=SIGNATURES | change, headers=new_key())

    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[1]) == (status, slug)
    assert answer.json()["pointer"] == pointer
    assert (await client.get("/sub-delegations")).json()["items"] == []


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"rule": "3.1.x"}, "/rule"),
        ({"purposes": ["Supplier"]}, "/purposes/0"),
        ({"decision_reference": "a\u0000"}, "/decision_reference"),
        ({"valid_from": "2019-13-01"}, "/valid_from"),
        ({"order_id": str(UUID(int=7))}, ""),
    ],
)
async def test_bad_input_is_refused_field_by_field(
    service: RunningService, change: dict[str, Any], pointer: str
) -> None:
    client = service.client("sub-delegations:write")

    answer = await client.post("/sub-delegations", json=SIGNATURES | change, headers=new_key())

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_of_many_at_once_one_is_recorded_and_the_same_key_once(with_order: RunningService) -> None:
    client, key = with_order.client("sub-delegations:write", on=TODAY), new_key()

    answers = await asyncio.gather(
        *(client.post("/sub-delegations", json=SIGNATURES, headers=new_key()) for _ in range(6))
    )
    first = await client.post("/sub-delegations", json=JOINT, headers=key)
    again = await client.post("/sub-delegations", json=JOINT, headers=key)

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 5
    refusals = {answer.json()["type"].rsplit("/", 1)[1] for answer in answers if answer.status_code == 409}
    assert refusals == {"sub-delegations-overlap"}
    assert (again.status_code, again.content) == (201, first.content)


async def test_sub_delegations_are_found_by_receiver_and_day(with_order: RunningService) -> None:
    first = await _record(with_order, valid_to="2019-06-30")
    later = await _record(with_order, valid_from="2019-07-01")
    joint = await _record(with_order, **JOINT)
    client = with_order.client("sub-delegations:read")

    async def found(**parameters: str) -> list[str]:
        return [item["id"] for item in (await client.get("/sub-delegations", params=parameters)).json()["items"]]

    assert set(await found()) == {first["id"], later["id"], joint["id"]}
    assert await found(receiver="avdelningschef") == [later["id"], first["id"]]
    assert await found(receiver="avdelningschef", date="2019-06-30") == [first["id"]]


async def test_another_boards_sub_delegation_is_as_if_absent(with_order: RunningService) -> None:
    made = await _record(with_order)
    stranger = with_order.client("sub-delegations:read", "sub-delegations:write", boards=["sodermalm"])
    place = f"/sub-delegations/{made['id']}"

    answers = [
        await stranger.get(place),
        await stranger.put(f"{place}/expiry", json={"valid_to": "2027-12-31"}, headers=if_match(1)),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert (await stranger.get("/sub-delegations?board=norrmalm")).json()["items"] == []


async def test_the_feed_tells_of_it_without_free_text(with_order: RunningService) -> None:
    made = await _record(with_order, decision_reference="Beslut av Ylva Sandmark")
    client = with_order.client("sub-delegations:read", "changes:read")

    feed = await client.get("/changes")

    assert feed.json()["items"][-1]["snapshot"] == {
        "order_id": made["order_id"],
        "rule": "3.1.14",
        "giver": "stadsdelsdirektor",
        "receiver": "avdelningschef",
        "purposes": [],
        "decided_on": "2019-06-20",
        "valid_from": "2019-06-20",
        "valid_to": None,
    }
    assert "Sandmark" not in feed.text


async def test_a_decision_older_than_the_order_that_allows_it_is_refused(with_order: RunningService) -> None:
    client = with_order.client("sub-delegations:write", on=TODAY)

    early = await client.post("/sub-delegations", json=SIGNATURES | {"decided_on": "2019-06-12"}, headers=new_key())
    same_day = await client.post("/sub-delegations", json=SIGNATURES | {"decided_on": "2019-06-13"}, headers=new_key())

    assert (early.status_code, early.json()["pointer"]) == (422, "/decided_on")
    assert same_day.status_code == 201
