"""Databases and roles on a server: one database per service, one role that owns it, one that works in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

_CLOSED_TO_STRANGERS = ("postgres", "template1")

# Rights on a database that several change at once: PostgreSQL refuses all but one of them.
_ONE_AT_A_TIME = text("SELECT pg_advisory_lock(hashtext('boardkit.provision'))")


@dataclass(frozen=True, slots=True)
class Role:
    """A role that may log in, and its password."""

    name: str
    password: str = field(repr=False)


async def ensure_database(admin_url: str, name: str, *, owner: Role, runtime: Role) -> None:
    """Make the database `name` and its two roles, or bring what is there in order. Safe to repeat.

    The owner may change the schema (migrations); the runtime role may only connect, and only to this
    database: what it may read and write there is granted by the migrations. Nobody else may connect.

    Args:
        admin_url: URL of a role that may create databases and roles (`postgresql+asyncpg://…`).
        name: the database.
        owner: owns the database and runs its migrations.
        runtime: what the service works as.
    """
    async with administration(admin_url) as connection:
        await connection.execute(_ONE_AT_A_TIME)
        for role in (owner, runtime):
            await ensure_role(connection, role)
        await _ensure_owned_database(connection, name, owner)
        await admit_only(connection, name, runtime)
        for other in _CLOSED_TO_STRANGERS:
            await connection.execute(text(f"REVOKE CONNECT ON DATABASE {other} FROM PUBLIC"))


@asynccontextmanager
async def administration(admin_url: str) -> AsyncIterator[AsyncConnection]:
    """A connection on which each statement stands alone, as CREATE DATABASE demands."""
    engine = create_async_engine(admin_url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            yield connection
    finally:
        await engine.dispose()


async def ensure_role(connection: AsyncConnection, role: Role) -> None:
    """Make `role` when there is none, and set its password."""
    name = quoted(connection, role.name)
    known = await connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": role.name})
    if not known:
        await connection.execute(text(f"CREATE ROLE {name} LOGIN"))
    password = await connection.scalar(text("SELECT quote_literal(:password)"), {"password": role.password})
    await connection.exec_driver_sql(f"ALTER ROLE {name} PASSWORD {password}")


async def admit_only(connection: AsyncConnection, database: str, role: Role) -> None:
    """Let nobody but its owner and `role` connect to `database`."""
    name = quoted(connection, database)
    await connection.execute(text(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC"))
    await connection.execute(text(f"GRANT CONNECT ON DATABASE {name} TO {quoted(connection, role.name)}"))


def quoted(connection: AsyncConnection, identifier: str) -> str:
    """`identifier` as it stands safely in a statement."""
    return connection.dialect.identifier_preparer.quote(identifier)


async def _ensure_owned_database(connection: AsyncConnection, name: str, owner: Role) -> None:
    known = await connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name})
    if not known:
        statement = f"CREATE DATABASE {quoted(connection, name)} OWNER {quoted(connection, owner.name)}"
        await connection.execute(text(f"{statement} TEMPLATE template0"))
