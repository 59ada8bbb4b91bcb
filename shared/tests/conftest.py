"""The sample house booted on a database of its own, and such a database alone."""

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from boardkit.db.engine import create_engine
from boardkit.db.migrate import migrate_async
from boardkit.settings import ProcessSettings
from boardkit.testing.postgres import (
    PostgresServer,
    ScratchDatabase,
    create_database_from_template,
    drop_database,
    template_database,
)
from boardkit.testing.service import RunningService, running_service
from sample_house.main import ALONE, build


@pytest.fixture
async def sample(postgres_server: PostgresServer) -> AsyncIterator[RunningService]:
    """The running sample, without a neighbour."""
    async with running_service(postgres_server, ALONE, ProcessSettings, build) as running:
        yield running


@pytest.fixture
async def database(postgres_server: PostgresServer) -> AsyncIterator[ScratchDatabase]:
    """A database with the sample's tables and no app on it."""

    async def migrate(fresh: ScratchDatabase) -> None:
        await migrate_async(fresh.owner_url, ALONE.package, runtime_role=fresh.runtime_role)

    template = await template_database(postgres_server, ALONE.package, migrate)
    database = await create_database_from_template(postgres_server, ALONE.package, template)
    yield database
    await drop_database(postgres_server, database)


@pytest.fixture
async def engine(database: ScratchDatabase) -> AsyncIterator[AsyncEngine]:
    """The service's own engine on `database`, with room for many writers."""
    engine = create_engine(SecretStr(database.runtime_url), pool_size=20, application_name="test")
    yield engine
    await engine.dispose()


@pytest.fixture
async def owner(database: ScratchDatabase) -> AsyncIterator[AsyncEngine]:
    """The owner of the tables in `database`."""
    engine = create_async_engine(database.owner_url)
    yield engine
    await engine.dispose()
