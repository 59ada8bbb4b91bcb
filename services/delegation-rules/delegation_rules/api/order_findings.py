"""`findings` of a delegation order: what the law forbids in it, and what a reader should see."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from boardkit.api.language import PreferredLanguage, language_headers
from boardkit.api.operations import reads
from boardkit.api.paging import Page, Paging
from boardkit.api.reading import Read
from delegation_rules.api.parameters import Day, OrderId
from delegation_rules.commands.examine_order import examine_order
from delegation_rules.domain.order_findings import Severity
from delegation_rules.schemas.order_findings import OrderFindingView

router = APIRouter(prefix="/delegation-orders/{orderId}/findings", tags=["delegation-orders"])
OfSeverity = Annotated[
    Severity | None,
    Query(description="Bara sådana. Only those of this severity.", json_schema_extra={"example": "warning"}),
]


@router.get("", **reads(Page[OrderFindingView], scope="delegation-orders:read"))
async def list_findings(
    *,
    order_id: OrderId,
    read: Read,
    paging: Paging,
    language: PreferredLanguage,
    day: Day = None,
    severity: OfSeverity = None,
) -> Response:
    """Granskning av en ordning, det allvarligaste först. What stands out in an order, the gravest first.

    Who holds the positions, and which statutes are repealed, is as of the day.
    """
    findings = await examine_order(read.rows, read.caller, order_id=order_id, day=day or read.clock.today())
    wanted = [each for each in findings if severity in (None, each.severity)]
    shown = wanted[paging.offset : paging.offset + paging.limit]
    items = [OrderFindingView.of(each, order_id, language, read.links) for each in shown]
    return read.answer(read.as_page(items, len(wanted), paging), headers=language_headers(language))
