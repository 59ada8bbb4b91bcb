"""The examination of an order through the front door."""

from typing import Any
from uuid import uuid4

import httpx

from boardkit.testing.service import RunningService, new_key

SCOPES = ("delegation-orders:write", "delegation-orders:read")


async def _findings(client: httpx.AsyncClient, **options: Any) -> list[dict[str, Any]]:
    (order,) = (await client.get("/delegation-orders")).json()["items"]
    answer = await client.get(order["_links"]["findings"]["href"], params={"limit": 200} | options)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def test_section_3_is_examined(with_order: RunningService) -> None:
    client = with_order.client("delegation-orders:read")

    findings = await _findings(client)

    assert [(each["severity"], each["code"], each["rule"]) for each in findings] == [
        ("suspected", "sub-delegation-to-other-administration", "3.2.4"),
        ("suspected", "sub-delegation-to-other-administration", "3.2.4"),
        ("note", "holders-not-known", None),
        ("note", "holders-not-known", None),
        ("note", "same-limits", "3.1.4"),
        ("note", "delegate-adds-nothing", "3.1.15"),
        ("note", "number-missing", "3.1.20"),
        ("note", "reporting-not-stated", "3.2.4"),
    ]
    missing = findings[6]
    assert missing["text"] == "Number 3.1.20 is missing: there are rules before and after it."
    assert (missing["tier_number"], missing["position"], missing["law"], missing["_links"]) == (None, None, None, {})
    rule = await client.get(findings[4]["_links"]["rule"]["href"])
    assert rule.json()["number"] == "3.1.4"


async def test_findings_are_told_in_swedish_page_by_page_and_by_severity(with_order: RunningService) -> None:
    client = with_order.client("delegation-orders:read", headers={"accept-language": "sv"})
    (order,) = (await client.get("/delegation-orders")).json()["items"]
    address = order["_links"]["findings"]["href"]

    suspected = await client.get(address, params={"severity": "suspected"})
    second_page = await client.get(address, params={"limit": 3, "page": 3})

    assert suspected.json()["_meta"]["total_records"] == 2
    assert suspected.json()["items"][0]["law"] == "KL 7:6"
    assert suspected.json()["items"][0]["text"].startswith("Förvaltningschef vid serviceförvaltningen hör till")
    assert suspected.headers["content-language"] == "sv"
    assert [each["code"] for each in second_page.json()["items"]] == ["number-missing", "reporting-not-stated"]


async def test_who_holds_the_positions_is_asked_of_the_day(with_order: RunningService) -> None:
    client = with_order.client("persons:write", "assignments:write", "delegation-orders:read")
    person = await client.post("/persons", json={"board": "norrmalm", "name": "Ylva Sandmark"}, headers=new_key())
    held = {"board": "norrmalm", "person": person.json()["id"], "position": "stadsdelsdirektor", "kind": "ordinary"}
    answer = await client.post("/assignments", json=held | {"valid_from": "2019-07-01"}, headers=new_key())
    assert answer.status_code == 201, answer.text

    def not_held(findings: list[dict[str, Any]]) -> list[tuple[str, str]]:
        return [(each["severity"], each["position"]) for each in findings if each["code"] == "delegate-not-held"]

    before, after = await _findings(client, date="2019-06-30"), await _findings(client, date="2019-07-01")

    assert not_held(before) == []
    assert len(not_held(after)) == 8
    assert set(not_held(after)) == {
        ("note", position)
        for position in (
            "avdelningschef",
            "avdelningschef-verksamhetsstod",
            "enhetschef",
            "bitradande-enhetschef",
            "parkingenjor",
            "redovisningsansvarig",
            "hr-administrator",
            "lokalintendent",
        )
    }
    assert "Ylva" not in str(after)


async def test_a_draft_is_examined_before_it_is_adopted(
    with_positions: RunningService, order_document: dict[str, Any]
) -> None:
    client = with_positions.client(*SCOPES)
    rule = order_document["rules"][0] | {"number": "3.1.1", "matter": "Svar på medborgarförslag"}
    unlawful = order_document["rules"][2] | {"number": "3.1.2", "subject": "citizen-proposal"}
    draft = {name: value for name, value in order_document.items() if name != "adopted_by"}
    body = draft | {"rules": [rule, unlawful]}
    assert (await client.post("/delegation-orders", json=body, headers=new_key())).status_code == 201

    findings = [each for each in await _findings(client) if each["code"] != "holders-not-known"]

    assert [(each["severity"], each["code"], each["rule"], each["law"]) for each in findings] == [
        ("error", "subject-not-delegable", "3.1.2", "KL 6:38 4 p"),
        ("suspected", "subject-suspected", "3.1.1", "KL 6:38 4 p"),
    ]


async def test_what_cannot_be_examined(with_order: RunningService) -> None:
    client = with_order.client("delegation-orders:read")
    (order,) = (await client.get("/delegation-orders")).json()["items"]
    address = order["_links"]["findings"]["href"]
    stranger = with_order.client("delegation-orders:read", boards=["sodermalm"])

    assert (await stranger.get(address)).status_code == 404
    assert (await client.get(f"/delegation-orders/{uuid4()}/findings")).status_code == 404
    assert (await client.get(address, params={"date": "2019-02-30"})).status_code == 422
    assert (await client.get(address, params={"severity": "grave"})).status_code == 422
