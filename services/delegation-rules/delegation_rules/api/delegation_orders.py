"""`delegation-orders`: a board's delegation order (delegationsordning) in its versions."""

from functools import partial

from fastapi import APIRouter
from starlette.responses import Response

from boardkit.api.operations import changes, creates, reads
from boardkit.api.paging import Page, Paging
from boardkit.api.parameters import OfBoard
from boardkit.api.reading import Read
from boardkit.api.writing import Change, Create
from delegation_rules import queries
from delegation_rules.api.parameters import OrderId
from delegation_rules.commands.adopt_order import adopt_order
from delegation_rules.commands.end_order import end_order
from delegation_rules.commands.register_order import register_order
from delegation_rules.commands.revise_draft import revise_draft
from delegation_rules.commands.withdraw_draft import withdraw_draft
from delegation_rules.schemas.orders import (
    DelegationOrderSummary,
    DelegationOrderView,
    DraftContent,
    NewDelegationOrder,
    OrderAdoption,
    OrderEnd,
    OrderWithdrawal,
)

router = APIRouter(prefix="/delegation-orders", tags=["delegation-orders"])


@router.post("", **creates(DelegationOrderView, scope="delegation-orders:write"))
async def create_delegation_order(body: NewDelegationOrder, create: Create) -> Response:
    """Registrera en delegationsordning, som utkast eller antagen. Register a draft or an adopted order.

    Two adopted orders of a board are never in force on the same day.
    """
    command = partial(register_order, board=body.board, content=body.as_domain())
    return await create.once(command, DelegationOrderView)


@router.get("", **reads(Page[DelegationOrderSummary], scope="delegation-orders:read"))
async def list_delegation_orders(read: Read, paging: Paging, board: OfBoard = None) -> Response:
    """Delegationsordningar, senaste versionen först. Delegation orders, the latest version first."""
    return await read.page(queries.orders_visible_to(read.caller, board), DelegationOrderSummary, paging)


@router.get("/{orderId}", **reads(DelegationOrderView, scope="delegation-orders:read"))
async def get_delegation_order(order_id: OrderId, read: Read) -> Response:
    """En delegationsordning med sina regler. A delegation order with its rules."""
    return await read.one(queries.order_by_id(read.caller, order_id), DelegationOrderView)


@router.put("/{orderId}/content", **changes(DelegationOrderView, scope="delegation-orders:write"))
async def put_content(order_id: OrderId, body: DraftContent, change: Change) -> Response:
    """Skriv om ett utkast; en antagen ordning ändras aldrig. Rewrite a draft; an adopted order never changes."""
    return await change.apply(partial(revise_draft, order_id=order_id, content=body.as_domain()), DelegationOrderView)


@router.put("/{orderId}/withdrawal", **changes(DelegationOrderView, scope="delegation-orders:write"))
async def put_withdrawal(order_id: OrderId, body: OrderWithdrawal, change: Change) -> Response:
    """Återkalla ett utkast, som sparas men inte kan antas. Withdraw a draft: it is kept but cannot be adopted."""
    del body  # it says what the address says already
    return await change.apply(partial(withdraw_draft, order_id=order_id), DelegationOrderView)


@router.put("/{orderId}/adoption", **changes(DelegationOrderView, scope="delegation-orders:write"))
async def put_adoption(order_id: OrderId, body: OrderAdoption, change: Change) -> Response:
    """Anta ett utkast genom nämndens beslut. Adopt a draft by the board's decision.

    From then on nothing that the order says can be changed. The order that it `replaces` ends the day before.
    """
    command = partial(
        adopt_order,
        order_id=order_id,
        adoption=body.as_domain(),
        in_force_from=body.in_force_from,
        replaces=body.replaces,
    )
    return await change.apply(command, DelegationOrderView)


@router.put("/{orderId}/expiry", **changes(DelegationOrderView, scope="delegation-orders:write"))
async def put_expiry(order_id: OrderId, body: OrderEnd, change: Change) -> Response:
    """Ange sista dagen som ordningen gäller, inte en dag som har passerat. Set the last day in force."""
    return await change.apply(partial(end_order, order_id=order_id, last_day=body.in_force_to), DelegationOrderView)
