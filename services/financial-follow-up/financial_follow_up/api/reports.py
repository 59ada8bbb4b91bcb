"""`reports`: a follow-up laid out, summed and checked."""

from typing import Annotated

from fastapi import APIRouter, Header, Path, Query
from starlette.responses import Response

from boardkit.api.language import preferred_language
from boardkit.api.operations import reads
from boardkit.api.reading import Read
from boardkit.api.schemas import Slug
from financial_follow_up import queries
from financial_follow_up.domain.periods import Period
from financial_follow_up.domain.report import compute_report
from financial_follow_up.schemas.follow_ups import PeriodText
from financial_follow_up.schemas.reports import ReportView

router = APIRouter(prefix="/reports", tags=["reports"])
PeriodOfReport = Annotated[PeriodText, Path(alias="period", description="Perioden, ÅÅÅÅ-MM. The period, YYYY-MM.")]
OfBoard = Annotated[Slug, Query(description="Nämndens kortnamn. The board's slug.")]
Language = Annotated[str | None, Header(alias="Accept-Language", description="sv eller en. sv or en.")]


@router.get("/{period}", **reads(ReportView, scope="reports:read"))
async def get_report(period: PeriodOfReport, board: OfBoard, read: Read, accept_language: Language = None) -> Response:
    """Rapporten för en nämnd och period, omräknad ur det som lämnats. The report of a board and period.

    Summor räknas om ur sina delar; det som källan anger står bredvid, och skillnader finns i findings. Sums are
    recomputed from their parts, with what the source states beside them and every difference among the findings.
    """
    sources = await read.first(queries.report_sources(read.caller, board, Period.parse(period)))
    report = compute_report(queries.follow_up_of(sources), map(queries.area_of, sources["year_areas"]))
    language = preferred_language(accept_language)
    view = ReportView.of_report(report, sources, read.links, language)
    return read.answer(view, headers={"content-language": language, "vary": "accept-language"})
