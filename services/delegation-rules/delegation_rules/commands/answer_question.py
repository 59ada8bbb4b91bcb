"""Answer whether a position may decide something, by the delegation order in force that day.

Changes nothing. Compiled orders are kept in the process: a question then costs one small select.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select

from boardkit.auth.caller import Caller
from boardkit.domain.errors import Text
from delegation_rules import queries
from delegation_rules.domain.answers import Answer, Question
from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.errors import NoOrderInForce, UnknownBoard
from delegation_rules.domain.evaluation import evaluate
from delegation_rules.domain.orders import OrderReference
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.domain.price_base_amounts import PriceBaseAmounts

#: Runs a select and gives its rows.
SelectRows = Callable[[Select[Any]], Awaitable[Sequence[RowMapping]]]

_MOST_KEPT = 256


@dataclass(frozen=True, slots=True)
class _Ingredients:
    """What a compiled order is made of. Anything that changes it changes one of these."""

    order_id: UUID
    order_row_version: int
    positions_version: int


class CompiledOrders:
    """The compiled orders used last. Nothing in it grows stale: a changed order has another key."""

    def __init__(self, most: int = _MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[_Ingredients, CompiledOrder] = OrderedDict()

    async def compiled(self, ingredients: _Ingredients, select_rows: SelectRows) -> CompiledOrder:
        """The compiled order, from memory or built of its rows."""
        found = self._kept.get(ingredients)
        if found is None:
            found = await _compile(ingredients.order_id, select_rows)
            self._kept[ingredients] = found
        self._kept.move_to_end(ingredients)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return found


async def answer_question(
    select_rows: SelectRows, compiled_orders: CompiledOrders, caller: Caller, board: str, question: Question
) -> tuple[Answer, Hierarchy]:
    """The answer to `question` and the hierarchy whose titles explain it.

    Raises `NotFound` for a board out of reach, `UnknownBoard` when it has no adopted order at all, `NoOrderInForce`
    when it has orders but none in force on the day, and `UnknownRule`, `UnknownPosition` or `UnknownFact` when the
    question names something that does not exist.
    """
    caller.must_reach(board, pointer="/board")
    (basis,) = await select_rows(queries.what_an_evaluation_rests_on(board, question.on))
    if basis["order_id"] is None:
        raise _no_order(basis)
    ingredients = _Ingredients(basis["order_id"], basis["order_row_version"], basis["positions_version"])
    compiled = await compiled_orders.compiled(ingredients, select_rows)
    return evaluate(compiled, _price_base_amounts(basis), question), compiled.hierarchy


def _no_order(basis: RowMapping) -> UnknownBoard | NoOrderInForce:
    if basis["first_day"] is None:
        return UnknownBoard(
            Text(sv="Nämnden har ingen delegationsordning här.", en="The board has no delegation order here."),
            pointer="/board",
        )
    return NoOrderInForce(
        Text(
            sv="Kansli har ingen delegationsordning som gällde för nämnden den dagen.",
            en="Kansli holds no delegation order that was in force for the board that day.",
        ),
        pointer="/date",
        extra={"first_day_in_force": basis["first_day"].isoformat()},
    )


def _price_base_amounts(basis: RowMapping) -> PriceBaseAmounts:
    if basis["amount"] is None:
        return {}
    return {basis["year"]: queries.price_base_amount_from(basis)}


async def _compile(order_id: UUID, select_rows: SelectRows) -> CompiledOrder:
    (order,) = await select_rows(queries.order_content(order_id))
    positions = await select_rows(queries.positions_of(order["board"]))
    reference = OrderReference(
        id=order["id"],
        board=order["board"],
        version=order["order_version"],
        in_force_from=order["in_force_from"],
    )
    return CompiledOrder(reference, order["rules"], Hierarchy(map(queries.position_from, positions)))
