"""The case in the registry: opened once, whatever happens on the way."""

import asyncio
import json
from datetime import date
from pathlib import Path
from typing import Any

import httpx

from boardkit.auth.caller import Caller
from boardkit.auth.keys import SigningKey, TrustedIssuers
from boardkit.auth.tokens import TokenVerifier
from boardkit.domain.clock import FixedDayClock
from boardkit.testing.service import new_key

AS_SERVICE = Caller("referral-tracking", "service", boards=frozenset({"*"}))


async def test_the_registry_is_asked_in_the_name_of_the_person_and_for_the_one_board(
    booted: Any, letter: dict[str, Any], tmp_path: Path
) -> None:
    await booted.register(letter)
    await booted.deliver()

    [asked] = booted.registry.requests
    caller = registrys_verifier(booted, tmp_path).verify(asked.headers["authorization"].removeprefix("Bearer "))
    assert json.loads(asked.content) == {
        "board": "norrmalm",
        "title": letter["title"],
        "case_type": "referral",
        "taken_over_number": "2019/000225",
        "also_known_as": ["KS 2016/000909"],
    }
    assert (caller.subject, caller.via) == ("staff", "referral-tracking")
    assert caller.boards == {"norrmalm"}
    assert caller.scopes == {"cases:write"}
    assert asked.headers["kansli-business-date"] == "2019-06-03"


def registrys_verifier(booted: Any, folder: Path) -> TokenVerifier:
    key = SigningKey.load(booted.service.settings.signing_key)
    trusted = folder / "registry-trusts.json"
    trusted.write_text(
        json.dumps({"referral-tracking": {"keys": [key.public_jwk()], "scopes": ["cases:write"]}}), encoding="utf-8"
    )
    return TokenVerifier("case-registry", TrustedIssuers.load(trusted))


async def test_while_the_registry_is_down_work_goes_on_and_each_case_opens_once_afterwards(
    booted: Any, letter: dict[str, Any]
) -> None:
    booted.registry.up = False
    titles = ["Första", "Andra", "Tredje"]
    registered = [await booted.register(letter, title=title, taken_over_number=None) for title in titles]
    await first_attempt(booted)
    waiting = await booted.deadlines(board="norrmalm")
    unanswered = (await booted.client().get("/referrals")).json()["items"]

    booted.registry.up = True
    await booted.deliver()

    opened = [json.loads(request.content)["title"] for request in booted.registry.requests]
    referrals = [(await booted.client().get(f"/referrals/{r['id']}")).json() for r in registered]
    assert [d["case_id"] for d in waiting["items"]] == [None, None, None]
    assert [r["case_opening"] for r in unanswered] == [{"state": "waiting", "reason": None}] * 3
    assert sorted(set(opened)) == sorted(titles)
    assert len(booted.registry.answers) == 3
    assert {r["case_id"] for r in referrals} == {answer["id"] for answer in booted.registry.answers.values()}
    assert {r["diary_number"] for r in referrals} == {"NORR 2019/304", "NORR 2019/305", "NORR 2019/306"}


async def first_attempt(booted: Any) -> None:
    async with asyncio.timeout(20):
        while not booted.registry.requests:
            await booted.service.app.state.courier.deliver_due()
            await asyncio.sleep(0.01)


async def test_a_lost_answer_is_asked_for_again_with_the_same_key(booted: Any, letter: dict[str, Any]) -> None:
    booted.registry.loses_answers = 1
    referral = await booted.register(letter)
    await booted.deliver()

    fetched = await booted.client().get(f"/referrals/{referral['id']}")

    keys = [request.headers["idempotency-key"] for request in booted.registry.requests]
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert fetched.json()["case_id"] == booted.registry.answers[keys[0]]["id"]
    assert fetched.headers["etag"] == '"v2"'


