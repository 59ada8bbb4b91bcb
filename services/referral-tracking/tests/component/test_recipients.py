"""Recipients that a person settles, since nothing is guessed."""

import asyncio
from typing import Any
from uuid import UUID

import httpx

from boardkit.testing.service import if_match

PRINTED = ["Trafiknämnden", "trafikverksnämden i stan", "Stockholmsham", "NSDN"]


async def list_recipients(booted: Any, referral: dict[str, Any], **parameters: str) -> list[dict[str, Any]]:
    answer = await booted.client().get(f"/referrals/{referral['id']}/recipients", params=parameters)
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def settle(booted: Any, recipient: dict[str, Any], body: str | None, version: int = 1) -> httpx.Response:
    answer: httpx.Response = await booted.client().patch(
        recipient["_links"]["self"]["href"], json={"body": body}, headers=if_match(version)
    )
    return answer


async def test_what_was_not_recognised_is_listed_for_a_person(booted: Any, letter: dict[str, Any]) -> None:
    referral = await booted.register(letter, recipients=PRINTED, reply_by_exceptions=[])

    left = await list_recipients(booted, referral, to_settle="true")
    rest = await list_recipients(booted, referral, to_settle="false")

    assert referral["recipients_to_settle"] == 3
    assert [(item["as_printed"], item["how"], item["body"], item["candidates"]) for item in left] == [
        ("trafikverksnämden i stan", "unrecognised", None, []),
        ("Stockholmsham", "ambiguous", None, ["ab-stockholmshem", "stockholms-hamn-ab"]),
        ("NSDN", "unrecognised", None, []),
    ]
    assert [item["as_printed"] for item in rest] == ["Trafiknämnden"]


async def test_a_settled_line_stands_and_the_list_follows(booted: Any, letter: dict[str, Any]) -> None:
    exceptions = [{"recipient": "Trafiknämnden", "reply_by": "2019-08-30"}]
    referral = await booted.register(letter, recipients=PRINTED, reply_by_exceptions=exceptions)
    recipients = await list_recipients(booted, referral)

    answer = await settle(booted, recipients[1], "trafiknamnden")

    fetched = await booted.client().get(recipients[1]["_links"]["self"]["href"])
    after = (await booted.client().get(f"/referrals/{referral['id']}")).json()
    assert answer.status_code == 200
    assert answer.headers["etag"] == '"v2"'
    assert answer.json() == fetched.json()
    assert (answer.json()["body"]["name"], answer.json()["how"]) == ("Trafiknämnden", "person")
    assert (answer.json()["duplicate_of"], answer.json()["reply_by"]) == (1, "2019-08-30")
    assert after["recipients_to_settle"] == 2


async def test_settling_the_board_itself_moves_its_deadline(booted: Any, letter: dict[str, Any]) -> None:
    exceptions = [{"recipient": "NSDN", "reply_by": "2019-08-30"}]
    referral = await booted.register(letter, recipients=PRINTED, reply_by_exceptions=exceptions)
    recipients = await list_recipients(booted, referral)

    await settle(booted, recipients[3], "norrmalm")

    [deadline] = (await booted.deadlines(board="norrmalm"))["items"]
    assert referral["own_reply_by"] == "2019-06-28"
    assert deadline["reply_by"] == "2019-08-30"


async def test_a_line_may_be_settled_as_none_of_the_bodies_and_settled_again(
    booted: Any, letter: dict[str, Any]
) -> None:
    referral = await booted.register(letter, recipients=PRINTED, reply_by_exceptions=[])
    recipients = await list_recipients(booted, referral)

    none = await settle(booted, recipients[0], None)
    again = await settle(booted, recipients[0], "kulturnamnden", version=2)

    assert (none.json()["body"], none.json()["how"], none.json()["to_settle"]) == (None, "person", False)
    assert again.json()["body"]["slug"] == "kulturnamnden"
    assert [item["candidates"] for item in await list_recipients(booted, referral)][2] == [
        "ab-stockholmshem",
        "stockholms-hamn-ab",
    ]


