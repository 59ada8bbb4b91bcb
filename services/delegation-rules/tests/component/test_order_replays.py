"""Decisions already taken, put to another order."""

import copy
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import pytest

from boardkit.testing.service import RunningService, new_key

ON = date(2019, 9, 30)
SCOPES = (
    "delegation-orders:write",
    "delegation-orders:read",
    "delegated-decisions:write",
    "delegated-decisions:read",
    "delegated-decisions:void",
)
PERIOD = {"first_day": "2019-06-15", "last_day": "2019-09-30"}
PURCHASE: dict[str, Any] = {
    "board": "norrmalm",
    "diary_number": "2019/238-1.2.4.",
    "rule": "3.2.1",
    "position": "enhetschef",
    "decided_on": "2019-06-20",
    "amount": "279000.00",
    "outcome": "Avrop av skrivbord.",
}
DISPOSAL = PURCHASE | {"rule": "3.1.18", "amount": None, "outcome": "Kassation av stolar.", "decided_on": "2019-08-01"}


async def _decide(client: httpx.AsyncClient, decision: dict[str, Any], **changes: Any) -> str:
    answer = await client.post("/delegated-decisions", json=decision | changes, headers=new_key())
    assert answer.status_code == 201, answer.text
    decision_id: str = answer.json()["id"]
    return decision_id


def _rule(order: dict[str, Any], number: str) -> dict[str, Any]:
    found: dict[str, Any] = next(rule for rule in order["rules"] if rule["number"] == number)
    return found


def _draft(order: dict[str, Any]) -> dict[str, Any]:
    return copy.deepcopy({name: value for name, value in order.items() if name != "adopted_by"})


async def _replayed(client: httpx.AsyncClient, draft: dict[str, Any], **period: str) -> dict[str, Any]:
    order = await client.post("/delegation-orders", json=draft, headers=new_key())
    assert order.status_code == 201, order.text
    answer = await client.post(f"/delegation-orders/{order.json()['id']}/replays", json=PERIOD | period)
    assert answer.status_code == 200, answer.text
    replay: dict[str, Any] = answer.json()
    return replay


