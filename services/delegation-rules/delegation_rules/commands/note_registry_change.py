"""Note what the case registry has changed, and file the decisions that waited for a case to be known.

A decision is tried when it is registered, and its case may not be known by then. When the case turns out to be one
that only the board decides in (KL 6:38), the decision is void and is not filed.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import RowMapping, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from boardkit.auth.caller import Caller
from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import update_versioned
from boardkit.domain.clock import FixedDayClock, SystemClock
from delegation_rules.commands._delegated_decision_records import delegated_decision_change
from delegation_rules.commands._filing_records import lock_case_numbers, send_to_case
from delegation_rules.domain.case_numbers import CaseNumber
from delegation_rules.domain.delegated_decisions import DecisionStatus, Filing, found_void_in
from delegation_rules.domain.statute import Mandate, Subject
from delegation_rules.neighbours import copy_change
from delegation_rules.tables import delegated_decisions

#: Whoever registered the decision asked for its filing; it is the service that finds the case later.
_ITSELF: Final = Caller(subject="delegation-rules", kind="service", boards=frozenset({"*"}))


async def note_registry_change(connection: AsyncConnection, change: Mapping[str, Any]) -> None:
    """Copy `change` of the registry's. A case that it tells of gets the decisions that name its number."""
    if change["resource"] != "cases" or change["event"] == "removed":
        await copy_change(connection, change)
        return
    number = CaseNumber.of(change["snapshot"]["diary_number"])
    work = UnitOfWork(connection, _ITSELF, SystemClock())
    await lock_case_numbers(work, change["board"])
    await copy_change(connection, change)
    for waiting in await work.all(_waiting_for_a_case(change["board"])):
        if CaseNumber.of(waiting["diary_number"]).may_be(number):
            case_id, case_type = UUID(change["resource_id"]), change["snapshot"]["case_type"]
            reason = found_void_in(case_type, Mandate(waiting["mandate"]))
            if reason is None:
                await _file(connection, waiting, case_id)
            else:
                await _find_void(work, waiting, case_id, reason)


def _waiting_for_a_case(board: str) -> Select[Any]:
    return select(delegated_decisions).where(
        delegated_decisions.c.board == board, delegated_decisions.c.filing == Filing.WAITING_FOR_CASE.value
    )


async def _file(connection: AsyncConnection, waiting: RowMapping, case_id: UUID) -> None:
    # The day that the decision was registered is the day on which its filing was asked for.
    work = UnitOfWork(connection, _ITSELF, FixedDayClock(waiting["registered_on"]))
    known = {"case_id": case_id, "filing": Filing.WAITING.value}
    row = await update_versioned(
        work, delegated_decisions, delegated_decisions.c.id == waiting["id"], waiting["version"], known
    )
    work.record(delegated_decision_change("changed", row, "the case of the decision has become known"))
    await send_to_case(work, row, row["decided_on"])
    await work.flush()


async def _find_void(work: UnitOfWork, waiting: RowMapping, case_id: UUID, reason: str) -> None:
    found = {
        "case_id": case_id,
        "subject": Subject.CITIZEN_PROPOSAL.value,
        "status": DecisionStatus.VOID.value,
        "void_reason": reason,
        "allowed": False,
        "filing": Filing.NOT_TO_BE_FILED.value,
    }
    row = await update_versioned(
        work, delegated_decisions, delegated_decisions.c.id == waiting["id"], waiting["version"], found
    )
    work.record(delegated_decision_change("changed", row, "delegated decision found void: its case is the board's own"))
    await work.flush()
