"""`price-base-amounts`: the price base amount (prisbasbelopp) of each year, the same for every board."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from boardkit.api.operations import changes, creates, reads
from boardkit.api.paging import Page, Paging
from boardkit.api.reading import Read
from boardkit.api.writing import Change, Create
from delegation_rules import queries
from delegation_rules.commands.correct_price_base_amount import correct_price_base_amount
from delegation_rules.commands.enter_price_base_amount import enter_price_base_amount
from delegation_rules.schemas.price_base_amounts import (
    NewPriceBaseAmount,
    PriceBaseAmountOfYear,
    PriceBaseAmountView,
)

router = APIRouter(prefix="/price-base-amounts", tags=["price-base-amounts"])
Year = Annotated[int, Path(ge=1957, le=2200, description="År. Year.", json_schema_extra={"example": 2019})]


@router.post("", **creates(PriceBaseAmountView, scope="price-base-amounts:write"))
async def create_price_base_amount(body: NewPriceBaseAmount, create: Create) -> Response:
    """Ange prisbasbeloppet för ett år som saknar det. Enter the price base amount of a year that has none."""
    command = partial(enter_price_base_amount, entered=body.as_domain(body.year))
    return await create.once(command, PriceBaseAmountView)


@router.get("", **reads(Page[PriceBaseAmountView], scope="price-base-amounts:read"))
async def list_price_base_amounts(read: Read, paging: Paging) -> Response:
    """Prisbasbelopp, det senaste året först. Price base amounts, the latest year first."""
    return await read.page(queries.price_base_amounts_by_year(), PriceBaseAmountView, paging)


@router.get("/{year}", **reads(PriceBaseAmountView, scope="price-base-amounts:read"))
async def get_price_base_amount(year: Year, read: Read) -> Response:
    """Prisbasbeloppet för ett år. The price base amount of a year."""
    return await read.one(queries.price_base_amount_of(year), PriceBaseAmountView)


@router.put("/{year}", **changes(PriceBaseAmountView, scope="price-base-amounts:write"))
async def put_price_base_amount(year: Year, body: PriceBaseAmountOfYear, change: Change) -> Response:
    """Ersätt ett beräknat prisbasbelopp, oftast med det fastställda. Replace a calculated price base amount.

    A decided amount never changes.
    """
    command = partial(correct_price_base_amount, coming=body.as_domain(year))
    return await change.apply(command, PriceBaseAmountView)
