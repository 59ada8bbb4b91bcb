"""Meetings and their agendas: the published order, numbered from 1 without gaps."""

import asyncio
from typing import Any

from boardkit.testing.service import new_key

RECEIVED, ANSWERS, DECISIONS = "Inkomna medborgarförslag", "Svar på medborgarförslag", "Beslutsärenden"
REFERRALS, NOTIFIED, CLOSED = "Svar på remisser", "Anmälningsärenden", "Slutet sammanträde"

#: The agenda of 2019-06-13 as it was published: group, title, diary number.
PUBLISHED = [
    (None, "Val av justerare", None),
    (None, "Anmälan av övriga frågor och fastställande av dagordning", None),
    (None, "Information från förvaltningen", None),
    (RECEIVED, "Anlägg en rastgård för småhundar i Vanadislunden", "NORR 2019/276"),
    (ANSWERS, "Lekplats i Klarakvarteren", "2019/000220"),
    (DECISIONS, "Revidering av stadsdelsnämndens delegationsordning", "2019/000075"),
    (REFERRALS, "Policy för sociala medier i Stockholms stad", "2019/000213"),
    (REFERRALS, "Översyn av styrdokument och utarbetande av digitaliseringsprogram", "2019/000225"),
    (NOTIFIED, "Ekonomisk månadsuppföljning per maj med prognos för år 2019", "2019/000093"),
    (NOTIFIED, "Deltagande i Stockholms stads kvalitetsutmärkelse 2019", "2019/000212"),
    (NOTIFIED, "Protokoll från Norrmalms pensionärsråd", None),
    (NOTIFIED, "Protokoll från Norrmalms råd för funktionshinderfrågor", None),
    (NOTIFIED, "Protokoll från förvaltningsgruppen", None),
    (NOTIFIED, "Beslut fattade enligt delegation", None),
    (NOTIFIED, "Inkomna och upprättade handlingar", None),
    (NOTIFIED, "Övriga frågor", None),
    (CLOSED, "Protokoll från sociala delegationen", None),
]


async def agenda(norrmalm: Any, meeting_id: str) -> list[dict[str, Any]]:
    answer = await norrmalm.portal.get(f"/meetings/{meeting_id}/agenda-items")
    assert answer.status_code == 200
    items: list[dict[str, Any]] = answer.json()["items"]
    assert [item["number"] for item in items] == list(range(1, len(items) + 1))
    return items


async def test_a_meeting_is_kept_in_utc_and_on_its_swedish_day(norrmalm: Any) -> None:
    meeting = await norrmalm.meeting(starts_at="2019-06-13T00:30:00+02:00", title="Tema: Sommar på Sergels torg")

    assert meeting | {"id": "", "_links": {}} == {
        "id": "",
        "board": "norrmalm",
        "number": 1,
        "year": 2019,
        "designation": "1/2019",
        "starts_at": "2019-06-12T22:30:00Z",
        "held_on": "2019-06-13",
        "place": "Sankt Eriksgatan 117, plan 4",
        "title": "Tema: Sommar på Sergels torg",
        "_links": {},
    }
    assert (await norrmalm.portal.get(f"/meetings/{meeting['id']}")).json() == meeting


async def test_the_year_of_a_meeting_is_that_of_its_swedish_day(norrmalm: Any) -> None:
    meeting = await norrmalm.meeting(starts_at="2019-12-31T23:30:00Z")

    assert (meeting["year"], meeting["designation"]) == (2020, "1/2020")


async def test_a_number_stands_once_in_a_year(norrmalm: Any) -> None:
    await norrmalm.meeting()
    body = {"board": "norrmalm", "number": 1, "starts_at": "2019-08-29T17:30:00+02:00", "place": "Sal 1"}

    answer = await norrmalm.staff.post("/meetings", json=body, headers=new_key())

    assert (answer.status_code, answer.json()["pointer"]) == (409, "/number")
    assert (await norrmalm.meeting(starts_at="2020-01-30T17:30:00+01:00"))["designation"] == "1/2020"


async def test_meetings_are_listed_with_the_latest_first(norrmalm: Any) -> None:
    june = await norrmalm.meeting()
    august = await norrmalm.meeting(number=2, starts_at="2019-08-29T17:30:00+02:00")

    listed = (await norrmalm.portal.get("/meetings", params={"board": "norrmalm"})).json()["items"]

    assert listed == [august, june]