async def test_a_change_says_what_it_builds_on(booted: Any, letter: dict[str, Any]) -> None:
    referral = await booted.register(letter, recipients=PRINTED, reply_by_exceptions=[])
    [first, *_] = await list_recipients(booted, referral)
    address = first["_links"]["self"]["href"]

    missing = await booted.client().patch(address, json={"body": "norrmalm"})
    stale = await settle(booted, first, "norrmalm", version=7)

    assert (missing.status_code, stale.status_code) == (428, 412)
    assert (await list_recipients(booted, referral))[0]["body"]["slug"] == "trafiknamnden"


async def test_of_parallel_changes_one_wins(booted: Any, letter: dict[str, Any]) -> None:
    referral = await booted.register(letter, recipients=PRINTED, reply_by_exceptions=[])
    recipients = await list_recipients(booted, referral)

    answers = await asyncio.gather(*(settle(booted, recipients[1], "norrmalm") for _ in range(6)))

    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 5


async def test_an_unknown_body_is_refused(booted: Any, letter: dict[str, Any]) -> None:
    referral = await booted.register(letter, recipients=PRINTED, reply_by_exceptions=[])
    recipients = await list_recipients(booted, referral)

    answer = await settle(booted, recipients[1], "polismyndigheten")

    assert answer.status_code == 422
    assert (answer.json()["type"].rsplit("/", 1)[-1], answer.json()["pointer"]) == ("unknown-body", "/body")


async def test_settling_that_gives_one_body_two_days_is_refused(booted: Any, letter: dict[str, Any]) -> None:
    exceptions = [
        {"recipient": "Trafiknämnden", "reply_by": "2019-08-30"},
        {"recipient": "NSDN", "reply_by": "2019-09-30"},
    ]
    referral = await booted.register(letter, recipients=PRINTED, reply_by_exceptions=exceptions)
    recipients = await list_recipients(booted, referral)

    answer = await settle(booted, recipients[3], "trafiknamnden")

    assert answer.status_code == 422
    assert (answer.json()["type"].rsplit("/", 1)[-1], answer.json()["pointer"]) == ("conflicting-reply-days", "/body")
    assert (await list_recipients(booted, referral))[3]["how"] == "unrecognised"


async def test_unknown_recipients_are_not_found(booted: Any, letter: dict[str, Any], unknown_id: UUID) -> None:
    referral = await booted.register(letter)
    address = f"/referrals/{referral['id']}/recipients/{unknown_id}"

    fetched = await booted.client().get(address)
    changed = await booted.client().patch(address, json={"body": None}, headers=if_match(1))

    assert (fetched.status_code, changed.status_code) == (404, 404)
    assert (await booted.client().get(f"/referrals/{unknown_id}/recipients")).status_code == 404


async def test_the_audit_chain_tells_who_settled_what(booted: Any, letter: dict[str, Any]) -> None:
    referral = await booted.register(letter, recipients=PRINTED, reply_by_exceptions=[])
    recipients = await list_recipients(booted, referral)
    await booted.deliver()
    await settle(booted, recipients[1], "trafiknamnden")

    chain = (await booted.client("audit:read").get("/audit", params={"board": "norrmalm"})).json()["items"]

    assert [(entry["entry"]["resource"], entry["entry"]["reason"]) for entry in chain][2:] == [
        ("recipients", "recipient settled by a person"),
        ("referrals", "recipient settled by a person"),
    ]


async def test_the_register_of_bodies_can_be_read(booted: Any) -> None:
    page = (await booted.client().get("/bodies", params={"limit": "200"})).json()
    merged = (await booted.client().get("/bodies/hagersten-liljeholmen")).json()
    office = (await booted.client().get("/bodies/stadsledningskontoret")).json()
    unknown = await booted.client().get("/bodies/polismyndigheten")

    slugs = [body["slug"] for body in page["items"]]
    assert slugs == sorted(slugs)
    assert page["_meta"]["total_records"] == len(slugs) == 52
    assert (merged["existed_until"], merged["successor"]) == ("2020-06-30", "hagersten-alvsjo")
    assert (office["kind"], office["part_of"]) == ("office", "kommunstyrelsen")
    assert unknown.status_code == 404
