"""Tell who may decide something, and who in fact holds those positions that day. Changes nothing."""

from boardkit.auth.caller import Caller
from boardkit.db.selecting import SelectRows
from delegation_rules.commands._evaluation_records import CompiledOrders, order_in_force
from delegation_rules.domain.answers import Question
from delegation_rules.domain.reverse_questions import Deciders, deciders


async def list_deciders(
    select_rows: SelectRows, compiled_orders: CompiledOrders, caller: Caller, board: str, question: Question
) -> Deciders:
    """The deciders of `question`, whose own position does not matter.

    Raises `UnknownRule` and `UnknownFact`, and what `order_in_force` raises.
    """
    order = await order_in_force(select_rows, compiled_orders, caller, board, question.on)
    compiled = order.table.compiled
    found = deciders(compiled, order.table.price_base_amounts, question)
    return Deciders(
        question=question,
        order=compiled.reference,
        rule=compiled.rule(question.rule).rule,
        found=tuple((each, order.staffing.holders(each.position, question.on)) for each in found),
        hierarchy=compiled.hierarchy,
    )
