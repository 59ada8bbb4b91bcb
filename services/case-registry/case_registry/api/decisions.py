"""`decisions`: what the boards decided (beslut)."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from boardkit.api.operations import creates, reads
from boardkit.api.paging import Page, Paging
from boardkit.api.parameters import OfBoard
from boardkit.api.reading import Read
from boardkit.api.writing import Create
from case_registry import queries
from case_registry.api.parameters import OfMeeting
from case_registry.commands.record_decision import record_decision
from case_registry.schemas.decisions import DecisionView, NewDecision

router = APIRouter(prefix="/decisions", tags=["decisions"])
DecisionId = Annotated[UUID, Path(alias="decisionId", description="Beslutets id. Id of the decision.")]


@router.post("", **creates(DecisionView, scope="decisions:write"))
async def create_decision(body: NewDecision, create: Create) -> Response:
    """Registrera beslutet på en punkt. Record the decision on an item of the agenda.

    Beslutet får nästa paragraf i nämndens nummerserie för sammanträdets år, och punktens ärende får den status
    som beslutet leder till. It gets the next paragraph of the board's year, and moves its case on.
    """
    return await create.once(partial(record_decision, decision=body.as_domain()), DecisionView)


@router.get("", **reads(Page[DecisionView], scope="decisions:read"))
async def list_decisions(read: Read, paging: Paging, board: OfBoard = None, meeting_id: OfMeeting = None) -> Response:
    """Beslut i paragrafordning, senaste året först. Decisions by paragraph, the latest year first.

    Beslut vid slutet sammanträde visas bara för den som arbetar med ärendena. Decisions behind closed doors
    are shown only to those who work with the cases.
    """
    statement = queries.decisions_visible_to(read.caller, board=board, meeting_id=meeting_id)
    return await read.page(statement, DecisionView, paging)


@router.get("/{decisionId}", **reads(DecisionView, scope="decisions:read"))
async def get_decision(decision_id: DecisionId, read: Read) -> Response:
    """Ett beslut. One decision."""
    row = await read.first(queries.decision_by_id(read.caller, decision_id))
    return read.answer(DecisionView.of(row, read.links))
