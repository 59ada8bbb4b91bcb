"""Whether a decision that is handed in had its authority, by the order and the assignments of its day."""

from uuid import UUID

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.errors import Text
from delegation_rules import queries
from delegation_rules.commands._evaluation_records import CompiledOrders, order_in_force
from delegation_rules.domain.delegated_decisions import (
    Authority,
    DecisionTaken,
    authority,
    most_favourable,
    no_position_held,
)
from delegation_rules.domain.errors import NoOrderInForce
from delegation_rules.domain.explanation import reasons
from delegation_rules.domain.people_errors import UnknownPerson


async def authority_for(
    work: UnitOfWork, compiled_orders: CompiledOrders, decision: DecisionTaken, case_type: str | None
) -> Authority:
    """The authority of `decision`; of a person without a named position, by the most favourable one held that day.

    Raises `UnknownPerson`, `NoAuthority` for a person who held no position, what `order_in_force` raises, and
    `UnknownRule`, `UnknownPosition` or `UnknownFact` when the decision names something that does not exist.
    """
    if decision.person is not None:
        await _check_person(work, decision.board, decision.person)
    day = decision.decided_on
    try:
        order = await order_in_force(work.all, compiled_orders, work.caller, decision.board, day)
    except NoOrderInForce as error:
        raise NoOrderInForce(error.detail, pointer="/decided_on", extra=error.extra) from None
    held = None if decision.person is None else order.staffing.positions_held(decision.person, day)
    positions = held if decision.position is None else (decision.position,)
    if not positions:
        raise no_position_held()

    def of_position(position: str) -> Authority:
        answer = order.table.answer(decision.question(position, case_type))
        is_held = held is None or position in held
        return authority(answer, reasons(answer, order.table.compiled.hierarchy), held=is_held)

    return most_favourable([of_position(position) for position in positions])


async def _check_person(work: UnitOfWork, board: str, person: UUID) -> None:
    known = await work.first(queries.person_by_id(work.caller, person))
    if known is None or known["board"] != board:
        raise UnknownPerson(
            Text(sv="Nämnden har ingen sådan person.", en="The board has no such person."), pointer="/person"
        )
