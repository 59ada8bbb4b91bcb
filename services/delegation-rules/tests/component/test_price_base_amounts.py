"""Price base amounts through the front door: seeded by the migration, corrected only while calculated."""

from decimal import Decimal
from typing import Any

import pytest

from boardkit.testing.service import RunningService, if_match, new_key

DECIDED_2027 = {"amount": "59700.00", "sfs": "2026:900", "status": "decided"}
NEW_2028: dict[str, Any] = {"year": 2028, "amount": "60100.00", "status": "calculated"}


async def test_the_migration_enters_every_year_from_2008(service: RunningService) -> None:
    client = service.client("price-base-amounts:read")

    listed = (await client.get("/price-base-amounts?limit=200")).json()
    of_2019 = (await client.get("/price-base-amounts/2019")).json()

    assert [item["year"] for item in listed["items"]] == list(range(2027, 2007, -1))
    assert {item["year"]: item["status"] for item in listed["items"]}[2027] == "calculated"
    assert (of_2019["amount"], of_2019["sfs"], of_2019["status"]) == ("46500.00", "2018:1549", "decided")
    assert sum(Decimal(item["amount"]) for item in listed["items"]) == 958_100


async def test_a_calculated_amount_becomes_decided_and_then_stands(service: RunningService) -> None:
    client = service.client("price-base-amounts:write", "price-base-amounts:read")

    decided = await client.put("/price-base-amounts/2027", json=DECIDED_2027, headers=if_match(1))
    again = await client.put("/price-base-amounts/2027", json=DECIDED_2027, headers=if_match(2))

    assert decided.status_code == 200
    assert decided.headers["etag"] == '"v2"'
    assert {name: decided.json()[name] for name in DECIDED_2027} == DECIDED_2027
    assert (again.status_code, again.json()["type"].rpartition("/")[2]) == (409, "price-base-amount-decided")


async def test_a_change_must_build_on_the_latest_version(service: RunningService) -> None:
    client = service.client("price-base-amounts:write")

    assert (await client.put("/price-base-amounts/2027", json=DECIDED_2027)).status_code == 428
    stale = await client.put("/price-base-amounts/2027", json=DECIDED_2027, headers=if_match(7))
    assert stale.status_code == 412
    absent = await client.put("/price-base-amounts/2040", json=DECIDED_2027, headers=if_match(1))
    assert absent.status_code == 404


async def test_a_new_year_is_entered_once(service: RunningService) -> None:
    client = service.client("price-base-amounts:write", "price-base-amounts:read")

    created = await client.post("/price-base-amounts", json=NEW_2028, headers=new_key())
    again = await client.post("/price-base-amounts", json=NEW_2028, headers=new_key())

    assert created.status_code == 201
    assert (await client.get(created.headers["location"])).json() == created.json()
    assert (again.status_code, again.json()["pointer"]) == (409, "/year")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [({"status": "decided"}, "/sfs"), ({"sfs": "2027:900"}, "/sfs"), ({"amount": "0.00"}, "/amount")],
)
async def test_what_cannot_be_is_refused(service: RunningService, change: dict[str, str], pointer: str) -> None:
    client = service.client("price-base-amounts:write")

    answer = await client.post("/price-base-amounts", json=NEW_2028 | change, headers=new_key())

    assert answer.status_code == 422
    assert answer.json()["pointer"] == pointer


async def test_who_may_read_and_write(service: RunningService) -> None:
    reader = service.client("price-base-amounts:read")

    assert (await service.anonymous().get("/price-base-amounts")).status_code == 401
    assert (await service.client("positions:read").get("/price-base-amounts")).status_code == 403
    refused = await reader.put("/price-base-amounts/2027", json=DECIDED_2027, headers=if_match(1))
    assert refused.status_code == 403
    assert (await reader.get("/price-base-amounts/1999")).status_code == 404


async def test_an_evaluation_waits_for_the_decision(with_order: RunningService) -> None:
    question = {
        "board": "norrmalm",
        "rule": "3.2.1",
        "position": "enhetschef",
        "amount": "1.00",
        "date": "2027-03-01",
    }
    asker = with_order.client("evaluations:run")
    before = (await asker.post("/evaluations", json=question)).json()
    writer = with_order.client("price-base-amounts:write")
    await writer.put("/price-base-amounts/2027", json=DECIDED_2027, headers=if_match(1))
    after = (await asker.post("/evaluations", json=question)).json()

    assert (before["allowed"], before["limit"]) == (False, None)
    assert before["limit_basis"] == {
        "kind": "not-known",
        "quantity": "6",
        "unit": "price-base-amounts",
        "unit_amount": "59600.00",
        "year": 2027,
        "price_base_amount_status": "calculated",
    }
    assert (after["allowed"], after["limit"]) == (True, "358200.00")


async def test_the_changes_stand_in_the_chain_of_the_installation(service: RunningService) -> None:
    await service.client("price-base-amounts:write").put(
        "/price-base-amounts/2027", json=DECIDED_2027, headers=if_match(1)
    )
    scopes = ("price-base-amounts:read", "changes:read", "audit:read")

    feed = (await service.client(*scopes, boards=["*"]).get("/changes")).json()
    hidden = (await service.client(*scopes).get("/changes")).json()
    chain = (await service.client(*scopes, boards=["*"]).get("/audit", params={"board": "*"})).json()

    assert [(item["event"], item["resource_id"]) for item in feed["items"]] == [("changed", "2027")]
    assert hidden["items"] == []
    assert chain["items"][0]["entry"]["actor"] == "staff"
