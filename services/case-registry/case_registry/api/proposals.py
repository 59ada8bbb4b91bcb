"""`citizen-proposals`: what residents propose (medborgarförslag), apart from who they are."""

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
from boardkit.domain.errors import Text
from case_registry import queries
from case_registry.commands.hand_in_proposal import hand_in_proposal
from case_registry.domain.errors import UnknownReceipt
from case_registry.domain.receipts import read_receipt, receipt_digest
from case_registry.schemas.proposals import (
    AuthorView,
    NewProposal,
    ProposalReceiptView,
    ProposalsOn,
    ProposalStatusView,
    ProposalView,
    StatusFor,
)

router = APIRouter(prefix="/citizen-proposals", tags=["citizen-proposals"])
ProposalId = Annotated[UUID, Path(alias="proposalId", description="Förslagets id. Id of the proposal.")]
Receipt = Annotated[
    str,
    Path(
        max_length=100,
        description="Kvittot, med eller utan bindestreck. The receipt, with hyphens or without.",
        json_schema_extra={"example": "7KXW-93PA-2222-4RTV-HHMN"},
    ),
]


@router.post("", **creates(ProposalReceiptView, scope="proposals:write"))
async def create_proposal(body: NewProposal, create: Create) -> Response:
    """Lämna ett medborgarförslag. Hand in a citizen proposal.

    Ett ärende öppnas och förslaget registreras som inkommen handling. Svaret har ett kvitto att följa förslaget
    med; det visas bara här. A case is opened; the receipt in the answer is the key to follow the proposal by.
    """
    return await create.once(partial(hand_in_proposal, proposal=body.as_domain()), ProposalReceiptView)


@router.get("", **reads(Page[ProposalView], scope="proposals:read"))
async def list_proposals(read: Read, paging: Paging, board: OfBoard = None) -> Response:
    """Medborgarförslag, de nyaste först, utan förslagsställare. Proposals, newest first, without authors."""
    view = ProposalsOn(read.clock.today())
    return await read.page(queries.proposals_visible_to(read.caller, board), view, paging)


@router.get("/status/{receipt}", **reads(ProposalStatusView, scope="proposals:status"))
async def get_proposal_status(receipt: Receipt, read: Read) -> Response:
    """Hur det går för ett förslag, för den som har kvittot. How a proposal fares, for whoever has its receipt."""
    known = read_receipt(receipt)
    rows = [] if known is None else await read.rows(queries.status_by_receipt(receipt_digest(known)))
    if known is None or not rows:
        raise UnknownReceipt(
            Text(sv="Det finns inget förslag med det kvittot.", en="There is no proposal with that receipt.")
        )
    return read.answer(StatusFor(known).of(rows[0], read.links))


@router.get("/{proposalId}", **reads(ProposalView, scope="proposals:read"))
async def get_proposal(proposal_id: ProposalId, read: Read) -> Response:
    """Ett medborgarförslag, utan förslagsställare. One proposal, without its author."""
    row = await read.first(queries.proposal_by_id(read.caller, proposal_id))
    return read.answer(ProposalsOn(read.clock.today()).of(row, read.links))


@router.get("/{proposalId}/author", **reads(AuthorView, scope="proposals:read-author"))
async def get_proposal_author(proposal_id: ProposalId, read: Read) -> Response:
    """Förslagsställaren: personuppgifter, bara för den som har rätt till dem. The author: personal data."""
    row = await read.first(queries.author_of_proposal(read.caller, proposal_id))
    return read.answer(AuthorView.of(row, read.links), headers={"cache-control": "no-store"})
