"""Assignments through the front door: the database itself keeps two holders apart."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import create_async_engine

from boardkit.testing.service import RunningService, if_match, new_key
from delegation_rules.tables import assignments

TODAY = date(2019, 6, 20)


async def _person(service: RunningService, name: str = "Ylva Sandmark", board: str = "norrmalm") -> str:
    client = service.client("persons:write", boards=["*"])
    answer = await client.post("/persons", json={"board": board, "name": name}, headers=new_key())
    assert answer.status_code == 201, answer.text
    identity: str = answer.json()["id"]
    return identity


def _assignment(person: str, **changes: Any) -> dict[str, Any]:
    return {
        "board": "norrmalm",
        "person": person,
        "position": "enhetschef",
        "kind": "ordinary",
        "valid_from": "2019-06-03",
    } | changes


async def _assign(service: RunningService, person: str, **changes: Any) -> Any:
    client = service.client("assignments:write", on=TODAY)
    answer = await client.post("/assignments", json=_assignment(person, **changes), headers=new_key())
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_an_assignment_can_be_read_where_location_says(with_positions: RunningService) -> None:
    person = await _person(with_positions)
    client = with_positions.client("assignments:write", "assignments:read")

    created = await client.post("/assignments", json=_assignment(person), headers=new_key())
    fetched = await client.get(created.headers["location"])

    assert (created.status_code, created.headers["etag"]) == (201, '"v1"')
    assert fetched.json() == created.json()
    told = ("person", "position", "kind", "valid_from", "valid_to")
    assert {name: created.json()[name] for name in told} == {
        "person": person,
        "position": "enhetschef",
        "kind": "ordinary",
        "valid_from": "2019-06-03",
        "valid_to": None,
    }


async def test_assignments_are_found_by_position_person_and_day(with_positions: RunningService) -> None:
    ylva, nils = await _person(with_positions), await _person(with_positions, "Nils Torp")
    await _assign(with_positions, ylva, valid_to="2019-06-19")
    await _assign(with_positions, nils, valid_from="2019-06-20")
    await _assign(with_positions, nils, position="stadsdelsdirektor")
    client = with_positions.client("assignments:read")

    async def found(**parameters: str) -> list[tuple[str, str]]:
        listed = (await client.get("/assignments", params=parameters)).json()
        return [(item["position"], item["person"]) for item in listed["items"]]

    assert await found() == [("enhetschef", ylva), ("enhetschef", nils), ("stadsdelsdirektor", nils)]
    assert await found(position="enhetschef", date="2019-06-19") == [("enhetschef", ylva)]
    assert await found(position="enhetschef", date="2019-06-20") == [("enhetschef", nils)]
    assert await found(person=nils) == [("enhetschef", nils), ("stadsdelsdirektor", nils)]


@pytest.mark.parametrize(
    ("position", "kind", "valid_from", "status"),
    [
        ("stadsdelsdirektor", "ordinary", "2019-12-31", 409),
        ("stadsdelsdirektor", "ordinary", "2020-01-01", 201),
        ("stadsdelsdirektor", "acting", "2019-07-01", 201),
        ("stadsdelsdirektor", "substitute", "2019-07-01", 201),
        ("enhetschef", "ordinary", "2019-07-01", 201),
    ],
)
async def test_a_position_for_one_has_one_ordinary_holder_at_a_time(
    *, with_positions: RunningService, position: str, kind: str, valid_from: str, status: int
) -> None:
    ylva, nils = await _person(with_positions), await _person(with_positions, "Nils Torp")
    await _assign(with_positions, ylva, position=position, valid_to="2019-12-31")
    second = _assignment(nils, position=position, kind=kind, valid_from=valid_from)

    answer = await with_positions.client("assignments:write").post("/assignments", json=second, headers=new_key())

    assert answer.status_code == status
    if status == 409:
        assert answer.json()["type"].endswith("/assignments-overlap")
        assert answer.json()["pointer"] == "/valid_from"


async def test_several_substitutes_may_stand_by_but_nobody_twice(with_positions: RunningService) -> None:
    ylva, nils = await _person(with_positions), await _person(with_positions, "Nils Torp")
    for person in (ylva, nils):
        await _assign(with_positions, person, position="stadsdelsdirektor", kind="substitute")
    twice = _assignment(nils, position="stadsdelsdirektor", kind="acting", valid_from="2019-08-01")

    answer = await with_positions.client("assignments:write").post("/assignments", json=twice, headers=new_key())

    assert answer.status_code == 409
    assert answer.json()["type"].endswith("/assignments-overlap")


async def test_the_database_itself_refuses_two_holders(with_positions: RunningService) -> None:
    """Not by the service's checks: the owner of the tables cannot write it either."""
    ylva, nils = await _person(with_positions), await _person(with_positions, "Nils Torp")
    await _assign(with_positions, ylva, position="stadsdelsdirektor")
    engine = create_async_engine(with_positions.database.owner_url)
    values = {
        "id": uuid4(),
        "board": "norrmalm",
        "person": UUID(nils),
        "position": "stadsdelsdirektor",
        "kind": "ordinary",
        "exclusive": True,
        "valid_from": date(2019, 8, 1),
    }

    with pytest.raises(IntegrityError, match="one_holder_at_a_time"):
        async with engine.begin() as connection:
            await connection.execute(insert(assignments).values(values))
    await engine.dispose()


