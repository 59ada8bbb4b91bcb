"""`reports`: a follow-up laid out, summed and checked."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from boardkit.api.language import PreferredLanguage, language_headers
from boardkit.api.operations import reads
from boardkit.api.parameters import OneBoard
from boardkit.api.reading import Read
from financial_follow_up import queries
from financial_follow_up.domain.periods import Period
from financial_follow_up.domain.report import compute_report
from financial_follow_up.schemas.fields import PeriodText
from financial_follow_up.schemas.reports import ReportView

router = APIRouter(prefix="/reports", tags=["reports"])
PeriodOfReport = Annotated[PeriodText, Path(alias="period", description="Perioden, ÅÅÅÅ-MM. The period, YYYY-MM.")]


@router.get("/{period}", **reads(ReportView, scope="reports:read"))
async def get_report(period: PeriodOfReport, board: OneBoard, read: Read, language: PreferredLanguage) -> Response:
    """Rapporten för en nämnd och period, omräknad ur det som lämnats. The report of a board and period.

    Summor räknas om ur sina delar; det som källan anger står bredvid, och skillnader finns i findings. Sums are
    recomputed from their parts, with what the source states beside them and every difference among the findings.
    """
    sources = await read.first(queries.report_sources(read.caller, board, Period.parse(period)))
    report = compute_report(queries.follow_up_from(sources), map(queries.area_from, sources["year_areas"]))
    view = ReportView.of(report, sources, read.links, language)
    return read.answer(view, headers=language_headers(language))
