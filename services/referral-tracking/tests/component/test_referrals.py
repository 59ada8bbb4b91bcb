"""Registering a referral: what is refused, what is repeated, and who may."""

import asyncio
from datetime import date, datetime
from typing import Any
from uuid import UUID

import httpx

from boardkit.domain.clock import stockholm_date
from boardkit.testing.service import new_key


async def test_the_same_key_gives_the_same_answer_one_referral_and_one_case(
    booted: Any, letter: dict[str, Any]
) -> None:
    key = new_key()

    first = await booted.client().post("/referrals", json=letter, headers=key)
    second = await booted.client().post("/referrals", json=letter, headers=key)
    await booted.deliver()

    assert (second.status_code, second.content) == (201, first.content)
    assert (await booted.client().get("/referrals")).json()["_meta"]["total_records"] == 1
    assert len(booted.registry.requests) == 1


async def test_a_referral_is_registered_at_business_time(booted: Any, letter: dict[str, Any]) -> None:
    answer = await booted.client(on=date(2019, 6, 5)).post("/referrals", json=letter, headers=new_key())

    registered_at = datetime.fromisoformat(answer.json()["registered_at"])
    assert stockholm_date(registered_at) == date(2019, 6, 5)


async def test_two_registrations_at_once_never_carry_one_number_of_the_earlier_diary(
    booted: Any, letter: dict[str, Any]
) -> None:
    forms = ("2019/000225", "NORR 2019/225")

    answers = await asyncio.gather(
        *(booted.client().post("/referrals", json=letter | {"taken_over_number": n}, headers=new_key()) for n in forms)
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    [problem] = [answer.json() for answer in answers if answer.status_code == 409]
    assert problem["type"].endswith("/taken-over-number-in-use")
    assert problem["pointer"] == "/taken_over_number"
    assert (await booted.client().get("/referrals")).json()["_meta"]["total_records"] == 1


async def test_a_number_in_use_is_refused_in_both_languages_and_free_to_another_board(
    booted: Any, letter: dict[str, Any]
) -> None:
    await booted.register(letter)
    both = booted.client(boards=["norrmalm", "farsta"])

    refused = {
        language: await both.post("/referrals", json=letter, headers=new_key() | {"accept-language": language})
        for language in ("sv", "en")
    }
    elsewhere = await both.post("/referrals", json=letter | {"board": "farsta"}, headers=new_key())

    assert [answer.status_code for answer in (*refused.values(), elsewhere)] == [409, 409, 201]
    assert refused["sv"].json()["title"] == "Diarienumret finns på en annan remiss"
    assert refused["en"].json()["title"] == "Another referral carries the diary number"
    assert all("2019/" not in answer.text for answer in refused.values())


async def test_the_same_key_for_another_letter_is_refused(booted: Any, letter: dict[str, Any]) -> None:
    key = new_key()
    await booted.client().post("/referrals", json=letter, headers=key)

    answer = await booted.client().post("/referrals", json=letter | {"title": "Annan"}, headers=key)

    assert answer.status_code == 422
    assert answer.json()["type"].endswith("/idempotency-key-reused")


async def test_parallel_posts_with_one_key_register_one_referral(booted: Any, letter: dict[str, Any]) -> None:
    key = new_key()

    answers = await asyncio.gather(*(booted.client().post("/referrals", json=letter, headers=key) for _ in range(6)))

    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 201}) == 1
    assert (await booted.client().get("/referrals")).json()["_meta"]["total_records"] == 1


async def test_a_letter_that_cannot_be_true_is_refused_at_its_field(booted: Any, letter: dict[str, Any]) -> None:
    refused: list[tuple[dict[str, Any], str, str]] = [
        ({"reply_by": "2019-04-28"}, "reply-by-before-received", "/reply_by"),
        ({"received_on": "2019-06-04"}, "received-in-future", "/received_on"),
        (
            {"reply_by_exceptions": [{"recipient": "Stadsledningskontoret", "reply_by": "2018-07-19"}]},
            "reply-by-before-received",
            "/reply_by_exceptions/0/reply_by",
        ),
        (
            {"reply_by_exceptions": [{"recipient": "Länsstyrelsen", "reply_by": "2019-07-19"}]},
            "exception-for-unknown-recipient",
            "/reply_by_exceptions/0/recipient",
        ),
        (
            {
                "reply_by_exceptions": [
                    {"recipient": "trafik", "reply_by": "2019-07-19"},
                    {"recipient": "Trafiknämnden", "reply_by": "2019-07-20"},
                ]
            },
            "conflicting-reply-days",
            "/reply_by_exceptions/1/reply_by",
        ),
    ]

    answers = [await post(booted, letter | change) for change, _, _ in refused]

    assert {answer.status_code for answer in answers} == {422}
    assert {answer.headers["content-type"] for answer in answers} == {"application/problem+json"}
    assert [(answer.json()["type"].rsplit("/", 1)[-1], answer.json()["pointer"]) for answer in answers] == [
        (slug, pointer) for _, slug, pointer in refused
    ]
    assert not any("2019-04-28" in answer.text or "Länsstyrelsen" in answer.text for answer in answers)


