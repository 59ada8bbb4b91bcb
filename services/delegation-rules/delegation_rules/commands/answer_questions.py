"""Answer many questions to one board's delegation orders at a time, each as if it had been put alone."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Final

from boardkit.auth.caller import Caller
from boardkit.db.selecting import SelectRows
from boardkit.domain.errors import KansliError
from delegation_rules.commands._evaluation_records import CompiledOrders, orders_in_force
from delegation_rules.domain.answering import Answered, Asked

_AT_A_TIME: Final = 500


async def answer_questions(
    select_rows: SelectRows,
    compiled_orders: CompiledOrders,
    caller: Caller,
    board: str,
    asked: Sequence[Asked | KansliError],
) -> AsyncIterator[Answered | KansliError]:
    """The answers, in sequence; in place of an answer the error that says why there is none. Changes nothing.

    An error among `asked` stays in its place. Raises `NotFound` for a board out of reach and `UnknownBoard` when it
    has no adopted order at all.
    """
    days = {each.question.on for each in asked if isinstance(each, Asked)}
    orders = await orders_in_force(select_rows, compiled_orders, caller, board, days)
    for place, each in enumerate(asked):
        if place % _AT_A_TIME == 0:
            await asyncio.sleep(0)  # so that nobody with a single question waits for all of these
        if isinstance(each, KansliError):
            yield each
            continue
        order = orders[each.question.on]
        if isinstance(order, KansliError):
            yield order
            continue
        try:
            yield order.answer(each)
        except KansliError as error:
            yield error
