"""Announce decisions that are not reported but can be appealed (tillkännage, KL 6:40, 7:8, 8:10)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import RowMapping, insert
from sqlalchemy.dialects import postgresql

from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.domain.calendar import SwedishCalendar
from boardkit.domain.errors import NotFound, Text
from boardkit.domain.ids import new_id
from delegation_rules import queries
from delegation_rules.domain.separate_announcements import (
    Announcement,
    AppealTime,
    already_announced,
    announce,
    check_announceable,
)
from delegation_rules.tables import announced_decisions, announcements

_POINTER = "/decision_ids"


async def announce_decisions(
    work: UnitOfWork, board: str, decision_ids: Sequence[UUID], announcement: Announcement
) -> RowMapping:
    """Announce `decision_ids` and compute the time for appeal that follows.

    Raises `NotFound` for a board or a decision out of reach, `AnnouncementRefused`, `DecisionNotAnnounceable` and
    `DecisionAlreadyAnnounced`.
    """
    work.caller.must_reach(board, pointer="/board")
    await _check_decisions(work, board, decision_ids, announcement)
    time = announce(announcement, work.today, SwedishCalendar())
    announcement_id = new_id()
    await _insert(work, board, announcement_id, announcement, time)
    await _take(work, announcement_id, decision_ids)
    row = await work.one(queries.announcement_by_id(work.caller, announcement_id))
    work.record(_told(row, len(decision_ids)))
    return row


async def _check_decisions(work: UnitOfWork, board: str, ids: Sequence[UUID], announcement: Announcement) -> None:
    found = {row["id"]: row for row in await work.all(queries.decisions_named(work.caller, board, ids))}
    for index, each in enumerate(ids):
        if each not in found:
            raise NotFound(
                Text(sv="Nämnden har inget sådant delegationsbeslut.", en="The board has no such delegated decision."),
                pointer=f"{_POINTER}/{index}",
            )
    decisions = [queries.announceable_from(found[each]) for each in ids]
    check_announceable(decisions, announcement.minuted_on, _POINTER)


async def _insert(
    work: UnitOfWork, board: str, announcement_id: UUID, announcement: Announcement, time: AppealTime
) -> None:
    await work.connection.execute(
        insert(announcements).values(
            id=announcement_id,
            board=board,
            minuted_on=announcement.minuted_on,
            announced_on=announcement.announced_on,
            minutes_kept_at=announcement.minutes_kept_at,
            announce_by=time.announce_by,
            announced_late=time.announced_late,
            last_appeal_day=time.last_appeal_day,
            legal_force_on=time.legal_force_on,
            take_down_earliest=time.take_down_earliest,
            reasons=[
                {"sv": reason.text.sv, "en": reason.text.en, "rules": list(reason.rules)} for reason in time.reasons
            ],
        )
    )


async def _take(work: UnitOfWork, announcement_id: UUID, ids: Sequence[UUID]) -> None:
    """The database lets a decision be announced once; the decisions are locked, so whoever comes second is told."""
    rows = [
        {"announcement_id": announcement_id, "decision_id": each, "ordinal": ordinal}
        for ordinal, each in enumerate(ids, 1)
    ]
    statement = postgresql.insert(announced_decisions).on_conflict_do_nothing().returning(announced_decisions.c.ordinal)
    taken = (await work.connection.execute(statement, rows)).scalars().all()
    for ordinal in range(1, len(ids) + 1):
        if ordinal not in taken:
            raise already_announced(f"{_POINTER}/{ordinal - 1}")


def _told(row: RowMapping, number: int) -> Change:
    return Change(
        event="created",
        resource="announcements",
        resource_id=str(row["id"]),
        board=row["board"],
        version=row["version"],
        reason="delegated decisions announced",
        snapshot={
            "announced_on": row["announced_on"].isoformat(),
            "last_appeal_day": row["last_appeal_day"].isoformat(),
            "take_down_earliest": row["take_down_earliest"].isoformat(),
            "decision_count": number,
        },
    )
