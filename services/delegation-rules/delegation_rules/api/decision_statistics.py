"""`decision-statistics`: how delegation has been used in a period."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from boardkit.api.operations import reads
from boardkit.api.parameters import OneBoard
from boardkit.api.reading import Read
from boardkit.api.schemas import CalendarDate
from delegation_rules import queries
from delegation_rules.domain.decision_statistics import check_period, statistics_of
from delegation_rules.schemas.decision_statistics import DecisionStatisticsView

router = APIRouter(prefix="/decision-statistics", tags=["delegated-decisions"])
From = Annotated[CalendarDate, Query(alias="from", description="Från och med. From this day on.")]
To = Annotated[CalendarDate, Query(description="Till och med. Up to and including this day.")]
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
    *, read: Read, board: OneBoard, start: From, to: To, threshold_percent: Threshold = 90
) -> Response:
    """Delegationsbeslut efter regel, befattning och månad, och vad som aldrig använts. Decisions by rule and month.

    Okända belopp räknas för sig. Unknown amounts are counted apart; void decisions are too.
    """
    check_period(start, to)
    cells = await read.rows(queries.use_by_month(read.caller, board, start, to, threshold_percent))
    void = await read.first(queries.number_of_void(read.caller, board, start, to))
    in_force = await read.rows(queries.rules_in_force(read.caller, board, to))
    found = statistics_of(
        [queries.use_in_month_from(cell) for cell in cells],
        [queries.rule_in_force_from(row) for row in in_force] or None,
    )
    view = DecisionStatisticsView.of_period(
        board, (start, to), threshold_percent, (found, int(void["count"])), read.links
    )
    return read.answer(view)
