"""`comparisons` of a delegation order with another version of it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from boardkit.api.language import PreferredLanguage, language_headers
from boardkit.api.operations import reads
from boardkit.api.reading import Read
from delegation_rules.api.parameters import OrderId
from delegation_rules.commands.compare_orders import compare_orders
from delegation_rules.schemas.order_comparisons import OrderComparisonView

router = APIRouter(prefix="/delegation-orders/{orderId}/comparisons", tags=["delegation-orders"])
OtherOrderId = Annotated[
    UUID, Path(alias="otherOrderId", description="Ordningen att jämföra med. The order to compare with.")
]


@router.get("/{otherOrderId}", **reads(OrderComparisonView, scope="delegation-orders:read"))
async def get_comparison(
    order_id: OrderId, other_id: OtherOrderId, read: Read, language: PreferredLanguage
) -> Response:
    """Vad ordningen ändrar jämfört med en annan av nämndens. What the order changes, compared with another one.

    A rule that only has got another number is known again by its matter.
    """
    order, other, comparison = await compare_orders(read.rows, read.caller, order_id=order_id, other_id=other_id)
    view = OrderComparisonView.of((order, other), comparison, language, read.links)
    return read.answer(view, headers=language_headers(language))
