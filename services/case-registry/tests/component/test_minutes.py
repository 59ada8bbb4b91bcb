"""Minutes, their adjustment and their announcement, with the time for appeal that follows."""

import asyncio
from datetime import date
from typing import Any

import pytest

from boardkit.testing.service import if_match, new_key

MEETING_DAY = date(2019, 6, 13)
PEOPLE = {
    "chair": "Alva Testberg",
    "secretary": "Cleo Mallqvist",
    "adjusters": ["Alva Testberg", "Bo Provström"],
    "present": ["Alva Testberg", "Bo Provström", "Åke Öhrnmall"],
}


async def drawn_up(norrmalm: Any) -> dict[str, Any]:
    meeting = await norrmalm.meeting()
    minutes: dict[str, Any] = await norrmalm.create(
        "/minutes", PEOPLE | {"meeting_id": meeting["id"]}, client=norrmalm.staff_on(MEETING_DAY)
    )
    return minutes


async def adjust(norrmalm: Any, minutes: dict[str, Any], day: date, version: int = 1, **fields: Any) -> Any:
    body = {"adjusted_on": day.isoformat()} | fields
    client = norrmalm.staff_on(date(2019, 8, 1))
    return await client.put(f"/minutes/{minutes['id']}/adjustment", json=body, headers=if_match(version))


async def announce(norrmalm: Any, minutes: dict[str, Any], day: date) -> Any:
    body = {"minutes_id": minutes["id"], "announced_on": day.isoformat(), "minutes_kept_at": "Förvaltningen"}
    return await norrmalm.staff_on(date(2019, 8, 1)).post("/notices", json=body, headers=new_key())


async def test_minutes_are_drawn_up_after_the_meeting(norrmalm: Any) -> None:
    minutes = await drawn_up(norrmalm)

    assert minutes | {"id": "", "meeting_id": "", "_links": {}} == PEOPLE | {
        "id": "",
        "board": "norrmalm",
        "meeting_id": "",
        "adjust_by": "2019-06-27",
        "adjusted_on": None,
        "adjusted_late": None,
        "adjustment_reasons": None,
        "_links": {},
    }
    assert (minutes["_links"]["adjust"]["method"], set(minutes["_links"])) == ("PUT", {"self", "meeting", "adjust"})
    assert (await norrmalm.staff.get(f"/minutes/{minutes['id']}")).json() == minutes


async def test_a_meeting_has_its_minutes_once_and_not_before_it_is_held(norrmalm: Any) -> None:
    meeting = await norrmalm.meeting()
    body = PEOPLE | {"meeting_id": meeting["id"]}

    early = await norrmalm.staff.post("/minutes", json=body, headers=new_key())
    clients = [norrmalm.staff_on(MEETING_DAY) for _ in range(4)]
    answers = await asyncio.gather(*(client.post("/minutes", json=body, headers=new_key()) for client in clients))

    assert (early.status_code, early.json()["type"].rpartition("/")[2]) == (409, "meeting-not-held")
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


async def test_minutes_are_public_once_they_are_adjusted(norrmalm: Any) -> None:
    minutes = await drawn_up(norrmalm)
    reader = norrmalm.service.client("minutes:read", "changes:read", subject="portal")

    before = [
        (await reader.get("/minutes")).json()["_meta"]["total_records"],
        (await reader.get(f"/minutes/{minutes['id']}")).status_code,
        (await reader.get("/changes")).json()["_meta"]["count"],
    ]
    await adjust(norrmalm, minutes, date(2019, 6, 18))
    after = [
        (await reader.get("/minutes")).json()["_meta"]["total_records"],
        (await reader.get(f"/minutes/{minutes['id']}")).status_code,
        (await reader.get("/changes")).json()["_meta"]["count"],
    ]

    assert (before, after) == ([0, 404, 0], [1, 200, 1])


async def test_adjustment_is_kept_with_its_reasons(norrmalm: Any) -> None:
    minutes = await drawn_up(norrmalm)

    answer = await adjust(norrmalm, minutes, date(2019, 6, 18), adjusters=["Åke Öhrnmall"])

    adjusted = answer.json()
    assert (answer.status_code, answer.headers["etag"]) == (200, '"v2"')
    assert (adjusted["adjusted_on"], adjusted["adjusted_late"]) == ("2019-06-18", False)
    assert adjusted["adjusters"] == ["Åke Öhrnmall"]
    assert [reason["rules"] for reason in adjusted["adjustment_reasons"]] == [["KL 5:69", "SFS 1930:173 2"]]
    assert adjusted["_links"]["announce"]["method"] == "POST"
    assert (await norrmalm.portal.get(f"/minutes/{minutes['id']}")).json() == adjusted


async def test_late_adjustment_is_told_and_not_refused(norrmalm: Any) -> None:
    answer = await adjust(norrmalm, await drawn_up(norrmalm), date(2019, 6, 28))

    assert (answer.status_code, answer.json()["adjusted_late"]) == (200, True)
    assert answer.json()["adjusters"] == PEOPLE["adjusters"]


async def test_adjustment_lies_between_the_meeting_and_today(norrmalm: Any) -> None:
    minutes = await drawn_up(norrmalm)

    for day in (date(2019, 6, 12), date(2019, 8, 2)):
        answer = await adjust(norrmalm, minutes, day)
        assert (answer.status_code, answer.json()["pointer"]) == (422, "/adjusted_on"), day
    assert (await norrmalm.staff.get(f"/minutes/{minutes['id']}")).json() == minutes


