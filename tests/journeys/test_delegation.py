"""Delegation through the gateway: the thirteen decisions that one meeting was told of, and who may decide what."""

import time
from threading import Event
from typing import Any

from kansli_local.demonstration import MEETING_DAY, content
from kansli_local.office import Office, require

DELEGATION, REGISTRY = "/delegation-rules/v1", "/case-registry/v1"

#: Diary number and delegate's title of each decision, as the meeting's list has them.
LISTED = """
2019/117-4.1.|avdelningschef
2018/116-4.1.|avdelningschef
2019/124-4.4.|avdelningschef
2019/145-4.1.|avdelningschef
2019/167-4.1.|avdelningschef
2019/183-4.1.|avdelningschef
2019/229-4.1.|avdelningschef
2019/241-4.1|avdelningschef
2019/184-4.3.|förskolechef
2019/227-4.3.|förskolechef
2019/303-5.4.|stadsdelsdirektör
2019/284-1.2.1.|stadsdelsdirektör
2019/246-1.6.2.|stadsdelsdirektör
"""


def board(**parameters: str) -> dict[str, str]:
    """Query parameters for the demonstration board."""
    return {"board": "norrmalm", **parameters}


def read(office: Office, client: str, path: str, **parameters: str) -> Any:
    """The answer to a GET that must succeed."""
    return require(office.read(client, path, parameters=parameters), 200).answer


def the_report(office: Office) -> Any:
    """The report to the meeting, with names for who may read them."""
    (listed,) = read(office, "staff", f"{DELEGATION}/board-reports", **board())["items"]
    return read(office, "staff", f"{DELEGATION}/board-reports/{listed['id']}")


def lines(report: Any) -> list[Any]:
    """The decisions of a report in sequence."""
    return [decision for group in report["groups"] for decision in group["decisions"]]


def test_the_thirteen_decisions_stand_on_the_meetings_list(office: Office) -> None:
    report = the_report(office)
    agenda = read(office, "portal", f"{REGISTRY}/meetings/{report['meeting_id']}/agenda-items", limit="50")["items"]

    assert [f"{line['diary_number']}|{line['position_title']}" for line in lines(report)] == LISTED.split()
    assert (report["held_on"], report["placement"], report["agenda_number"]) == ("2019-06-13", "placed", 14)
    assert [item["title"] for item in agenda if item["id"] == report["agenda_item_id"]] == [
        "Beslut fattade enligt delegation"
    ]
    assert {line["person_name"] for line in lines(report)} == {
        person["name"] for person in content("delegated-decisions")["persons"]
    }


def test_who_may_not_read_names_sees_none(office: Office) -> None:
    report = the_report(office)

    seen = read(office, "auditor", f"{DELEGATION}/board-reports/{report['id']}")

    assert [line["person_name"] for line in lines(seen)] == [None] * 13
    assert office.read("auditor", f"{DELEGATION}/persons", parameters=board()).status == 403


def test_the_report_is_a_pdf(office: Office) -> None:
    report = the_report(office)

    fetched = require(office.read("staff", f"{DELEGATION}/board-reports/{report['id']}/documents/pdf"), 200)

    assert fetched.headers["content-type"] == "application/pdf"


def test_each_decision_is_filed_once_in_its_case(office: Office) -> None:
    decisions = filed_decisions(office)

    for decision in decisions:
        (document,) = [
            document
            for document in read(office, "staff", f"{REGISTRY}/cases/{decision['case_id']}/documents")["items"]
            if document["title"].startswith("Delegationsbeslut")
        ]
        assert document["id"] == decision["filed_document_id"]
        assert (document["access"], document["dated"]) == ("internal", decision["decided_on"])
        assert document["size"] > 0


def filed_decisions(office: Office) -> list[Any]:
    """The decisions, once the registry has them all."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        decisions: list[Any] = read(office, "staff", f"{DELEGATION}/delegated-decisions", **board(limit="50"))["items"]
        if all(decision["filing"] == "filed" for decision in decisions):
            return decisions
        Event().wait(0.1)
    raise AssertionError("the decisions were not filed within 30 seconds")


def test_what_a_meeting_has_been_told_of_leaves_the_queue(office: Office) -> None:
    path = f"{DELEGATION}/reporting-queues"
    report = the_report(office)
    before = read(office, "staff", path, **board(limit="50"))
    if report["status"] == "prepared":
        etag = require(office.read("staff", f"{DELEGATION}/board-reports/{report['id']}"), 200).etag
        made = office.change(
            "staff", "PUT", f"{DELEGATION}/board-reports/{report['id']}/reporting", {"paragraph": 14}, etag,
            day=MEETING_DAY,
        )  # fmt: skip
        require(made, 200)

    after = read(office, "staff", path, **board(limit="50"))
    again = the_report(office)

    assert {entry["due_on"] for entry in before["items"]} == {"2019-06-13"}
    assert [entry["overdue"] for entry in before["items"]] == [False] * 13
    assert after["items"] == []
    assert (again["status"], again["paragraph"], again["reported_on"]) == ("reported", 14, "2019-06-13")


def test_a_citizen_proposal_is_the_boards_own_to_decide(office: Office) -> None:
    decision = {
        "board": "norrmalm",
        "diary_number": "NORR 2019/276",
        "rule": "2.1",
        "position": "stadsdelsdirektor",
        "decided_on": "2019-05-28",
        "amount": "100.00",
        "outcome": "Förslaget avslås.",
    }

    refused = office.create("staff", f"{DELEGATION}/delegated-decisions", decision)

    assert refused.status == 422
    assert refused.answer["type"].endswith("/no-authority")
    assert "KL 6:38 4 p" in refused.answer["detail"]


def test_the_standard_question_and_ours_have_one_answer(office: Office) -> None:
    ours = {
        "board": "norrmalm",
        "rule": "3.2.1",
        "position": "avdelningschef",
        "amount": "300000.00",
        "date": "2019-06-20",
    }
    theirs = {
        "subject": {"type": "position", "id": "avdelningschef"},
        "action": {"name": "decide"},
        "resource": {
            "type": "delegation-rule",
            "id": "3.2.1",
            "properties": {"board": "norrmalm", "amount": "300000.00"},
        },
        "context": {"date": "2019-06-20"},
    }

    answer = require(office.ask("portal", f"{DELEGATION}/evaluations", ours), 200).answer
    standard = require(office.ask("portal", f"{DELEGATION}/authzen/access/v1/evaluation", theirs), 200).answer

    assert answer["allowed"] is True
    assert standard["decision"] is True
    assert standard["context"]["limit"] == answer["limit"] == "558000.00"


def test_the_order_in_force_is_a_word_document_for_who_asks(office: Office) -> None:
    orders = read(office, "staff", f"{DELEGATION}/delegation-orders", **board())["items"]
    order = read(office, "staff", f"{DELEGATION}/delegation-orders/{orders[0]['id']}")
    document = require(office.read("staff", f"{DELEGATION}/delegation-orders/{order['id']}/documents/docx"), 200)

    assert order["order_version"] == 2
    assert order["in_force_from"] == "2019-06-15"
    assert document.headers["content-type"].startswith("application/vnd.openxmlformats")