async def test_of_many_at_once_one_gets_the_position(with_positions: RunningService) -> None:
    people = [await _person(with_positions, f"Person {letter}") for letter in "ABCDEF"]
    client = with_positions.client("assignments:write")

    answers = await asyncio.gather(
        *(
            client.post("/assignments", json=_assignment(person, position="stadsdelsdirektor"), headers=new_key())
            for person in people
        )
    )

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 5


async def test_the_same_key_assigns_once(with_positions: RunningService) -> None:
    body, key = _assignment(await _person(with_positions)), new_key()
    client = with_positions.client("assignments:write", "assignments:read")

    first = await client.post("/assignments", json=body, headers=key)
    again = await client.post("/assignments", json=body, headers=key)

    assert (again.status_code, again.content) == (201, first.content)
    assert (await client.get("/assignments")).json()["_meta"]["total_records"] == 1


@pytest.mark.parametrize(
    ("change", "slug", "pointer"),
    [
        ({"person": str(UUID(int=7))}, "unknown-person", "/person"),
        ({"position": "rektor"}, "unknown-position", "/position"),
        ({"valid_to": "2019-06-02"}, "period-refused", "/valid_to"),
        ({"board": "sodermalm"}, "not-found", "/board"),
    ],
)
async def test_what_does_not_fit_is_refused(
    with_positions: RunningService, change: dict[str, Any], slug: str, pointer: str
) -> None:
    body = _assignment(await _person(with_positions)) | change
    client = with_positions.client("assignments:write", "assignments:read")

    answer = await client.post("/assignments", json=body, headers=new_key())

    assert answer.json()["type"].endswith(f"/{slug}")
    assert answer.json()["pointer"] == pointer
    assert (await client.get("/assignments")).json()["items"] == []


