"""The plugin that gives each test a database: templates are made once, clones are private and short-lived."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from boardkit.db.provision import administration
from boardkit.testing.postgres import (
    PostgresServer,
    ScratchDatabase,
    create_database_from_template,
    drop_database,
    template_database,
)

TABLES = """
CREATE TABLE diary (title text NOT NULL);
GRANT SELECT, INSERT ON diary TO {role};
"""


async def migrate(database: ScratchDatabase) -> None:
    async with administration(database.owner_url) as connection:
        for statement in TABLES.format(role=database.runtime_role).strip().split("\n"):
            await connection.execute(text(statement))


async def never(database: ScratchDatabase) -> None:
    raise AssertionError("a template that is there must not be made again")


@pytest.fixture
async def template(postgres_server: PostgresServer) -> str:
    return await template_database(postgres_server, "plugin_test", migrate)


@pytest.fixture
async def database(postgres_server: PostgresServer, template: str) -> AsyncIterator[ScratchDatabase]:
    clone = await create_database_from_template(postgres_server, "plugin_test", template)
    yield clone
    await drop_database(postgres_server, clone)


async def test_a_clone_has_the_migrated_tables_and_the_runtime_role_may_use_them(
    database: ScratchDatabase,
) -> None:
    async with administration(database.runtime_url) as connection:
        await connection.execute(text("INSERT INTO diary VALUES ('Bänkar i parken')"))
        assert await connection.scalar(text("SELECT title FROM diary")) == "Bänkar i parken"


async def test_the_runtime_role_owns_nothing(database: ScratchDatabase) -> None:
    async with administration(database.runtime_url) as connection:
        with pytest.raises(DBAPIError, match="must be owner of table diary"):
            await connection.execute(text("DROP TABLE diary"))


async def test_clones_do_not_see_each_other(
    database: ScratchDatabase, postgres_server: PostgresServer, template: str
) -> None:
    other = await create_database_from_template(postgres_server, "plugin_test", template)
    async with administration(other.runtime_url) as connection:
        await connection.execute(text("INSERT INTO diary VALUES ('Hundrastgård')"))
    async with administration(database.runtime_url) as connection:
        assert await connection.scalar(text("SELECT count(*) FROM diary")) == 0
    await drop_database(postgres_server, other)


async def test_a_template_is_made_once(postgres_server: PostgresServer, template: str) -> None:
    assert await template_database(postgres_server, "plugin_test", never) == template


async def test_of_many_who_ask_for_a_template_at_once_one_makes_it(postgres_server: PostgresServer) -> None:
    made = []

    async def count(database: ScratchDatabase) -> None:
        made.append(database.name)

    names = await asyncio.gather(*(template_database(postgres_server, "plugin_race", count) for _ in range(8)))
    assert len(set(names)) == 1
    assert len(made) == 1


async def test_a_template_whose_migration_failed_is_made_again(postgres_server: PostgresServer) -> None:
    async def fail(database: ScratchDatabase) -> None:
        raise RuntimeError("a migration failed")

    with pytest.raises(RuntimeError, match="a migration failed"):
        await template_database(postgres_server, "plugin_retry", fail)
    template = await template_database(postgres_server, "plugin_retry", migrate)
    clone = await create_database_from_template(postgres_server, "plugin_retry", template)
    async with administration(clone.runtime_url) as connection:
        assert await connection.scalar(text("SELECT count(*) FROM diary")) == 0
    await drop_database(postgres_server, clone)


async def test_a_dropped_clone_is_gone_even_with_a_connection_left_open(
    postgres_server: PostgresServer, template: str
) -> None:
    clone = await create_database_from_template(postgres_server, "plugin_test", template)
    async with administration(clone.runtime_url) as left_open:
        await left_open.execute(text("SELECT 1"))
        await drop_database(postgres_server, clone)
    async with administration(postgres_server.admin_url) as connection:
        found = "SELECT 1 FROM pg_database WHERE datname = :name"
        assert await connection.scalar(text(found), {"name": clone.name}) is None
