"""Decisions: one for an item, under a paragraph of the board's year, moving its case on."""

from datetime import date
from typing import Any

import pytest

from boardkit.testing.service import if_match, new_key

MEETING_DAY = date(2019, 6, 13)


async def decided(norrmalm: Any, item: dict[str, Any], outcome: str = "filed") -> dict[str, Any]:
    body = {"agenda_item_id": item["id"], "outcome": outcome, "text": "Ärendet läggs till handlingarna."}
    decision: dict[str, Any] = await norrmalm.create("/decisions", body, client=norrmalm.staff_on(MEETING_DAY))
    return decision


async def test_a_decision_is_recorded_under_the_next_paragraph(norrmalm: Any) -> None:
    meeting = await norrmalm.meeting()
    items = [await norrmalm.item(meeting["id"], title=title) for title in ("Val av justerare", "Dagordning")]

    first, second = [await decided(norrmalm, item) for item in items]

    assert first | {"id": "", "_links": {}} == {
        "id": "",
        "board": "norrmalm",
        "meeting_id": meeting["id"],
        "agenda_item_id": items[0]["id"],
        "item_number": 1,
        "title": "Val av justerare",
        "case_id": None,
        "paragraph": 1,
        "year": 2019,
        "outcome": "filed",
        "text": "Ärendet läggs till handlingarna.",
        "decided_on": "2019-06-13",
        "_links": {},
    }
    assert second["paragraph"] == 2
    assert (await norrmalm.portal.get("/decisions")).json()["items"] == [first, second]
    assert (await norrmalm.portal.get(first["_links"]["self"]["href"])).json() == first


async def test_paragraphs_run_on_through_the_year_and_start_over_in_the_next(norrmalm: Any) -> None:
    meetings = [
        await norrmalm.meeting(number=number, starts_at=starts_at)
        for number, starts_at in ((1, "2018-06-14T15:30:00Z"), (2, "2018-12-13T15:30:00Z"), (1, "2019-01-31T15:30:00Z"))
    ]
    items = [await norrmalm.item(meeting["id"]) for meeting in meetings]

    numbered = [await decided(norrmalm, item) for item in items]

    assert [(decision["year"], decision["paragraph"]) for decision in numbered] == [(2018, 1), (2018, 2), (2019, 1)]


async def test_decisions_are_listed_by_meeting(norrmalm: Any) -> None:
    june = await norrmalm.meeting()
    may = await norrmalm.meeting(number=2, starts_at="2019-05-23T15:30:00Z")
    of_june = await decided(norrmalm, await norrmalm.item(june["id"]))
    of_may = await decided(norrmalm, await norrmalm.item(may["id"]))

    async def listed(meeting: dict[str, Any]) -> list[dict[str, Any]]:
        answer = await norrmalm.portal.get("/decisions", params={"meeting_id": meeting["id"]})
        return list(answer.json()["items"])

    assert (await listed(june), await listed(may)) == ([of_june], [of_may])


async def test_nothing_is_decided_before_the_meeting(norrmalm: Any) -> None:
    item = await norrmalm.item((await norrmalm.meeting())["id"])
    body = {"agenda_item_id": item["id"], "outcome": "filed", "text": "För tidigt."}

    answer = await norrmalm.staff_on(date(2019, 6, 12)).post("/decisions", json=body, headers=new_key())

    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (409, "meeting-not-held")
    assert answer.json()["meeting_day"] == "2019-06-13"


@pytest.mark.parametrize(
    ("outcome", "status"),
    [("approved", "decided"), ("answered", "decided"), ("handed-over", "in-preparation"), ("noted", "registered")],
)
async def test_a_decision_moves_its_case_on(norrmalm: Any, outcome: str, status: str) -> None:
    case = await norrmalm.case()
    item = await norrmalm.item((await norrmalm.meeting())["id"], case_id=case["id"])

    await decided(norrmalm, item, outcome)

    answer = await norrmalm.staff.get(f"/cases/{case['id']}")
    assert answer.json()["status"] == status
    assert answer.headers["etag"] == ('"v1"' if status == "registered" else '"v2"')


async def test_a_closed_case_stays_closed(norrmalm: Any) -> None:
    case = await norrmalm.case()
    item = await norrmalm.item((await norrmalm.meeting())["id"], case_id=case["id"])
    await norrmalm.staff.patch(f"/cases/{case['id']}", json={"status": "closed"}, headers=if_match(1))

    await decided(norrmalm, item, "approved")

    assert (await norrmalm.staff.get(f"/cases/{case['id']}")).json()["status"] == "closed"


async def test_what_is_decided_behind_closed_doors_is_nowhere_in_the_public_view(norrmalm: Any) -> None:
    meeting = await norrmalm.meeting()
    shown = await decided(norrmalm, await norrmalm.item(meeting["id"]))
    hidden = await decided(norrmalm, await norrmalm.item(meeting["id"], title="Sociala", closed=True))
    reader = norrmalm.service.client("decisions:read", "changes:read", subject="portal")

    listed = (await reader.get("/decisions", params={"meeting_id": meeting["id"]})).json()
    told = [entry["resource_id"] for entry in (await reader.get("/changes")).json()["items"]]

    assert (listed["items"], listed["_meta"]["total_records"]) == ([shown], 1)
    assert (await reader.get(f"/decisions/{hidden['id']}")).status_code == 404
    assert told == [shown["id"]]
    assert len((await norrmalm.staff.get("/decisions")).json()["items"]) == 2


async def test_an_item_out_of_reach_cannot_be_decided(norrmalm: Any) -> None:
    item = await norrmalm.item((await norrmalm.meeting())["id"])
    body = {"agenda_item_id": item["id"], "outcome": "filed", "text": "Inte vårt."}

    answer = await norrmalm.stranger.post("/decisions", json=body, headers=new_key())

    assert (answer.status_code, answer.json()["pointer"]) == (404, "/agenda_item_id")