async def test_a_refusal_by_the_registry_shows_with_its_reason_until_the_case_is_opened(
    booted: Any, letter: dict[str, Any]
) -> None:
    booted.registry.refuses_with = "diary-number-taken"
    registered = await booted.register(letter)
    path = f"/referrals/{registered['id']}"

    refused = await once_refused(booted, path)
    [listed] = (await booted.client().get("/referrals")).json()["items"]
    for_the_old_tag = await booted.client().get(path, headers={"if-none-match": '"v1"'})
    for_the_new_tag = await booted.client().get(path, headers={"if-none-match": refused.headers["etag"]})
    booted.registry.refuses_with = None
    await booted.deliver()
    opened = await booted.client().get(path, headers={"if-none-match": refused.headers["etag"]})

    assert registered["case_opening"] == {"state": "waiting", "reason": None}
    assert refused.json()["case_opening"] == {"state": "refused", "reason": "diary-number-taken"}
    assert listed["case_opening"] == {"state": "refused", "reason": "diary-number-taken"}
    assert (for_the_old_tag.status_code, for_the_new_tag.status_code) == (200, 304)
    assert opened.json()["case_opening"] == {"state": "opened", "reason": None}
    assert opened.headers["etag"] == '"v2"'


async def once_refused(booted: Any, path: str) -> httpx.Response:
    async with asyncio.timeout(20):
        while True:
            await booted.service.app.state.courier.deliver_due()
            answer: httpx.Response = await booted.client().get(path)
            if answer.json()["case_opening"]["state"] == "refused":
                return answer
            await asyncio.sleep(0.01)


async def test_the_same_answer_handled_twice_changes_nothing(booted: Any, letter: dict[str, Any]) -> None:
    referral = await booted.register(letter)
    await booted.deliver()
    before = (await booted.client().get(f"/referrals/{referral['id']}")).headers["etag"]

    transactions = booted.service.app.state.runtime.transactions
    handler = booted.service.house.on_delivered["case-opened"]
    async with transactions.begin(AS_SERVICE, FixedDayClock(date(2019, 6, 3))) as work:
        await handler(
            work,
            {"referral_id": referral["id"]},
            {"id": "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d", "diary_number": "NORR 2019/999"},
        )

    after = await booted.client().get(f"/referrals/{referral['id']}")
    assert after.headers["etag"] == before
    assert after.json()["diary_number"] == "2019/000225"


async def test_the_feed_and_the_audit_chain_tell_of_arrival_and_case(booted: Any, letter: dict[str, Any]) -> None:
    referral = await booted.register(letter)
    await booted.deliver()
    auditor = booted.client("changes:read", "audit:read", "referrals:read", boards=["*"])

    feed = (await auditor.get("/changes")).json()["items"]
    chain = (await auditor.get("/audit", params={"board": "norrmalm"})).json()["items"]
    verdict = (await auditor.get("/audit/verification", params={"board": "norrmalm"})).json()

    assert [(c["event"], c["resource"], c["resource_id"], c["version"]) for c in feed] == [
        ("created", "referrals", referral["id"], 1),
        ("changed", "referrals", referral["id"], 2),
    ]
    assert feed[1]["snapshot"]["diary_number"] == "2019/000225"
    assert [(e["entry"]["actor"], e["entry"]["reason"]) for e in chain] == [
        ("staff", "referral received"),
        ("referral-tracking", "case opened in the registry"),
    ]
    assert verdict["intact"] is True


async def test_a_refused_registration_leaves_nothing_and_asks_for_nothing(booted: Any, letter: dict[str, Any]) -> None:
    bad = letter | {"reply_by_exceptions": [{"recipient": "Okänd myndighet", "reply_by": "2019-07-19"}]}

    answer = await booted.client().post("/referrals", json=bad, headers=new_key())

    assert answer.status_code == 422
    assert (await booted.client().get("/referrals")).json()["items"] == []
    assert await booted.service.app.state.courier.waiting() == 0


async def test_the_name_of_a_board_in_the_registry_is_recognised(booted: Any, letter: dict[str, Any]) -> None:
    booted.registry.open_board("fritidsnamnden", "Fritidsnämnden", "Fritid och friluftsliv")
    await booted.follow()

    referral = await booted.register(letter, recipients=["fritid och friluftsliv"], reply_by_exceptions=[])

    answer: httpx.Response = await booted.client().get(f"/referrals/{referral['id']}/recipients")
    [recipient] = answer.json()["items"]
    assert (recipient["body"]["slug"], recipient["body"]["name"]) == ("fritidsnamnden", "Fritidsnämnden")
