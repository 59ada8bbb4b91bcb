"""`decision-statistics`: how delegation has been used in a period."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from boardkit.api.operations import reads
from boardkit.api.parameters import OneBoard
from boardkit.api.reading import Read
from boardkit.api.schemas import CalendarDate
from delegation_rules.commands.sum_up_decisions import sum_up_decisions
from delegation_rules.schemas.decision_statistics import DecisionStatisticsView

router = APIRouter(prefix="/decision-statistics", tags=["delegated-decisions"])
FirstDay = Annotated[CalendarDate, Query(alias="from", description="Från och med. From this day on.")]
LastDay = Annotated[CalendarDate, Query(alias="to", description="Till och med. Up to and including this day.")]
Threshold = Annotated[
    int,
    Query(
        ge=1,
        le=100,
        description="Procent av delegatens gräns som räknas som nära. Percentage of the limit that counts as near.",
    ),
]


@router.get("", **reads(DecisionStatisticsView, scope="delegated-decisions:read"))
async def get_decision_statistics(
    *, read: Read, board: OneBoard, first_day: FirstDay, last_day: LastDay, threshold_percent: Threshold = 90
) -> Response:
    """Delegationsbeslut efter regel, befattning och månad, och vad som aldrig använts. Decisions by rule and month.

    Okända belopp räknas för sig. Unknown amounts are counted apart; void decisions are too.
    """
    figures = await sum_up_decisions(
        read.rows,
        read.caller,
        board=board,
        first_day=first_day,
        last_day=last_day,
        threshold_percent=threshold_percent,
    )
    view = DecisionStatisticsView.of_period(board, (first_day, last_day), threshold_percent, figures, read.links)
    return read.answer(view)
