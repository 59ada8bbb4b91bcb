"""Answer AuthZEN access requests, one or many, by the same orders as any question. Changes nothing."""

from collections.abc import Mapping, Sequence
from datetime import date

from boardkit.auth.caller import Caller
from boardkit.db.selecting import SelectRows
from boardkit.domain.errors import KansliError
from delegation_rules.commands._access_records import AskedOfBoard, Decided
from delegation_rules.commands._evaluation_records import CompiledOrders, orders_in_force
from delegation_rules.domain.answering import StaffedOrder
from delegation_rules.domain.authzen import EvaluationsSemantic
from delegation_rules.domain.errors import NoOrderInForce

_OrdersByDay = Mapping[date, StaffedOrder | NoOrderInForce]


async def decide_access(
    select_rows: SelectRows,
    compiled_orders: CompiledOrders,
    caller: Caller,
    requests: Sequence[AskedOfBoard | KansliError],
    semantic: EvaluationsSemantic,
) -> list[Decided | KansliError]:
    """For each request its decision, or the error that stands in its place, as far as `semantic` goes.

    A request that is an error already stays one; an error counts as a no.
    """
    orders = await _orders(select_rows, compiled_orders, caller, requests)
    decided: list[Decided | KansliError] = []
    for request in requests:
        outcome = _decided(request, orders)
        decided.append(outcome)
        if semantic.ends_with(isinstance(outcome, Decided) and outcome.answer.allowed):
            break
    return decided


async def _orders(
    select_rows: SelectRows,
    compiled_orders: CompiledOrders,
    caller: Caller,
    requests: Sequence[AskedOfBoard | KansliError],
) -> dict[str, _OrdersByDay | KansliError]:
    days: dict[str, set[date]] = {}
    for request in requests:
        if isinstance(request, AskedOfBoard):
            days.setdefault(request.board, set()).add(request.asked.question.on)
    found: dict[str, _OrdersByDay | KansliError] = {}
    for board, of_board in days.items():
        try:
            found[board] = await orders_in_force(select_rows, compiled_orders, caller, board, of_board)
        except KansliError as error:
            found[board] = error
    return found


def _decided(
    request: AskedOfBoard | KansliError, orders: Mapping[str, _OrdersByDay | KansliError]
) -> Decided | KansliError:
    if isinstance(request, KansliError):
        return request
    of_board = orders[request.board]
    if isinstance(of_board, KansliError):
        return of_board
    order = of_board[request.asked.question.on]
    if isinstance(order, NoOrderInForce):
        return order
    try:
        answered = order.answer(request.asked)
        return Decided(order.table.answer(answered.question), answered)
    except KansliError as error:
        return error
