"""What the board is still to be told, by which meeting, and what is late."""

from datetime import date
from typing import Any

import pytest

from boardkit.testing.service import new_key

AFTER_THE_MEETING = date(2019, 6, 20)

#: An order after section 3's day with what that section lacks: an urgent rule, and one silent on reporting.
SUMMER_ORDER: dict[str, Any] = {
    "board": "norrmalm",
    "title": "Delegationsordning sommaren 2019",
    "in_force_from": "2019-06-15",
    "adopted_by": {"case_number": "2019/000075", "decided_on": "2019-06-13"},
    "rules": [
        {
            "number": "1.1",
            "matter": "Brådskande ärenden",
            "mandate": "urgent",
            "tiers": [{"delegates": [{"position": "ordforande"}]}],
            "reporting": {"duty": "not-stated"},
        },
        {
            "number": "1.2",
            "matter": "Upplåtelse av lokal",
            "tiers": [{"delegates": [{"position": "enhetschef"}]}],
            "reporting": {"duty": "not-stated"},
        },
        {
            "number": "1.3",
            "matter": "Avrop av städning",
            "tiers": [{"delegates": [{"position": "enhetschef"}]}],
            "reporting": {"duty": "execution-not-reported"},
        },
    ],
}
CHAIR: dict[str, Any] = {
    "board": "norrmalm",
    "title_sv": "ordförande",
    "slug": "ordforande",
    "administration": "norrmalms-stadsdelsnamnd",
    "kind": "chair",
    "several_holders": False,
}


@pytest.fixture
async def summer(spring: Any) -> Any:
    """The spring, and an order for the summer with a chair, after the meeting of 2019-06-13."""
    client = spring.service.client("positions:write", "delegation-orders:write")
    for path, body in (("/positions", CHAIR), ("/delegation-orders", SUMMER_ORDER)):
        answer = await client.post(path, json=body, headers=new_key())
        assert answer.status_code == 201, answer.text
    return spring


async def test_each_decision_is_due_at_the_first_meeting_that_can_be_told(spring: Any) -> None:
    entries = await spring.queue()

    assert [entry["diary_number"] for entry in entries][:3] == ["2019/117-4.1.", "2018/116-4.1.", "2019/124-4.4."]
    assert {(entry["task"], entry["meeting_id"], entry["due_on"]) for entry in entries} == {
        ("report", str(spring.meeting), "2019-06-13")
    }
    assert {(entry["days_left"], entry["overdue"], entry["board_report_id"]) for entry in entries} == {
        (10, False, None)
    }


async def test_what_the_meeting_was_not_told_is_overdue(spring: Any) -> None:
    at_the_meeting = await spring.queue(on=date(2019, 6, 13))
    afterwards = await spring.queue(on=AFTER_THE_MEETING)

    assert {(entry["days_left"], entry["overdue"]) for entry in at_the_meeting} == {(0, False)}
    assert {(entry["days_left"], entry["overdue"]) for entry in afterwards} == {(-7, True)}


async def test_without_a_known_meeting_it_is_not_known_whether_it_is_late(spring: Any) -> None:
    spring.registry.tell("removed", "meetings", spring.meeting, "norrmalm", None)
    await spring.follow()

    entries = await spring.queue(on=AFTER_THE_MEETING)

    assert {(entry["due_on"], entry["days_left"], entry["overdue"]) for entry in entries} == {(None, None, None)}


async def test_an_urgent_decision_is_due_at_the_next_meeting(summer: Any) -> None:
    spring = summer
    same_day = spring.registry.call_meeting("norrmalm", "2019-06-19", 2)
    later = spring.registry.call_meeting("norrmalm", "2019-08-22", 3)
    await spring.follow()
    urgent = await spring.decide(
        on=AFTER_THE_MEETING,
        rule="1.1",
        position="ordforande",
        decided_on="2019-06-19",
        circumstances={"board-cannot-be-awaited": True},
    )
    silent = await spring.decide(on=AFTER_THE_MEETING, rule="1.2", position="enhetschef", decided_on="2019-06-19")

    entries = {entry["decision_id"]: entry for entry in await spring.queue(on=AFTER_THE_MEETING)}

    assert (entries[urgent["id"]]["task"], entries[urgent["id"]]["meeting_id"]) == ("report", str(later))
    assert (entries[silent["id"]]["task"], entries[silent["id"]]["meeting_id"]) == ("settle", str(same_day))


async def test_execution_is_in_no_queue(summer: Any) -> None:
    decision = await summer.decide(on=AFTER_THE_MEETING, rule="1.3", position="enhetschef", decided_on="2019-06-19")

    assert decision["id"] not in {entry["decision_id"] for entry in await summer.queue(on=AFTER_THE_MEETING)}


async def test_naming_a_decision_of_which_the_order_is_silent_settles_it(summer: Any) -> None:
    decision = await summer.decide(on=AFTER_THE_MEETING, rule="1.2", position="enhetschef", decided_on="2019-06-19")
    august = str(summer.registry.call_meeting("norrmalm", "2019-08-22", 2))
    await summer.follow()

    report = await summer.report(meeting_id=august)
    named = await summer.report(meeting_id=august, decision_ids=[decision["id"]])
    client = summer.service.client("board-reports:write", on=date(2019, 8, 22))
    await client.put(
        f"/board-reports/{named.json()['id']}/reporting", json={"paragraph": 9}, headers={"if-match": '"v1"'}
    )

    assert (report.json()["decision_count"], report.json()["left_to_settle"]) == (13, 1)
    assert (named.status_code, named.json()["decision_count"]) == (201, 1)
    assert decision["id"] not in {entry["decision_id"] for entry in await summer.queue()}


async def test_the_queue_can_be_kept_to_one_task_and_to_a_page(spring: Any) -> None:
    waiting = await spring.decide(rule="1.3", position="enhetschef", decided_on="2019-06-03")
    client = spring.service.client("board-reports:read")

    page = (await client.get("/reporting-queues?board=norrmalm&limit=5&page=3")).json()

    assert [entry["decision_id"] for entry in await spring.queue(task="announce")] == [waiting["id"]]
    assert len(await spring.queue(task="report")) == 13
    assert (page["_meta"]["total_records"], page["_meta"]["count"]) == (14, 4)


async def test_another_boards_queue_is_empty(spring: Any) -> None:
    stranger = spring.service.client("board-reports:read", boards=["sodermalm"])

    answer = await stranger.get("/reporting-queues?board=norrmalm")

    assert (answer.status_code, answer.json()["items"]) == (200, [])


async def test_an_unknown_task_is_refused(spring: Any) -> None:
    answer = await spring.service.client("board-reports:read").get("/reporting-queues?board=norrmalm&task=forget")

    assert answer.status_code == 422
