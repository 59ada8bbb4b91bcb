"""`deadlines`: by when the boards must reply, and at which meeting they last can."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import Select, func, select
from starlette.requests import Request
from starlette.responses import Response

from boardkit.api.etags import content_etag
from boardkit.api.language import PreferredLanguage, language_headers
from boardkit.api.operations import reads
from boardkit.api.paging import PageRequest, Paging
from boardkit.api.parameters import OfBoard
from boardkit.api.reading import Read, Reading
from boardkit.api.runtime import runtime_of
from boardkit.domain.clock import SystemClock
from boardkit.http.follow import copy_read_at
from referral_tracking import queries
from referral_tracking.domain.deadlines import DeadlineStatus
from referral_tracking.neighbours import CASE_REGISTRY
from referral_tracking.schemas.deadlines import DeadlineMeta, DeadlinePage, DeadlinesSeenFrom

router = APIRouter(prefix="/deadlines", tags=["deadlines"])
Status = Annotated[DeadlineStatus | None, Query(description="Bara de med statusen. Only those with the status.")]


@router.get("", **reads(DeadlinePage, scope="deadlines:read"))
async def list_deadlines(
    request: Request,
    read: Read,
    paging: Paging,
    language: PreferredLanguage,
    *,
    board: OfBoard = None,
    status: Status = None,
) -> Response:
    """Svarsdagar, den närmaste först. Deadlines, the nearest first.

    Fråga igen med If-None-Match: svaret är 304 tills en dag går, ett sammanträde eller en remiss tillkommer
    eller ett svar skickas. Ask again with If-None-Match: 304 until the day, a meeting, a referral or a reply
    changes something. That the copy of the calendar grows older changes nothing.
    """
    today = read.clock.today()
    presenter = DeadlinesSeenFrom(today, language)
    statement = queries.deadlines_visible_to(read.caller, today, board, status)
    content = await _page(request, read, paging, statement, presenter)
    return read.answer(content, etag=_etag(content), headers=language_headers(language))


async def _page(
    request: Request, read: Reading, paging: PageRequest, statement: Select[Any], presenter: DeadlinesSeenFrom
) -> DeadlinePage:
    count = select(func.count()).select_from(statement.order_by(None).subquery())
    async with runtime_of(request).engine.connect() as connection:
        total = int((await connection.execute(count)).scalar_one())
        rows = (await connection.execute(statement.limit(paging.limit).offset(paging.offset))).mappings().all()
        read_at = await copy_read_at(connection, CASE_REGISTRY)
    page = read.as_page([presenter.of(row, read.links) for row in rows], total, paging)
    meta = DeadlineMeta(
        **page.meta.model_dump(), calendar_read_at=read_at, calendar_age_seconds=_seconds_since(read_at)
    )
    return DeadlinePage(items=page.items, meta=meta, links=page.links)


def _seconds_since(read_at: datetime | None) -> int | None:
    # Real time, not the business clock: the copy ages also while a demonstration stands on its own day.
    return None if read_at is None else max(0, int((SystemClock().now() - read_at).total_seconds()))


def _etag(content: DeadlinePage) -> str:
    """A weak tag of everything but the age of the calendar's copy, which is not a change to anyone."""
    lasting = content.model_dump_json(by_alias=True, exclude={"meta": {"calendar_read_at", "calendar_age_seconds"}})
    return "W/" + content_etag(lasting.encode())
