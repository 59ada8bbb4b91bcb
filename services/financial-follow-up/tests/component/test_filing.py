"""A follow-up becomes a case in the registry, also when the registry is away for a while."""

import asyncio
import json
from typing import Any, Protocol

import httpx
import pytest
from sqlalchemy import func, update

from boardkit.db.tables import outbox
from boardkit.testing.service import RunningService, if_match, new_key


class RegistryLike(Protocol):
    """What these tests know of the registry in conftest."""

    down: bool
    requests: list[httpx.Request]


async def hand_in(service: RunningService, request: dict[str, Any]) -> dict[str, Any]:
    """Hand in a follow-up and give what it was answered with."""
    answer = await service.client("follow-ups:write").post("/follow-ups", json=request, headers=new_key())
    assert answer.status_code == 201, answer.text
    document: dict[str, Any] = answer.json()
    return document


async def deliver(service: RunningService) -> None:
    """Let everything that waits be delivered, by this test or by the service's own courier."""
    async with asyncio.timeout(20):
        while await service.app.state.courier.waiting():
            await service.app.state.courier.deliver_due()


async def try_again_now(service: RunningService) -> None:
    """Let what was not delivered be due at once instead of after its pause."""
    async with service.app.state.runtime.engine.begin() as connection:
        await connection.execute(update(outbox).values(next_attempt_at=func.now()))


async def cases_of(service: RunningService, follow_up_id: str) -> list[dict[str, Any]]:
    """The cases of a follow-up as they are now."""
    answer = await service.client("follow-ups:read").get(f"/follow-ups/{follow_up_id}/cases")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_follow_up_is_filed_with_the_number_it_already_has(
    with_areas: RunningService, registry: RegistryLike, may_2019: dict[str, Any]
) -> None:
    handed_in = await hand_in(with_areas, may_2019)
    await deliver(with_areas)

    (filed,) = await cases_of(with_areas, handed_in["id"])
    (request,) = registry.requests
    assert filed["case_id"] == "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d"
    assert (filed["diary_number"], filed["filed_on"]) == ("2019/000093", "2019-06-03")
    assert (request.method, request.url.path) == ("POST", "/case-registry/v1/cases")
    assert json.loads(request.content) == {
        "board": "norrmalm",
        "title": "Ekonomisk månadsuppföljning per maj med prognos för år 2019",
        "case_type": "follow-up",
        "taken_over_number": "2019/000093",
    }


async def test_follow_up_without_an_earlier_number_gets_the_next_of_the_board(
    with_areas: RunningService, registry: RegistryLike, may_2019: dict[str, Any]
) -> None:
    del may_2019["taken_over_number"]
    handed_in = await hand_in(with_areas, may_2019)
    await deliver(with_areas)

    assert [each["diary_number"] for each in await cases_of(with_areas, handed_in["id"])] == ["NORR 2019/304"]
    assert "taken_over_number" not in json.loads(registry.requests[0].content)


async def test_registry_that_is_away_delays_the_case_and_nothing_else(
    with_areas: RunningService, registry: RegistryLike, may_2019: dict[str, Any]
) -> None:
    registry.down = True
    handed_in = await hand_in(with_areas, may_2019)
    await with_areas.app.state.courier.deliver_due()
    client = with_areas.client("reports:read")

    report = await client.get("/reports/2019-05?board=norrmalm")
    meanwhile = await cases_of(with_areas, handed_in["id"])
    registry.down = False
    await try_again_now(with_areas)
    await deliver(with_areas)
    afterwards = await client.get("/reports/2019-05?board=norrmalm", headers={"if-none-match": report.headers["etag"]})

    assert (report.status_code, report.json()["case_id"], report.json()["diary_number"]) == (200, None, None)
    assert meanwhile == []
    assert afterwards.json()["diary_number"] == "2019/000093"


async def test_filing_does_not_stand_in_the_way_of_a_correction(
    with_areas: RunningService, may_2019: dict[str, Any]
) -> None:
    handed_in = await hand_in(with_areas, may_2019)
    await deliver(with_areas)
    correction = {name: value for name, value in may_2019.items() if name != "taken_over_number"}

    answer = await with_areas.client("follow-ups:write").put(
        f"/follow-ups/{handed_in['id']}",
        json=correction | {"correction_reason": "Rättad."},
        headers=if_match(1),
    )

    assert answer.status_code == 200, answer.text


async def test_cases_of_a_follow_up_out_of_reach_are_not_found(
    with_areas: RunningService, may_2019: dict[str, Any]
) -> None:
    handed_in = await hand_in(with_areas, may_2019)
    stranger = with_areas.client("follow-ups:read", boards=["sodermalm"])

    assert (await stranger.get(f"/follow-ups/{handed_in['id']}/cases")).status_code == 404


async def test_change_feed_and_audit_chain_tell_of_everything(
    with_areas: RunningService, may_2019: dict[str, Any]
) -> None:
    handed_in = await hand_in(with_areas, may_2019)
    await deliver(with_areas)
    client = with_areas.client("changes:read", "audit:read", "areas:read", "follow-ups:read")

    feed = (await client.get("/changes?limit=200")).json()["items"]
    chain = (await client.get("/audit?board=norrmalm&page=2")).json()["items"]
    verdict = (await client.get("/audit/verification?board=norrmalm")).json()

    assert [(each["event"], each["resource"]) for each in feed] == [("created", "areas")] * 20 + [
        ("created", "follow-ups"),
        ("created", "follow-up-cases"),
    ]
    assert feed[-1]["snapshot"] == {
        "follow_up_id": handed_in["id"],
        "case_id": "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d",
        "diary_number": "2019/000093",
    }
    assert feed[-2]["snapshot"] == {
        "period": "2019-05",
        "title": "Ekonomisk månadsuppföljning per maj med prognos för år 2019",
        "edition": 1,
    }
    assert [(each["entry"]["reason"], each["entry"]["resource_id"]) for each in chain] == [
        ("follow-up handed in", handed_in["id"]),
        ("follow-up filed as a case", "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d"),
    ]
    assert (verdict["entries"], verdict["intact"]) == (22, True)


@pytest.mark.parametrize("number", ["", "\u0000", "x" * 61])
async def test_number_that_cannot_be_one_is_refused(
    with_areas: RunningService, may_2019: dict[str, Any], number: str
) -> None:
    answer = await with_areas.client("follow-ups:write").post(
        "/follow-ups", json=may_2019 | {"taken_over_number": number}, headers=new_key()
    )

    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == ["/taken_over_number"]


async def test_a_second_answer_of_the_registry_changes_nothing(
    with_areas: RunningService, registry: RegistryLike, may_2019: dict[str, Any]
) -> None:
    handed_in = await hand_in(with_areas, may_2019)
    await deliver(with_areas)
    first = await cases_of(with_areas, handed_in["id"])

    async with with_areas.app.state.runtime.engine.begin() as connection:
        await connection.execute(update(outbox).values(delivered_at=None, next_attempt_at=func.now()))
    await deliver(with_areas)

    assert len(registry.requests) == 2
    assert await cases_of(with_areas, handed_in["id"]) == first
