"""Pytest plugin: one PostgreSQL for the whole test run, and a database of its own for each test.

The server is embedded, lives in a temporary folder and is gone afterwards. Under pytest-xdist the controller
starts it and tells the workers; without xdist it starts when the first test asks. With KANSLI_TEST_ADMIN_URL
an existing server is used instead; what the run made there is dropped at its end.

A service's tables are made once per run as a template (`template_database`), from which each test gets a
clone within some thirty milliseconds (`create_database_from_template`, `drop_database`).
"""

import asyncio
import hashlib
import hmac
import os
import secrets
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import psutil
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection

from boardkit.db.embedded import EmbeddedPostgres
from boardkit.db.embedded.leftovers import stop_processes_on
from boardkit.db.provision import Role, administration, admit_only, ensure_role, quoted

_EXISTING_SERVER: Final = "KANSLI_TEST_ADMIN_URL"
_BINARIES: Final = "KANSLI_TEST_POSTGRES_BINARIES"
_FOLDER_PREFIX: Final = "kansli-test-"
_SERVER = pytest.StashKey["PostgresServer"]()


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """The server of this run. `run` is in the name of everything made there, so that runs can share one."""

    admin_url: str
    run: str

    def role(self, name: str) -> Role:
        """The role of that name in this run, the same in every worker."""
        password = hmac.new(self.admin_url.encode(), name.encode(), hashlib.sha256).hexdigest()
        return Role(f"{self.run}_{name}", password)

    def url(self, role: Role, database: str) -> str:
        """The URL by which `role` reaches `database`."""
        url = make_url(self.admin_url).set(username=role.name, password=role.password, database=database)
        return url.render_as_string(hide_password=False)


@dataclass(frozen=True, slots=True)
class ScratchDatabase:
    """A database for one test: the URLs of its two roles."""

    name: str
    owner_url: str
    runtime_url: str
    runtime_role: str


async def template_database(
    server: PostgresServer, service: str, migrate: Callable[[ScratchDatabase], Awaitable[None]]
) -> str:
    """Make the migrated template of `service` unless this run has it already; also across workers.

    Args:
        server: the `postgres_server` fixture.
        service: the runtime role's name; `{service}_owner` owns the tables.
        migrate: brings the empty database to its newest version, as the owner.

    Returns:
        The name of the template.
    """
    template = f"{server.run}_{service}_template"
    owner, runtime = server.role(f"{service}_owner"), server.role(service)
    async with administration(server.admin_url) as connection:
        await connection.execute(text("SELECT pg_advisory_lock(hashtext(:name))"), {"name": template})
        made = "SELECT 1 FROM pg_database WHERE datname = :name AND datistemplate"
        if await connection.scalar(text(made), {"name": template}):
            return template
        for role in (owner, runtime):
            await ensure_role(connection, role)
        await _drop(connection, template)
        await _create(connection, template, source="template0", owner=owner)
        await admit_only(connection, template, runtime)
        await migrate(_database(server, service, template))
        await connection.execute(text(f"ALTER DATABASE {quoted(connection, template)} IS_TEMPLATE true"))
    return template


async def create_database_from_template(server: PostgresServer, service: str, template: str) -> ScratchDatabase:
    """A new database like `template`, for one test."""
    database = _database(server, service, f"{server.run}_{service}_{secrets.token_hex(6)}")
    async with administration(server.admin_url) as connection:
        owner = server.role(f"{service}_owner")
        await _create(connection, database.name, source=template, owner=owner)
        await admit_only(connection, database.name, server.role(service))
    return database


async def drop_database(server: PostgresServer, database: ScratchDatabase) -> None:
    """Drop what `create_database_from_template` made, closing connections that a test left open."""
    async with administration(server.admin_url) as connection:
        await _drop(connection, database.name)


@pytest.fixture(scope="session")
def postgres_server(request: pytest.FixtureRequest) -> PostgresServer:
    """The PostgreSQL server of this test run."""
    config = request.config
    if _SERVER not in config.stash:
        _provide_server(config)
    return config.stash[_SERVER]


