"""Positions through the front door."""

import asyncio
from typing import Any

import pytest

from boardkit.testing.service import RunningService, new_key

HOME = "norrmalms-stadsdelsforvaltning"
DIRECTOR: dict[str, Any] = {"board": "norrmalm", "title_sv": "stadsdelsdirektör", "administration": HOME}
DEPUTY: dict[str, Any] = {
    "board": "norrmalm",
    "title_sv": "biträdande stadsdelsdirektör",
    "administration": HOME,
    "superior": "stadsdelsdirektor",
}


async def _add(service: RunningService, *documents: dict[str, Any]) -> None:
    client = service.client("positions:write", boards=["*"])
    for document in documents:
        answer = await client.post("/positions", json=document, headers=new_key())
        assert answer.status_code == 201, answer.text


async def test_an_added_position_can_be_read_where_location_says(service: RunningService) -> None:
    client = service.client("positions:write", "positions:read")

    created = await client.post("/positions", json=DIRECTOR, headers=new_key())
    fetched = await client.get(created.headers["location"])

    assert created.status_code == 201
    assert created.headers["etag"] == '"v1"'
    assert created.headers["location"] == (f"http://service.test/delegation-rules/v1/positions/{created.json()['id']}")
    assert fetched.json() == created.json()
    assert {name: created.json()[name] for name in ("slug", "title_sv", "superior", "counts_as")} == {
        "slug": "stadsdelsdirektor",
        "title_sv": "stadsdelsdirektör",
        "superior": None,
        "counts_as": None,
    }


async def test_positions_are_listed_in_swedish_order(service: RunningService) -> None:
    titles = ["ärendesamordnare", "arkivarie", "överförmyndare", "ålderspensionssamordnare", "zoolog"]
    await _add(service, *({"board": "norrmalm", "title_sv": title, "administration": HOME} for title in titles))

    listed = (await service.client("positions:read").get("/positions?board=norrmalm")).json()

    assert [item["title_sv"] for item in listed["items"]] == [
        "arkivarie",
        "zoolog",
        "ålderspensionssamordnare",
        "ärendesamordnare",
        "överförmyndare",
    ]
    assert listed["_meta"]["total_records"] == 5


async def test_the_same_key_adds_one_position(service: RunningService) -> None:
    client = service.client("positions:write", "positions:read")
    key = new_key()

    first = await client.post("/positions", json=DIRECTOR, headers=key)
    again = await client.post("/positions", json=DIRECTOR, headers=key)

    assert (again.status_code, again.content) == (201, first.content)
    assert (await client.get("/positions")).json()["_meta"]["total_records"] == 1


@pytest.mark.parametrize(
    ("change", "status", "slug", "pointer"),
    [
        ({"title_sv": "stadsdelsdirektör"}, 409, "position-taken", "/slug"),
        ({"superior": "rektor"}, 422, "position-refused", "/superior"),
        ({"counts_as": "rektor"}, 422, "position-refused", "/counts_as"),
        ({"administration": "serviceforvaltningen"}, 422, "position-refused", "/superior"),
        ({"superior": "bitradande-stadsdelsdirektor"}, 422, "position-refused", "/superior"),
        ({"board": "sodermalm"}, 404, "not-found", "/board"),
    ],
)
async def test_what_does_not_fit_is_refused_and_leaves_nothing(
    *, service: RunningService, change: dict[str, Any], status: int, slug: str, pointer: str
) -> None:
    await _add(service, DIRECTOR)
    client = service.client("positions:write", "positions:read")

    answer = await client.post("/positions", json=DEPUTY | change, headers=new_key())

    assert answer.status_code == status
    assert answer.json()["type"].endswith(f"/{slug}")
    assert answer.json()["pointer"] == pointer
    assert (await client.get("/positions")).json()["_meta"]["total_records"] == 1


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"title_sv": "  "}, {"/title_sv": "string_too_short"}),
        ({"title_sv": "職員"}, {"/title_sv": "invalid-input"}),
        ({"administration": "Norrmalm"}, {"/administration": "string_pattern_mismatch"}),
        ({"hemligt": 1}, {"": "extra_forbidden"}),
    ],
)
async def test_bad_input_is_refused_field_by_field(
    service: RunningService, change: dict[str, Any], errors: dict[str, str]
) -> None:
    answer = await service.client("positions:write").post("/positions", json=DIRECTOR | change, headers=new_key())

    assert answer.status_code == 422
    assert {error["pointer"]: error["code"] for error in answer.json()["errors"]} == errors


async def test_who_may_see_and_add(service: RunningService) -> None:
    await _add(service, DIRECTOR)
    stranger = service.client("positions:read", boards=["sodermalm"])
    position_id = (await service.client("positions:read").get("/positions")).json()["items"][0]["id"]

    assert (await service.anonymous().get("/positions")).status_code == 401
    assert (await service.client("positions:write").get("/positions")).status_code == 403
    assert (await service.client("positions:read").post("/positions", json=DEPUTY)).status_code == 403
    assert (await stranger.get("/positions?board=norrmalm")).json()["items"] == []
    assert (await stranger.get(f"/positions/{position_id}")).status_code == 404


async def test_two_boards_may_have_the_same_position(service: RunningService) -> None:
    await _add(service, DIRECTOR, DIRECTOR | {"board": "sodermalm"})

    everything = service.client("positions:read", boards=["*"])

    assert (await everything.get("/positions")).json()["_meta"]["total_records"] == 2
    assert (await everything.get("/positions?board=sodermalm")).json()["_meta"]["total_records"] == 1


async def test_of_many_parallel_adds_of_one_position_one_wins(service: RunningService) -> None:
    client = service.client("positions:write")

    answers = await asyncio.gather(*(client.post("/positions", json=DIRECTOR, headers=new_key()) for _ in range(8)))

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7


async def test_the_change_feed_and_the_audit_chain_tell_of_it(service: RunningService) -> None:
    await _add(service, DIRECTOR)
    client = service.client("positions:read", "changes:read", "audit:read")

    feed = (await client.get("/changes")).json()
    verdict = (await client.get("/audit/verification", params={"board": "norrmalm"})).json()

    assert [(item["event"], item["resource"]) for item in feed["items"]] == [("created", "positions")]
    assert feed["items"][0]["snapshot"]["title_sv"] == "stadsdelsdirektör"
    assert (verdict["entries"], verdict["intact"]) == (1, True)
