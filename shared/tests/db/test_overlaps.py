"""An overlap that the database refuses is told in the domain's words; nothing else is."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from boardkit.db.overlaps import overlap_told_as
from boardkit.domain.errors import Conflict, Text


class TwiceAtOnce(Conflict):
    """Two at the same time."""

    slug = "twice-at-once"
    title = Text(sv="Två samtidigt", en="Two at once")


PROBLEM = TwiceAtOnce(Text(sv="Två samtidigt.", en="Two at once."))


def raising(state: str) -> str:
    return f"DO $$ BEGIN RAISE EXCEPTION 'Hemlig' USING ERRCODE = '{state}'; END $$"


async def run(engine: AsyncEngine, statement: str) -> None:
    async with engine.connect() as connection, overlap_told_as(PROBLEM):
        await connection.execute(text(statement))


async def test_an_overlap_is_the_problem(engine: AsyncEngine) -> None:
    with pytest.raises(TwiceAtOnce) as raised:
        await run(engine, raising("23P01"))

    assert raised.value is PROBLEM
    assert raised.value.__cause__ is None


@pytest.mark.parametrize("state", ["23505", "23503", "23514", "40P01"])
async def test_any_other_refusal_stays_what_it_is(engine: AsyncEngine, state: str) -> None:
    with pytest.raises(DBAPIError) as raised:
        await run(engine, raising(state))

    assert getattr(raised.value.orig, "sqlstate", None) == state
