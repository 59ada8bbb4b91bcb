"""A create that is repeated has one effect and one answer; one that failed leaves its key free."""

import asyncio
from typing import Any

from sqlalchemy import func, select

from boardkit.db.engine import create_engine
from boardkit.db.idempotency import IdempotencyKey, earlier_answer
from boardkit.testing.service import RunningService, new_key

NOTE: dict[str, Any] = {"board": "norrmalm", "title": "Första anteckningen"}


async def count_notes(service: RunningService) -> int:
    listed = (await service.client("notes:read").get("/notes")).json()
    return int(listed["_meta"]["total_records"])


async def test_the_same_key_and_body_give_the_same_answer_and_one_effect(sample: RunningService) -> None:
    client, key = sample.client("notes:write"), new_key()

    first = await client.post("/notes", json=NOTE, headers=key)
    second = await client.post("/notes", json=NOTE, headers=key)

    assert first.status_code == second.status_code == 201
    assert second.content == first.content
    for name in ("location", "etag", "content-type", "cache-control"):
        assert second.headers[name] == first.headers[name]
    assert await count_notes(sample) == 1


async def test_a_replay_answers_as_the_first_time_also_by_another_way_in(sample: RunningService) -> None:
    client, key = sample.client("notes:write"), new_key()
    first = await client.post("/notes", json=NOTE, headers=key)

    replay = await client.post("/notes", json=NOTE, headers=key | {"forwarded": "host=other.example;proto=https"})

    assert replay.headers["location"] == first.headers["location"]
    assert replay.content == first.content


async def test_a_replay_after_a_later_change_still_gives_the_first_answer(sample: RunningService) -> None:
    client, key = sample.client("notes:write", "notes:read"), new_key()
    first = await client.post("/notes", json=NOTE, headers=key)
    await client.patch(first.headers["location"], json={"title": "Ny"}, headers={"if-match": '"v1"'})

    replay = await client.post("/notes", json=NOTE, headers=key)

    assert replay.content == first.content
    assert (await client.get(first.headers["location"])).json()["title"] == "Ny"


async def test_the_key_is_bound_to_its_request(sample: RunningService) -> None:
    client, key = sample.client("notes:write"), new_key()
    await client.post("/notes", json=NOTE, headers=key)

    answer = await client.post("/notes", json=NOTE | {"title": "Annan"}, headers=key)

    assert answer.status_code == 422
    assert answer.json()["type"] == "https://kansli.example/problems/idempotency-key-reused"
    assert await count_notes(sample) == 1


async def test_another_callers_same_key_is_another_key(sample: RunningService) -> None:
    key = new_key()

    mine = await sample.client("notes:write", subject="mine").post("/notes", json=NOTE, headers=key)
    theirs = await sample.client("notes:write", subject="theirs").post("/notes", json=NOTE, headers=key)

    assert mine.json()["id"] != theirs.json()["id"]
    assert await count_notes(sample) == 2


async def test_while_the_first_request_runs_the_second_is_told_to_come_back(sample: RunningService) -> None:
    key = new_key()
    engine = create_engine(sample.settings.database_url, pool_size=1, application_name="test")
    async with engine.begin() as connection:
        held = IdempotencyKey("staff", key["idempotency-key"], b"")
        assert await earlier_answer(connection, held) is None

        answer = await sample.client("notes:write").post("/notes", json=NOTE, headers=key)

        assert answer.status_code == 409
        assert answer.json()["type"] == "https://kansli.example/problems/still-running"
        assert answer.headers["retry-after"] == "1"
    await engine.dispose()

    assert (await sample.client("notes:write").post("/notes", json=NOTE, headers=key)).status_code == 201


async def test_of_many_parallel_requests_with_one_key_one_has_an_effect(sample: RunningService) -> None:
    client, key = sample.client("notes:write"), new_key()

    answers = await asyncio.gather(*(client.post("/notes", json=NOTE, headers=key) for _ in range(16)))

    created = [answer for answer in answers if answer.status_code == 201]
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.content for answer in created}) == 1
    assert await count_notes(sample) == 1


async def test_many_parallel_replays_all_get_the_answer(sample: RunningService) -> None:
    client, key = sample.client("notes:write"), new_key()
    first = await client.post("/notes", json=NOTE, headers=key)

    answers = await asyncio.gather(*(client.post("/notes", json=NOTE, headers=key) for _ in range(16)))

    assert {(answer.status_code, answer.content) for answer in answers} == {(201, first.content)}


async def test_an_answer_is_given_while_another_reads_it(sample: RunningService) -> None:
    client, key = sample.client("notes:write"), new_key()
    first = await client.post("/notes", json=NOTE, headers=key)
    engine = create_engine(sample.settings.database_url, pool_size=1, application_name="test")
    async with engine.begin() as connection:
        await connection.execute(
            select(func.pg_advisory_xact_lock(func.hashtextextended(f"staff\n{key['idempotency-key']}", 0)))
        )

        replay = await client.post("/notes", json=NOTE, headers=key)

    await engine.dispose()
    assert (replay.status_code, replay.content) == (201, first.content)


async def test_a_refused_create_leaves_its_key_free(sample: RunningService) -> None:
    key = new_key()
    stranger = sample.client("notes:write", boards=["sodermalm"])
    at_home = sample.client("notes:write")

    refused = await stranger.post("/notes", json=NOTE, headers=key)
    accepted = await at_home.post("/notes", json=NOTE, headers=key)

    assert (refused.status_code, accepted.status_code) == (404, 201)


async def test_a_missing_or_malformed_key_is_refused_before_anything_is_done(sample: RunningService) -> None:
    client = sample.client("notes:write")
    malformed = ["", "short", "x" * 201, "has a space", "åäö-not-ascii", "tab\tinside-it"]

    for key in malformed:
        answer = await client.post("/notes", json=NOTE, headers=[(b"idempotency-key", key.encode("latin-1"))])
        assert answer.status_code == 400, key
        assert answer.json()["type"] == "https://kansli.example/problems/malformed-request"
    assert (await client.post("/notes", json=NOTE)).status_code == 400
    assert await count_notes(sample) == 0


async def test_parallel_creates_are_numbered_without_gap_or_twin(sample: RunningService) -> None:
    client = sample.client("notes:write")

    answers = await asyncio.gather(*(client.post("/notes", json=NOTE, headers=new_key()) for _ in range(16)))

    assert sorted(answer.json()["number"] for answer in answers) == list(range(1, 17))
