"""Publish the announcement (anslag) that minutes are adjusted."""

from sqlalchemy import RowMapping
from sqlalchemy.dialects.postgresql import insert

from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.domain.calendar import SwedishCalendar
from boardkit.domain.errors import Text
from boardkit.domain.ids import new_id
from case_registry import queries
from case_registry.commands._finding import named_by
from case_registry.domain.errors import AlreadyRecorded, MinutesNotAdjusted
from case_registry.domain.notices import Announcement, AppealTime, announce
from case_registry.domain.reasons import as_document
from case_registry.tables import notices


async def publish_notice(work: UnitOfWork, announcement: Announcement) -> RowMapping:
    """Put up `announcement` and compute the time for appeal that follows from it.

    Raises `NotFound` for minutes out of reach, `MinutesNotAdjusted`, `DateOutOfOrder`, and `AlreadyRecorded`
    when the minutes have been announced.
    """
    minutes = await named_by(work, queries.minutes_by_id(work.caller, announcement.minutes_id), "/minutes_id")
    if minutes["adjusted_on"] is None:
        raise MinutesNotAdjusted(
            Text(
                sv="Anslaget tillkännager att protokollet är justerat; justera det först.",
                en="The notice announces that the minutes are adjusted; adjust them first.",
            ),
            pointer="/minutes_id",
        )
    time = announce(minutes["adjusted_on"], announcement.announced_on, work.today, SwedishCalendar())
    row = await _insert(work, minutes, announcement, time)
    work.record(
        Change(
            event="created",
            resource="notices",
            resource_id=str(row["id"]),
            board=row["board"],
            version=row["version"],
            reason="notice published",
            snapshot={
                "minutes_id": str(row["minutes_id"]),
                "announced_on": row["announced_on"].isoformat(),
                "last_appeal_day": row["last_appeal_day"].isoformat(),
                "legal_force_on": row["legal_force_on"].isoformat(),
            },
        )
    )
    return row


async def _insert(work: UnitOfWork, minutes: RowMapping, announcement: Announcement, time: AppealTime) -> RowMapping:
    statement = (
        insert(notices)
        .values(
            id=new_id(),
            board=minutes["board"],
            minutes_id=announcement.minutes_id,
            minutes_kept_at=announcement.minutes_kept_at,
            announced_on=time.announced_on,
            announce_by=time.announce_by,
            announced_late=time.announced_late,
            last_appeal_day=time.last_appeal_day,
            legal_force_on=time.legal_force_on,
            take_down_earliest=time.take_down_earliest,
            reasons=[as_document(reason) for reason in time.reasons],
        )
        .on_conflict_do_nothing(index_elements=["minutes_id"])
        .returning(*notices.c)
    )
    row = await work.first(statement)
    if row is None:
        raise AlreadyRecorded(
            Text(sv="Protokollet har redan sitt anslag.", en="The minutes have their notice already."),
            pointer="/minutes_id",
        )
    return row
