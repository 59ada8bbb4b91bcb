"""Find the positions, or the persons, that may decide something (AuthZEN subject search). Changes nothing."""

from dataclasses import replace

from boardkit.auth.caller import Caller
from boardkit.db.selecting import SelectRows
from delegation_rules.commands._access_records import AskedOfBoard
from delegation_rules.commands._evaluation_records import CompiledOrders, order_in_force
from delegation_rules.domain.authzen import PERSON_TYPE


async def find_subjects(
    select_rows: SelectRows, compiled_orders: CompiledOrders, caller: Caller, request: AskedOfBoard, subject_type: str
) -> tuple[str, ...]:
    """Ids of the subjects of `subject_type` that get a yes to `request`, whichever subject it names itself.

    A person does by any position that the person in fact holds that day. Raises what `order_in_force` raises, and
    `UnknownRule` or `UnknownFact`.
    """
    question = request.asked.question
    order = await order_in_force(select_rows, compiled_orders, caller, request.board, question.on)
    asked = replace(request.asked, person=None)
    positions = [
        position.slug
        for position in order.table.compiled.hierarchy
        if order.answer(replace(asked, question=replace(question, position=position.slug))).cell.allowed
    ]
    if subject_type != PERSON_TYPE:
        return tuple(sorted(positions))
    holders = (holder for position in positions for holder in order.staffing.holders(position, question.on))
    return tuple(sorted({str(holder.person) for holder in holders}))