async def test_a_time_without_zone_or_beyond_the_calendar_is_refused(norrmalm: Any) -> None:
    body = {"board": "norrmalm", "number": 1, "place": "Sal 1"}
    for starts_at in ("2019-06-13", "2019-06-13T17:30:00", "1953-12-31T12:00:00Z", "9999-12-31T23:59:59Z", "snart"):
        answer = await norrmalm.staff.post("/meetings", json=body | {"starts_at": starts_at}, headers=new_key())

        assert answer.status_code == 422, starts_at
        assert answer.json()["errors"][0]["pointer"] == "/starts_at"


async def test_the_published_agenda_keeps_its_order_groups_and_cases(norrmalm: Any) -> None:
    meeting = await norrmalm.meeting()
    for group, title, diary_number in PUBLISHED:
        case = None if diary_number is None else await norrmalm.case(title=title, taken_over_number=diary_number)
        await norrmalm.item(
            meeting["id"], group=group, title=title, case_id=case and case["id"], closed=group == CLOSED
        )

    items = await agenda(norrmalm, meeting["id"])

    assert [(item["group"], item["title"], item["diary_number"]) for item in items] == PUBLISHED
    assert [item["closed"] for item in items] == [False] * 16 + [True]
    for item in (items[0], items[3]):
        assert (await norrmalm.portal.get(item["_links"]["self"]["href"])).json() == item


async def test_a_late_item_joins_its_group_and_moves_the_others_down(norrmalm: Any) -> None:
    meeting = await norrmalm.meeting()
    for group, title in ((None, "Val"), (REFERRALS, "Remiss 1"), (NOTIFIED, "Anmälan")):
        await norrmalm.item(meeting["id"], group=group, title=title)

    late = await norrmalm.item(meeting["id"], group=REFERRALS, title="Remiss 2")
    last = await norrmalm.item(meeting["id"], title="Övrigt")

    items = await agenda(norrmalm, meeting["id"])
    assert [item["title"] for item in items] == ["Val", "Remiss 1", "Remiss 2", "Anmälan", "Övrigt"]
    assert (late["number"], last["number"]) == (3, 5)
    feed = (await norrmalm.staff.get("/changes")).json()["items"]
    moved = [entry["snapshot"] for entry in feed if entry["resource"] == "agenda-items" and entry["version"] == 2]
    assert [(snapshot["title"], snapshot["number"]) for snapshot in moved] == [("Anmälan", 4)]


async def test_items_added_at_once_leave_no_gap_and_no_twin(norrmalm: Any) -> None:
    meeting = await norrmalm.meeting()

    await asyncio.gather(
        *(
            norrmalm.item(meeting["id"], group=(DECISIONS, NOTIFIED)[number % 2], title=f"Punkt {number}")
            for number in range(12)
        )
    )

    items = await agenda(norrmalm, meeting["id"])
    assert sorted(item["title"] for item in items) == sorted(f"Punkt {number}" for number in range(12))
    groups = [item["group"] for item in items]
    assert groups == sorted(groups, key=groups.index)


async def test_a_case_out_of_reach_cannot_be_put_on_an_agenda(norrmalm: Any) -> None:
    everywhere = norrmalm.service.client("boards:write", "cases:write", "meetings:write", boards=["*"])
    board = {"slug": "sodermalm", "name": "Södermalms stadsdelsnämnd", "administration": "Förvaltningen"}
    await norrmalm.create("/boards", board | {"diary": {}}, client=everywhere)
    theirs = await norrmalm.create(
        "/cases", {"board": "sodermalm", "title": "Deras", "case_type": "general"}, client=everywhere
    )
    meeting = await norrmalm.meeting()
    address, body = f"/meetings/{meeting['id']}/agenda-items", {"title": "Deras", "case_id": theirs["id"]}

    for client in (norrmalm.staff, everywhere):
        answer = await client.post(address, json=body, headers=new_key())
        assert (answer.status_code, answer.json()["pointer"]) == (404, "/case_id")
    assert await agenda(norrmalm, meeting["id"]) == []


async def test_the_feed_tells_a_follower_all_it_needs_of_a_meeting(norrmalm: Any) -> None:
    meeting = await norrmalm.meeting()
    follower = norrmalm.service.client("changes:read", "meetings:read", kind="service", boards=["*"])

    entry = (await follower.get("/changes")).json()["items"][-1]

    assert (entry["event"], entry["resource"], entry["board"]) == ("created", "meetings", "norrmalm")
    assert entry["resource_id"] == meeting["id"]
    assert entry["snapshot"] == {
        "number": 1,
        "year": 2019,
        "starts_at": "2019-06-13T15:30:00+00:00",
        "held_on": "2019-06-13",
        "place": "Sankt Eriksgatan 117, plan 4",
        "title": None,
    }
