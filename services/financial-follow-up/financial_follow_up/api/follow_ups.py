"""`follow-ups`: monthly follow-ups as they were handed in."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from boardkit.api.operations import changes, creates, reads
from boardkit.api.paging import Page, Paging
from boardkit.api.parameters import OfBoard
from boardkit.api.reading import Read
from boardkit.api.writing import Change, Create
from financial_follow_up import queries
from financial_follow_up.commands.correct_follow_up import correct_follow_up
from financial_follow_up.commands.register_follow_up import register_follow_up
from financial_follow_up.schemas.fields import PeriodText
from financial_follow_up.schemas.follow_ups import (
    CorrectedFollowUp,
    FiledCaseView,
    FollowUpSummary,
    FollowUpView,
    NewFollowUp,
)

router = APIRouter(prefix="/follow-ups", tags=["follow-ups"])
FollowUpId = Annotated[UUID, Path(alias="followUpId", description="Uppföljningens id. Id of the follow-up.")]
OfPeriod = Annotated[PeriodText | None, Query(description="Bara denna period, ÅÅÅÅ-MM. Only this period.")]
Edition = Annotated[
    int | None,
    Query(
        ge=1,
        le=99_999,
        description="En tidigare utgåva; annars den gällande. An earlier edition.",
        json_schema_extra={"example": 1},
    ),
]


@router.post("", **creates(FollowUpView, scope="follow-ups:write"))
async def create_follow_up(body: NewFollowUp, create: Create) -> Response:
    """Lämna en månadsuppföljning; den läggs upp som ärende. Hand in a monthly follow-up; it is filed as a case.

    Siffror som inte går ihop tas emot och visas i rapporten. Figures that do not add up are accepted as stated; the
    report shows them.
    """
    command = partial(register_follow_up, follow_up=body.as_domain(), taken_over_number=body.taken_over_number)
    return await create.once(command, FollowUpView)


@router.get("", **reads(Page[FollowUpSummary], scope="follow-ups:read"))
async def list_follow_ups(read: Read, paging: Paging, board: OfBoard = None, period: OfPeriod = None) -> Response:
    """Uppföljningar, senaste perioden först. Follow-ups without their figures, latest period first."""
    return await read.page(queries.follow_ups_visible_to(read.caller, board, period), FollowUpSummary, paging)


@router.get("/{followUpId}", **reads(FollowUpView, scope="follow-ups:read"))
async def get_follow_up(follow_up_id: FollowUpId, read: Read, edition: Edition = None) -> Response:
    """En uppföljning så som den lämnats. One follow-up as handed in; an earlier edition when asked for."""
    return await read.one(queries.follow_up_by_id(read.caller, follow_up_id, edition), FollowUpView)


@router.put("/{followUpId}", **changes(FollowUpView, scope="follow-ups:write"))
async def put_follow_up(follow_up_id: FollowUpId, body: CorrectedFollowUp, change: Change) -> Response:
    """Rätta en uppföljning; den tidigare utgåvan bevaras. Correct a follow-up; the earlier edition is kept."""
    command = partial(
        correct_follow_up,
        follow_up_id=follow_up_id,
        corrected=body.as_domain(),
        reason=body.correction_reason,
    )
    return await change.apply(command, FollowUpView)


@router.get("/{followUpId}/cases", **reads(Page[FiledCaseView], scope="follow-ups:read"))
async def list_cases(follow_up_id: FollowUpId, read: Read, paging: Paging) -> Response:
    """Ärendet som den lagts upp som; tomt tills registret svarat. The case it is filed as; empty until then."""
    await read.first(queries.follow_up_by_id(read.caller, follow_up_id))
    return await read.page(queries.cases_of_follow_up(follow_up_id), FiledCaseView, paging)
