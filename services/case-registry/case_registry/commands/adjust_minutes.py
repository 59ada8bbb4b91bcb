"""Adjust minutes (justera ett protokoll): from then on they stand as they are."""

from datetime import date
from uuid import UUID

from sqlalchemy import RowMapping

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import check_version, update_versioned
from boardkit.domain.calendar import SwedishCalendar
from boardkit.domain.errors import Text
from case_registry import queries
from case_registry.commands._meeting_records import minutes_change
from case_registry.domain.errors import MinutesAdjusted
from case_registry.domain.minutes import adjust
from case_registry.domain.reasons import as_document
from case_registry.tables import meetings, minutes


async def adjust_minutes(
    work: UnitOfWork,
    expected_version: int,
    *,
    minutes_id: UUID,
    adjusted_on: date,
    adjusters: list[str] | None,
) -> RowMapping:
    """Record that the minutes were adjusted on `adjusted_on`, by `adjusters` or by those chosen at the meeting.

    Locks the meeting, so that no decision or item slips in. Raises `NotFound`, `PreconditionFailed`,
    `MinutesAdjusted` and `DateOutOfOrder`.
    """
    found = await work.existing(queries.minutes_by_id(work.caller, minutes_id).with_for_update(of=[meetings, minutes]))
    check_version(found, expected_version)
    if found["adjusted_on"] is not None:
        raise MinutesAdjusted(Text(sv="Protokollet är redan justerat.", en="The minutes are adjusted already."))
    adjustment = adjust(found["held_on"], adjusted_on, work.today, SwedishCalendar())
    row = await update_versioned(
        work,
        minutes,
        minutes.c.id == minutes_id,
        expected_version,
        {
            "adjusted_on": adjustment.adjusted_on,
            "adjusters": adjusters or found["adjusters"],
            "adjusted_late": adjustment.late,
            "adjustment_reasons": [as_document(reason) for reason in adjustment.reasons],
        },
    )
    work.record(minutes_change("changed", row, "minutes adjusted"))
    return row
