"""Numbers without gaps or twins."""

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from boardkit.db.tables import counters


async def next_number(connection: AsyncConnection, series: str, year: int, *, after: int = 0) -> int:
    """The next number of `series` in `year`, always above `after`.

    Part of the caller's transaction: the counter row stays locked until it ends, and a rollback gives the
    number back. A sequence would be quicker and leave gaps, which a diary may not have (OSL 5:2).
    """
    statement = (
        insert(counters)
        .values(series=series, year=year, value=after + 1)
        .on_conflict_do_update(
            index_elements=["series", "year"], set_={"value": func.greatest(counters.c.value, after) + 1}
        )
        .returning(counters.c.value)
    )
    value = (await connection.execute(statement)).scalar_one()
    return int(value)