async def post(booted: Any, body: dict[str, Any]) -> httpx.Response:
    answer: httpx.Response = await booted.client().post("/referrals", json=body, headers=new_key())
    return answer


BAD_FIELDS: list[tuple[dict[str, Any], str]] = [
    ({"reply_by": "2019-06-31"}, "/reply_by"),
    ({"reply_by": "28 juni 2019"}, "/reply_by"),
    ({"reply_by": "2019-06-28T00:00:00Z"}, "/reply_by"),
    ({"reply_by": 20190628}, "/reply_by"),
    ({"reply_by": None}, "/reply_by"),
    ({"recipients": []}, "/recipients"),
    ({"recipients": ["  "]}, "/recipients/0"),
    ({"recipients": ["Trafiknämnden\nKulturnämnden"]}, "/recipients/0"),
    ({"recipients": ["Trafik\u0000nämnden"]}, "/recipients/0"),
    ({"recipients": "Trafiknämnden"}, "/recipients"),
    ({"recipients": ["x"] * 201}, "/recipients"),
    ({"title": ""}, "/title"),
    ({"board": "Norrmalms stadsdelsnämnd"}, "/board"),
    ({"taken_over_number": "SOSFS 2011:9"}, "/taken_over_number"),
    ({"reply_by_exceptions": [{"recipient": "SLK"}]}, "/reply_by_exceptions/0/reply_by"),
    ({"handläggare": "Någon"}, ""),
]


async def test_bad_input_names_the_place(booted: Any, letter: dict[str, Any]) -> None:
    answers = [await post(booted, letter | change) for change, _ in BAD_FIELDS]

    assert {answer.status_code for answer in answers} == {422}
    assert [[error["pointer"] for error in answer.json()["errors"]] for answer in answers] == [
        [pointer] for _, pointer in BAD_FIELDS
    ]
    assert not any("Någon" in answer.text for answer in answers)


async def test_only_what_the_letter_must_say_is_required(booted: Any) -> None:
    answer = await booted.client().post("/referrals", json={}, headers=new_key())
    least = {
        "board": "norrmalm",
        "title": "Remiss",
        "remittent": "Finansdepartementet",
        "reply_by": "2019-09-01",
        "recipients": ["Norrmalm"],
    }
    registered = await booted.client().post("/referrals", json=least, headers=new_key())

    assert [error["pointer"] for error in answer.json()["errors"]] == [
        "/board",
        "/title",
        "/remittent",
        "/reply_by",
        "/recipients",
    ]
    assert registered.status_code == 201
    assert registered.json()["received_on"] == "2019-06-03"
    assert registered.json()["remittent_diary_number"] is None


async def test_swedish_letters_come_back_as_they_were_sent(booted: Any, letter: dict[str, Any]) -> None:
    title = "Ökad trygghet på Ängskärsgatan – “åäö” É"

    referral = await booted.register(
        letter,
        title=title,
        remittent="Mora kommun, Ålandsroteln",
        remittent_diary_number="Fi2019/01182/K",
        recipients=["Överförmyndarnämnden", "Äldrenämnden", "Ångbåtskommissionen"],
        reply_by_exceptions=[],
    )

    fetched = (await booted.client().get(f"/referrals/{referral['id']}")).json()
    recipients = (await booted.client().get(f"/referrals/{referral['id']}/recipients")).json()["items"]
    assert (fetched["title"], fetched["remittent"]) == (title, "Mora kommun, Ålandsroteln")
    assert fetched["remittent_diary_number"] == "Fi2019/01182/K"
    assert [recipient["as_printed"] for recipient in recipients] == [
        "Överförmyndarnämnden",
        "Äldrenämnden",
        "Ångbåtskommissionen",
    ]
    assert fetched["recipients_to_settle"] == 1


