"""Whether a decision that is handed in had its authority, by the order and the assignments of its day."""

from uuid import UUID

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.errors import Text
from delegation_rules import queries
from delegation_rules.commands._evaluation_records import CompiledOrders
from delegation_rules.commands._staffing_records import staffing_of
from delegation_rules.commands.answer_question import answer_question
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

    Raises `UnknownPerson`, `NoAuthority` for a person who held no position, and what `answer_question` raises.
    """
    held = None if decision.person is None else await _positions_held(work, decision, decision.person)
    positions = held if decision.position is None else (decision.position,)
    if not positions:
        raise no_position_held()

    async def of_position(position: str) -> Authority:
        question = decision.question(position, case_type)
        answer, hierarchy = await answer_question(work.all, compiled_orders, work.caller, decision.board, question)
        return authority(answer, reasons(answer, hierarchy), held=held is None or position in held)

    try:
        return most_favourable([await of_position(position) for position in positions])
    except NoOrderInForce as error:
        raise NoOrderInForce(error.detail, pointer="/decided_on", extra=error.extra) from None


async def _positions_held(work: UnitOfWork, decision: DecisionTaken, person: UUID) -> tuple[str, ...]:
    known = await work.first(queries.person_by_id(work.caller, person))
    if known is None or known["board"] != decision.board:
        raise UnknownPerson(
            Text(sv="Nämnden har ingen sådan person.", en="The board has no such person."), pointer="/person"
        )
    staffing = await staffing_of(work.all, decision.board)
    return staffing.positions_held(person, decision.decided_on)
