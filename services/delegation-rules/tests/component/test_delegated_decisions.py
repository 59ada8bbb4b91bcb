"""Decisions taken under delegation, through the front door: tried, refused, kept as void, numbered and found again."""

import asyncio
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from boardkit.testing.service import RunningService, if_match, new_key
from delegation_rules.schemas import delegated_decisions_examples as examples

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


async def test_a_decision_within_the_limit_is_registered_with_what_the_order_says(service: RunningService) -> None:
    client = service.client(*STAFF, on=DAY)

    created = await client.post("/delegated-decisions", json=PURCHASE, headers=new_key())
    fetched = await client.get(created.headers["location"])

    decision = created.json()
    assert (created.status_code, created.headers["etag"]) == (201, '"v1"')
    assert fetched.json() == decision
    assert {name: decision[name] for name in PURCHASE} == PURCHASE
    assert (decision["year"], decision["number"], decision["status"]) == (2019, 1, "valid")
    assert (decision["allowed"], decision["tier_number"], decision["limit"]) == (True, 3, "279000.00")
    assert (decision["order_version"], decision["mandate"]) == (1, "delegation")
    assert decision["matter"] == "Rutinmässiga inköp av varor och tjänster till den löpande verksamheten"
    assert (decision["act"], decision["report_to_board"], decision["announce"]) == ("execution", False, False)
    assert (decision["filing"], decision["case_id"], decision["splitting_flags"]) == ("waiting-for-case", None, [])
    assert decision["reasons"][0]["sv"].startswith("Ja. Enhetschef får fatta beslutet enligt regel 3.2.1")
    assert decision["_links"]["voidance"]["method"] == "PUT"


async def test_a_decision_above_the_limit_is_refused_with_the_reasons(service: RunningService) -> None:
    refused = await _register(service, ABOVE_THE_LIMIT)

    problem = refused.json()
    assert refused.status_code == 422
    assert problem["type"].endswith("/no-authority")
    assert problem["pointer"] == "/position"
    assert problem["reasons"][0]["en"].startswith("No. Enhetschef may not make the decision under rule 3.2.1")
    assert (problem["limit"], problem["lowest_positions"]) == ("279000.00", ["avdelningschef"])
    assert (await service.client(*STAFF).get("/delegated-decisions")).json()["items"] == []


async def test_a_limit_beyond_every_amount_is_kept(service: RunningService) -> None:
    wide = {"quantity": "999999999999", "unit": "monthly-rents"}
    order = {
        "board": "norrmalm",
        "title": "Delegationsordning",
        "in_force_from": "2018-01-01",
        "in_force_to": "2018-12-31",
        "adopted_by": {"case_number": "2017/1", "decided_on": "2017-12-01"},
        "rules": [
            {
                "number": "1.1",
                "matter": "Hyra",
                "tiers": [{"amount": {"up_to": wide}, "delegates": [{"position": "enhetschef"}]}],
                "reporting": {"duty": "reported"},
            }
        ],
    }
    adopted = await service.client("delegation-orders:write").post("/delegation-orders", json=order, headers=new_key())
    assert adopted.status_code == 201, adopted.text
    rent = {"rule": "1.1", "decided_on": "2018-06-20", "monthly_rent": "999999999999999.99"}

    decision = await _registered(service, PURCHASE | rent)

    assert decision["limit"] == "999999999998999990000000000.01"


async def test_a_refused_decision_leaves_no_gap_in_the_numbers(service: RunningService) -> None:
    numbers = []
    for decision in (PURCHASE, ABOVE_THE_LIMIT, PURCHASE):
        answer = await _register(service, decision)
        if answer.status_code == 201:
            numbers.append(answer.json()["number"])

    assert numbers == [1, 2]


async def test_a_decision_without_authority_is_kept_as_void_by_someone_who_may(service: RunningService) -> None:
    as_void = ABOVE_THE_LIMIT | {"as_void": {"reason": "Beloppet låg över gränsen."}}

    without_the_right = await _register(service, as_void)
    kept = await _registered(service, as_void, scopes=VOIDING)

    assert (without_the_right.status_code, without_the_right.json()["pointer"]) == (403, "/as_void")
    assert (kept["number"], kept["status"], kept["allowed"]) == (1, "void", False)
    assert kept["void_reason"] == "Beloppet låg över gränsen."
    assert "voidance" not in kept["_links"]


