"""Note the document that the registry has filed a delegated decision as."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import update

from boardkit.db.unit_of_work import UnitOfWork
from delegation_rules.commands._delegated_decision_records import delegated_decision_change
from delegation_rules.domain.delegated_decisions import Filing
from delegation_rules.tables import delegated_decisions


async def note_filed_decision(work: UnitOfWork, context: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    """Store the document's id on the decision that `context` names; a second answer changes nothing."""
    table = delegated_decisions
    statement = (
        update(table)
        .where(table.c.id == UUID(context["decision_id"]), table.c.filing == Filing.WAITING.value)
        .values(
            filing=Filing.FILED.value,
            filed_document_id=UUID(answer["id"]),
            version=table.c.version + 1,
        )
        .returning(*table.c)
    )
    row = await work.first(statement)
    if row is not None:
        work.record(delegated_decision_change("changed", row, "delegated decision filed in its case"))
