"""Answer whether a position may decide something, by the delegation order in force that day. Changes nothing."""

from boardkit.auth.caller import Caller
from delegation_rules.commands._evaluation_records import CompiledOrders, table_in_force
from delegation_rules.commands._staffing_records import SelectRows
from delegation_rules.domain.answers import Answer, Question
from delegation_rules.domain.positions import Hierarchy


async def answer_question(
    select_rows: SelectRows, compiled_orders: CompiledOrders, caller: Caller, board: str, question: Question
) -> tuple[Answer, Hierarchy]:
    """The answer to `question` and the hierarchy whose titles explain it.

    Raises `NotFound` for a board out of reach, `UnknownBoard` when it has no adopted order at all, `NoOrderInForce`
    when it has orders but none in force on the day, and `UnknownRule`, `UnknownPosition` or `UnknownFact` when the
    question names something that does not exist.
    """
    table = await table_in_force(select_rows, compiled_orders, caller, board, question.on)
    return table.answer(question), table.compiled.hierarchy
