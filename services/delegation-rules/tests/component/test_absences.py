"""Absences through the front door."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from boardkit.testing.service import RunningService, if_match, new_key

TODAY = date(2019, 7, 10)


async def _person(service: RunningService) -> str:
    client = service.client("persons:write")
    answer = await client.post("/persons", json={"board": "norrmalm", "name": "Ylva Sandmark"}, headers=new_key())
    identity: str = answer.json()["id"]
    return identity


def _absence(person: str, **changes: Any) -> dict[str, Any]:
    return {"board": "norrmalm", "person": person, "first_day": "2019-07-01", "last_day": "2019-07-26"} | changes


async def _away(service: RunningService, person: str, **changes: Any) -> str:
    client = service.client("absences:write")
    answer = await client.post("/absences", json=_absence(person, **changes), headers=new_key())
    assert answer.status_code == 201, answer.text
    identity: str = answer.json()["id"]
    return identity


async def test_an_absence_can_be_read_where_location_says(service: RunningService) -> None:
    person, client = await _person(service), service.client("absences:write", "absences:read")

    created = await client.post("/absences", json=_absence(person), headers=new_key())
    fetched = await client.get(created.headers["location"])

    assert (created.status_code, created.headers["etag"]) == (201, '"v1"')
    assert fetched.json() == created.json()
    assert {name: created.json()[name] for name in ("board", "person", "first_day", "last_day")} == _absence(person)


async def test_absences_are_listed_the_latest_first_and_by_person(service: RunningService) -> None:
    ylva, nils = await _person(service), await _person(service)
    await _away(service, ylva)
    await _away(service, ylva, first_day="2019-08-01", last_day=None)
    await _away(service, nils)
    client = service.client("absences:read")

    everyone = (await client.get("/absences?board=norrmalm")).json()["items"]
    of_ylva = (await client.get("/absences", params={"person": ylva})).json()["items"]

    assert [item["first_day"] for item in everyone] == ["2019-08-01", "2019-07-01", "2019-07-01"]
    assert [(item["first_day"], item["last_day"]) for item in of_ylva] == [
        ("2019-08-01", None),
        ("2019-07-01", "2019-07-26"),
    ]


@pytest.mark.parametrize(("first_day", "status"), [("2019-07-26", 409), ("2019-07-27", 201)])
async def test_nobody_is_away_twice_at_a_time(service: RunningService, first_day: str, status: int) -> None:
    person = await _person(service)
    await _away(service, person)

    answer = await service.client("absences:write").post(
        "/absences", json=_absence(person, first_day=first_day, last_day=None), headers=new_key()
    )

    assert answer.status_code == status
    assert status == 201 or answer.json()["type"].endswith("/absences-overlap")


async def test_of_many_at_once_one_is_registered_and_the_same_key_once(service: RunningService) -> None:
    person, key = await _person(service), new_key()
    client = service.client("absences:write")

    answers = await asyncio.gather(
        *(client.post("/absences", json=_absence(person), headers=new_key()) for _ in range(6))
    )
    later = _absence(person, first_day="2019-09-02", last_day=None)
    first = await client.post("/absences", json=later, headers=key)
    again = await client.post("/absences", json=later, headers=key)

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 5
    assert (again.status_code, again.content) == (201, first.content)


@pytest.mark.parametrize(
    ("last_day", "version", "status"),
    [
        ("2019-07-09", 1, 200),
        ("2019-07-10", 1, 200),
        ("2019-12-31", 1, 200),
        ("2019-07-08", 1, 409),
        ("2019-06-30", 1, 422),
        ("2019-07-09", 2, 412),
    ],
)
async def test_whoever_is_back_today_was_away_until_yesterday(
    *, service: RunningService, last_day: str, version: int, status: int
) -> None:
    absence = await _away(service, await _person(service))
    client = service.client("absences:write", on=TODAY)

    answer = await client.put(f"/absences/{absence}/expiry", json={"last_day": last_day}, headers=if_match(version))

    assert answer.status_code == status
    assert status != 200 or answer.json()["last_day"] == last_day


async def test_an_absence_that_is_over_is_not_changed_nor_moved_into_the_next(service: RunningService) -> None:
    person = await _person(service)
    over = await _away(service, person, last_day="2019-07-05")
    present = await _away(service, person, first_day="2019-07-08")
    await _away(service, person, first_day="2019-08-01", last_day=None)
    client = service.client("absences:write", on=TODAY)

    of_over = await client.put(f"/absences/{over}/expiry", json={"last_day": "2019-07-12"}, headers=if_match(1))
    too_far = await client.put(f"/absences/{present}/expiry", json={"last_day": "2019-08-01"}, headers=if_match(1))

    assert of_over.json()["type"].endswith("/past-fixed")
    assert too_far.json()["type"].endswith("/absences-overlap")


@pytest.mark.parametrize(
    ("change", "slug", "pointer"),
    [
        ({"person": str(UUID(int=7))}, "unknown-person", "/person"),
        ({"last_day": "2019-06-30"}, "period-refused", "/last_day"),
        ({"board": "sodermalm"}, "not-found", "/board"),
        ({"reason": "semester"}, "invalid-fields", ""),
        ({"first_day": "snart"}, "invalid-fields", "/first_day"),
    ],
)
async def test_what_does_not_fit_is_refused(
    service: RunningService, change: dict[str, Any], slug: str, pointer: str
) -> None:
    body = _absence(await _person(service)) | change

    problem = (await service.client("absences:write").post("/absences", json=body, headers=new_key())).json()

    assert problem["type"].endswith(f"/{slug}")
    assert problem.get("pointer", problem.get("errors", [{}])[0].get("pointer")) == pointer


async def test_another_boards_absence_is_as_if_absent_and_the_feed_says_nothing_of_whom(
    service: RunningService,
) -> None:
    absence = await _away(service, await _person(service))
    stranger = service.client("absences:read", "absences:write", boards=["sodermalm"])

    answers = [
        await stranger.get(f"/absences/{absence}"),
        await stranger.put(f"/absences/{absence}/expiry", json={"last_day": "2027-12-31"}, headers=if_match(1)),
    ]
    (told,) = (await service.client("absences:read", "changes:read").get("/changes")).json()["items"]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert (await stranger.get("/absences")).json()["items"] == []
    assert (told["resource"], told["snapshot"]) == ("absences", {})
