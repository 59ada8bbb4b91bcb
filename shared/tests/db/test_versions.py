"""No lost update: of changes that build on the same version one wins."""

import asyncio

import httpx

from boardkit.testing.service import RunningService, if_match, new_key


async def note(service: RunningService, board: str = "norrmalm") -> httpx.Response:
    client = service.client("notes:write", boards=["*"])
    return await client.post("/notes", json={"board": board, "title": "Ett"}, headers=new_key())


async def test_a_change_gives_the_next_version(sample: RunningService) -> None:
    client = sample.client("notes:write", "notes:read")
    created = await note(sample)

    changed = await client.patch(created.headers["location"], json={"title": "Två"}, headers=if_match(1))
    fetched = await client.get(created.headers["location"])

    assert (changed.status_code, changed.headers["etag"], changed.json()["title"]) == (200, '"v2"', "Två")
    assert (fetched.headers["etag"], fetched.json()) == ('"v2"', changed.json())


async def test_a_change_on_an_old_version_is_refused(sample: RunningService) -> None:
    client = sample.client("notes:write")
    where = (await note(sample)).headers["location"]
    await client.patch(where, json={"title": "Två"}, headers=if_match(1))

    answer = await client.patch(where, json={"title": "Tre"}, headers=if_match(1))

    assert answer.status_code == 412
    assert answer.json()["type"] == "https://kansli.example/problems/precondition-failed"


async def test_of_many_parallel_changes_one_wins(sample: RunningService) -> None:
    client = sample.client("notes:write", "notes:read", "audit:read")
    where = (await note(sample)).headers["location"]

    answers = await asyncio.gather(
        *(client.patch(where, json={"title": f"Rubrik {n}"}, headers=if_match(1)) for n in range(12))
    )

    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 11
    [winner] = [answer for answer in answers if answer.status_code == 200]
    assert (await client.get(where)).json()["title"] == winner.json()["title"]
    assert (await client.get("/audit", params={"board": "norrmalm"})).json()["_meta"]["total_records"] == 2


async def test_a_change_says_exactly_what_it_builds_on(sample: RunningService) -> None:
    expected = {
        "": 428,
        "*": 400,
        '"v1", "v2"': 400,
        'W/"v1"': 412,
        '"v2"': 412,
        '"v999999999"': 412,
        '"v9999999999999999999999"': 412,
        '"v0"': 412,
        "v1": 412,
        '"something else"': 412,
    }
    client, where = sample.client("notes:write"), (await note(sample)).headers["location"]

    for header, status in expected.items():
        answer = await client.patch(where, json={"title": "Två"}, headers={"if-match": header})
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), header
    assert (await client.patch(where, json={"title": "Två"})).status_code == 428


async def test_another_boards_object_is_not_there(sample: RunningService) -> None:
    where = (await note(sample, "sodermalm")).headers["location"]
    client = sample.client("notes:write", "notes:read")

    assert (await client.get(where)).status_code == 404
    assert (await client.patch(where, json={"title": "Två"}, headers=if_match(1))).status_code == 404
    assert (await client.patch(where, json={"title": "Två"}, headers=if_match(2))).status_code == 404
