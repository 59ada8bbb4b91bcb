"""Lists in pages, and 304 for what the caller already has."""

from typing import Any

import pytest

from boardkit.testing.service import RunningService, new_key


@pytest.fixture
async def filled(sample: RunningService) -> RunningService:
    """Seven notes on one board, two on another."""
    writer = sample.client("notes:write", boards=["*"])
    for board, count in (("norrmalm", 7), ("sodermalm", 2)):
        for number in range(count):
            note = {"board": board, "title": "Jämn" if number % 2 == 0 else "Udda"}
            assert (await writer.post("/notes", json=note, headers=new_key())).status_code == 201
    return sample


async def page(service: RunningService, address: str) -> Any:
    answer = await service.client("notes:read").get(address)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_page_says_where_it_stands(filled: RunningService) -> None:
    second = await page(filled, "/notes?limit=3&page=2")

    assert [item["number"] for item in second["items"]] == [4, 5, 6]
    assert second["_meta"] == {"total_records": 7, "page": 2, "limit": 3, "count": 3}
    assert {rel: link["href"].partition("?")[2] for rel, link in second["_links"].items()} == {
        "self": "limit=3&page=2",
        "first": "limit=3&page=1",
        "last": "limit=3&page=3",
        "next": "limit=3&page=3",
        "prev": "limit=3&page=1",
    }


async def test_twenty_items_a_page_unless_asked(filled: RunningService) -> None:
    assert (await page(filled, "/notes"))["_meta"] == {"total_records": 7, "page": 1, "limit": 20, "count": 7}


async def test_links_lead_through_the_whole_filtered_list(filled: RunningService) -> None:
    seen: list[int] = []
    address = "/notes?title=J%C3%A4mn&limit=2&board=norrmalm"
    while address:
        found = await page(filled, address)
        assert found["_meta"]["total_records"] == 4
        seen += [item["number"] for item in found["items"]]
        address = found["_links"].get("next", {}).get("href", "")

    assert seen == [1, 3, 5, 7]


async def test_a_page_out_of_range_is_empty_and_knows_the_total(filled: RunningService) -> None:
    totals = {
        "page=4&limit=3": 7,
        "page=100000&limit=200": 7,
        "title=finns-inte": 0,
        "title=finns-inte&page=3": 0,
        "title=Udda&page=2": 3,
    }
    for query, total in totals.items():
        found = await page(filled, f"/notes?{query}")
        assert (found["items"], found["_meta"]["total_records"], found["_meta"]["count"]) == ([], total, 0), query
        assert "next" not in found["_links"]


async def test_only_visible_objects_are_counted(filled: RunningService) -> None:
    async def total(*boards: str) -> int:
        answer = await filled.client("notes:read", boards=boards).get("/notes?limit=1")
        return int(answer.json()["_meta"]["total_records"])

    assert [await total("norrmalm"), await total("sodermalm"), await total("*"), await total("kungsholmen")] == [
        7,
        2,
        9,
        0,
    ]
    assert await total() == 0


async def test_a_page_that_is_none_is_refused(filled: RunningService) -> None:
    client = filled.client("notes:read")
    queries = ["limit=0", "limit=201", "page=0", "page=-1", "page=100001", "limit=x", "page=1e3", "page=", "limit=5.5"]

    assert {(await client.get(f"/notes?{query}")).status_code for query in queries} == {422}


async def test_an_unchanged_list_and_object_are_304(filled: RunningService) -> None:
    client = filled.client("notes:read", "notes:write")
    listed = await client.get("/notes?limit=2")
    where = listed.json()["items"][0]["_links"]["self"]["href"]
    one = await client.get(where)

    for address, before in (("/notes?limit=2", listed), (where, one)):
        again = await client.get(address, headers={"if-none-match": before.headers["etag"]})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", before.headers["etag"])
        assert again.headers["cache-control"] == "private, no-cache"

    await client.patch(where, json={"title": "Ny"}, headers={"if-match": one.headers["etag"]})

    for address, before in (("/notes?limit=2", listed), (where, one)):
        changed = await client.get(address, headers={"if-none-match": before.headers["etag"]})
        assert changed.status_code == 200
        assert changed.headers["etag"] != before.headers["etag"]


async def test_json_is_given_to_those_who_take_it(sample: RunningService) -> None:
    expected = {
        "": 200,
        "*/*": 200,
        "application/json": 200,
        "application/*;q=0.1": 200,
        "text/html, application/json;q=0.5": 200,
        "text/html,*/*;q=0.1": 200,
        "APPLICATION/JSON": 200,
        "application/json;charset=utf-8": 200,
        "text/html": 406,
        "application/json;q=0": 406,
        "application/json; q=0.000": 406,
        "application/problem+json": 406,
        ",;": 406,
    }
    client = sample.client("notes:read")

    found = {accept: (await client.get("/notes", headers={"accept": accept})).status_code for accept in expected}
    del client.headers["accept"]

    assert found == expected
    assert (await client.get("/notes")).status_code == 200


async def test_json_is_taken_and_nothing_else(sample: RunningService) -> None:
    expected = {
        "application/json": 201,
        "application/json; charset=utf-8": 201,
        "application/merge-patch+json": 201,
        "Application/JSON": 201,
        "text/plain": 415,
        "application/x-www-form-urlencoded": 415,
        "multipart/form-data; boundary=x": 415,
        "text/json": 415,
        "application/jsonx": 415,
        "": 415,
        "json": 415,
    }
    client = sample.client("notes:write")

    for media_type, status in expected.items():
        headers = new_key() | {"content-type": media_type}
        answer = await client.post("/notes", content=b'{"board": "norrmalm", "title": "Ett"}', headers=headers)
        assert answer.status_code == status, media_type
        assert answer.headers["content-type"] == ("application/json" if status == 201 else "application/problem+json")
