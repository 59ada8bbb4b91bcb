"""Register a monthly follow-up (månadsuppföljning) as it was handed in, and file it as a case."""

from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.dialects.postgresql import insert

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.errors import Text
from boardkit.domain.ids import new_id
from financial_follow_up.commands._follow_up_records import follow_up_change, store_edition
from financial_follow_up.domain.errors import FollowUpExists
from financial_follow_up.domain.follow_up import FollowUp
from financial_follow_up.neighbours import file_as_case
from financial_follow_up.queries import follow_up_by_id
from financial_follow_up.tables import follow_ups


async def register_follow_up(work: UnitOfWork, follow_up: FollowUp, taken_over_number: str | None) -> RowMapping:
    """Store `follow_up` as its first edition and ask the registry to open a case for it.

    `taken_over_number` is the diary number the case already has in an earlier diary. Raises `FollowUpExists` when
    the board has a follow-up of the period, and what `check_follow_up` raises.
    """
    work.caller.must_reach(follow_up.board, pointer="/board")
    follow_up_id = await _claim_period(work, follow_up, taken_over_number)
    await store_edition(work, follow_up_id, 1, follow_up, correction_reason=None)
    work.send(file_as_case(follow_up_id, follow_up.board, follow_up.title, taken_over_number))
    stored = await work.one(follow_up_by_id(work.caller, follow_up_id))
    work.record(follow_up_change("created", stored, "follow-up handed in"))
    return stored


async def _claim_period(work: UnitOfWork, follow_up: FollowUp, taken_over_number: str | None) -> UUID:
    statement = (
        insert(follow_ups)
        .values(id=new_id(), board=follow_up.board, period=str(follow_up.period), taken_over_number=taken_over_number)
        .on_conflict_do_nothing(index_elements=["board", "period"])
        .returning(follow_ups.c.id)
    )
    row = await work.first(statement)
    if row is None:
        raise FollowUpExists(
            Text(
                sv="Nämnden har redan en uppföljning av perioden. Rätta den i stället.",
                en="The board already has a follow-up of the period. Correct that one instead.",
            ),
            pointer="/period",
        )
    follow_up_id: UUID = row["id"]
    return follow_up_id
