"""Put an item on the agenda (föredragningslistan) of a meeting."""

from sqlalchemy import RowMapping, insert, select, update

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.ids import new_id
from case_registry import queries
from case_registry.commands._finding import named_by
from case_registry.commands._meeting_records import agenda_change, check_minutes_open
from case_registry.domain.agenda import AgendaItem, number_for_new_item
from case_registry.domain.errors import not_there
from case_registry.tables import agenda_items, meetings


async def add_agenda_item(work: UnitOfWork, item: AgendaItem) -> RowMapping:
    """Put `item` on its meeting's agenda, last in its group, and move later items down.

    Raises `NotFound` for a meeting or case out of reach, or a case of another board, and `MinutesAdjusted`
    once the meeting's minutes are adjusted.
    """
    found = queries.meeting_by_id(work.caller, item.meeting_id).with_for_update(of=meetings)
    meeting = await work.existing(found)
    await check_minutes_open(work, meeting)
    if item.case_id is not None:
        case = await named_by(work, queries.case_by_id(work.caller, item.case_id), "/case_id")
        if case["board"] != meeting["board"]:
            raise not_there("/case_id")
    row = await _insert(work, meeting, item)
    work.record(agenda_change("created", row, "agenda item added"))
    return await work.one(queries.agenda_item_by_id(work.caller, item.meeting_id, row["id"]))


async def _insert(work: UnitOfWork, meeting: RowMapping, item: AgendaItem) -> RowMapping:
    ordered = (
        select(agenda_items.c.agenda_group)
        .where(agenda_items.c.meeting_id == meeting["id"])
        .order_by(agenda_items.c.number)
    )
    groups = (await work.connection.execute(ordered)).scalars().all()
    number = number_for_new_item(groups, item.group)
    await _move_down(work, meeting, number)
    return await work.one(
        insert(agenda_items)
        .values(
            id=new_id(),
            board=meeting["board"],
            meeting_id=meeting["id"],
            number=number,
            agenda_group=item.group,
            title=item.title,
            case_id=item.case_id,
            closed=item.closed,
        )
        .returning(*agenda_items.c)
    )


async def _move_down(work: UnitOfWork, meeting: RowMapping, first: int) -> None:
    moved = await work.connection.execute(
        update(agenda_items)
        .where(agenda_items.c.meeting_id == meeting["id"], agenda_items.c.number >= first)
        .values(number=agenda_items.c.number + 1, version=agenda_items.c.version + 1)
        .returning(*agenda_items.c)
    )
    for row in sorted(moved.mappings(), key=lambda item: int(item["number"])):
        work.record(agenda_change("changed", row, "agenda item moved down"))
