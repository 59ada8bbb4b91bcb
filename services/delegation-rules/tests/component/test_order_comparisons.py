"""Two versions of an order compared through the front door."""

import copy
from typing import Any
from uuid import uuid4

import httpx

from boardkit.testing.service import RunningService, new_key

SCOPES = ("delegation-orders:write", "delegation-orders:read")


def _rule(order: dict[str, Any], number: str) -> dict[str, Any]:
    found: dict[str, Any] = next(rule for rule in order["rules"] if rule["number"] == number)
    return found


def _revised(order: dict[str, Any]) -> dict[str, Any]:
    """A draft that raises a limit, lets another position decide, moves a rule, drops one and adds one."""
    draft = copy.deepcopy({name: value for name, value in order.items() if name != "adopted_by"})
    draft["rules"] = [rule for rule in draft["rules"] if rule["number"] != "3.3.5"]
    draft["chapters"][1]["title"] = "Ekonomi och fordringar"
    _rule(draft, "3.2.1")["tiers"][2]["amount"]["up_to"]["quantity"] = "8"
    _rule(draft, "3.1.13")["tiers"][0]["delegates"][0]["position"] = "avdelningschef"
    _rule(draft, "3.3.6")["number"] = "3.3.7"
    new = {"number": "3.3.6", "matter": "Lås och larm", "tiers": [{"delegates": [{"position": "lokalintendent"}]}]}
    draft["rules"].append(new | {"reporting": {"duty": "not-reported"}})
    return draft


async def _two_orders(service: RunningService, order: dict[str, Any]) -> tuple[httpx.AsyncClient, str, str]:
    client = service.client(*SCOPES)
    (former,) = (await client.get("/delegation-orders")).json()["items"]
    draft = await client.post("/delegation-orders", json=_revised(order), headers=new_key())
    assert draft.status_code == 201, draft.text
    return client, former["id"], draft.json()["id"]


async def test_a_draft_is_compared_with_the_order_in_force(
    with_order: RunningService, order_document: dict[str, Any]
) -> None:
    client, former, draft = await _two_orders(with_order, order_document)

    answer = await client.get(f"/delegation-orders/{draft}/comparisons/{former}", headers={"accept-language": "sv"})

    assert (answer.status_code, answer.headers["content-language"]) == (200, "sv")
    comparison = answer.json()
    assert (comparison["order"]["id"], comparison["compared_with"]["id"]) == (draft, former)
    assert comparison["added_rules"] == [
        {
            "number": "3.3.6",
            "matter": "Lås och larm",
            "says": [
                {"aspect": "tier", "text": "oavsett belopp: lokalintendent"},
                {"aspect": "reporting", "text": "anmäls inte"},
                {"aspect": "mandate", "text": "delegation (KL 6:37, 7:5)"},
            ],
        }
    ]
    assert [each["number"] for each in comparison["removed_rules"]] == ["3.3.5"]
    told = [
        (each["number"], each["former_number"], difference["aspect"], difference["before"], difference["after"])
        for each in comparison["changed_rules"]
        for difference in each["differences"]
    ]
    assert told == [
        ("3.1.13", None, "delegate", "stadsdelsdirektör", "avdelningschef"),
        ("3.2.1", None, "limit", "högst 6 prisbasbelopp", "högst 8 prisbasbelopp"),
        ("3.3.7", "3.3.6", "number", "3.3.6", "3.3.7"),
    ]
    assert comparison["chapters"] == [{"number": "3.1", "before": "Ekonomi", "after": "Ekonomi och fordringar"}]
    assert comparison["unchanged"] == 27


async def test_the_other_way_round_what_was_new_is_gone(
    with_order: RunningService, order_document: dict[str, Any]
) -> None:
    client, former, draft = await _two_orders(with_order, order_document)

    comparison = (await client.get(f"/delegation-orders/{former}/comparisons/{draft}")).json()

    assert [each["number"] for each in comparison["added_rules"]] == ["3.3.5"]
    assert [each["number"] for each in comparison["removed_rules"]] == ["3.3.6"]
    assert comparison["changed_rules"][1]["differences"] == [
        {
            "aspect": "limit",
            "tier_number": 3,
            "before": "at most 8 price base amounts",
            "after": "at most 6 price base amounts",
        }
    ]
    assert (await client.get(comparison["_links"]["self"]["href"])).json() == comparison


async def test_an_order_is_as_itself(with_order: RunningService) -> None:
    client = with_order.client("delegation-orders:read")
    (order,) = (await client.get("/delegation-orders")).json()["items"]

    comparison = (await client.get(f"/delegation-orders/{order['id']}/comparisons/{order['id']}")).json()

    assert (comparison["added_rules"], comparison["removed_rules"], comparison["changed_rules"]) == ([], [], [])
    assert comparison["unchanged"] == 31


async def test_orders_of_different_boards_are_not_compared(
    with_order: RunningService, order_document: dict[str, Any], position_documents: list[dict[str, Any]]
) -> None:
    client = with_order.client(*SCOPES, "positions:write", boards=["norrmalm", "sodermalm"])
    (own,) = (await client.get("/delegation-orders")).json()["items"]
    for document in position_documents:
        await client.post("/positions", json=document | {"board": "sodermalm"}, headers=new_key())
    other = await client.post("/delegation-orders", json=order_document | {"board": "sodermalm"}, headers=new_key())
    stranger = with_order.client(*SCOPES, boards=["sodermalm"])

    across = f"/delegation-orders/{own['id']}/comparisons/{other.json()['id']}"

    assert (await client.get(across)).status_code == 404
    assert (await stranger.get(f"/delegation-orders/{own['id']}/comparisons/{own['id']}")).status_code == 404
    assert (await client.get(f"/delegation-orders/{own['id']}/comparisons/{uuid4()}")).status_code == 404
    assert (await client.get(f"/delegation-orders/{own['id']}/comparisons/1")).status_code == 422
