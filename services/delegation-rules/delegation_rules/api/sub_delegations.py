"""`sub-delegations`: rights that a head of administration has passed on (vidaredelegering, KL 7:6)."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from boardkit.api.operations import changes, creates, reads
from boardkit.api.paging import Page, Paging
from boardkit.api.parameters import OfBoard
from boardkit.api.reading import Read
from boardkit.api.writing import Change, Create
from delegation_rules import queries
from delegation_rules.api.parameters import OfReceiver, OnDay
from delegation_rules.commands.end_sub_delegation import end_sub_delegation
from delegation_rules.commands.record_sub_delegation import record_sub_delegation
from delegation_rules.schemas.sub_delegations import NewSubDelegation, SubDelegationEnd, SubDelegationView

router = APIRouter(prefix="/sub-delegations", tags=["sub-delegations"])
SubDelegationId = Annotated[
    UUID, Path(alias="subDelegationId", description="Vidaredelegeringens id. Id of the sub-delegation.")
]


@router.post("", **creates(SubDelegationView, scope="sub-delegations:write"))
async def create_sub_delegation(body: NewSubDelegation, create: Create) -> Response:
    """Registrera en förvaltningschefs beslut att vidaredelegera. Record a decision to sub-delegate.

    Only a head of administration who has the right by the order may pass it on, only where the order in force on
    the first day allows it, in one step, to another employee. It ceases with that order.
    """
    return await create.once(
        partial(record_sub_delegation, board=body.board, decision=body.as_domain()), SubDelegationView
    )


@router.get("", **reads(Page[SubDelegationView], scope="sub-delegations:read"))
async def list_sub_delegations(
    *, read: Read, paging: Paging, board: OfBoard = None, receiver: OfReceiver = None, day: OnDay = None
) -> Response:
    """Vidaredelegeringar med sina kedjor, de senaste först. Sub-delegations with their chains, the latest first."""
    statement = queries.sub_delegations_visible_to(read.caller, board, receiver=receiver, day=day)
    return await read.page(statement, SubDelegationView, paging)


@router.get("/{subDelegationId}", **reads(SubDelegationView, scope="sub-delegations:read"))
async def get_sub_delegation(sub_delegation_id: SubDelegationId, read: Read) -> Response:
    """En vidaredelegering och kedjan bakom den. One sub-delegation and the chain behind it."""
    return await read.one(queries.sub_delegation_by_id(read.caller, sub_delegation_id), SubDelegationView)


@router.put("/{subDelegationId}/expiry", **changes(SubDelegationView, scope="sub-delegations:write"))
async def put_sub_delegation_expiry(
    sub_delegation_id: SubDelegationId, body: SubDelegationEnd, change: Change
) -> Response:
    """Ange sista dagen, inte en dag som har passerat. Set the last day, not one that has passed."""
    command = partial(end_sub_delegation, sub_delegation_id=sub_delegation_id, last_day=body.valid_to)
    return await change.apply(command, SubDelegationView)
