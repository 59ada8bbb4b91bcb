"""Reports of delegated decisions to the board, through the front door."""

import asyncio
import json
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from pypdf import PdfReader

from boardkit.testing.service import if_match, new_key

AT_THE_MEETING = date(2019, 6, 13)
WRITING = ("board-reports:read", "board-reports:write")


def _lines(report: dict[str, Any]) -> list[list[str]]:
    """Diary number and title of the delegate, group by group."""
    return [
        [f"{line['diary_number']} {line['position_title']}" for line in group["decisions"]]
        for group in report["groups"]
    ]


async def _change(spring: Any, report: dict[str, Any], what: str, body: dict[str, Any], on: date | None = None) -> Any:
    client = spring.service.client(*WRITING, on=on)
    return await client.put(f"/board-reports/{report['id']}/{what}", json=body, headers=if_match(report["version"]))


async def _drawn_up(spring: Any, **changes: Any) -> dict[str, Any]:
    answer = await spring.report(**changes)
    assert answer.status_code == 201, answer.text
    report: dict[str, Any] = answer.json()
    return report | {"version": 1}


async def test_the_thirteen_decisions_are_reported_as_the_published_list_has_them(spring: Any) -> None:
    report = (await spring.report()).json()

    assert _lines(report) == [
        [
            "2019/117-4.1. avdelningschef",
            "2018/116-4.1. avdelningschef",
            "2019/124-4.4. avdelningschef",
            "2019/145-4.1. avdelningschef",
            "2019/167-4.1. avdelningschef",
            "2019/183-4.1. avdelningschef",
            "2019/229-4.1. avdelningschef",
            "2019/241-4.1 avdelningschef",
        ],
        ["2019/184-4.3. förskolechef", "2019/227-4.3. förskolechef"],
        ["2019/303-5.4. stadsdelsdirektör"],
        ["2019/284-1.2.1. stadsdelsdirektör"],
        ["2019/246-1.6.2. stadsdelsdirektör"],
    ]
    assert [group["rules"] for group in report["groups"]] == [["1.1"], ["1.2"], ["2.1"], ["2.2"], ["3.1"]]
    assert {name: report[name] for name in ("held_on", "status", "placement", "decision_count", "left_to_settle")} == {
        "held_on": "2019-06-13",
        "status": "prepared",
        "placement": "not-asked",
        "decision_count": 13,
        "left_to_settle": 0,
    }


async def test_a_report_is_found_where_location_says_and_in_the_list(spring: Any) -> None:
    created = await spring.report()
    client = spring.service.client("board-reports:read")

    fetched = await client.get(created.headers["location"])
    listed = (await client.get("/board-reports?board=norrmalm")).json()

    assert (fetched.json(), fetched.headers["etag"]) == (created.json(), '"v1"')
    assert [item["id"] for item in listed["items"]] == [created.json()["id"]]
    assert "groups" not in listed["items"][0]
    assert set(fetched.json()["_links"]) == {"self", "pdf", "reporting", "placement", "withdrawal"}


async def test_names_are_for_those_who_may_read_them_and_never_in_the_answer_that_is_kept(spring: Any) -> None:
    names = {"Alva Testberg", "Bo Provström", "Cleo Mallqvist", "Dag Exempelius"}
    client = spring.service.client("board-reports:read", "board-reports:write", "persons:read", "changes:read")
    created = await client.post(
        "/board-reports", json={"board": "norrmalm", "meeting_id": str(spring.meeting)}, headers=new_key()
    )
    place = f"/board-reports/{created.json()['id']}"

    with_names = (await client.get(place)).text
    without = await spring.service.client("board-reports:read").get(place)
    feed = (await client.get("/changes")).text

    assert all(name in with_names for name in names)
    assert not any(name in text for name in names for text in (created.text, without.text, feed))


async def test_the_report_is_printed_with_names_for_those_who_may_read_them(spring: Any) -> None:
    report = await _drawn_up(spring)
    place = f"/board-reports/{report['id']}/documents/pdf"

    answer = await spring.service.client("board-reports:read").get(place)
    named = await spring.service.client("board-reports:read", "persons:read").get(place)

    plain, with_names = (
        " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(each.content)).pages).split())
        for each in (answer, named)
    )
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="delegationsbeslut-2019-06-13.pdf"'
    places = [plain.index(decision["diary_number"]) for decision in spring.decisions]
    assert len(set(places)) == 13
    assert "Alva Testberg" not in plain
    assert "Alva Testberg, avdelningschef" in with_names


