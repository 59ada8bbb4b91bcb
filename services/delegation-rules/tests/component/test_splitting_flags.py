"""Purchases that together pass a limit, flagged when the last one is registered and in a list."""

import asyncio
from datetime import date
from typing import Any

import pytest

from boardkit.testing.service import RunningService, if_match, new_key

pytestmark = pytest.mark.usefixtures("with_order")

SCOPES = ("delegated-decisions:read", "delegated-decisions:write", "delegated-decisions:void")
PURCHASE: dict[str, Any] = {
    "board": "norrmalm",
    "diary_number": "2019/238-1.2.4.",
    "rule": "3.2.1",
    "position": "enhetschef",
    "decided_on": "2019-06-20",
    "amount": "150000.00",
    "supplier": "Exempelmöbler AB",
    "unit": "Enhet Nord",
    "outcome": "Avrop av möbler.",
}


async def _buy(service: RunningService, **changes: Any) -> Any:
    client = service.client(*SCOPES, on=date(2020, 12, 1))
    answer = await client.post("/delegated-decisions", json=PURCHASE | changes, headers=new_key())
    assert answer.status_code == 201, answer.text
    return answer.json()


async def _flags(service: RunningService, **parameters: Any) -> Any:
    answer = await service.client(*SCOPES).get("/splitting-flags", params={"board": "norrmalm"} | parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_the_purchase_that_passes_the_limit_is_flagged_and_not_refused(service: RunningService) -> None:
    first = await _buy(service)
    second = await _buy(service, decided_on="2019-09-02", supplier="EXEMPELMÖBLER  AB", amount="129000.01")

    assert first["splitting_flags"] == []
    assert second["status"] == "valid"
    assert second["splitting_flags"] == [
        {
            "total": "279000.01",
            "limit": "279000.00",
            "positions": ["enhetschef"],
            "first_day": "2019-06-20",
            "last_day": "2019-09-02",
            "decisions": [first["id"], second["id"]],
            "amounts_not_known": 0,
        }
    ]
    assert second["reasons"][-1]["sv"].startswith("Möjlig uppdelning: 2 beslut")


async def test_a_rule_for_undivided_amounts_says_so(service: RunningService) -> None:
    told = {"rule": "3.2.2", "position": "parkingenjor", "circumstances": {"amount-divided": False}}
    await _buy(service, **told)
    second = await _buy(service, **told)

    assert len(second["splitting_flags"]) == 1
    assert second["reasons"][-1]["en"] == "The rule is for undivided amounts only."


async def test_the_list_tells_the_sum_and_the_decisions(service: RunningService) -> None:
    first = await _buy(service)
    second = await _buy(service, decided_on="2019-06-25")
    await _buy(service, decided_on="2019-06-25", unit="Enhet Syd")
    await _buy(service, decided_on="2019-06-25", supplier=None)

    listed = await _flags(service)

    assert listed["_meta"]["total_records"] == 1
    (flag,) = listed["items"]
    assert {name: flag[name] for name in ("supplier", "unit", "total", "limit", "positions")} == {
        "supplier": "Exempelmöbler AB",
        "unit": "Enhet Nord",
        "total": "300000.00",
        "limit": "279000.00",
        "positions": ["enhetschef"],
    }
    assert [each["id"] for each in flag["decisions"]] == [first["id"], second["id"]]
    assert flag["decisions"][0]["_links"]["self"]["href"].endswith(f"/delegated-decisions/{first['id']}")


async def test_days_and_window_narrow_what_is_counted_together(service: RunningService) -> None:
    for day in ("2019-06-20", "2019-07-20", "2019-08-20"):
        await _buy(service, decided_on=day)

    assert [len(flag["decisions"]) for flag in (await _flags(service))["items"]] == [3]
    assert [len(flag["decisions"]) for flag in (await _flags(service, window_days=40))["items"]] == [2, 2]
    assert (await _flags(service, window_days=30))["items"] == []
    assert [len(flag["decisions"]) for flag in (await _flags(service, **{"from": "2019-07-01"}))["items"]] == [2]
    assert (await _flags(service, **{"from": "2019-07-01", "to": "2019-07-31"}))["items"] == []
    assert (await _flags(service, limit=1, page=2, window_days=40))["_meta"] == {
        "total_records": 2,
        "page": 2,
        "limit": 1,
        "count": 1,
    }


async def test_a_void_decision_is_no_part_of_it(service: RunningService) -> None:
    first = await _buy(service)
    await _buy(service, decided_on="2019-06-25")
    client = service.client(*SCOPES)

    voided = await client.put(
        f"/delegated-decisions/{first['id']}/voidance", json={"reason": "Avbrutet köp."}, headers=if_match(1)
    )

    assert voided.status_code == 200
    assert (await _flags(service))["items"] == []


async def test_of_two_purchases_at_once_the_later_one_sees_the_earlier(service: RunningService) -> None:
    bought = await asyncio.gather(*(_buy(service) for _ in range(2)))

    assert sorted(len(each["splitting_flags"]) for each in bought) == [0, 1]


async def test_another_boards_purchases_are_not_shown(service: RunningService) -> None:
    await _buy(service)
    await _buy(service)
    stranger = service.client(*SCOPES, boards=["sodermalm"])

    answer = await stranger.get("/splitting-flags", params={"board": "norrmalm"})

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"window_days": "0"}, {"window_days": "1" * 40}, {"from": "2019-02-30"}, {"to": "i går"}, {"board": "Å"}]
)
async def test_a_question_that_cannot_be_read_is_refused(service: RunningService, wrong: dict[str, str]) -> None:
    answer = await service.client(*SCOPES).get("/splitting-flags", params={"board": "norrmalm"} | wrong)

    assert answer.status_code == 422


async def test_days_the_wrong_way_round_are_told(service: RunningService) -> None:
    backwards = await service.client(*SCOPES).get("/splitting-flags?board=norrmalm&from=2019-06-02&to=2019-06-01")

    assert (backwards.status_code, backwards.json()["pointer"]) == (422, "/to")
