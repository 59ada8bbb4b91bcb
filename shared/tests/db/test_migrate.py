"""Migrations: repeatable, one at a time, and with no more rights for the service than it needs."""

import asyncio

import pytest
from alembic import command
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from boardkit.db.migrate import MECHANISMS, MigrationSet, house_migrations, is_migrated, migrate_async
from boardkit.db.tables import metadata
from boardkit.testing.postgres import ScratchDatabase


async def migrate(database: ScratchDatabase) -> None:
    await migrate_async(database.owner_url, "sample_house", runtime_role=database.runtime_role)


async def test_repeating_changes_nothing(database: ScratchDatabase, engine: AsyncEngine) -> None:
    await migrate(database)

    async with engine.connect() as connection:
        assert await is_migrated(connection, "sample_house")


async def test_several_at_once_take_turns(database: ScratchDatabase, engine: AsyncEngine, owner: AsyncEngine) -> None:
    async with owner.begin() as connection:
        await connection.execute(text("DROP SCHEMA public CASCADE"))
        await connection.execute(text("CREATE SCHEMA public"))

    await asyncio.gather(*(migrate(database) for _ in range(4)))

    async with engine.connect() as connection:
        assert await is_migrated(connection, "sample_house")
        assert await connection.scalar(text("SELECT count(*) FROM notes")) == 0


async def test_the_tables_are_those_the_code_knows(engine: AsyncEngine) -> None:
    columns = text(
        "SELECT table_name, column_name, is_nullable FROM information_schema.columns WHERE table_schema = 'public'"
    )
    async with engine.connect() as connection:
        found = {(table, column): nullable == "YES" for table, column, nullable in await connection.execute(columns)}

    known = {
        (table.name, column.name): bool(column.nullable) for table in metadata.sorted_tables for column in table.columns
    }
    assert known.items() <= found.items()
    assert {key for key in found if key[0] in metadata.tables} == known.keys()


def test_the_newest_revisions() -> None:
    assert house_migrations("sample_house").head == "sample_house_0001"
    assert MECHANISMS.head.startswith("boardkit_")


@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE mine (x int)", "DROP TABLE notes", "ALTER TABLE notes ADD COLUMN x int", "TRUNCATE notes",
     "DELETE FROM alembic_version", "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'"],
)  # fmt: skip
async def test_the_services_own_role_changes_no_schema(engine: AsyncEngine, statement: str) -> None:
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
            await connection.execute(text(statement))


def downgrade(connection: Connection, migrations: MigrationSet) -> None:
    command.downgrade(migrations.config(connection), "base")


async def test_the_mechanisms_can_be_taken_away_and_put_back(database: ScratchDatabase, owner: AsyncEngine) -> None:
    async with owner.begin() as connection:
        for migrations in (house_migrations("sample_house"), MECHANISMS):
            await connection.run_sync(downgrade, migrations)
        left = text("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")
        assert await connection.scalar(left) == 2

    await migrate(database)