async def test_a_person_of_another_board_is_unknown(with_positions: RunningService) -> None:
    body = _assignment(await _person(with_positions, board="sodermalm"))

    answer = await with_positions.client("assignments:write", boards=["*"]).post(
        "/assignments", json=body, headers=new_key()
    )

    assert answer.json()["type"].endswith("/unknown-person")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"person": "1"}, "/person"),
        ({"kind": "temporary"}, "/kind"),
        ({"valid_from": "2019-02-30"}, "/valid_from"),
        ({"valid_to": "9999-12-31"}, "/valid_to"),
        ({"exclusive": False}, ""),
    ],
)
async def test_bad_input_is_refused_field_by_field(
    service: RunningService, change: dict[str, Any], pointer: str
) -> None:
    body = _assignment(str(UUID(int=7))) | change

    answer = await service.client("assignments:write").post("/assignments", json=body, headers=new_key())

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_an_assignment_is_ended_from_today_on_and_the_next_one_begins(with_positions: RunningService) -> None:
    ylva, nils = await _person(with_positions), await _person(with_positions, "Nils Torp")
    made = await _assign(with_positions, ylva, position="stadsdelsdirektor")
    client = with_positions.client("assignments:write", on=TODAY)

    ended = await client.put(f"/assignments/{made['id']}/expiry", json={"valid_to": "2019-06-20"}, headers=if_match(1))
    await _assign(with_positions, nils, position="stadsdelsdirektor", valid_from="2019-06-21")
    prolonged = await client.put(
        f"/assignments/{made['id']}/expiry", json={"valid_to": "2019-06-21"}, headers=if_match(2)
    )

    assert (ended.status_code, ended.json()["valid_to"], ended.headers["etag"]) == (200, "2019-06-20", '"v2"')
    assert prolonged.json()["type"].endswith("/assignments-overlap")
    assert prolonged.json()["pointer"] == "/valid_to"


@pytest.mark.parametrize(
    ("valid_to", "last_day", "version", "status"),
    [
        (None, "2019-06-19", 1, 409),
        ("2019-06-19", "2019-12-31", 1, 409),
        (None, "2019-06-02", 1, 422),
        (None, "2019-06-20", 2, 412),
    ],
)
async def test_what_has_been_is_not_changed(
    *, with_positions: RunningService, valid_to: str | None, last_day: str, version: int, status: int
) -> None:
    made = await _assign(with_positions, await _person(with_positions), valid_to=valid_to)
    client = with_positions.client("assignments:write", on=TODAY)

    answer = await client.put(
        f"/assignments/{made['id']}/expiry", json={"valid_to": last_day}, headers=if_match(version)
    )

    assert answer.status_code == status


async def test_another_boards_assignment_is_as_if_absent(with_positions: RunningService) -> None:
    made = await _assign(with_positions, await _person(with_positions))
    stranger = with_positions.client("assignments:read", "assignments:write", boards=["sodermalm"])

    answers = [
        await stranger.get(f"/assignments/{made['id']}"),
        await stranger.put(f"/assignments/{made['id']}/expiry", json={"valid_to": "2027-12-31"}, headers=if_match(1)),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert (await stranger.get("/assignments?board=norrmalm")).json()["items"] == []


async def test_the_feed_tells_of_it_by_ids(with_positions: RunningService) -> None:
    person = await _person(with_positions)
    await _assign(with_positions, person)
    client = with_positions.client("assignments:read", "changes:read")

    (told,) = (await client.get("/changes")).json()["items"]

    assert (told["event"], told["resource"]) == ("created", "assignments")
    assert told["snapshot"] == {
        "person": person,
        "position": "enhetschef",
        "kind": "ordinary",
        "valid_from": "2019-06-03",
        "valid_to": None,
    }


@pytest.mark.parametrize("kind", ["committee", "presidium", "automated-function"])
async def test_nobody_decides_alone_for_a_body_or_a_function(with_positions: RunningService, kind: str) -> None:
    position = {
        "board": "norrmalm",
        "title_sv": "sociala utskottet",
        "administration": "norrmalms-stadsdelsnamnd",
        "kind": kind,
    }
    added = await with_positions.client("positions:write").post("/positions", json=position, headers=new_key())
    assert added.status_code == 201, added.text
    client = with_positions.client("assignments:write", on=TODAY)
    assignment = _assignment(await _person(with_positions), position=added.json()["slug"])

    answer = await client.post("/assignments", json=assignment, headers=new_key())

    assert (answer.status_code, answer.json()["pointer"]) == (422, "/position")
    assert answer.json()["type"].endswith("/position-not-held")
