"""Persons through the front door: a name is in one place only, and can be erased."""

import asyncio
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import create_async_engine

from boardkit.db.tables import metadata as mechanisms
from boardkit.testing.service import RunningService, if_match, new_key
from delegation_rules.tables import metadata

YLVA: dict[str, Any] = {"board": "norrmalm", "name": "Ylva Sandmark"}
ERASURE = {"ground": "on-request"}
TODAY = date(2019, 6, 20)


async def _register(service: RunningService, **changes: Any) -> str:
    client = service.client("persons:write", boards=["*"])
    answer = await client.post("/persons", json=YLVA | changes, headers=new_key())
    assert answer.status_code == 201, answer.text
    identity: str = answer.json()["id"]
    return identity


async def _assign(service: RunningService, person: str, **changes: Any) -> None:
    body = {"board": "norrmalm", "person": person, "position": "enhetschef", "valid_from": "2019-06-03"} | changes
    answer = await service.client("assignments:write", on=TODAY).post("/assignments", json=body, headers=new_key())
    assert answer.status_code == 201, answer.text


async def test_the_name_is_read_where_location_says_and_not_in_the_answer_to_the_create(
    service: RunningService,
) -> None:
    client = service.client("persons:write", "persons:read")

    created = await client.post("/persons", json=YLVA, headers=new_key())
    fetched = await client.get(created.headers["location"])

    assert (created.status_code, created.headers["etag"]) == (201, '"v1"')
    assert "Sandmark" not in created.text
    assert {name: fetched.json()[name] for name in ("board", "name", "erased_on")} == YLVA | {"erased_on": None}
    assert fetched.json()["_links"].keys() == {"self", "erasure"}


async def test_persons_are_listed_by_name_in_swedish_order_those_without_a_name_last(service: RunningService) -> None:
    for name in ("Örjan Fält", "Åsa Brink", "Zelda Ås", "Albin Öst"):
        await _register(service, name=name)
    erased = await _register(service, name="Aron Berg")
    await service.client("persons:write").put(f"/persons/{erased}/erasure", json=ERASURE, headers=if_match(1))

    listed = (await service.client("persons:read").get("/persons?board=norrmalm")).json()

    assert [item["name"] for item in listed["items"]] == ["Albin Öst", "Zelda Ås", "Åsa Brink", "Örjan Fält", None]


async def test_the_same_key_registers_one_person(service: RunningService) -> None:
    client, key = service.client("persons:write", "persons:read"), new_key()

    first = await client.post("/persons", json=YLVA, headers=key)
    again = await client.post("/persons", json=YLVA, headers=key)

    assert (again.status_code, again.content) == (201, first.content)
    assert (await client.get("/persons")).json()["_meta"]["total_records"] == 1


async def test_an_erased_name_is_gone_from_the_whole_database(service: RunningService) -> None:
    person = await _register(service)
    client = service.client("persons:write", "persons:read", on=TODAY)

    erased = await client.put(f"/persons/{person}/erasure", json=ERASURE, headers=if_match(1))
    fetched = (await client.get(f"/persons/{person}")).json()

    assert (erased.status_code, erased.headers["etag"]) == (200, '"v2"')
    assert (fetched["name"], fetched["erased_on"]) == (None, "2019-06-20")
    assert fetched["_links"].keys() == {"self"}
    assert await _tables_that_hold(service, "Sandmark") == []


async def _tables_that_hold(service: RunningService, word: str) -> list[str]:
    engine = create_async_engine(service.database.owner_url)
    async with engine.connect() as connection:
        rows = {
            table.name: (await connection.execute(select(table))).all()
            for table in (*metadata.sorted_tables, *mechanisms.sorted_tables)
        }
    await engine.dispose()
    return [name for name, of_table in rows.items() if word in str(of_table)]


@pytest.mark.parametrize(
    ("valid_from", "valid_to"), [("2019-06-03", None), ("2019-06-03", "2019-06-20"), ("2020-01-01", "2020-12-31")]
)
async def test_the_name_of_someone_who_holds_or_will_hold_a_position_is_not_erased(
    with_positions: RunningService, valid_from: str, valid_to: str | None
) -> None:
    person = await _register(with_positions)
    await _assign(with_positions, person, valid_from=valid_from, valid_to=valid_to)
    client = with_positions.client("persons:write", on=TODAY)

    answer = await client.put(f"/persons/{person}/erasure", json=ERASURE, headers=if_match(1))

    assert answer.status_code == 409
    assert answer.json()["type"].endswith("/person-assigned")


async def test_after_the_last_assignment_the_name_can_be_erased_once_and_the_person_is_used_no_more(
    with_positions: RunningService,
) -> None:
    person = await _register(with_positions)
    await _assign(with_positions, person, valid_to="2019-06-19")
    client = with_positions.client("persons:write", "assignments:write", "absences:write", on=TODAY)
    assignment = {"board": "norrmalm", "person": person, "position": "enhetschef", "valid_from": "2019-07-01"}
    absence = {"board": "norrmalm", "person": person, "first_day": "2019-07-01"}

    answers = [
        await client.put(f"/persons/{person}/erasure", json=ERASURE, headers=if_match(1)),
        await client.put(f"/persons/{person}/erasure", json=ERASURE, headers=if_match(2)),
        await client.post("/assignments", json=assignment, headers=new_key()),
        await client.post("/absences", json=absence, headers=new_key()),
    ]

    assert [answer.status_code for answer in answers] == [200, 409, 409, 409]
    assert {answer.json()["type"].rsplit("/", 1)[1] for answer in answers[1:]} == {"person-erased"}
    assert [answer.json().get("pointer") for answer in answers[1:]] == [None, "/person", "/person"]