async def test_an_exception_for_the_board_itself_is_its_own_deadline(booted: Any, letter: dict[str, Any]) -> None:
    exceptions = [{"recipient": "SDN Norrmalm", "reply_by": "2019-08-30"}]

    referral = await booted.register(letter, reply_by_exceptions=exceptions)

    [deadline] = (await booted.deadlines(board="norrmalm"))["items"]
    assert (referral["reply_by"], referral["own_reply_by"]) == ("2019-06-28", "2019-08-30")
    assert deadline["reply_by"] == "2019-08-30"


SCOPES = [
    ("POST", "/referrals", "referrals:write"),
    ("GET", "/referrals", "referrals:read"),
    ("GET", "/referrals/{id}", "referrals:read"),
    ("GET", "/referrals/{id}/recipients", "referrals:read"),
    ("GET", "/referrals/{id}/recipients/{id}", "referrals:read"),
    ("PATCH", "/referrals/{id}/recipients/{id}", "referrals:write"),
    ("POST", "/replies", "replies:write"),
    ("GET", "/replies", "replies:read"),
    ("GET", "/replies/{id}", "replies:read"),
    ("GET", "/deadlines", "deadlines:read"),
    ("GET", "/bodies", "referrals:read"),
    ("GET", "/bodies/norrmalm", "referrals:read"),
]


async def test_a_token_and_the_scope_are_required(booted: Any, unknown_id: UUID) -> None:
    every_scope = {scope for _, _, scope in SCOPES}
    without_token, without_scope = [], []
    for method, path, scope in SCOPES:
        address = path.format(id=unknown_id)
        without_token.append(await booted.service.anonymous().request(method, address, json={}))
        others = booted.client(*sorted(every_scope - {scope}))
        without_scope.append(await others.request(method, address, json={}))

    assert [answer.status_code for answer in without_token] == [401] * len(SCOPES)
    assert [answer.status_code for answer in without_scope] == [403] * len(SCOPES)
    assert [answer.json()["required_scope"] for answer in without_scope] == [scope for _, _, scope in SCOPES]


async def test_another_boards_referral_looks_like_none_at_all(booted: Any, letter: dict[str, Any]) -> None:
    referral = await booted.register(letter)
    stranger = booted.client(boards=["sodermalm"])
    recipients = f"/referrals/{referral['id']}/recipients"
    [first, *_] = (await booted.client().get(recipients)).json()["items"]
    reply = {"referral_id": referral["id"], "sent_on": "2019-06-03"}

    answers = [
        await stranger.get(f"/referrals/{referral['id']}"),
        await stranger.get(recipients),
        await stranger.get(f"{recipients}/{first['id']}"),
        await stranger.patch(f"{recipients}/{first['id']}", json={"body": None}, headers={"if-match": '"v1"'}),
        await stranger.post("/replies", json=reply, headers=new_key()),
        await stranger.post("/referrals", json=letter, headers=new_key()),
    ]

    assert [answer.status_code for answer in answers] == [404] * 6
    assert (await stranger.get("/referrals")).json()["_meta"]["total_records"] == 0


async def test_an_unchanged_referral_is_304(booted: Any, letter: dict[str, Any]) -> None:
    referral = await booted.register(letter)
    await booted.deliver()
    path = f"/referrals/{referral['id']}"
    tag = (await booted.client().get(path)).headers["etag"]

    answer = await booted.client().get(path, headers={"if-none-match": tag})

    assert (answer.status_code, answer.content) == (304, b"")


async def test_referrals_of_one_board_are_listed_the_latest_first(booted: Any, letter: dict[str, Any]) -> None:
    both = booted.client(boards=["norrmalm", "farsta"])
    for board, title in (("norrmalm", "Ett"), ("farsta", "Två"), ("norrmalm", "Tre")):
        body = letter | {"board": board, "title": title, "taken_over_number": None}
        await both.post("/referrals", json=body, headers=new_key())

    everything = (await both.get("/referrals")).json()["items"]
    one_board = (await both.get("/referrals", params={"board": "norrmalm"})).json()["items"]

    assert [referral["title"] for referral in everything] == ["Tre", "Två", "Ett"]
    assert [referral["title"] for referral in one_board] == ["Tre", "Ett"]
