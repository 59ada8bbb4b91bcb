"""`rules`: the rules in force, and one rule of an order."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from boardkit.api.operations import reads
from boardkit.api.paging import Page, Paging
from boardkit.api.parameters import OneBoard
from boardkit.api.reading import Read
from delegation_rules import queries
from delegation_rules.api.parameters import Day, OrderId
from delegation_rules.schemas.rules import RuleNumber, RuleView

router = APIRouter(tags=["rules"])
Number = Annotated[RuleNumber, Path(alias="ruleNumber")]


@router.get("/rules", **reads(Page[RuleView], scope="delegation-orders:read"))
async def list_rules(read: Read, paging: Paging, board: OneBoard, day: Day = None) -> Response:
    """Reglerna i den ordning som gäller dagen, i ordningens följd. The rules in force on the day, in sequence."""
    statement = queries.rules_in_force(read.caller, board, day or read.clock.today())
    return await read.page(statement, RuleView, paging)


@router.get("/delegation-orders/{orderId}/rules/{ruleNumber}", **reads(RuleView, scope="delegation-orders:read"))
async def get_rule(order_id: OrderId, rule_number: Number, read: Read) -> Response:
    """En regel. One rule."""
    return await read.one(queries.rule_of_order(read.caller, order_id, rule_number), RuleView)
