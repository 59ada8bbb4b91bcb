"""Draw up a report to the board (anmälan av delegationsbeslut) for one of its meetings."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import RowMapping, insert
from sqlalchemy.dialects import postgresql

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.errors import NotFound, Text
from boardkit.domain.ids import new_id
from delegation_rules import queries
from delegation_rules.commands._board_report_records import report_change
from delegation_rules.domain.board_reports import (
    Placement,
    ReportableDecision,
    ReportStatus,
    already_reported,
    check_reportable,
    in_report_sequence,
)
from delegation_rules.domain.reporting_errors import UnknownMeeting
from delegation_rules.tables import board_report_items, board_reports

_POINTER = "/decision_ids"


async def draw_up_report(
    work: UnitOfWork, board: str, meeting_id: UUID, decision_ids: Sequence[UUID] | None = None
) -> RowMapping:
    """Put `decision_ids`, or all that should be reported by that meeting, on a report for it.

    Raises `NotFound` for a board or a decision out of reach, `UnknownMeeting`, `NothingToReport`,
    `DecisionNotReportable` and `DecisionAlreadyReported`.
    """
    work.caller.must_reach(board, pointer="/board")
    meeting = await _meeting(work, board, meeting_id)
    if decision_ids is None:
        waiting = await work.all(queries.decisions_to_report(work.caller, board, meeting["held_on"]))
        decisions: Sequence[ReportableDecision] = in_report_sequence(map(queries.reportable_from, waiting))
    else:
        decisions = await _named(work, board, decision_ids)
    check_reportable(decisions, meeting["held_on"], _POINTER)
    report_id = await _insert(work, board, meeting)
    await _take(work, report_id, decisions)
    row = await work.one(queries.board_report_by_id(work.caller, report_id))
    work.record(report_change("created", row, "report to the board drawn up"))
    return row


async def _meeting(work: UnitOfWork, board: str, meeting_id: UUID) -> RowMapping:
    meeting = await work.first(queries.known_meeting_by_id(work.caller, board, meeting_id))
    if meeting is None:
        raise UnknownMeeting(
            Text(
                sv="Nämnden har inget sådant sammanträde i det som ärenderegistret har berättat.",
                en="The board has no such meeting in what the case registry has told.",
            ),
            pointer="/meeting_id",
        )
    return meeting


async def _named(work: UnitOfWork, board: str, ids: Sequence[UUID]) -> list[ReportableDecision]:
    """The decisions in the sequence in which they are named."""
    found = {row["id"]: row for row in await work.all(queries.decisions_named(work.caller, board, ids))}
    for index, each in enumerate(ids):
        if each not in found:
            raise NotFound(
                Text(sv="Nämnden har inget sådant delegationsbeslut.", en="The board has no such delegated decision."),
                pointer=f"{_POINTER}/{index}",
            )
    return [queries.reportable_from(found[each]) for each in ids]


async def _insert(work: UnitOfWork, board: str, meeting: RowMapping) -> UUID:
    report_id = new_id()
    left = await work.one(queries.number_left_to_settle(work.caller, board, meeting["held_on"]))
    await work.connection.execute(
        insert(board_reports).values(
            id=report_id,
            board=board,
            meeting_id=meeting["id"],
            meeting_held_on=meeting["held_on"],
            status=ReportStatus.PREPARED.value,
            placement=Placement.NOT_ASKED.value,
            left_to_settle=left["number"],
            drawn_up_on=work.today,
        )
    )
    return report_id


async def _take(work: UnitOfWork, report_id: UUID, decisions: Sequence[ReportableDecision]) -> None:
    """The database lets a decision stand on one report; whoever comes second is told so."""
    rows = [
        {"report_id": report_id, "decision_id": decision.id, "ordinal": ordinal, "withdrawn": False}
        for ordinal, decision in enumerate(decisions, 1)
    ]
    # Always taken in the same sequence, so that two reports that want the same decisions wait and never lock up.
    rows.sort(key=lambda row: str(row["decision_id"]))
    statement = postgresql.insert(board_report_items).on_conflict_do_nothing().returning(board_report_items.c.ordinal)
    taken = (await work.connection.execute(statement, rows)).scalars().all()
    missed = {row["ordinal"] for row in rows} - set(taken)
    if missed:
        raise already_reported(_POINTER)
