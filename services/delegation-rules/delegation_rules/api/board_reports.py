"""`board-reports`: what a board is told of delegated decisions at a meeting (anmälan av delegationsbeslut)."""

import asyncio
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from boardkit.api.etags import content_etag, version_etag
from boardkit.api.operations import changes, creates, reads, streams
from boardkit.api.paging import Page, Paging
from boardkit.api.parameters import OfBoard
from boardkit.api.reading import Read, Reading
from boardkit.api.writing import Change, Create
from delegation_rules import queries
from delegation_rules.commands.draw_up_report import draw_up_report
from delegation_rules.commands.place_report import place_report
from delegation_rules.commands.record_reporting import record_reporting
from delegation_rules.commands.withdraw_report import withdraw_report
from delegation_rules.formats.board_report_pdf import board_report_pdf
from delegation_rules.schemas.board_reports import (
    BoardReportSummary,
    BoardReportView,
    NewBoardReport,
    ReportMade,
    ReportPlacement,
    ReportWithdrawal,
)

router = APIRouter(prefix="/board-reports", tags=["board-reports"])
ReportId = Annotated[UUID, Path(alias="reportId", description="Anmälans id. Id of the report.")]

_GET_PDF: dict[str, Any] = streams(scope="board-reports:read") | {
    "responses": {
        200: {
            "description": "Anmälan som PDF. The report as a PDF.",
            "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}, "example": "%PDF-1.7"}},
        }
    }
}


@router.post("", **creates(BoardReportView, scope="board-reports:write"))
async def create_board_report(body: NewBoardReport, create: Create) -> Response:
    """Gör i ordning en anmälan till ett sammanträde. Draw up a report for a meeting.

    A decision stands on one report at most.
    """
    command = partial(draw_up_report, board=body.board, meeting_id=body.meeting_id, decision_ids=body.decision_ids)
    return await create.once(command, BoardReportView)


@router.get("", **reads(Page[BoardReportSummary], scope="board-reports:read"))
async def list_board_reports(read: Read, paging: Paging, board: OfBoard = None) -> Response:
    """Anmälningar, de senaste först. Reports, the latest first."""
    return await read.page(queries.board_reports_visible_to(read.caller, board), BoardReportSummary, paging)


@router.get("/{reportId}", **reads(BoardReportView, scope="board-reports:read"))
async def get_board_report(report_id: ReportId, read: Read) -> Response:
    """En anmälan med sina beslut, efter ärendetyp. A report with its decisions, grouped by kind.

    Delegaternas namn visas den som också har persons:read. Names of delegates are shown to who has persons:read.
    """
    view = await _report_read_by(read, report_id)
    # Never 304: a name may be erased and a decision found void without a new version of the report.
    headers = {"etag": version_etag(view[1]), "cache-control": "private, no-cache"}
    return Response(view[0].model_dump_json(by_alias=True).encode(), media_type="application/json", headers=headers)


@router.get("/{reportId}/documents/pdf", **_GET_PDF)
async def get_board_report_pdf(report_id: ReportId, read: Read) -> Response:
    """Anmälan som PDF att lägga till handlingarna, med namn för den som har persons:read. The report as a PDF.

    Names of delegates are printed for who has persons:read.
    """
    view, _ = await _report_read_by(read, report_id)
    named = await read.rows(queries.known_board(read.caller, view.board))
    printed = view.as_printed(named[0]["name"] if named else None)
    pdf = await asyncio.to_thread(board_report_pdf, printed)
    headers = {
        "content-disposition": f'attachment; filename="delegationsbeslut-{view.held_on.isoformat()}.pdf"',
        "etag": content_etag(pdf),
        "cache-control": "private, no-cache",
        "x-content-type-options": "nosniff",
    }
    return Response(pdf, media_type="application/pdf", headers=headers)


@router.put("/{reportId}/placement", **changes(BoardReportView, scope="board-reports:write"))
async def put_placement(report_id: ReportId, body: ReportPlacement, change: Change) -> Response:
    """Sätt upp anmälan på föredragningslistan, genom ärenderegistret. Put the report on the meeting's agenda."""
    command = partial(place_report, report_id=report_id, group=body.group, title=body.title)
    return await change.apply(command, BoardReportView)


@router.put("/{reportId}/reporting", **changes(BoardReportView, scope="board-reports:write"))
async def put_reporting(report_id: ReportId, body: ReportMade, change: Change) -> Response:
    """Anmälan har gjorts vid sammanträdet, under en paragraf. The report has been made, under a paragraph."""
    command = partial(record_reporting, report_id=report_id, paragraph=body.paragraph, reported_on=body.reported_on)
    return await change.apply(command, BoardReportView)


@router.put("/{reportId}/withdrawal", **changes(BoardReportView, scope="board-reports:write"))
async def put_report_withdrawal(report_id: ReportId, body: ReportWithdrawal, change: Change) -> Response:
    """Ta tillbaka en anmälan som inte är uppsatt eller gjord. Withdraw a report not yet placed or made.

    Its decisions can then stand on another.
    """
    del body  # it says what the address says already
    return await change.apply(partial(withdraw_report, report_id=report_id), BoardReportView)


async def _report_read_by(read: Reading, report_id: UUID) -> tuple[BoardReportView, int]:
    """The report, with names when the caller may read them, and its version."""
    with_names = read.caller.has("persons:read")
    row = await read.first(queries.board_report_by_id(read.caller, report_id, with_names=with_names))
    return BoardReportView.of(row, read.links), row["version"]
