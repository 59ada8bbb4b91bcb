"""The tables that the code describes are the tables that the migrations make."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from boardkit.db.tables import metadata as mechanisms
from boardkit.testing.service import RunningService
from case_registry.tables import metadata

VERSION_TABLES = {"alembic_version", "boardkit_version"}


async def test_the_migrated_database_is_the_one_the_code_describes(service: RunningService) -> None:
    engine = create_async_engine(service.database.owner_url)
    async with engine.connect() as connection:
        differences = await connection.run_sync(_differences)
    await engine.dispose()

    assert differences == []


def _differences(connection: Connection) -> list[object]:
    def is_ours(name: str | None, kind: str, _: object) -> bool:
        return kind != "table" or (name not in mechanisms.tables and name not in VERSION_TABLES)

    options = {"include_name": is_ours, "compare_type": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))
