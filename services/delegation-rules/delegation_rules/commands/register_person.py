"""Register a person who may hold positions of a board."""

from sqlalchemy import RowMapping, insert

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.ids import new_id
from boardkit.domain.slugs import swedish_sort_key
from delegation_rules.commands._people_records import people_change
from delegation_rules.tables import persons


async def register_person(work: UnitOfWork, board: str, name: str) -> RowMapping:
    """Register `name` with `board`. Raises `NotFound` for a board out of reach."""
    work.caller.must_reach(board, pointer="/board")
    values = {"id": new_id(), "board": board, "name": name, "name_sort_key": swedish_sort_key(name)}
    row = await work.one(insert(persons).values(values).returning(*persons.c))
    work.record(people_change("persons", "created", row, "person registered", {}))
    return row
