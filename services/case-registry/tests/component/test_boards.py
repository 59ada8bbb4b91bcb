"""Boards through the registry's front door."""

import asyncio
from typing import Any

from boardkit.testing.service import RunningService, new_key

NORRMALM: dict[str, Any] = {
    "slug": "norrmalm",
    "name": "Norrmalms stadsdelsnämnd",
    "administration": "Norrmalms stadsdelsförvaltning",
    "diary": {"prefix": "NORR", "padding": 0, "taken_over": {"year": 2019, "last_serial": 303}},
    "aliases": ["Norrmalm"],
}


async def test_an_opened_board_can_be_read_where_location_says(service: RunningService) -> None:
    client = service.client("boards:write", "boards:read")

    created = await client.post("/boards", json=NORRMALM, headers=new_key())
    fetched = await client.get(created.headers["location"])

    assert created.status_code == 201
    assert created.headers["etag"] == '"v1"'
    assert created.headers["location"] == "http://service.test/case-registry/v1/boards/norrmalm"
    assert created.json() == NORRMALM | {
        "opened_on": "2019-06-03",
        "_links": {"self": {"href": created.headers["location"], "rel": "self", "method": "GET"}},
    }
    assert fetched.json() == created.json()


async def test_the_same_key_and_body_give_the_same_answer_and_one_board(service: RunningService) -> None:
    client = service.client("boards:write", "boards:read")
    key = new_key()

    first = await client.post("/boards", json=NORRMALM, headers=key)
    second = await client.post("/boards", json=NORRMALM, headers=key)

    assert (second.status_code, second.content) == (201, first.content)
    assert second.headers["location"] == first.headers["location"]
    assert (await client.get("/boards")).json()["_meta"]["total_records"] == 1


async def test_the_same_key_with_another_body_is_refused(service: RunningService) -> None:
    client = service.client("boards:write")
    key = new_key()
    await client.post("/boards", json=NORRMALM, headers=key)

    answer = await client.post("/boards", json=NORRMALM | {"name": "Annan nämnd"}, headers=key)

    assert answer.status_code == 422
    assert answer.json()["type"].endswith("/idempotency-key-reused")


async def test_a_taken_slug_is_a_conflict_that_points_at_the_field(service: RunningService) -> None:
    client = service.client("boards:write")
    await client.post("/boards", json=NORRMALM, headers=new_key())

    answer = await client.post("/boards", json=NORRMALM, headers=new_key())

    assert answer.status_code == 409
    assert answer.json()["pointer"] == "/slug"


async def test_another_board_is_not_found_and_not_listed(service: RunningService) -> None:
    await service.client("boards:write").post("/boards", json=NORRMALM, headers=new_key())
    stranger = service.client("boards:read", boards=["sodermalm"])

    answer = await stranger.get("/boards/norrmalm")
    listed = await stranger.get("/boards")

    assert answer.status_code == 404
    assert listed.json()["items"] == []
    assert listed.json()["_meta"]["total_records"] == 0


async def test_bad_input_names_every_place_and_echoes_nothing(service: RunningService) -> None:
    client = service.client("boards:write")
    bad = NORRMALM | {"slug": "Hemligt Namn", "surprise": "hemlig", "diary": {"padding": "hemligt"}}

    answer = await client.post("/boards", json=bad, headers=new_key())

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert {error["pointer"]: error["code"] for error in answer.json()["errors"]} == {
        "/slug": "string_pattern_mismatch",
        "/diary/padding": "int_parsing",
        "": "extra_forbidden",
    }
    assert "hemlig" not in answer.text.lower()


async def test_of_many_parallel_creates_with_one_slug_one_wins(service: RunningService) -> None:
    client = service.client("boards:write")

    answers = await asyncio.gather(*(client.post("/boards", json=NORRMALM, headers=new_key()) for _ in range(8)))

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7


async def test_the_change_feed_and_the_audit_chain_tell_of_it(service: RunningService) -> None:
    client = service.client("boards:write", "boards:read", "changes:read", "audit:read")
    await client.post("/boards", json=NORRMALM, headers=new_key())

    feed = (await client.get("/changes")).json()
    chain = (await client.get("/audit", params={"board": "norrmalm"})).json()
    verdict = (await client.get("/audit/verification", params={"board": "norrmalm"})).json()

    assert [(item["event"], item["resource"], item["resource_id"]) for item in feed["items"]] == [
        ("created", "boards", "norrmalm")
    ]
    assert (await client.get("/changes", params={"after": feed["_meta"]["next_cursor"]})).json()["items"] == []
    assert chain["items"][0]["entry"]["actor"] == "staff"
    assert verdict.pop("_links")["self"]["href"].endswith("/audit/verification?board=norrmalm")
    assert verdict == {"board": "norrmalm", "entries": 1, "intact": True, "broken_at": None, "reason": None}