async def test_a_decision_with_authority_is_not_kept_as_void_at_once(service: RunningService) -> None:
    answer = await _register(service, PURCHASE | {"as_void": {"reason": "Ångrat."}}, scopes=VOIDING)

    assert (answer.status_code, answer.json()["pointer"]) == (422, "/as_void")
    assert answer.json()["type"].endswith("/authority-not-lacking")


async def test_a_valid_decision_is_found_void_later(service: RunningService) -> None:
    decision = await _registered(service)
    client = service.client(*VOIDING, on=DAY)
    address = f"/delegated-decisions/{decision['id']}/voidance"
    reason = {"reason": "Underlaget var fel."}

    stale = await client.put(address, json=reason, headers=if_match(2))
    voided = await client.put(address, json=reason, headers=if_match(1))
    again = await client.put(address, json=reason, headers=if_match(2))

    assert stale.status_code == 412
    assert (voided.status_code, voided.headers["etag"]) == (200, '"v2"')
    assert (voided.json()["status"], voided.json()["void_reason"]) == ("void", "Underlaget var fel.")
    assert voided.json()["allowed"] is True
    assert (again.status_code, again.json()["type"].rsplit("/", 1)[1]) == (409, "decision-void")


async def test_of_two_voidances_at_once_one_wins(service: RunningService) -> None:
    decision = await _registered(service)
    client = service.client(*VOIDING, on=DAY)
    address = f"/delegated-decisions/{decision['id']}/voidance"

    answers = await asyncio.gather(
        *(client.put(address, json={"reason": f"Skäl {n}."}, headers=if_match(1)) for n in range(4))
    )

    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]


async def test_the_order_of_the_day_decides_not_that_of_today(service: RunningService) -> None:
    early = await _register(service, PURCHASE | {"decided_on": "2019-06-14"})
    next_year = await _registered(service, PURCHASE | {"decided_on": "2020-01-02"}, on=date(2020, 1, 3))
    older = await _registered(service, on=date(2020, 1, 3))

    assert (early.status_code, early.json()["pointer"]) == (422, "/decided_on")
    assert early.json()["type"].endswith("/no-order-in-force")
    assert early.json()["first_day_in_force"] == "2019-06-15"
    assert (next_year["year"], next_year["number"], next_year["limit"]) == (2020, 1, "283800.00")
    assert (older["year"], older["number"], older["limit"]) == (2020, 2, "279000.00")


async def test_a_decision_of_tomorrow_is_not_registered_today(service: RunningService) -> None:
    answer = await _register(service, PURCHASE | {"decided_on": "2019-06-21"})

    assert (answer.status_code, answer.json()["pointer"]) == (422, "/decided_on")
    assert answer.json()["type"].endswith("/decision-not-taken-yet")


async def test_the_documentations_example_is_taken_as_it_stands_and_answered_as_it_says(
    service: RunningService,
) -> None:
    decision = await _registered(service, examples.NEW_DECISION)

    varying = {"id", "order_id", "number", "case_id", "diary_number", "attachments", "splitting_flags", "_links"}
    filed = {"filing", "filed_document_id"}
    told = decision | {"reasons": decision["reasons"][:1]}
    for name in examples.DECISION.keys() - varying - filed:
        assert (name, told[name]) == (name, examples.DECISION[name])
    assert decision.keys() == examples.DECISION.keys()
    assert decision["_links"].keys() == examples.DECISION["_links"].keys()


