"""Record a decision (beslut) of the board on an item of its agenda."""

from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, select
from sqlalchemy.dialects.postgresql import insert

from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.db.visibility import visible_boards
from boardkit.domain.errors import Text
from boardkit.domain.ids import new_id
from case_registry import queries
from case_registry.commands._case_records import save_case
from case_registry.commands._finding import named_by
from case_registry.commands._meeting_records import check_minutes_open
from case_registry.domain.cases import CaseStatus
from case_registry.domain.decisions import Decision, Outcome, status_after
from case_registry.domain.errors import AlreadyRecorded
from case_registry.domain.meetings import check_held
from case_registry.tables import agenda_items, cases, decisions, meetings


async def record_decision(work: UnitOfWork, decision: Decision) -> RowMapping:
    """Record `decision` under the next paragraph (§) of the board's year, and move its case on.

    Raises `NotFound` for an item out of reach, `MeetingNotHeld`, `MinutesAdjusted`, and `AlreadyRecorded` when
    the item has its decision.
    """
    item = await named_by(work, _item(work, decision.agenda_item_id), "/agenda_item_id")
    lock = queries.meeting_by_id(work.caller, item["meeting_id"]).with_for_update(of=meetings)
    meeting = await named_by(work, lock, "/agenda_item_id")
    check_held(meeting["held_on"], work.today)
    await check_minutes_open(work, meeting)
    row = await _insert(work, meeting, decision)
    if item["case_id"] is not None:
        await _move_case_on(work, item["case_id"], decision.outcome)
    work.record(
        Change(
            event="created",
            resource="decisions",
            resource_id=str(row["id"]),
            board=row["board"],
            version=row["version"],
            reason="decision recorded",
            scope="documents:read-internal" if item["closed"] else "decisions:read",
            snapshot={
                "meeting_id": str(row["meeting_id"]),
                "agenda_item_id": str(row["agenda_item_id"]),
                "paragraph": row["paragraph"],
                "year": row["year"],
                "outcome": row["outcome"],
            },
            details={"paragraph": row["paragraph"], "year": row["year"]},
        )
    )
    return await work.one(queries.decision_by_id(work.caller, row["id"]))


def _item(work: UnitOfWork, item_id: UUID) -> Select[Any]:
    return select(agenda_items).where(agenda_items.c.id == item_id, visible_boards(work.caller, agenda_items.c.board))


async def _insert(work: UnitOfWork, meeting: RowMapping, decision: Decision) -> RowMapping:
    year = meeting["held_on"].year
    paragraph = await work.next_number(f"paragraphs {meeting['board']}", year)
    statement = (
        insert(decisions)
        .values(
            id=new_id(),
            board=meeting["board"],
            meeting_id=meeting["id"],
            agenda_item_id=decision.agenda_item_id,
            year=year,
            paragraph=paragraph,
            outcome=decision.outcome,
            text=decision.text,
            decided_on=meeting["held_on"],
        )
        .on_conflict_do_nothing(index_elements=["agenda_item_id"])
        .returning(*decisions.c)
    )
    row = await work.first(statement)
    if row is None:
        raise AlreadyRecorded(
            Text(sv="Punkten har redan sitt beslut.", en="The item has its decision already."),
            pointer="/agenda_item_id",
        )
    return row


async def _move_case_on(work: UnitOfWork, case_id: UUID, outcome: Outcome) -> None:
    case = await work.one(queries.case_by_id(work.caller, case_id).with_for_update(of=cases))
    current = CaseStatus(case["status"])
    status = status_after(current, outcome)
    if status != current:
        await save_case(work, case, {"status": status}, "decided by the board")
