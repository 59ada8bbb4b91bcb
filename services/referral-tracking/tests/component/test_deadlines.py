"""Deadlines: what they say, in what order, to whom, and when they are unchanged."""

from datetime import date
from typing import Any

from boardkit.testing.service import new_key


async def etag(booted: Any, on: date | None = None, language: str = "sv") -> str:
    client = booted.client(on=on, headers={"accept-language": language})
    answer = await client.get("/deadlines", params={"board": "norrmalm"})
    assert answer.status_code == 200
    return str(answer.headers["etag"])


async def test_the_tag_stays_while_only_the_copy_grows_older(booted: Any, letter: dict[str, Any]) -> None:
    await booted.register(letter)
    await booted.deliver()
    first = await booted.deadlines(board="norrmalm")
    before = await etag(booted)
    await booted.follow()

    second = await booted.deadlines(board="norrmalm")

    assert await etag(booted) == before
    assert before.startswith('W/"')
    assert first["_meta"]["calendar_read_at"] < second["_meta"]["calendar_read_at"]
    assert 0 <= second["_meta"]["calendar_age_seconds"] < 60


async def test_the_tag_changes_with_the_day_a_meeting_a_reply_and_a_referral(
    booted: Any, letter: dict[str, Any]
) -> None:
    referral = await booted.register(letter)
    await booted.deliver()
    tags = [await etag(booted), await etag(booted, on=date(2019, 6, 4))]

    booted.registry.call_meeting("norrmalm", "2019-06-20")
    await booted.follow()
    tags.append(await etag(booted))
    await booted.register(letter, title="En annan remiss", taken_over_number=None)
    await booted.deliver()
    tags.append(await etag(booted))
    reply = {"referral_id": referral["id"], "sent_on": "2019-06-03"}
    await booted.client().post("/replies", json=reply, headers=new_key())
    tags.append(await etag(booted))

    assert len(set(tags)) == 5


async def test_a_meeting_that_makes_no_difference_leaves_the_tag(booted: Any, letter: dict[str, Any]) -> None:
    await booted.register(letter)
    await booted.deliver()
    before = await etag(booted)

    booted.registry.call_meeting("norrmalm", "2019-08-29")
    booted.registry.call_meeting("sodermalm", "2019-06-27")
    await booted.follow()

    assert await etag(booted) == before


async def test_the_meeting_follows_the_registrys_calendar(booted: Any, letter: dict[str, Any]) -> None:
    await booted.register(letter)
    usable = []

    meeting = booted.registry.call_meeting("norrmalm", "2019-06-28")
    usable.append(await last_usable(booted))
    booted.registry.move_meeting(meeting, "norrmalm", "2019-07-01")
    usable.append(await last_usable(booted))
    booted.registry.move_meeting(meeting, "norrmalm", "2019-06-27")
    usable.append(await last_usable(booted))
    booted.registry.remove_meeting(meeting, "norrmalm")
    usable.append(await last_usable(booted))

    assert usable == ["2019-06-28", "2019-06-13", "2019-06-27", "2019-06-13"]


async def last_usable(booted: Any) -> str | None:
    await booted.follow()
    listed = await booted.deadlines(board="norrmalm")
    usable: str | None = listed["items"][0]["last_usable_meeting"]
    return usable


async def test_the_days_go_by(booted: Any, letter: dict[str, Any]) -> None:
    await booted.register(letter)

    seen = {}
    for day in (13, 14, 28, 29):
        [deadline] = (await booted.deadlines(on=date(2019, 6, day), board="norrmalm"))["items"]
        seen[day] = tuple(
            deadline[name] for name in ("reply_by", "days_left", "status", "last_usable_meeting", "meeting_finding")
        )

    assert seen == {
        13: ("2019-06-28", 15, "open", "2019-06-13", "found"),
        14: ("2019-06-28", 14, "open", None, "none-in-time"),
        28: ("2019-06-28", 0, "open", None, "none-in-time"),
        29: ("2019-06-28", -1, "overdue", None, "none-in-time"),
    }


async def test_a_board_that_the_copy_does_not_hold_has_an_unknown_calendar(booted: Any, letter: dict[str, Any]) -> None:
    staff = booted.client(boards=["farsta"])
    await staff.post("/referrals", json=letter | {"board": "farsta"}, headers=new_key())

    listed = (await staff.get("/deadlines", params={"board": "farsta"})).json()

    [deadline] = listed["items"]
    assert (deadline["last_usable_meeting"], deadline["meeting_finding"]) == (None, "calendar-unknown")
    assert deadline["explanation"] == "The board's meetings are not known here yet."


async def test_the_nearest_comes_first_and_a_status_narrows_the_list(booted: Any, letter: dict[str, Any]) -> None:
    for title, reply_by in (("Sen", "2019-09-01"), ("Nära", "2019-07-19"), ("Förfallen", "2019-06-01")):
        await booted.register(letter, title=title, reply_by=reply_by, taken_over_number=None)
    answered = await booted.register(letter, title="Besvarad", reply_by="2019-05-31", taken_over_number=None)
    reply = {"referral_id": answered["id"], "sent_on": "2019-06-03"}
    await booted.client().post("/replies", json=reply, headers=new_key())

    narrowed = {
        status: [d["title"] for d in (await booted.deadlines(board="norrmalm", status=status))["items"]]
        for status in ("open", "overdue", "answered")
    }

    everything = await booted.deadlines()
    assert [d["title"] for d in everything["items"]] == ["Besvarad", "Förfallen", "Nära", "Sen"]
    assert narrowed == {"open": ["Nära", "Sen"], "overdue": ["Förfallen"], "answered": ["Besvarad"]}


async def test_pages_keep_the_other_parameters(booted: Any, letter: dict[str, Any]) -> None:
    for _ in range(3):
        await booted.register(letter, taken_over_number=None)

    page = await booted.deadlines(board="norrmalm", limit="2", page="2")

    assert {name: page["_meta"][name] for name in ("total_records", "page", "limit", "count")} == {
        "total_records": 3,
        "page": 2,
        "limit": 2,
        "count": 1,
    }
    assert page["_links"]["prev"]["href"].endswith("/deadlines?board=norrmalm&limit=2&page=1")


async def test_another_boards_deadlines_are_not_counted(booted: Any, letter: dict[str, Any]) -> None:
    await booted.register(letter)
    stranger = booted.client(boards=["sodermalm"])

    listed = [(await stranger.get("/deadlines", params=p)).json() for p in ({}, {"board": "norrmalm"})]

    assert [page["items"] for page in listed] == [[], []]
    assert [page["_meta"]["total_records"] for page in listed] == [0, 0]


async def test_the_explanation_is_in_the_callers_language(booted: Any, letter: dict[str, Any]) -> None:
    await booted.register(letter)
    swedish = booted.client(headers={"accept-language": "sv"})

    answer = await swedish.get("/deadlines")

    assert answer.json()["items"][0]["explanation"] == "Sista sammanträdet senast på svarsdagen, idag eller senare."
    assert answer.headers["vary"] == "accept-language"
    assert await etag(booted, language="en") != answer.headers["etag"]