@pytest.mark.parametrize(
    ("change", "status", "slug", "pointer"),
    [
        ({"rule": "3.9.9"}, 422, "unknown-rule", "/rule"),
        ({"position": "rektor"}, 422, "unknown-position", "/position"),
        ({"purpose": "hemligt"}, 422, "unknown-fact", "/purpose"),
        ({"circumstances": {"hemligt": True}}, 422, "unknown-fact", "/circumstances"),
        ({"diary_number": None}, 422, "invalid-input", "/case_id"),
        ({"case_id": str(uuid4())}, 422, "invalid-input", "/case_id"),
        ({"case_id": str(uuid4()), "diary_number": None}, 422, "unknown-case", "/case_id"),
        ({"position": None}, 422, "invalid-input", "/position"),
        ({"board": "sodermalm"}, 404, "not-found", "/board"),
        ({"amount": "-1.00"}, 422, "invalid-fields", None),
        ({"amount": "9999999999999999.00"}, 422, "invalid-fields", None),
        ({"months": 10**40}, 422, "invalid-fields", None),
        ({"outcome": "hemligt\u0000"}, 422, "invalid-fields", None),
        ({"outcome": "  "}, 422, "invalid-fields", None),
        ({"decided_on": "2019-06-31"}, 422, "invalid-fields", None),
        ({"supplier": "två\nrader"}, 422, "invalid-fields", None),
        ({"hemligt": 1}, 422, "invalid-fields", None),
    ],
)
async def test_what_does_not_fit_is_pointed_at_and_leaves_nothing(
    *, service: RunningService, change: dict[str, Any], status: int, slug: str, pointer: str | None
) -> None:
    answer = await _register(service, PURCHASE | change)

    assert answer.status_code == status
    assert answer.json()["type"].endswith(f"/{slug}")
    assert answer.json().get("pointer") == pointer
    assert "hemligt" not in answer.text
    assert (await service.client(*STAFF).get("/delegated-decisions")).json()["_meta"]["total_records"] == 0


async def test_decisions_are_found_by_what_they_are(service: RunningService) -> None:
    await _registered(service)
    await _registered(service, PURCHASE | {"position": "avdelningschef", "decided_on": "2019-06-17"})
    await _registered(service, ABOVE_THE_LIMIT | {"as_void": {"reason": "Över gränsen."}}, scopes=VOIDING)
    client = service.client(*STAFF)

    async def numbers(**wanted: Any) -> list[int]:
        answer = await client.get("/delegated-decisions", params=wanted)
        assert answer.status_code == 200, answer.text
        return [item["number"] for item in answer.json()["items"]]

    assert await numbers() == [3, 2, 1]
    assert await numbers(board="norrmalm", rule="3.2.1", position="enhetschef") == [3, 1]
    assert await numbers(status="valid") == [2, 1]
    assert await numbers(**{"from": "2019-06-18", "to": "2019-06-20"}) == [3, 1]
    assert await numbers(to="2019-06-17") == [2]
    assert await numbers(year=2019, number=2) == [2]
    assert await numbers(diary_number="2019/238-1.2.4.") == [3, 2, 1]
    assert await numbers(rule="3.2.2") == []
    assert (await client.get("/delegated-decisions", params={"number": 10**30})).status_code == 422
    assert (await client.get("/delegated-decisions", params={"status": "ja"})).status_code == 422


async def test_the_same_key_registers_one_decision(service: RunningService) -> None:
    client = service.client(*STAFF, on=DAY)
    key = new_key()

    first = await client.post("/delegated-decisions", json=PURCHASE, headers=key)
    again = await client.post("/delegated-decisions", json=PURCHASE, headers=key)

    assert (again.status_code, again.content) == (201, first.content)
    assert (await client.get("/delegated-decisions")).json()["_meta"]["total_records"] == 1


async def test_parallel_decisions_get_numbers_without_gaps_or_twins(service: RunningService) -> None:
    decisions = await asyncio.gather(*(_registered(service) for _ in range(8)))

    assert sorted(decision["number"] for decision in decisions) == list(range(1, 9))


async def test_another_boards_decision_is_not_there(service: RunningService) -> None:
    decision = await _registered(service)
    stranger = service.client(*VOIDING, boards=["sodermalm"], on=DAY)
    address = f"/delegated-decisions/{decision['id']}"

    assert (await stranger.get(address)).status_code == 404
    assert (await stranger.get("/delegated-decisions?board=norrmalm")).json()["items"] == []
    assert (await stranger.put(f"{address}/voidance", json={"reason": "x"}, headers=if_match(1))).status_code == 404
    assert (await service.client(*VOIDING).get(f"/delegated-decisions/{uuid4()}")).status_code == 404


async def test_a_voidance_asks_for_its_own_right(service: RunningService) -> None:
    decision = await _registered(service)
    client = service.client(*STAFF, on=DAY)

    answer = await client.put(
        f"/delegated-decisions/{decision['id']}/voidance", json={"reason": "x"}, headers=if_match(1)
    )

    assert answer.status_code == 403
