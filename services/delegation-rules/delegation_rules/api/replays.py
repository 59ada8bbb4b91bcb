"""`replays` of a delegation order: what the decisions already taken would have come to by it."""

from fastapi import APIRouter
from starlette.responses import Response

from boardkit.api.operations import asks
from boardkit.api.reading import Read
from delegation_rules.api.parameters import OrderId
from delegation_rules.commands.replay_decisions import replay_decisions
from delegation_rules.schemas.replays import NewReplay, ReplayView

router = APIRouter(prefix="/delegation-orders/{orderId}/replays", tags=["delegation-orders"])


@router.post("", **asks(ReplayView, scope="delegated-decisions:read"))
async def replay_past_decisions(order_id: OrderId, body: NewReplay, read: Read) -> Response:
    """Pröva nämndens delegationsbeslut mot ordningen, till exempel ett utkast. Put past decisions to the order.

    A question that changes nothing (POST because it carries a body).
    """
    order, replay = await replay_decisions(
        read.rows, read.caller, order_id=order_id, first_day=body.first_day, last_day=body.last_day
    )
    return read.answer(ReplayView.of(order, body, replay, read.links))
