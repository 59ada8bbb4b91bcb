"""Who took a delegated decision: a person with a position, by sub-delegation, or the chair when it is urgent."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from boardkit.testing.service import RunningService, if_match, new_key

pytestmark = pytest.mark.usefixtures("with_order")

DAY = date(2019, 6, 20)
STAFF = ("delegated-decisions:read", "delegated-decisions:write")
VOIDING = (*STAFF, "delegated-decisions:void")

PURCHASE: dict[str, Any] = {
    "board": "norrmalm",
    "diary_number": "2019/238-1.2.4.",
    "rule": "3.2.1",
    "position": "enhetschef",
    "decided_on": "2019-06-20",
    "amount": "279000.00",
    "outcome": "Avrop av skrivbord till två enheter.",
}
ABOVE_THE_LIMIT = PURCHASE | {"amount": "279000.01"}


async def _register(service: RunningService, decision: dict[str, Any] = PURCHASE, **options: Any) -> Any:
    client = service.client(*options.pop("scopes", STAFF), on=options.pop("on", DAY), **options)
    return await client.post("/delegated-decisions", json=decision, headers=new_key())


async def _registered(service: RunningService, decision: dict[str, Any] = PURCHASE, **options: Any) -> Any:
    answer = await _register(service, decision, **options)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def _person(service: RunningService, *positions: str, name: str = "Ylva Sandmark") -> str:
    """A person who holds the positions from 2019-06-15."""
    client = service.client("persons:write", "assignments:write")
    answer = await client.post("/persons", json={"board": "norrmalm", "name": name}, headers=new_key())
    assert answer.status_code == 201, answer.text
    person: str = answer.json()["id"]
    for position in positions:
        held = {"board": "norrmalm", "person": person, "position": position, "valid_from": "2019-06-15"}
        answer = await client.post("/assignments", json=held | {"kind": "ordinary"}, headers=new_key())
        assert answer.status_code == 201, answer.text
    return person


async def test_a_person_decides_by_the_most_favourable_position_held_that_day(service: RunningService) -> None:
    person = await _person(service, "enhetschef", "avdelningschef")
    above = {name: value for name, value in ABOVE_THE_LIMIT.items() if name != "position"} | {"person": person}

    by_person = await _registered(service, above)
    as_head_of_unit = await _register(service, above | {"position": "enhetschef"})

    assert (by_person["position"], by_person["person"]) == ("avdelningschef", person)
    assert as_head_of_unit.status_code == 422


async def test_decisions_are_found_by_who_took_them(service: RunningService) -> None:
    person = await _person(service, "enhetschef")
    await _registered(service)
    await _registered(service, PURCHASE | {"person": person})
    client = service.client(*STAFF)

    found = (await client.get("/delegated-decisions", params={"person": person})).json()["items"]
    nobodys = (await client.get("/delegated-decisions", params={"person": str(uuid4())})).json()["items"]

    assert [(each["number"], each["person"]) for each in found] == [(2, person)]
    assert nobodys == []
    assert (await client.get("/delegated-decisions", params={"person": "ylva"})).status_code == 422


async def test_a_sub_delegated_right_is_told_with_the_decision(service: RunningService) -> None:
    grant = {
        "board": "norrmalm",
        "rule": "3.1.14",
        "giver": "stadsdelsdirektor",
        "receiver": "avdelningschef",
        "valid_from": "2019-06-20",
        "decided_on": "2019-06-20",
        "decision_reference": "2019/000081",
    }
    signing = PURCHASE | {"rule": "3.1.14", "position": "avdelningschef", "amount": None}
    client = service.client("sub-delegations:write", on=DAY)

    before = await _register(service, signing)
    given = await client.post("/sub-delegations", json=grant, headers=new_key())
    after = await _registered(service, signing)

    assert before.status_code == 422
    assert (after["report_to_head"], after["sub_delegation"]) == (True, given.json()["id"])


async def test_a_person_must_hold_the_position_that_day(service: RunningService) -> None:
    person = await _person(service, "enhetschef")
    as_director = PURCHASE | {"person": person, "position": "stadsdelsdirektor"}

    refused = await _register(service, as_director)
    kept = await _registered(service, as_director | {"as_void": {"reason": "Fel beslutsfattare."}}, scopes=VOIDING)

    assert (refused.status_code, refused.json()["pointer"]) == (422, "/person")
    assert refused.json()["reasons"][0]["en"].startswith("No. The person did not hold the position that day")
    assert (kept["status"], kept["allowed"], kept["position"]) == ("void", False, "stadsdelsdirektor")
    assert "Sandmark" not in refused.text


async def test_a_person_without_any_position_decides_nothing(service: RunningService) -> None:
    person = await _person(service)
    decision = {name: value for name, value in PURCHASE.items() if name != "position"}

    without = await _register(service, decision | {"person": person})
    unknown = await _register(service, decision | {"person": str(uuid4())})

    assert (without.status_code, without.json()["pointer"]) == (422, "/person")
    assert without.json()["type"].endswith("/no-authority")
    assert (unknown.status_code, unknown.json()["pointer"]) == (422, "/person")
    assert unknown.json()["type"].endswith("/unknown-person")


async def test_an_urgent_decision_goes_by_its_own_rule(service: RunningService, order_document: dict[str, Any]) -> None:
    chair = {
        "board": "norrmalm",
        "title_sv": "ordförande",
        "administration": "norrmalms-stadsdelsforvaltning",
        "kind": "chair",
        "several_holders": False,
    }
    urgent = {
        "number": "3.1.1",
        "matter": "Beslut i ett ärende som inte kan vänta till nästa sammanträde",
        "legal_basis": ["6 kap. 39 § KL"],
        "mandate": "urgent",
        "tiers": [{"delegates": [{"position": "ordforande"}]}],
        "reporting": {"duty": "reported"},
    }
    ended = {"in_force_to": "2019-12-31"}
    coming = {
        "board": "norrmalm",
        "title": "Delegationsordning 2020",
        "in_force_from": "2020-01-01",
        "adopted_by": {"case_number": "2019/000090", "decided_on": "2019-12-12"},
        "rules": [urgent],
    }
    orders = service.client("delegation-orders:read", "delegation-orders:write", "positions:write", on=DAY)
    first = (await orders.get("/delegation-orders")).json()["items"][0]["id"]
    assert (await orders.put(f"/delegation-orders/{first}/expiry", json=ended, headers=if_match(1))).status_code == 200
    assert (await orders.post("/positions", json=chair, headers=new_key())).status_code == 201
    answer = await orders.post("/delegation-orders", json=coming, headers=new_key())
    assert answer.status_code == 201, answer.text
    decision = {
        "board": "norrmalm",
        "diary_number": "2020/7-1.1.",
        "rule": "3.1.1",
        "position": "ordforande",
        "decided_on": "2020-01-07",
        "outcome": "Ordföranden yttrar sig i nämndens ställe.",
    }

    can_wait = await _register(service, decision, on=date(2020, 1, 8))
    told = decision | {"circumstances": {"board-cannot-be-awaited": True}}
    cannot_wait = await _registered(service, told, on=date(2020, 1, 8))

    assert (can_wait.status_code, can_wait.json()["type"].rsplit("/", 1)[1]) == (422, "no-authority")
    assert (cannot_wait["mandate"], cannot_wait["report_to_board"]) == ("urgent", True)
    assert cannot_wait["circumstances"] == {"board-cannot-be-awaited": True}


async def test_the_change_feed_and_the_audit_chain_tell_of_it_without_words_or_persons(
    service: RunningService,
) -> None:
    person = await _person(service, "enhetschef")
    decision = await _registered(service, PURCHASE | {"person": person})
    client = service.client("delegated-decisions:read", "changes:read", "audit:read")

    feed = (await client.get("/changes")).json()["items"]
    audit = await client.get("/audit", params={"board": "norrmalm", "limit": 200})
    verdict = (await client.get("/audit/verification", params={"board": "norrmalm"})).json()

    assert [(item["event"], item["resource"], item["resource_id"]) for item in feed] == [
        ("created", "delegated-decisions", decision["id"])
    ]
    assert feed[0]["snapshot"] == {
        "year": 2019,
        "number": 1,
        "diary_number": "2019/238-1.2.4.",
        "case_id": None,
        "order_version": 1,
        "rule": "3.2.1",
        "position": "enhetschef",
        "decided_on": "2019-06-20",
        "status": "valid",
    }
    assert "skrivbord" not in audit.text
    assert verdict["intact"] is True
