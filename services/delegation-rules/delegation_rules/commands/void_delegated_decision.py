"""Find a delegated decision void (ogiltigt): it stays in the register with the reason, and no longer counts."""

from uuid import UUID

from sqlalchemy import RowMapping

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import check_version, update_versioned
from boardkit.domain.errors import Text
from delegation_rules import queries
from delegation_rules.commands._delegated_decision_records import delegated_decision_change
from delegation_rules.commands._filing_records import send_to_case
from delegation_rules.domain.decision_errors import DecisionVoid
from delegation_rules.domain.delegated_decisions import DecisionStatus, Filing
from delegation_rules.tables import delegated_decisions


async def void_delegated_decision(
    work: UnitOfWork, expected_version: int, *, decision_id: UUID, reason: str
) -> RowMapping:
    """Mark the decision as void for `reason`, and tell the case that it has been filed in.

    Raises `NotFound`, `PreconditionFailed`, and `DecisionVoid` when it is void already.
    """
    present = await work.existing(queries.delegated_decision_by_id(work.caller, decision_id).with_for_update())
    check_version(present, expected_version)
    if present["status"] == DecisionStatus.VOID:
        raise DecisionVoid(Text(sv="Beslutet är redan ogiltigt.", en="The decision is already void."))
    row = await update_versioned(
        work,
        delegated_decisions,
        delegated_decisions.c.id == decision_id,
        expected_version,
        {"status": DecisionStatus.VOID.value, "void_reason": reason, "filing": _filing_of_void(present).value},
    )
    work.record(delegated_decision_change("changed", row, "delegated decision found void"))
    if row["filing"] in {Filing.WAITING, Filing.FILED}:
        await send_to_case(work, row, work.today)
    return row


def _filing_of_void(present: RowMapping) -> Filing:
    """What waits for its case to be known is no longer to be filed; what has been sent to a case stays there."""
    filing = Filing(present["filing"])
    return Filing.NOT_TO_BE_FILED if filing is Filing.WAITING_FOR_CASE else filing
