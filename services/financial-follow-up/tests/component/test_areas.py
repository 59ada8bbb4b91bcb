"""Accounting areas through the front door."""

import asyncio
from typing import Any

import pytest

from boardkit.testing.service import RunningService, new_key

CARE: dict[str, Any] = {"board": "norrmalm", "year": 2019, "name": "Äldreomsorg på Åsö", "sort_order": 1}
PART: dict[str, Any] = CARE | {"name": "hemtjänst", "parent": "aldreomsorg-pa-aso", "sort_order": 2}


async def test_registered_area_can_be_read_where_location_says(service: RunningService) -> None:
    client = service.client("areas:write", "areas:read")

    created = await client.post("/areas", json=CARE, headers=new_key())
    fetched = await client.get(created.headers["location"])

    assert created.status_code == 201
    assert created.headers["etag"] == '"v1"'
    assert fetched.json() == created.json()
    assert fetched.json() == CARE | {
        "id": created.json()["id"],
        "slug": "aldreomsorg-pa-aso",
        "section": "operations",
        "parent": None,
        "level": 1,
        "continues": None,
        "_links": {"self": {"href": created.headers["location"], "rel": "self", "method": "GET"}},
    }


async def test_areas_of_a_year_are_listed_in_printed_order(
    with_areas: RunningService, areas_of_2019: list[dict[str, Any]]
) -> None:
    client = with_areas.client("areas:read")

    listed = (await client.get("/areas?board=norrmalm&year=2019&limit=200")).json()

    assert [each["name"] for each in listed["items"]] == [area["name"] for area in areas_of_2019]
    assert listed["_meta"] == {"total_records": 20, "page": 1, "limit": 200, "count": 20}
    assert (await client.get("/areas?year=2018")).json()["items"] == []
    assert (await client.get("/areas?limit=7&page=3")).json()["_meta"]["count"] == 6


async def test_same_slug_may_return_another_year_but_not_the_same(service: RunningService) -> None:
    client = service.client("areas:write")
    await client.post("/areas", json=CARE, headers=new_key())

    again = await client.post("/areas", json=CARE, headers=new_key())
    next_year = await client.post(
        "/areas", json=CARE | {"year": 2020, "continues": "aldreomsorg-pa-aso"}, headers=new_key()
    )

    assert (again.status_code, again.json()["pointer"]) == (409, "/slug")
    assert next_year.status_code == 201


async def test_of_parallel_creates_of_one_area_one_wins(service: RunningService) -> None:
    client = service.client("areas:write")

    answers = await asyncio.gather(*(client.post("/areas", json=CARE, headers=new_key()) for _ in range(6)))

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 5


async def test_part_follows_its_area(service: RunningService) -> None:
    client = service.client("areas:write")
    orphan = await client.post("/areas", json=PART, headers=new_key())
    await client.post("/areas", json=CARE, headers=new_key())

    part = await client.post("/areas", json=PART, headers=new_key())
    part_of_part = await client.post(
        "/areas", json=PART | {"name": "nattpatrull", "parent": "hemtjanst"}, headers=new_key()
    )
    elsewhere = await client.post("/areas", json=PART | {"name": "fordon", "section": "investments"}, headers=new_key())

    assert (orphan.status_code, orphan.json()["pointer"]) == (422, "/parent")
    assert (part.status_code, part.json()["level"]) == (201, 2)
    assert (part_of_part.status_code, part_of_part.json()["pointer"]) == (422, "/parent")
    assert (elsewhere.status_code, elsewhere.json()["pointer"]) == (422, "/section")


@pytest.mark.parametrize(
    ("bad", "pointer", "code"),
    [
        ({"year": 2200}, "/year", "less_than_equal"),
        ({"slug": "Äldreomsorg"}, "/slug", "string_pattern_mismatch"),
        ({"section": "drift"}, "/section", "enum"),
        ({"name": "  "}, "/name", "string_too_short"),
        ({"level": 1}, "", "extra_forbidden"),
    ],
)
async def test_bad_input_names_its_place(service: RunningService, bad: dict[str, Any], pointer: str, code: str) -> None:
    answer = await service.client("areas:write").post("/areas", json=CARE | bad, headers=new_key())

    assert answer.status_code == 422
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [(pointer, code)]


async def test_name_without_letters_needs_a_slug(service: RunningService) -> None:
    answer = await service.client("areas:write").post("/areas", json=CARE | {"name": "–––"}, headers=new_key())

    assert answer.status_code == 422


async def test_board_out_of_reach_is_not_found_and_not_listed(with_areas: RunningService) -> None:
    stranger = with_areas.client("areas:read", "areas:write", boards=["sodermalm"])
    own = await with_areas.client("areas:read").get("/areas")

    created = await stranger.post("/areas", json=CARE, headers=new_key())
    listed = await stranger.get("/areas?board=norrmalm")
    fetched = await stranger.get(f"/areas/{own.json()['items'][0]['id']}")

    assert (created.status_code, created.json()["pointer"]) == (404, "/board")
    assert listed.json()["_meta"]["total_records"] == 0
    assert fetched.status_code == 404
