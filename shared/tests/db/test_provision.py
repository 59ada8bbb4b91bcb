"""A database per service: its two roles may do what they must there, and nothing anywhere else."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from boardkit.db.provision import Role, administration, ensure_database
from boardkit.testing.postgres import PostgresServer


def url_of(server: PostgresServer, role: Role, database: str) -> str:
    url = make_url(server.admin_url).set(username=role.name, password=role.password, database=database)
    return url.render_as_string(hide_password=False)


@pytest.fixture
def names(postgres_server: PostgresServer, request: pytest.FixtureRequest) -> tuple[str, Role, Role]:
    """A database name, its owner and its runtime role, not used by any other test."""
    name = f"{postgres_server.run}_{request.node.name[-40:]}"[:55]
    return name, Role(f"{name}_owner", "the owner's word"), Role(name, "the runtime's word")


@pytest.fixture
async def database(
    postgres_server: PostgresServer, names: tuple[str, Role, Role]
) -> AsyncIterator[tuple[str, Role, Role]]:
    name, owner, runtime = names
    await ensure_database(postgres_server.admin_url, name, owner=owner, runtime=runtime)
    yield names
    async with administration(postgres_server.admin_url) as connection:
        await connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


async def test_the_owner_may_change_the_schema(
    postgres_server: PostgresServer, database: tuple[str, Role, Role]
) -> None:
    name, owner, _ = database
    async with administration(url_of(postgres_server, owner, name)) as connection:
        await connection.execute(text("CREATE TABLE diary (title text)"))
        await connection.execute(text("CREATE EXTENSION btree_gist"))
        assert await connection.scalar(text("SELECT count(*) FROM diary")) == 0


async def test_the_runtime_role_may_not_change_the_schema(
    postgres_server: PostgresServer, database: tuple[str, Role, Role]
) -> None:
    name, _, runtime = database
    async with administration(url_of(postgres_server, runtime, name)) as connection:
        with pytest.raises(DBAPIError, match="permission denied for schema public"):
            await connection.execute(text("CREATE TABLE diary (title text)"))


@pytest.mark.parametrize("elsewhere", ["postgres", "template1"])
async def test_the_runtime_role_may_not_connect_elsewhere(
    postgres_server: PostgresServer, database: tuple[str, Role, Role], elsewhere: str
) -> None:
    _, _, runtime = database
    with pytest.raises(DBAPIError, match="permission denied for database"):
        async with administration(url_of(postgres_server, runtime, elsewhere)):
            pass


async def test_another_services_role_may_not_connect(
    postgres_server: PostgresServer, database: tuple[str, Role, Role]
) -> None:
    name, _, _ = database
    other = f"{name[:50]}_two"
    stranger = Role(other, "a stranger's word")
    await ensure_database(postgres_server.admin_url, other, owner=Role(f"{other}_owner", "another"), runtime=stranger)
    with pytest.raises(DBAPIError, match="permission denied for database"):
        async with administration(url_of(postgres_server, stranger, name)):
            pass


async def test_a_wrong_password_is_refused(postgres_server: PostgresServer, database: tuple[str, Role, Role]) -> None:
    name, _, runtime = database
    with pytest.raises(DBAPIError, match="password authentication failed"):
        async with administration(url_of(postgres_server, Role(runtime.name, "guessed"), name)):
            pass


async def test_a_second_time_keeps_the_data_and_takes_the_new_password(
    postgres_server: PostgresServer, database: tuple[str, Role, Role]
) -> None:
    name, owner, runtime = database
    async with administration(url_of(postgres_server, owner, name)) as connection:
        await connection.execute(text("CREATE TABLE diary (title text)"))
    changed = Role(owner.name, "it's a \\ new one")
    await ensure_database(postgres_server.admin_url, name, owner=changed, runtime=runtime)
    async with administration(url_of(postgres_server, changed, name)) as connection:
        assert await connection.scalar(text("SELECT count(*) FROM diary")) == 0