async def test_adjusted_minutes_stand_and_so_does_the_meeting(norrmalm: Any) -> None:
    minutes = await drawn_up(norrmalm)
    item = await norrmalm.item(minutes["meeting_id"])
    await adjust(norrmalm, minutes, date(2019, 6, 18))
    decision = {"agenda_item_id": item["id"], "outcome": "filed", "text": "För sent."}
    agenda = f"/meetings/{minutes['meeting_id']}/agenda-items"
    staff = norrmalm.staff_on(date(2019, 6, 20))

    answers = [
        await adjust(norrmalm, minutes, date(2019, 6, 19), version=2),
        await staff.post("/decisions", json=decision, headers=new_key()),
        await staff.post(agenda, json={"title": "För sent"}, headers=new_key()),
    ]

    assert [(answer.status_code, answer.json()["type"].rpartition("/")[2]) for answer in answers] == [
        (409, "minutes-adjusted")
    ] * 3


async def test_of_many_parallel_adjustments_one_wins(norrmalm: Any) -> None:
    minutes = await drawn_up(norrmalm)

    answers = await asyncio.gather(*(adjust(norrmalm, minutes, date(2019, 6, day)) for day in range(14, 20)))

    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 5


async def test_the_notice_tells_the_time_for_appeal(norrmalm: Any) -> None:
    minutes = await drawn_up(norrmalm)
    await adjust(norrmalm, minutes, date(2019, 6, 18))

    notice = (await announce(norrmalm, minutes, date(2019, 6, 19))).json()

    assert notice | {"id": "", "reasons": [], "_links": {}} == {
        "id": "",
        "board": "norrmalm",
        "minutes_id": minutes["id"],
        "minutes_kept_at": "Förvaltningen",
        "announced_on": "2019-06-19",
        "announce_by": "2019-06-20",
        "announced_late": False,
        "last_appeal_day": "2019-07-10",
        "legal_force_on": "2019-07-11",
        "take_down_earliest": "2019-07-11",
        "reasons": [],
        "_links": {},
    }
    assert [reason["rules"] for reason in notice["reasons"]] == [
        ["KL 8:12", "SFS 1930:173 2"],
        ["KL 13:5", "SFS 1930:173 1"],
        ["KL 13:5", "KL 8:12"],
    ]
    assert (await norrmalm.portal.get("/notices")).json()["items"] == [notice]
    assert (await norrmalm.portal.get(notice["_links"]["self"]["href"])).json() == notice


@pytest.mark.parametrize(
    ("adjusted_on", "announced_on", "late", "last_appeal_day"),
    [
        (date(2019, 6, 14), date(2019, 6, 15), False, "2019-07-08"),
        (date(2019, 6, 14), date(2019, 6, 17), False, "2019-07-08"),
        (date(2019, 6, 18), date(2019, 6, 24), True, "2019-07-15"),
    ],
)
async def test_a_late_notice_moves_the_time_for_appeal(
    norrmalm: Any, adjusted_on: date, announced_on: date, late: bool, last_appeal_day: str
) -> None:
    minutes = await drawn_up(norrmalm)
    await adjust(norrmalm, minutes, adjusted_on)

    notice = (await announce(norrmalm, minutes, announced_on)).json()

    assert (notice["announced_late"], notice["last_appeal_day"]) == (late, last_appeal_day)


async def test_only_adjusted_minutes_are_announced_and_only_once(norrmalm: Any) -> None:
    minutes = await drawn_up(norrmalm)

    unadjusted = await announce(norrmalm, minutes, date(2019, 6, 19))
    await adjust(norrmalm, minutes, date(2019, 6, 18))
    early = await announce(norrmalm, minutes, date(2019, 6, 17))
    future = await announce(norrmalm, minutes, date(2019, 8, 2))
    first = await announce(norrmalm, minutes, date(2019, 6, 19))
    second = await announce(norrmalm, minutes, date(2019, 6, 20))

    assert (unadjusted.status_code, unadjusted.json()["type"].rpartition("/")[2]) == (409, "minutes-not-adjusted")
    assert [(early.status_code, early.json()["pointer"])] * 2 == [
        (422, "/announced_on"),
        (future.status_code, future.json()["pointer"]),
    ]
    assert (first.status_code, second.status_code) == (201, 409)


async def test_minutes_of_another_board_are_out_of_reach(norrmalm: Any) -> None:
    minutes = await drawn_up(norrmalm)
    body = {"minutes_id": minutes["id"], "announced_on": "2019-06-03", "minutes_kept_at": "Här"}
    adjustment = f"/minutes/{minutes['id']}/adjustment"

    answers = [
        await norrmalm.stranger.get(f"/minutes/{minutes['id']}"),
        await norrmalm.stranger.put(adjustment, json={"adjusted_on": "2019-06-03"}, headers=if_match(1)),
        await norrmalm.stranger.post("/notices", json=body, headers=new_key()),
        await norrmalm.stranger.post(
            "/minutes", json=PEOPLE | {"meeting_id": minutes["meeting_id"]}, headers=new_key()
        ),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
