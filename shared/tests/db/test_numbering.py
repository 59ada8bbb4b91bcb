"""Numbers without gaps or twins, whoever writes at once and whatever is rolled back."""

import asyncio
import random

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from boardkit.db.numbering import next_number

WRITERS = 16


async def take(engine: AsyncEngine, series: str, year: int = 2019, *, after: int = 0) -> int:
    async with engine.begin() as connection:
        return await next_number(connection, series, year, after=after)


async def test_many_writers_leave_no_gap_and_no_twin(engine: AsyncEngine) -> None:
    async def write() -> list[int]:
        return [await take(engine, "norrmalm") for _ in range(10)]

    taken = await asyncio.gather(*(write() for _ in range(WRITERS)))

    assert sorted(number for mine in taken for number in mine) == list(range(1, 161))


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_what_is_rolled_back_is_given_again(engine: AsyncEngine, seed: int) -> None:
    dice = random.Random(seed)

    async def write() -> list[int]:
        kept = []
        for gives_up in [dice.random() < 0.4 for _ in range(10)]:
            async with engine.connect() as connection:
                number = await next_number(connection, "norrmalm", 2019)
                if gives_up:
                    await connection.rollback()
                else:
                    await connection.commit()
                    kept.append(number)
        return kept

    taken = await asyncio.gather(*(write() for _ in range(WRITERS)))

    kept = sorted(number for mine in taken for number in mine)
    assert kept == list(range(1, len(kept) + 1))


async def test_series_and_years_count_on_their_own(engine: AsyncEngine) -> None:
    keys = [("norrmalm", 2019), ("sodermalm", 2019), ("norrmalm", 2020)]

    taken = await asyncio.gather(*(take(engine, series, year) for series, year in keys for _ in range(5)))

    assert sorted(taken) == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5]


async def test_another_series_does_not_wait_for_an_open_transaction(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await next_number(connection, "norrmalm", 2019)

        assert await asyncio.wait_for(take(engine, "sodermalm"), 5) == 1


async def test_a_series_starts_above_what_was_taken_over(engine: AsyncEngine) -> None:
    assert [await take(engine, "norrmalm", after=303) for _ in range(3)] == [304, 305, 306]


async def test_many_first_writers_of_a_taken_over_series(engine: AsyncEngine) -> None:
    taken = await asyncio.gather(*(take(engine, "norrmalm", after=303) for _ in range(WRITERS)))

    assert sorted(taken) == list(range(304, 304 + WRITERS))


async def test_a_number_is_above_what_was_taken_over_also_when_the_series_had_begun(engine: AsyncEngine) -> None:
    assert await take(engine, "norrmalm") == 1

    assert [await take(engine, "norrmalm", after=303), await take(engine, "norrmalm", after=303)] == [304, 305]
    assert await take(engine, "norrmalm") == 306
