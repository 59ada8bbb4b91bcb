"""Replies: when they may have been sent, once each, and whether in time."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID

import httpx

from boardkit.testing.service import new_key


async def reply(booted: Any, referral_id: object, sent_on: str, on: date | None = None) -> httpx.Response:
    body = {"referral_id": str(referral_id), "sent_on": sent_on}
    answer: httpx.Response = await booted.client(on=on).post("/replies", json=body, headers=new_key())
    return answer


async def test_a_late_reply_is_told_not_refused(booted: Any, letter: dict[str, Any]) -> None:
    referral = await booted.register(letter)

    answer = await reply(booted, referral["id"], "2019-08-29", on=date(2019, 8, 30))

    assert answer.status_code == 201
    assert (answer.json()["due_on"], answer.json()["days_late"]) == ("2019-06-28", 62)


async def test_a_reply_before_arrival_or_after_today_is_refused(booted: Any, letter: dict[str, Any]) -> None:
    referral = await booted.register(letter)

    answers = [await reply(booted, referral["id"], day) for day in ("2019-04-28", "2019-06-04")]

    assert [(answer.status_code, answer.json()["pointer"]) for answer in answers] == [(422, "/sent_on")] * 2
    assert (await booted.deadlines())["items"][0]["status"] == "open"


async def test_a_referral_is_answered_once(booted: Any, letter: dict[str, Any]) -> None:
    referral = await booted.register(letter)

    answers = await asyncio.gather(*(reply(booted, referral["id"], "2019-06-03") for _ in range(5)))

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 4
    assert {a.json()["type"].rsplit("/", 1)[-1] for a in answers if a.status_code == 409} == {"already-answered"}


async def test_the_same_key_records_one_reply(booted: Any, letter: dict[str, Any]) -> None:
    referral = await booted.register(letter)
    key = new_key()
    body = {"referral_id": referral["id"], "sent_on": "2019-06-03"}

    first = await booted.client().post("/replies", json=body, headers=key)
    second = await booted.client().post("/replies", json=body, headers=key)

    assert (second.status_code, second.content) == (201, first.content)


async def test_replies_are_listed_by_referral(booted: Any, letter: dict[str, Any]) -> None:
    first = await booted.register(letter)
    second = await booted.register(letter, taken_over_number=None)
    for referral in (first, second):
        await reply(booted, referral["id"], "2019-06-03")

    everything = (await booted.client().get("/replies")).json()["items"]
    of_first = (await booted.client().get("/replies", params={"referral_id": first["id"]})).json()["items"]

    assert [item["referral_id"] for item in everything] == [second["id"], first["id"]]
    assert [item["referral_id"] for item in of_first] == [first["id"]]


async def test_a_reply_to_nothing_is_not_found(booted: Any, unknown_id: UUID) -> None:
    posted = await reply(booted, unknown_id, "2019-06-03")
    fetched = await booted.client().get(f"/replies/{unknown_id}")

    assert (posted.status_code, fetched.status_code) == (404, 404)