class _Node(Protocol):
    """What pytest-xdist tells about a worker it is about to start."""

    config: pytest.Config
    workerinput: dict[str, Any]


def pytest_configure(config: pytest.Config) -> None:
    """In a worker: take the server that the controller tells of."""
    told = getattr(config, "workerinput", {})
    if "kansli_admin_url" in told:
        config.stash[_SERVER] = PostgresServer(told["kansli_admin_url"], told["kansli_run"])


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: _Node) -> None:
    """In the controller: start the server before the first worker, and tell each of it."""
    if _SERVER not in node.config.stash:
        _provide_server(node.config)
    server = node.config.stash[_SERVER]
    node.workerinput |= {"kansli_admin_url": server.admin_url, "kansli_run": server.run}


def _provide_server(config: pytest.Config) -> None:
    """Start the server, or take the existing one, and see to it that it is cleared away at the end."""
    run = f"test_{secrets.token_hex(4)}"
    existing = os.environ.get(_EXISTING_SERVER)
    if existing:
        server = PostgresServer(existing, run)
        config.add_cleanup(lambda: asyncio.run(_clear(server)))
    else:
        _remove_abandoned_folders()
        folder = Path(tempfile.mkdtemp(prefix=f"{_FOLDER_PREFIX}{os.getpid()}-"))
        config.add_cleanup(lambda: shutil.rmtree(folder))
        binaries = os.environ.get(_BINARIES)
        postgres = EmbeddedPostgres(
            folder / "postgres", durable=False, binaries=Path(binaries) if binaries else None, notify=_keep_quiet
        )
        config.add_cleanup(postgres.stop)
        postgres.start()
        server = PostgresServer(postgres.admin_url(), run)
    config.stash[_SERVER] = server


def _keep_quiet(_: str) -> None:
    """A test run need not tell that it lets the server's user pass through its own temporary folder."""


def _remove_abandoned_folders() -> None:
    """Stop the servers of test runs that were killed, and remove their folders."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER_PREFIX}*"):
        pid = folder.name.removeprefix(_FOLDER_PREFIX).partition("-")[0]
        if pid.isdecimal() and not psutil.pid_exists(int(pid)):
            stop_processes_on(folder / "postgres" / "data", notify=_keep_quiet)
            shutil.rmtree(folder, ignore_errors=True)


async def _clear(server: PostgresServer) -> None:
    """Drop the databases and roles that this run made on an existing server."""
    async with administration(server.admin_url) as connection:
        ours = {"prefix": server.run}
        databases = text("SELECT datname FROM pg_database WHERE starts_with(datname, :prefix)")
        for name in (await connection.scalars(databases, ours)).all():
            await connection.execute(text(f"ALTER DATABASE {quoted(connection, name)} IS_TEMPLATE false"))
            await _drop(connection, name)
        roles = text("SELECT rolname FROM pg_roles WHERE starts_with(rolname, :prefix)")
        for name in (await connection.scalars(roles, ours)).all():
            await connection.execute(text(f"DROP ROLE {quoted(connection, name)}"))


def _database(server: PostgresServer, service: str, name: str) -> ScratchDatabase:
    owner, runtime = server.role(f"{service}_owner"), server.role(service)
    return ScratchDatabase(name, server.url(owner, name), server.url(runtime, name), runtime.name)


async def _create(connection: AsyncConnection, name: str, *, source: str, owner: Role) -> None:
    identifiers = (quoted(connection, identifier) for identifier in (name, source, owner.name))
    statement = "CREATE DATABASE {} TEMPLATE {} OWNER {}".format(*identifiers)
    await connection.execute(text(statement))


async def _drop(connection: AsyncConnection, name: str) -> None:
    await connection.execute(text(f"DROP DATABASE IF EXISTS {quoted(connection, name)} WITH (FORCE)"))
