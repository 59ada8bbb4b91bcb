"""Tell what a position, or a person by the positions held, may decide on a day. Changes nothing."""

from datetime import date
from uuid import UUID

from boardkit.auth.caller import Caller
from boardkit.db.selecting import SelectRows
from boardkit.domain.errors import InvalidInput, Text
from delegation_rules.commands._evaluation_records import CompiledOrders, order_in_force
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.domain.reverse_questions import Right, rights_of


async def list_rights(
    select_rows: SelectRows,
    compiled_orders: CompiledOrders,
    caller: Caller,
    *,
    board: str,
    day: date,
    position: str | None,
    person: UUID | None,
) -> tuple[tuple[Right, ...], Hierarchy]:
    """The rights in the order's own sequence, and the hierarchy whose titles explain them.

    Those of every position without `position` and `person`. A person who holds no position that day has no right.
    Raises `InvalidInput` when both are given, `UnknownPosition`, and what `order_in_force` raises.
    """
    if position is not None and person is not None:
        raise InvalidInput(
            Text(sv="Ange antingen en befattning eller en person.", en="Give either a position or a person.")
        )
    order = await order_in_force(select_rows, compiled_orders, caller, board, day)
    compiled = order.table.compiled
    if position is not None:
        held: tuple[str, ...] = (position,)
    elif person is not None:
        held = tuple(each for each in order.staffing.positions_held(person, day) if each in compiled.hierarchy)
    else:
        held = tuple(each.slug for each in compiled.hierarchy)
    return rights_of(compiled, order.table.price_base_amounts, held, day), compiled.hierarchy
