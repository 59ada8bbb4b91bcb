"""Positions that come and go, through the front door, and what that changes in the answers."""

import asyncio
from datetime import date
from typing import Any

import pytest

from boardkit.testing.service import RunningService, if_match, new_key

TODAY = date(2019, 6, 20)
HOME = "norrmalms-stadsdelsforvaltning"


async def _ids(service: RunningService) -> dict[str, str]:
    listed = (await service.client("positions:read").get("/positions?limit=100")).json()
    return {item["slug"]: item["id"] for item in listed["items"]}


async def _end(service: RunningService, slug: str, last_day: str, version: int = 1) -> Any:
    place = f"/positions/{(await _ids(service))[slug]}/expiry"
    client = service.client("positions:write", on=TODAY)
    return await client.put(place, json={"valid_to": last_day}, headers=if_match(version))


async def _ask(service: RunningService, **question: Any) -> Any:
    body = {"board": "norrmalm", "rule": "3.1.9", "position": "redovisningsansvarig"} | question
    return await service.client("evaluations:run").post("/evaluations", json=body)


def _rule_of(order: dict[str, Any], position: str) -> str:
    """A rule whose one tier has that lowest delegate and nobody else."""
    for rule in order["rules"]:
        if [[each["position"] for each in tier["delegates"]] for tier in rule["tiers"]] == [[position]]:
            number: str = rule["number"]
            return number
    raise LookupError(position)


async def test_a_position_is_given_its_last_day_from_today_on(with_positions: RunningService) -> None:
    ended = await _end(with_positions, "lokalintendent", "2019-06-20")
    prolonged = await _end(with_positions, "lokalintendent", "2019-12-31", version=2)
    stale = await _end(with_positions, "lokalintendent", "2020-12-31", version=2)

    assert (ended.status_code, ended.json()["valid_to"], ended.headers["etag"]) == (200, "2019-06-20", '"v2"')
    assert (prolonged.status_code, prolonged.json()["valid_to"]) == (200, "2019-12-31")
    assert stale.status_code == 412


@pytest.mark.parametrize(
    ("slug", "last_day", "problem"),
    [
        ("lokalintendent", "2019-06-19", "past-fixed"),
        ("enhetschef", "2019-12-31", "position-needed"),
        ("avdelningschef", "2019-12-31", "position-needed"),
        ("stadsdelsdirektor", "2019-12-31", "position-needed"),
    ],
)
async def test_the_past_and_what_others_rest_on_stay(
    with_positions: RunningService, slug: str, last_day: str, problem: str
) -> None:
    answer = await _end(with_positions, slug, last_day)

    assert answer.status_code == 409
    assert answer.json()["type"].endswith(f"/{problem}")
    assert answer.json()["pointer"] == "/valid_to"


async def test_the_subordinate_goes_first_and_then_the_superior_may(with_positions: RunningService) -> None:
    first = await _end(with_positions, "bitradande-enhetschef", "2019-12-31")
    too_early = await _end(with_positions, "enhetschef", "2019-12-30")
    then = await _end(with_positions, "enhetschef", "2019-12-31")

    assert (first.status_code, too_early.status_code, then.status_code) == (200, 409, 200)


async def _assigned(service: RunningService, **changes: Any) -> Any:
    clients = service.client("persons:write", "assignments:write")
    person = await clients.post("/persons", json={"board": "norrmalm", "name": "Ylva Sandmark"}, headers=new_key())
    body = {
        "board": "norrmalm",
        "person": person.json()["id"],
        "position": "lokalintendent",
        "valid_from": "2019-06-03",
    }
    return await clients.post("/assignments", json=body | changes, headers=new_key())


async def test_a_position_is_not_ended_while_somebody_holds_it_longer(with_positions: RunningService) -> None:
    assert (await _assigned(with_positions, valid_to="2019-12-31")).status_code == 201

    refused = await _end(with_positions, "lokalintendent", "2019-12-30")
    ended = await _end(with_positions, "lokalintendent", "2019-12-31")

    assert refused.json()["type"].endswith("/position-needed")
    assert ended.status_code == 200


async def test_nobody_holds_a_position_after_its_last_day(with_positions: RunningService) -> None:
    await _end(with_positions, "lokalintendent", "2019-12-31")

    refused = await _assigned(with_positions)
    within = await _assigned(with_positions, valid_to="2019-12-31")

    assert (refused.status_code, refused.json()["pointer"]) == (422, "/valid_to")
    assert refused.json()["type"].endswith("/period-refused")
    assert within.status_code == 201


async def test_of_an_end_and_an_assignment_at_once_one_wins(with_positions: RunningService) -> None:
    answers = await asyncio.gather(_end(with_positions, "lokalintendent", "2019-12-31"), _assigned(with_positions))

    assert sorted(answer.status_code for answer in answers) in ([200, 422], [201, 409])


async def test_what_is_delegated_to_a_position_that_is_gone_is_for_those_above(
    with_order: RunningService, order_document: dict[str, Any]
) -> None:
    rule = _rule_of(order_document, "redovisningsansvarig")
    before = await _ask(with_order, rule=rule, date="2019-07-01")
    await _end(with_order, "redovisningsansvarig", "2019-06-30")

    last_day = await _ask(with_order, rule=rule, date="2019-06-30")
    gone = await _ask(with_order, rule=rule, date="2019-07-01")
    above = await _ask(with_order, rule=rule, date="2019-07-01", position="avdelningschef-verksamhetsstod")

    assert before.json()["lowest_position"] == "redovisningsansvarig"
    assert (last_day.status_code, last_day.json()["lowest_position"]) == (200, "redovisningsansvarig")
    assert (gone.status_code, gone.json()["type"].rsplit("/", 1)[1]) == (422, "unknown-position")
    assert above.json()["lowest_position"] == "avdelningschef-verksamhetsstod"


async def test_a_position_that_comes_later_has_no_right_before(with_order: RunningService) -> None:
    coming = {
        "board": "norrmalm",
        "title_sv": "enhetschef hemtjänst",
        "administration": HOME,
        "superior": "avdelningschef",
        "counts_as": "enhetschef",
        "valid_from": "2019-09-01",
    }
    added = await with_order.client("positions:write").post("/positions", json=coming, headers=new_key())
    question = {"rule": "3.2.1", "position": "enhetschef-hemtjanst", "amount": "279000.00"}

    before = await _ask(with_order, **question, date="2019-08-31")
    after = await _ask(with_order, **question, date="2019-09-01")

    assert added.status_code == 201, added.text
    assert before.json()["type"].endswith("/unknown-position")
    assert after.json()["allowed"] is True


async def test_another_boards_position_cannot_be_ended(with_positions: RunningService) -> None:
    place = f"/positions/{(await _ids(with_positions))['lokalintendent']}/expiry"
    stranger = with_positions.client("positions:write", boards=["sodermalm"])

    answer = await stranger.put(place, json={"valid_to": "2027-12-31"}, headers=if_match(1))

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("body", "pointer"),
    [({"valid_to": None}, "/valid_to"), ({}, "/valid_to"), ({"valid_to": "2027-02-29"}, "/valid_to")],
)
async def test_bad_input_is_refused(with_positions: RunningService, body: dict[str, Any], pointer: str) -> None:
    place = f"/positions/{(await _ids(with_positions))['lokalintendent']}/expiry"

    answer = await with_positions.client("positions:write").put(place, json=body, headers=if_match(1))

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
