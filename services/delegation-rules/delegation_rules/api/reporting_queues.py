"""`reporting-queues`: delegated decisions that wait to be told to the board, settled or announced."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from boardkit.api.operations import reads
from boardkit.api.paging import Page, Paging
from boardkit.api.parameters import OneBoard
from boardkit.api.reading import Read
from delegation_rules import queries
from delegation_rules.domain.board_reports import Task
from delegation_rules.schemas.reporting_queues import QueueEntryPresenter, QueueEntryView

router = APIRouter(prefix="/reporting-queues", tags=["board-reports"])
OfTask = Annotated[
    Task | None, Query(description="Bara det som ska anmälas, avgöras eller tillkännages. Only this task.")
]


@router.get("", **reads(Page[QueueEntryView], scope="board-reports:read"))
async def list_reporting_queue(read: Read, paging: Paging, board: OneBoard, task: OfTask = None) -> Response:
    """Vad nämnden ska få veta, och vid vilket sammanträde, det mest brådskande först. What waits to be told.

    Beslut som inte anmäls men kan överklagas väntar på att tillkännages (KL 6:40, 7:8, 8:10). Decisions that are
    not reported but can be appealed wait to be announced.
    """
    statement = queries.reporting_queue(read.caller, board, task)
    return await read.page(statement, QueueEntryPresenter(read.clock.today()), paging)
