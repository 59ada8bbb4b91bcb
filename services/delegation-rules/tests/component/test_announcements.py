"""Announcements of decisions that are not reported but can be appealed, through the front door."""

import asyncio
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from boardkit.testing.service import if_match, new_key

ANNOUNCED = date(2019, 6, 5)


async def _terminated(spring: Any, number: str = "2019/310", on: str = "2019-06-03") -> dict[str, Any]:
    decision: dict[str, Any] = await spring.decide(
        rule="1.3", position="enhetschef", decided_on=on, diary_number=number, outcome="Platsen sägs upp."
    )
    return decision


async def _announce(spring: Any, ids: list[str], **changes: Any) -> Any:
    client = spring.service.client("announcements:write", on=ANNOUNCED)
    key = changes.pop("key", new_key())
    body = {
        "board": "norrmalm",
        "decision_ids": ids,
        "minuted_on": "2019-06-04",
        "announced_on": "2019-06-05",
        "minutes_kept_at": "Stadsdelsförvaltningen",
    }
    return await client.post("/announcements", json=body | changes, headers=key)


async def test_the_time_for_appeal_follows_from_the_announcement(spring: Any) -> None:
    first, second = await _terminated(spring), await _terminated(spring, "2019/311")

    created = await _announce(spring, [second["id"], first["id"]])
    client = spring.service.client("announcements:read")
    fetched = await client.get(created.headers["location"])

    announcement = created.json()
    assert created.status_code == 201
    assert fetched.json() == announcement
    assert {name: announcement[name] for name in ("announce_by", "announced_late", "last_appeal_day")} == {
        # The second day after the minutes is the national day.
        "announce_by": "2019-06-07",
        "announced_late": False,
        "last_appeal_day": "2019-06-26",
    }
    assert announcement["take_down_earliest"] == announcement["legal_force_on"] == "2019-06-27"
    assert [line["diary_number"] for line in announcement["decisions"]] == ["2019/311", "2019/310"]
    assert announcement["reasons"][1]["rules"] == ["KL 13:5", "SFS 1930:173 1"]


async def test_an_announced_decision_leaves_the_queue(spring: Any) -> None:
    decision = await _terminated(spring)
    before = await spring.queue(task="announce")

    await _announce(spring, [decision["id"]])

    assert [entry["decision_id"] for entry in before] == [decision["id"]]
    assert await spring.queue(task="announce") == []


async def test_a_decision_is_announced_once(spring: Any) -> None:
    decision = await _terminated(spring)

    answers = await asyncio.gather(*(_announce(spring, [decision["id"]]) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    again = await _announce(spring, [decision["id"]])
    assert (again.json()["type"].rsplit("/", 1)[1], again.json()["pointer"]) == (
        "decision-already-announced",
        "/decision_ids/0",
    )


async def test_the_same_key_announces_once(spring: Any) -> None:
    decision = await _terminated(spring)
    key = new_key()

    first = await _announce(spring, [decision["id"]], key=key)
    again = await _announce(spring, [decision["id"]], key=key)

    assert (again.status_code, again.content) == (201, first.content)


@pytest.mark.parametrize(
    ("change", "slug", "pointer"),
    [
        ({"minuted_on": "2019-06-02"}, "announcement-refused", "/minuted_on"),
        ({"announced_on": "2019-06-03"}, "announcement-refused", "/announced_on"),
        ({"announced_on": "2019-06-06"}, "announcement-refused", "/announced_on"),
        ({"minutes_kept_at": ""}, "invalid-fields", "/minutes_kept_at"),
        ({"announced_on": "2019-02-30"}, "invalid-fields", "/announced_on"),
        ({"decision_ids": []}, "invalid-fields", "/decision_ids"),
    ],
)
async def test_what_cannot_be_announced_is_refused(
    *, spring: Any, change: dict[str, Any], slug: str, pointer: str
) -> None:
    decision = await _terminated(spring)

    answer = await _announce(spring, [decision["id"]], **change)

    problem = answer.json()
    assert (answer.status_code, problem["type"].rsplit("/", 1)[1]) == (422, slug)
    assert pointer in [problem.get("pointer"), *(error["pointer"] for error in problem.get("errors", []))]
    assert len(await spring.queue(task="announce")) == 1


async def test_a_decision_that_is_reported_or_void_is_not_announced(spring: Any) -> None:
    void = await _terminated(spring)
    voiding = spring.service.client("delegated-decisions:void")
    await voiding.put(f"/delegated-decisions/{void['id']}/voidance", json={"reason": "Fel."}, headers=if_match(1))

    reported = await _announce(spring, [spring.decision_ids[0]])
    found_void = await _announce(spring, [void["id"]])
    unknown = await _announce(spring, [str(uuid4())])

    for refused in (reported, found_void):
        assert (refused.status_code, refused.json()["type"].rsplit("/", 1)[1]) == (409, "decision-not-announceable")
    assert (unknown.status_code, unknown.json()["pointer"]) == (404, "/decision_ids/0")


async def test_another_boards_announcement_is_not_there(spring: Any) -> None:
    announcement = (await _announce(spring, [(await _terminated(spring))["id"]])).json()
    stranger = spring.service.client("announcements:read", "announcements:write", boards=["sodermalm"])

    answer = await stranger.get(f"/announcements/{announcement['id']}")
    elsewhere = await _announce(spring, spring.decision_ids[:1], board="sodermalm")

    assert (answer.status_code, elsewhere.status_code) == (404, 404)
    assert (await stranger.get("/announcements")).json()["items"] == []


async def test_the_change_feed_tells_of_it_without_saying_what_was_decided(spring: Any) -> None:
    await _announce(spring, [(await _terminated(spring))["id"]])

    feed = (await spring.service.client("announcements:read", "changes:read").get("/changes")).json()["items"]

    assert [item["snapshot"] for item in feed if item["resource"] == "announcements"] == [
        {
            "announced_on": "2019-06-05",
            "last_appeal_day": "2019-06-26",
            "take_down_earliest": "2019-06-27",
            "decision_count": 1,
        }
    ]
