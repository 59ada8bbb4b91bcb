"""Change a case (ärende): what it is called, how far it has come."""

from uuid import UUID

from sqlalchemy import RowMapping

from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.db.versions import update_versioned
from boardkit.domain.errors import nothing_here
from case_registry import queries
from case_registry.commands.finding import check_version
from case_registry.commands.register_case import case_snapshot
from case_registry.domain.cases import CaseRevision, CaseStatus, change_status
from case_registry.tables import cases


async def update_case(work: UnitOfWork, expected_version: int, *, case_id: UUID, revision: CaseRevision) -> RowMapping:
    """Change what `revision` names in the case, if it still has the version `expected_version`.

    Raises `NotFound`, `PreconditionFailed` and `CaseStatusRefused`.
    """
    found = await work.first(queries.case_by_id(work.caller, case_id).with_for_update(of=cases))
    if found is None:
        raise nothing_here()
    check_version(found, expected_version)
    values: dict[str, str] = {}
    if revision.title is not None:
        values["title"] = revision.title
    if revision.status is not None:
        values["status"] = change_status(CaseStatus(found["status"]), revision.status)
    await save_case(work, found, values, reason="case revised")
    return await work.one(queries.case_by_id(work.caller, case_id))


async def save_case(work: UnitOfWork, case: RowMapping, values: dict[str, str], *, reason: str) -> None:
    """Set `values` on the locked row `case` and tell of it."""
    row = await update_versioned(work, cases, cases.c.id == case["id"], case["version"], values)
    work.record(
        Change(
            event="changed",
            resource="cases",
            resource_id=str(row["id"]),
            board=row["board"],
            version=row["version"],
            reason=reason,
            snapshot=case_snapshot(row),
            details={"fields": sorted(values)},
        )
    )
