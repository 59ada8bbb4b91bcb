"""Change a case (ärende): what it is called, how far it has come."""

from uuid import UUID

from sqlalchemy import RowMapping

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import check_version
from case_registry import queries
from case_registry.commands._case_records import save_case
from case_registry.domain.cases import CaseRevision, CaseStatus, change_status
from case_registry.tables import cases


async def update_case(work: UnitOfWork, expected_version: int, *, case_id: UUID, revision: CaseRevision) -> RowMapping:
    """Change what `revision` names in the case, if it still has the version `expected_version`.

    Raises `NotFound`, `PreconditionFailed` and `CaseStatusRefused`.
    """
    found = await work.existing(queries.case_by_id(work.caller, case_id).with_for_update(of=cases))
    check_version(found, expected_version)
    values: dict[str, str] = {}
    if revision.title is not None:
        values["title"] = revision.title
    if revision.status is not None:
        values["status"] = change_status(CaseStatus(found["status"]), revision.status)
    await save_case(work, found, values, "case revised")
    return await work.one(queries.case_by_id(work.caller, case_id))
