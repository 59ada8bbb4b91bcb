"""What delegation rules asks of the case registry: to file decisions, and its boards, cases and meetings as a copy."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table, delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from boardkit.db.unit_of_work import Message
from delegation_rules.domain.case_numbers import CaseNumber
from delegation_rules.domain.decision_record import DecisionRecord
from delegation_rules.tables import known_boards, known_cases, known_meetings

CASE_REGISTRY: Final = "case-registry"

#: The outbox's event when a decision has been filed in its case.
DECISION_FILED: Final = "delegated-decision-filed"
#: The outbox's event when its case has been told that a decision is void.
VOIDANCE_FILED: Final = "voidance-filed"
#: The outbox's event when a report to the board has been put on the agenda of its meeting.
REPORT_PLACED: Final = "board-report-placed"

#: What the outbox's key of a report's messages starts with, before its id.
ABOUT_BOARD_REPORT: Final = "board-reports/"

_LONGEST_TITLE: Final = 300
_LONGEST_TEXT: Final = 20_000

_COPIES: Final[Mapping[str, Table]] = {"boards": known_boards, "cases": known_cases, "meetings": known_meetings}


def file_decision(decision: Mapping[Any, Any], record: DecisionRecord, *, event: str, dated: date) -> Message:
    """The request that the registry file `record` in the case of `decision`, a row of `delegated_decisions`.

    With `event` it is filed as taken (`DECISION_FILED`) or as found void (`VOIDANCE_FILED`). The document is
    internal, and its title says nothing of persons.
    """
    return Message(
        neighbour=CASE_REGISTRY,
        event=event,
        ordering_key=f"cases/{decision['case_id']}",
        method="POST",
        path=f"/case-registry/v1/cases/{decision['case_id']}/documents",
        body={
            "title": f"{record.heading}: {record.matter}"[:_LONGEST_TITLE].rstrip(),
            "kind": "drawn-up",
            "dated": dated.isoformat(),
            "media_type": "text/plain",
            "filename": f"{record.heading.lower().replace(' ', '-')}.txt",
            "access": "internal",
            "text": record.text()[:_LONGEST_TEXT],
        },
        scope="documents:write",
        board=decision["board"],
        context={"decision_id": str(decision["id"])},
    )


def put_on_agenda(report: Mapping[Any, Any], *, group: str, title: str) -> Message:
    """The request that the registry put `report`, a row of `board_reports`, on the agenda of its meeting."""
    return Message(
        neighbour=CASE_REGISTRY,
        event=REPORT_PLACED,
        ordering_key=f"{ABOUT_BOARD_REPORT}{report['id']}",
        method="POST",
        path=f"/case-registry/v1/meetings/{report['meeting_id']}/agenda-items",
        body={"group": group, "title": title},
        scope="meetings:write",
        board=report["board"],
        context={"report_id": str(report["id"])},
    )


async def copy_change(connection: AsyncConnection, change: Mapping[str, Any]) -> None:
    """Apply one change of the registry's to the copies of its boards, cases and meetings; others are ignored."""
    copy = _COPIES.get(change["resource"])
    if copy is None:
        return
    (key,) = copy.primary_key.columns
    identifier = change["resource_id"] if copy is known_boards else UUID(change["resource_id"])
    if change["event"] == "removed":
        await connection.execute(delete(copy).where(key == identifier))
        return
    values = _SHOWN[change["resource"]](change)
    statement = insert(copy).values({key.name: identifier} | values)
    await connection.execute(statement.on_conflict_do_update(index_elements=[key], set_=values))


def _board(change: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": change["snapshot"]["name"]}


def _case(change: Mapping[str, Any]) -> dict[str, Any]:
    snapshot = change["snapshot"]
    shown = {name: snapshot[name] for name in ("diary_number", "case_type", "status")}
    return shown | {"board": change["board"], "number_key": CaseNumber.of(snapshot["diary_number"]).key}


def _meeting(change: Mapping[str, Any]) -> dict[str, Any]:
    snapshot = change["snapshot"]
    return {
        "board": change["board"],
        "held_on": date.fromisoformat(snapshot["held_on"]),
        "number": snapshot["number"],
        "year": snapshot["year"],
    }


_SHOWN: Final[Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]]] = {
    "boards": _board,
    "cases": _case,
    "meetings": _meeting,
}

#: What reading the registry's boards, cases and meetings takes.
COPIED_SCOPES: Final = frozenset({"boards:read", "cases:read", "meetings:read"})
