"""Note the case that the registry has opened for a follow-up."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from boardkit.db.unit_of_work import Change, UnitOfWork
from financial_follow_up.neighbours import FiledCase
from financial_follow_up.tables import filed_cases, follow_ups


async def note_filed_case(work: UnitOfWork, context: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    """Store the case's id and diary number for the follow-up that `context` names; a second answer changes nothing."""
    filed = FiledCase.of(answer)
    follow_up_id = UUID(context["follow_up_id"])
    follow_up = await work.one(select(follow_ups).where(follow_ups.c.id == follow_up_id))
    statement = (
        insert(filed_cases)
        .values(
            follow_up_id=follow_up_id,
            case_id=filed.case_id,
            diary_number=filed.diary_number,
            filed_on=work.today,
        )
        .on_conflict_do_nothing(index_elements=["follow_up_id"])
        .returning(filed_cases.c.case_id)
    )
    if await work.first(statement) is None:
        return
    work.record(
        Change(
            event="created",
            resource="follow-up-cases",
            resource_id=str(filed.case_id),
            board=follow_up["board"],
            version=1,
            reason="follow-up filed as a case",
            scope="follow-ups:read",
            snapshot={
                "follow_up_id": str(follow_up_id),
                "case_id": str(filed.case_id),
                "diary_number": filed.diary_number,
            },
        )
    )
