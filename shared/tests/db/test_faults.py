"""Which errors say "try again" and which say that we were wrong."""

import pytest
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine

from boardkit.db.engine import create_engine
from boardkit.db.faults import is_passing, name_of


async def error_of(engine: AsyncEngine, statement: str, value: object = None) -> DBAPIError:
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError) as raised:
            await connection.execute(text(statement), {} if value is None else {"value": value})
    return raised.value


def raising(state: str) -> str:
    return f"DO $$ BEGIN RAISE EXCEPTION 'Hemlig' USING ERRCODE = '{state}'; END $$"


@pytest.mark.parametrize(
    "state",
    ["40001", "40P01", "53100", "53200", "53300", "55P03", "57014", "57P01", "57P03", "08006", "25006", "25P03"],
)
async def test_what_may_go_better_the_next_time(engine: AsyncEngine, state: str) -> None:
    error = await error_of(engine, raising(state))

    assert is_passing(error)
    assert name_of(error) == f"SQLSTATE {state}"


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        (raising("P0001"), None),
        (raising("23505"), None),
        ("SELECT * FROM nothing", None),
        ("SELECT 1/0", None),
        ("SELECT CAST(:value AS bigint)", 2**63),
        ("SELECT CAST(:value AS bigint)", "x"),
        ("SELECT CAST(:value AS text)", "a\0b"),
        ("SELECT CAST(:value AS jsonb)", '"\\u0000"'),
        ("SELEKT", None),
    ],
    ids=range(9),
)
async def test_what_will_not(engine: AsyncEngine, statement: str, value: object) -> None:
    assert not is_passing(await error_of(engine, statement, value))


async def test_nobody_there() -> None:
    nowhere = create_engine(SecretStr("postgresql+asyncpg://x:y@127.0.0.1:1/z"), pool_size=1, application_name="test")
    with pytest.raises(ConnectionRefusedError) as raised:
        await nowhere.connect().start()
    await nowhere.dispose()
    assert is_passing(raised.value)


@pytest.mark.parametrize(
    ("error", "passing"),
    [
        (ConnectionRefusedError(111, "refused"), True),
        (TimeoutError(), True),
        (PoolTimeout(), True),
        (FileNotFoundError(2, "no such file", "key.json"), False),
        (ValueError("x"), False),
        (SQLAlchemyError("x"), False),
    ],
    ids=range(6),
)
def test_errors_of_other_kinds(error: Exception, passing: bool) -> None:
    assert is_passing(error) == passing
    assert name_of(error) == type(error).__name__


async def test_a_connection_that_was_closed_is_passing(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError) as raised:
            await connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        await connection.invalidate()
    assert is_passing(raised.value)