async def test_a_draft_that_says_the_same_changes_nothing(
    with_order: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_order.client(*SCOPES, on=ON)
    await _decide(client, PURCHASE)
    await _decide(client, DISPOSAL)

    replay = await _replayed(client, _draft(order_document))

    assert (replay["replayed"], replay["differing"], replay["differences"]) == (2, 0, [])
    assert set(replay["counts"].values()) == {0}


async def test_a_lowered_limit_refuses_what_was_allowed(
    with_order: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_order.client(*SCOPES, on=ON)
    await _decide(client, PURCHASE, amount="186000.00")
    refused = await _decide(client, PURCHASE)
    draft = _draft(order_document)
    _rule(draft, "3.2.1")["tiers"][2]["amount"]["up_to"]["quantity"] = "4"

    replay = await _replayed(client, draft)

    assert (replay["replayed"], replay["differing"]) == (2, 1)
    assert replay["counts"]["became_refused"] == 1
    assert replay["differences"] == [
        {
            "decision_id": refused,
            "decided_on": "2019-06-20",
            "rule": "3.2.1",
            "rule_in_order": "3.2.1",
            "position": "enhetschef",
            "kinds": ["became-refused"],
            "before": {"allowed": True, "tier_number": 3, "report_to_board": False},
            "after": {"allowed": False, "tier_number": 3, "report_to_board": False},
            "obstacle": None,
        }
    ]


async def test_no_order_allows_what_a_person_without_the_position_decided(
    with_order: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_order.client(*SCOPES, "persons:write", on=ON)
    person = await client.post("/persons", json={"board": "norrmalm", "name": "Vega Ståhlnacke"}, headers=new_key())
    void = {"person": person.json()["id"], "as_void": {"reason": "Innehade inte befattningen."}}
    await _decide(client, PURCHASE, **void)

    replay = await _replayed(client, _draft(order_document))

    assert (replay["replayed"], replay["differing"]) == (1, 0)


async def test_a_raised_limit_allows_what_was_void(with_order: RunningService, order_document: dict[str, Any]) -> None:
    client = with_order.client(*SCOPES, on=ON)
    void = {"as_void": {"reason": "Beloppet låg över gränsen."}, "amount": "279000.01"}
    await _decide(client, PURCHASE, **void)
    draft = _draft(order_document)
    _rule(draft, "3.2.1")["tiers"][2]["amount"]["up_to"]["quantity"] = "8"

    replay = await _replayed(client, draft)

    assert replay["counts"]["became_allowed"] == 1
    assert replay["differences"][0]["after"]["allowed"] is True


async def test_a_changed_duty_to_report_is_told(with_order: RunningService, order_document: dict[str, Any]) -> None:
    client = with_order.client(*SCOPES, on=ON)
    await _decide(client, DISPOSAL)
    draft = _draft(order_document)
    _rule(draft, "3.1.18")["reporting"] = {"duty": "reported"}

    replay = await _replayed(client, draft)

    assert replay["counts"]["reporting_changed"] == 1
    assert [replay["differences"][0][side]["report_to_board"] for side in ("before", "after")] == [False, True]


async def test_a_rule_with_another_number_is_found_and_its_old_number_is_not_mistaken_for_it(
    with_order: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_order.client(*SCOPES, on=ON)
    await _decide(client, PURCHASE)
    gone = await _decide(client, DISPOSAL)
    draft = _draft(order_document)
    _rule(draft, "3.2.1")["number"] = "3.2.9"
    _rule(draft, "3.1.18").update(
        matter="Gåvor till nämnden", tiers=[{"delegates": [{"position": "avdelningschef"}]}], legal_basis=[]
    )

    replay = await _replayed(client, draft)

    assert (replay["replayed"], replay["differing"], replay["counts"]["cannot_be_asked"]) == (2, 1, 1)
    (difference,) = replay["differences"]
    assert (difference["decision_id"], difference["kinds"]) == (gone, ["cannot-be-asked"])
    assert (difference["rule_in_order"], difference["after"], difference["obstacle"]) == (None, None, "unknown-rule")


async def test_only_the_decisions_of_the_days_are_put_to_it(
    with_order: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_order.client(*SCOPES, on=ON)
    await _decide(client, PURCHASE)
    await _decide(client, DISPOSAL)

    assert (await _replayed(client, _draft(order_document), first_day="2019-06-21"))["replayed"] == 1
    assert (await _replayed(client, _draft(order_document), last_day="2019-06-19"))["replayed"] == 0


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"first_day": "2019-09-30", "last_day": "2019-09-29"}, "/last_day"),
        ({"first_day": "2019-09-31", "last_day": "2019-10-01"}, "/first_day"),
        ({"first_day": "2019-09-30"}, "/last_day"),
    ],
)
async def test_days_that_make_no_period(*, with_order: RunningService, body: dict[str, str], pointer: str) -> None:
    client = with_order.client(*SCOPES)
    (order,) = (await client.get("/delegation-orders")).json()["items"]

    answer = await client.post(f"/delegation-orders/{order['id']}/replays", json=body)

    assert answer.status_code == 422
    assert f'"{pointer}"' in answer.text


async def test_another_boards_order_is_not_there(with_order: RunningService) -> None:
    client = with_order.client(*SCOPES)
    (order,) = (await client.get("/delegation-orders")).json()["items"]
    stranger = with_order.client(*SCOPES, boards=["sodermalm"])

    assert (await stranger.post(f"/delegation-orders/{order['id']}/replays", json=PERIOD)).status_code == 404
    assert (await client.post(f"/delegation-orders/{uuid4()}/replays", json=PERIOD)).status_code == 404