async def test_of_an_erasure_and_an_assignment_at_once_one_wins(with_positions: RunningService) -> None:
    person = await _register(with_positions)
    client = with_positions.client("persons:write", "assignments:write", on=TODAY)
    assignment = {"board": "norrmalm", "person": person, "position": "enhetschef", "valid_from": "2019-07-01"}

    answers = await asyncio.gather(
        client.put(f"/persons/{person}/erasure", json=ERASURE, headers=if_match(1)),
        client.post("/assignments", json=assignment, headers=new_key()),
    )

    assert sorted(answer.status_code for answer in answers) in ([200, 409], [201, 409])


async def test_everything_that_is_kept_of_a_person_is_told(with_positions: RunningService) -> None:
    person = await _register(with_positions)
    await _assign(with_positions, person, valid_to="2019-06-19")
    await _assign(with_positions, person, position="lokalintendent", valid_from="2019-05-02")
    absent = {"board": "norrmalm", "person": person, "first_day": "2019-07-01", "last_day": "2019-07-26"}
    await with_positions.client("absences:write").post("/absences", json=absent, headers=new_key())
    await _assign(with_positions, await _register(with_positions, name="Nils Torp"))

    answer = await with_positions.client("persons:extract").get(f"/persons/{person}/records")
    hidden = await with_positions.client("persons:extract", boards=["sodermalm"]).get(f"/persons/{person}/records")

    records = answer.json()
    assert (records["name"], records["erased_on"], records["decisions"]) == ("Ylva Sandmark", None, [])
    assert [(each["position"], each["valid_from"], each["valid_to"]) for each in records["assignments"]] == [
        ("lokalintendent", "2019-05-02", None),
        ("enhetschef", "2019-06-03", "2019-06-19"),
    ]
    assert [(each["first_day"], each["last_day"]) for each in records["absences"]] == [("2019-07-01", "2019-07-26")]
    assert hidden.status_code == 404


async def test_the_decisions_that_a_person_has_made_are_told(with_order: RunningService) -> None:
    person = await _register(with_order)
    await _assign(with_order, person, position="stadsdelsdirektor")
    decision = {
        "board": "norrmalm",
        "diary_number": "2019/000090",
        "rule": "3.1.14",
        "person": person,
        "position": "stadsdelsdirektor",
        "decided_on": "2019-06-19",
        "outcome": "Attestlistan godkänns.",
    }
    client = with_order.client("delegated-decisions:write", on=TODAY)
    made = await client.post("/delegated-decisions", json=decision, headers=new_key())
    assert made.status_code == 201, made.text

    records = (await with_order.client("persons:extract").get(f"/persons/{person}/records")).json()

    (told,) = records["decisions"]
    assert told == {
        "id": made.json()["id"],
        "year": 2019,
        "number": 1,
        "diary_number": "2019/000090",
        "rule": "3.1.14",
        "position": "stadsdelsdirektor",
        "decided_on": "2019-06-19",
    }


async def test_a_stale_version_is_refused(service: RunningService) -> None:
    person = await _register(service)

    answer = await service.client("persons:write").put(f"/persons/{person}/erasure", json=ERASURE, headers=if_match(2))

    assert answer.status_code == 412


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"name": " "}, "/name"),
        ({"name": "x" * 121}, "/name"),
        ({"name": "Ylva\u0000"}, "/name"),
        ({"name": "Ylva\nSandmark"}, "/name"),
        ({"board": "Norrmalm"}, "/board"),
        ({"personnummer": "1"}, ""),
    ],
)
async def test_bad_input_is_refused(service: RunningService, change: dict[str, Any], pointer: str) -> None:
    answer = await service.client("persons:write").post("/persons", json=YLVA | change, headers=new_key())

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert "Ylva" not in answer.text


async def test_another_boards_person_is_as_if_absent(service: RunningService) -> None:
    person = await _register(service)
    stranger = service.client("persons:read", "persons:write", boards=["sodermalm"])

    answers = [
        await stranger.get(f"/persons/{person}"),
        await stranger.put(f"/persons/{person}/erasure", json=ERASURE, headers=if_match(1)),
        await stranger.get(f"/persons/{uuid4()}"),
        await stranger.post("/persons", json=YLVA, headers=new_key()),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert (await stranger.get("/persons?board=norrmalm")).json()["items"] == []


async def test_the_feed_and_the_audit_chain_name_nobody(service: RunningService) -> None:
    person = await _register(service)
    client = service.client("persons:read", "persons:write", "changes:read", "audit:read")
    await client.put(f"/persons/{person}/erasure", json=ERASURE, headers=if_match(1))

    feed = await client.get("/changes")
    audit = await client.get("/audit", params={"board": "norrmalm"})

    assert [(item["event"], item["snapshot"]) for item in feed.json()["items"]] == [("created", {}), ("changed", {})]
    assert [item["entry"]["reason"] for item in audit.json()["items"]] == [
        "person registered",
        "name erased, on-request",
    ]
    assert "Sandmark" not in feed.text + audit.text
