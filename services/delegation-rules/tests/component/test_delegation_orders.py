"""Delegation orders and their rules through the front door."""

import asyncio
from typing import Any

import pytest

from boardkit.testing.service import RunningService, if_match, new_key

READ_AND_WRITE = ("delegation-orders:write", "delegation-orders:read")


def _short(order: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """An order with the first three rules only, and `changes`."""
    return order | {"rules": order["rules"][:3]} | changes


def _draft(order: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in _short(order).items() if name != "adopted_by"}


def _without_defaults(document: Any) -> Any:
    """A document without the members that say nothing: null, empty lists and what is filled in."""
    if isinstance(document, list):
        return [_without_defaults(each) for each in document]
    if not isinstance(document, dict):
        return document
    kept = {name: _without_defaults(value) for name, value in document.items()}
    filled_in = {"consultation", "no-agreement", "attestation"}
    return {
        name: value
        for name, value in kept.items()
        if value not in (None, [], "delegation") and not (name == "circumstance" and document.get("kind") in filled_in)
    }


async def test_the_whole_section_comes_back_as_it_was_sent(
    with_positions: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_positions.client(*READ_AND_WRITE)

    created = await client.post("/delegation-orders", json=order_document, headers=new_key())
    fetched = await client.get(created.headers["location"])

    assert created.status_code == 201
    assert created.headers["etag"] == '"v1"'
    assert fetched.json() == created.json()
    order = fetched.json()
    assert {name: order[name] for name in ("order_version", "status", "missing_numbers")} == {
        "order_version": 1,
        "status": "adopted",
        "missing_numbers": ["3.1.20"],
    }
    assert _without_defaults(order["rules"]) == order_document["rules"]
    assert order["chapters"] == order_document["chapters"]
    assert order["adopted_by"] == {"case_number": "2019/000075", "decided_on": "2019-06-13"}


async def test_the_same_key_gives_one_order(with_positions: RunningService, order_document: dict[str, Any]) -> None:
    client = with_positions.client(*READ_AND_WRITE)
    key = new_key()

    first = await client.post("/delegation-orders", json=order_document, headers=key)
    again = await client.post("/delegation-orders", json=order_document, headers=key)

    assert (again.status_code, again.content) == (201, first.content)
    assert (await client.get("/delegation-orders")).json()["_meta"]["total_records"] == 1


async def test_the_rules_in_force_are_listed_by_day(with_order: RunningService) -> None:
    client = with_order.client("delegation-orders:read")

    on_the_day = (await client.get("/rules?board=norrmalm&date=2019-06-15&limit=100")).json()
    the_day_before = (await client.get("/rules?board=norrmalm&date=2019-06-14")).json()
    on_the_demonstrations_day = (await client.get("/rules?board=norrmalm")).json()
    later = with_order.client("delegation-orders:read", headers={"kansli-business-date": "2019-06-20"})

    assert on_the_day["_meta"]["total_records"] == 31
    assert [item["number"] for item in on_the_day["items"]][8:11] == ["3.1.9", "3.1.10", "3.1.11"]
    assert the_day_before["items"] == []
    assert on_the_demonstrations_day["items"] == []
    assert (await later.get("/rules?board=norrmalm")).json()["_meta"]["total_records"] == 31


async def test_a_rule_has_an_address_of_its_own(with_order: RunningService) -> None:
    client = with_order.client("delegation-orders:read")
    listed = (await client.get("/rules?board=norrmalm&date=2019-06-15&limit=100")).json()["items"]
    rule = next(item for item in listed if item["number"] == "3.1.21")

    fetched = await client.get(rule["_links"]["self"]["href"])

    assert fetched.json() == rule
    assert rule["reporting"] == {
        "duty": "reported-above",
        "above": {"quantity": "1", "unit": "price-base-amounts"},
    }
    assert [tier["amount"]["up_to"]["quantity"] for tier in rule["tiers"]] == ["2", "1", "0.5"]
    absent = rule["_links"]["self"]["href"].replace("3.1.21", "3.1.20")
    assert (await client.get(absent)).status_code == 404


async def test_a_draft_is_adopted_by_a_decision(with_positions: RunningService, order_document: dict[str, Any]) -> None:
    client = with_positions.client(*READ_AND_WRITE)
    draft = await client.post("/delegation-orders", json=_draft(order_document), headers=new_key())
    address = draft.json()["_links"]["adoption"]["href"]
    adoption = {"case_number": "2019/000075", "decided_on": "2019-06-13", "in_force_from": "2019-06-16"}

    adopted = await client.put(address, json=adoption, headers=if_match(1))
    again = await client.put(address, json=adoption, headers=if_match(2))

    assert (draft.json()["status"], draft.json()["adopted_by"]) == ("draft", None)
    assert adopted.status_code == 200
    assert adopted.headers["etag"] == '"v2"'
    assert (adopted.json()["status"], adopted.json()["in_force_from"]) == ("adopted", "2019-06-16")
    assert (again.status_code, again.json()["type"].rpartition("/")[2]) == (409, "order-fixed")
    assert "expiry" in adopted.json()["_links"]


async def test_an_adoption_cannot_reach_back_before_its_decision(
    with_positions: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_positions.client(*READ_AND_WRITE)
    draft = await client.post("/delegation-orders", json=_draft(order_document), headers=new_key())
    adoption = {"case_number": "2019/000075", "decided_on": "2019-06-13", "in_force_from": "2019-06-12"}

    answer = await client.put(draft.json()["_links"]["adoption"]["href"], json=adoption, headers=if_match(1))

    assert (answer.status_code, answer.json()["pointer"]) == (422, "/in_force_from")


async def test_a_change_must_build_on_the_latest_version(with_order: RunningService) -> None:
    client = with_order.client(*READ_AND_WRITE)
    order = (await client.get("/delegation-orders")).json()["items"][0]
    address = order["_links"]["expiry"]["href"]
    end = {"in_force_to": "2019-12-31"}

    assert (await client.put(address, json=end)).status_code == 428
    assert (await client.put(address, json=end, headers=if_match(5))).status_code == 412
    ended = await client.put(address, json=end, headers=if_match(1))
    assert (ended.status_code, ended.json()["in_force_to"]) == (200, "2019-12-31")


async def test_of_parallel_changes_on_one_version_one_wins(with_order: RunningService) -> None:
    client = with_order.client(*READ_AND_WRITE)
    address = (await client.get("/delegation-orders")).json()["items"][0]["_links"]["expiry"]["href"]

    answers = await asyncio.gather(
        *(client.put(address, json={"in_force_to": f"2019-12-{day}"}, headers=if_match(1)) for day in range(20, 28))
    )

    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 7


async def test_an_order_is_not_ended_in_the_past(with_order: RunningService) -> None:
    reader = with_order.client("delegation-orders:read")
    address = (await reader.get("/delegation-orders")).json()["items"][0]["_links"]["expiry"]["href"]
    later = with_order.client(*READ_AND_WRITE, headers={"kansli-business-date": "2019-09-01"})

    answer = await later.put(address, json={"in_force_to": "2019-08-31"}, headers=if_match(1))

    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (409, "order-fixed")


@pytest.mark.parametrize(
    ("first_day", "last_day", "status"),
    [
        ("2019-06-15", None, 409),
        ("2019-06-14", "2019-06-15", 409),
        ("2025-01-01", "2025-12-31", 409),
        ("2019-06-13", "2019-06-14", 201),
    ],
)
async def test_two_adopted_orders_are_never_in_force_on_the_same_day(
    *,
    with_order: RunningService,
    order_document: dict[str, Any],
    first_day: str,
    last_day: str | None,
    status: int,
) -> None:
    client = with_order.client(*READ_AND_WRITE)
    other = _short(order_document, in_force_from=first_day, in_force_to=last_day)

    answer = await client.post("/delegation-orders", json=other, headers=new_key())

    assert answer.status_code == status
    if status == 409:
        assert answer.json()["type"].endswith("/order-periods-overlap")
        assert answer.json()["pointer"] == "/in_force_from"


async def test_an_end_moved_on_to_the_days_of_another_order_is_pointed_at(
    with_order: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_order.client(*READ_AND_WRITE)
    earlier = _short(order_document, in_force_from="2019-06-13", in_force_to="2019-06-14")
    created = await client.post("/delegation-orders", json=earlier, headers=new_key())
    expiry = created.json()["_links"]["expiry"]["href"]

    answer = await client.put(expiry, json={"in_force_to": "2019-06-15"}, headers=if_match(1))

    assert (answer.status_code, answer.json()["pointer"]) == (409, "/in_force_to")
    assert answer.json()["type"].endswith("/order-periods-overlap")


async def test_of_many_overlapping_orders_registered_at_once_one_wins(
    with_positions: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_positions.client(*READ_AND_WRITE)
    orders = [_short(order_document, in_force_from=f"2019-07-{day}") for day in range(10, 18)]

    answers = await asyncio.gather(
        *(client.post("/delegation-orders", json=order, headers=new_key()) for order in orders)
    )

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
    (kept,) = (await client.get("/delegation-orders")).json()["items"]
    assert kept["order_version"] == 1


async def test_of_many_drafts_adopted_at_once_for_the_same_days_one_wins(
    with_positions: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_positions.client(*READ_AND_WRITE)
    drafts = [
        (await client.post("/delegation-orders", json=_draft(order_document), headers=new_key())).json()
        for _ in range(4)
    ]
    adoption = {"case_number": "2019/000075", "decided_on": "2019-06-13", "in_force_from": "2019-06-15"}

    answers = await asyncio.gather(
        *(client.put(draft["_links"]["adoption"]["href"], json=adoption, headers=if_match(1)) for draft in drafts)
    )

    assert [draft["order_version"] for draft in drafts] == [1, 2, 3, 4]
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]


async def test_orders_of_different_boards_do_not_overlap(
    with_order: RunningService, order_document: dict[str, Any], position_documents: list[dict[str, Any]]
) -> None:
    client = with_order.client(*READ_AND_WRITE, "positions:write", boards=["sodermalm"])
    for document in position_documents:
        await client.post("/positions", json=document | {"board": "sodermalm"}, headers=new_key())

    answer = await client.post("/delegation-orders", json=_short(order_document, board="sodermalm"), headers=new_key())

    assert (answer.status_code, answer.json()["order_version"]) == (201, 1)


async def test_a_delegate_that_the_board_lacks_is_pointed_at(
    service: RunningService, order_document: dict[str, Any]
) -> None:
    client = service.client(*READ_AND_WRITE)

    answer = await client.post("/delegation-orders", json=order_document, headers=new_key())

    assert answer.status_code == 422
    assert answer.json()["type"].endswith("/unknown-position")
    assert answer.json()["pointer"] == "/rules/0/tiers/0/delegates/0/position"


async def test_who_may_see_and_change(with_order: RunningService, order_document: dict[str, Any]) -> None:
    reader = with_order.client("delegation-orders:read")
    stranger = with_order.client(*READ_AND_WRITE, boards=["sodermalm"])
    order_id = (await reader.get("/delegation-orders")).json()["items"][0]["id"]
    end = {"in_force_to": "2019-12-31"}

    assert (await with_order.anonymous().get("/delegation-orders")).status_code == 401
    assert (await with_order.client("positions:read").get("/rules?board=norrmalm")).status_code == 403
    assert (await reader.post("/delegation-orders", json=order_document)).status_code == 403
    assert (await stranger.get(f"/delegation-orders/{order_id}")).status_code == 404
    assert (await stranger.get(f"/delegation-orders/{order_id}/rules/3.2.1")).status_code == 404
    assert (await stranger.get("/delegation-orders?board=norrmalm")).json()["_meta"]["total_records"] == 0
    assert (await stranger.get("/rules?board=norrmalm&date=2019-06-20")).json()["items"] == []
    refused = await stranger.put(f"/delegation-orders/{order_id}/expiry", json=end, headers=if_match(1))
    assert refused.status_code == 404
    unseen = await stranger.post("/delegation-orders", json=order_document, headers=new_key())
    assert (unseen.status_code, unseen.json()["pointer"]) == (404, "/board")


async def test_the_change_feed_and_the_audit_chain_tell_of_it(with_order: RunningService) -> None:
    client = with_order.client("delegation-orders:read", "changes:read", "audit:read")

    feed = (await client.get("/changes")).json()
    verdict = (await client.get("/audit/verification", params={"board": "norrmalm"})).json()

    (entry,) = feed["items"]
    assert (entry["event"], entry["resource"]) == ("created", "delegation-orders")
    assert entry["snapshot"] == {
        "order_version": 1,
        "status": "adopted",
        "title": "Delegationsordning, avsnitt 3: ekonomi, upphandling och lokaler",
        "in_force_from": "2019-06-15",
        "in_force_to": None,
        "adopted_case_number": "2019/000075",
        "replaces": None,
    }
    assert (verdict["entries"], verdict["intact"]) == (14, True)