async def test_named_decisions_stand_in_the_sequence_in_which_they_are_named(spring: Any) -> None:
    ids = spring.decision_ids
    report = await _drawn_up(spring, decision_ids=[ids[12], ids[1], ids[0]])

    assert _lines(report) == [
        ["2019/246-1.6.2. stadsdelsdirektör"],
        ["2018/116-4.1. avdelningschef", "2019/117-4.1. avdelningschef"],
    ]


async def test_a_decision_stands_on_one_report(spring: Any) -> None:
    await _drawn_up(spring, decision_ids=spring.decision_ids[:2])

    again = await spring.report(decision_ids=[spring.decision_ids[2], spring.decision_ids[1]])
    the_rest = await _drawn_up(spring)
    nothing = await spring.report()

    assert (again.status_code, again.json()["type"].rsplit("/", 1)[1]) == (409, "decision-already-reported")
    assert again.json()["pointer"] == "/decision_ids/1"
    assert the_rest["decision_count"] == 11
    assert (nothing.status_code, nothing.json()["type"].rsplit("/", 1)[1]) == (409, "nothing-to-report")


async def test_of_two_reports_at_once_one_gets_the_decisions(spring: Any) -> None:
    ids = spring.decision_ids
    answers = await asyncio.gather(
        spring.report(), spring.report(), spring.report(decision_ids=ids), spring.report(decision_ids=ids[::-1])
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


async def test_the_same_key_draws_up_one_report(spring: Any) -> None:
    client = spring.service.client(*WRITING)
    body = {"board": "norrmalm", "meeting_id": str(spring.meeting)}
    key = new_key()

    first = await client.post("/board-reports", json=body, headers=key)
    again = await client.post("/board-reports", json=body, headers=key)

    assert (again.status_code, again.content) == (201, first.content)
    assert (await client.get("/board-reports")).json()["_meta"]["total_records"] == 1


@pytest.mark.parametrize(
    ("change", "status", "slug", "pointer"),
    [
        ({"meeting_id": str(uuid4())}, 422, "unknown-meeting", "/meeting_id"),
        ({"decision_ids": [str(uuid4())]}, 404, "not-found", "/decision_ids/0"),
        ({"board": "sodermalm"}, 404, "not-found", "/board"),
        ({"decision_ids": []}, 422, "invalid-fields", "/decision_ids"),
        ({"decision_ids": ["x"]}, 422, "invalid-fields", "/decision_ids/0"),
        ({"meeting_id": "x"}, 422, "invalid-fields", "/meeting_id"),
    ],
)
async def test_what_cannot_be_reported_is_refused(
    *, spring: Any, change: dict[str, Any], status: int, slug: str, pointer: str
) -> None:
    answer = await spring.report(**change)

    problem = answer.json()
    pointers = [problem.get("pointer")] + [error["pointer"] for error in problem.get("errors", [])]
    assert (answer.status_code, problem["type"].rsplit("/", 1)[1]) == (status, slug)
    assert pointer in pointers


async def test_a_decision_is_named_once(spring: Any) -> None:
    answer = await spring.report(decision_ids=[spring.decision_ids[0]] * 2)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/decision_ids")


async def test_another_boards_meeting_and_decisions_are_not_there(spring: Any) -> None:
    elsewhere = spring.registry.call_meeting("sodermalm", "2019-06-13")
    await spring.follow()
    client = spring.service.client("board-reports:write", boards=["sodermalm"])

    meeting = await spring.report(meeting_id=str(elsewhere))
    body = {"board": "sodermalm", "meeting_id": str(elsewhere), "decision_ids": spring.decision_ids[:1]}
    decision = await client.post("/board-reports", json=body, headers=new_key())

    assert (meeting.status_code, meeting.json()["pointer"]) == (422, "/meeting_id")
    assert (decision.status_code, decision.json()["pointer"]) == (404, "/decision_ids/0")


async def test_another_boards_report_is_not_there(spring: Any) -> None:
    report = await _drawn_up(spring)
    stranger = spring.service.client(*WRITING, boards=["sodermalm"])
    place = f"/board-reports/{report['id']}"

    answers = [
        await stranger.get(place),
        await stranger.get(f"{place}/documents/pdf"),
        await stranger.put(f"{place}/placement", json={}, headers=if_match(1)),
        await stranger.put(f"{place}/reporting", json={"paragraph": 14}, headers=if_match(1)),
        await stranger.put(f"{place}/withdrawal", json={"status": "withdrawn"}, headers=if_match(1)),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert (await stranger.get("/board-reports")).json()["items"] == []


async def test_a_report_is_put_on_the_agenda_once_though_the_answer_is_lost(spring: Any) -> None:
    report = await _drawn_up(spring)
    spring.registry.loses_answers = 1

    asked = await _change(spring, report, "placement", {})
    await spring.deliver()

    placed = (await spring.service.client("board-reports:read").get(f"/board-reports/{report['id']}")).json()
    request = spring.registry.requests[-1]
    assert asked.json()["placement"] == "waiting"
    assert (placed["placement"], placed["agenda_number"]) == ("placed", 16)
    assert placed["agenda_item_id"] is not None
    assert request.url.path == f"/case-registry/v1/meetings/{spring.meeting}/agenda-items"
    assert json.loads(request.content) == {"group": "Anmälningsärenden", "title": "Anmälan av delegationsbeslut"}
    assert len(spring.registry.answers) == 1


async def test_what_stands_against_placing_is_shown_while_it_waits(spring: Any) -> None:
    report = await _drawn_up(spring)
    spring.registry.up = False
    await _change(spring, report, "placement", {"group": "Övrigt", "title": "Delegationsbeslut"})

    client = spring.service.client("board-reports:read")
    async with asyncio.timeout(20):
        while (shown := (await client.get(f"/board-reports/{report['id']}")).json())["placement_failure"] is None:
            await spring.service.app.state.courier.deliver_due()
            await asyncio.sleep(0.01)

    assert (shown["placement"], shown["placement_failure"]) == ("waiting", "NeighbourUnavailable")


async def test_a_report_is_made_under_a_paragraph_and_its_decisions_leave_the_queue(spring: Any) -> None:
    report = await _drawn_up(spring)
    before = await spring.queue()

    made = await _change(spring, report, "reporting", {"paragraph": 14}, on=AT_THE_MEETING)

    assert {entry["board_report_id"] for entry in before} == {report["id"]}
    assert {name: made.json()[name] for name in ("status", "paragraph", "reported_on")} == {
        "status": "reported",
        "paragraph": 14,
        "reported_on": "2019-06-13",
    }
    assert made.headers["etag"] == '"v2"'
    assert await spring.queue(on=AT_THE_MEETING) == []


@pytest.mark.parametrize(
    ("body", "on", "pointer"),
    [
        ({"paragraph": 14}, date(2019, 6, 12), "/reported_on"),
        ({"paragraph": 14, "reported_on": "2019-06-12"}, AT_THE_MEETING, "/reported_on"),
        ({"paragraph": 14, "reported_on": "2019-06-14"}, AT_THE_MEETING, "/reported_on"),
        ({"paragraph": 0}, AT_THE_MEETING, "/paragraph"),
        ({"paragraph": 10**30}, AT_THE_MEETING, "/paragraph"),
        ({"paragraph": True}, AT_THE_MEETING, "/paragraph"),
    ],
)
async def test_a_report_that_cannot_have_been_made_is_refused(
    *, spring: Any, body: dict[str, Any], on: date, pointer: str
) -> None:
    report = await _drawn_up(spring)

    answer = await _change(spring, report, "reporting", body, on=on)

    problem = answer.json()
    assert answer.status_code == 422
    assert pointer in [problem.get("pointer"), *(error["pointer"] for error in problem.get("errors", []))]


async def test_what_is_reported_or_placed_is_not_changed_back(spring: Any) -> None:
    report = await _drawn_up(spring)
    spring.registry.up = False
    await _change(spring, report, "placement", {})
    report["version"] = 2

    twice = await _change(spring, report, "placement", {})
    withdrawn = await _change(spring, report, "withdrawal", {"status": "withdrawn"})
    made = await _change(spring, report, "reporting", {"paragraph": 14}, on=AT_THE_MEETING)
    again = await _change(spring, report | {"version": 3}, "reporting", {"paragraph": 15}, on=AT_THE_MEETING)

    assert made.status_code == 200
    for refused in (twice, withdrawn, again):
        assert (refused.status_code, refused.json()["type"].rsplit("/", 1)[1]) == (409, "report-fixed")


async def test_a_withdrawn_report_lets_its_decisions_go(spring: Any) -> None:
    report = await _drawn_up(spring)

    withdrawn = await _change(spring, report, "withdrawal", {"status": "withdrawn"})
    again = await _drawn_up(spring)

    assert (withdrawn.json()["status"], withdrawn.json()["decision_count"]) == ("withdrawn", 13)
    assert _lines(withdrawn.json()) == _lines(again)
    assert again["id"] != report["id"]


@pytest.mark.parametrize("what", ["placement", "reporting", "withdrawal"])
async def test_a_change_builds_on_the_version_it_has_seen(spring: Any, what: str) -> None:
    report = await _drawn_up(spring)
    body = {"placement": {}, "reporting": {"paragraph": 14}, "withdrawal": {"status": "withdrawn"}}[what]
    client = spring.service.client(*WRITING, on=AT_THE_MEETING)
    place = f"/board-reports/{report['id']}/{what}"

    unsaid = await client.put(place, json=body)
    stale = await client.put(place, json=body, headers=if_match(2))
    at_once = await asyncio.gather(*(client.put(place, json=body, headers=if_match(1)) for _ in range(4)))

    assert (unsaid.status_code, stale.status_code) == (428, 412)
    assert sorted(answer.status_code for answer in at_once) == [200, 412, 412, 412]


async def test_a_decision_found_void_afterwards_is_shown_as_such(spring: Any) -> None:
    report = await _drawn_up(spring)
    client = spring.service.client("delegated-decisions:void")
    decision = spring.decisions[0]

    voided = await client.put(
        f"/delegated-decisions/{decision['id']}/voidance", json={"reason": "Delegat utan rätt."}, headers=if_match(1)
    )

    reader = spring.service.client("board-reports:read", headers={"if-none-match": '"v1"'})
    shown = await reader.get(f"/board-reports/{report['id']}")
    line = shown.json()["groups"][0]["decisions"][0]
    assert voided.status_code == 200
    assert (line["status"], line["void_reason"]) == ("void", "Delegat utan rätt.")


async def test_a_void_decision_is_not_put_on_a_report(spring: Any) -> None:
    client = spring.service.client("delegated-decisions:void")
    place = f"/delegated-decisions/{spring.decision_ids[0]}/voidance"
    await client.put(place, json={"reason": "Delegat utan rätt."}, headers=if_match(1))

    named = await spring.report(decision_ids=spring.decision_ids[:1])
    report = await _drawn_up(spring)

    assert (named.status_code, named.json()["type"].rsplit("/", 1)[1]) == (409, "decision-not-reportable")
    assert report["decision_count"] == 12


async def test_a_meeting_that_is_moved_moves_the_report_until_it_is_made(spring: Any) -> None:
    report = await _drawn_up(spring)
    spring.registry.move_meeting(spring.meeting, "norrmalm", "2019-06-18")
    await spring.follow()

    early = await _change(spring, report, "reporting", {"paragraph": 14}, on=AT_THE_MEETING)
    made = await _change(spring, report, "reporting", {"paragraph": 14}, on=date(2019, 6, 18))

    assert early.status_code == 422
    assert (made.json()["held_on"], made.json()["reported_on"]) == ("2019-06-18", "2019-06-18")


async def test_the_change_feed_tells_of_each_step(spring: Any) -> None:
    report = await _drawn_up(spring)
    await _change(spring, report, "placement", {})
    await spring.deliver()

    feed = (await spring.service.client("board-reports:read", "changes:read").get("/changes")).json()["items"]

    assert [(item["event"], item["snapshot"]["placement"]) for item in feed if item["resource"] == "board-reports"] == [
        ("created", "not-asked"),
        ("changed", "waiting"),
        ("changed", "placed"),
    ]
