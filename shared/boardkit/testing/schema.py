"""Whether the tables that a service's code describes are the tables that its migrations make."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData
from sqlalchemy.ext.asyncio import create_async_engine

from boardkit.db.tables import metadata as mechanisms
from boardkit.testing.service import RunningService

_VERSION_TABLES = frozenset({"alembic_version", "boardkit_version"})


async def schema_differences(service: RunningService, metadata: MetaData) -> list[object]:
    """What would have to change in the migrated database of `service` for it to be as `metadata` describes it.

    The tables of boardkit's mechanisms, which every service has, are left out.
    """
    engine = create_async_engine(service.database.owner_url)
    async with engine.connect() as connection:
        differences = await connection.run_sync(_differences, metadata)
    await engine.dispose()
    return differences


def _differences(connection: Connection, metadata: MetaData) -> list[object]:
    def is_of_the_service(name: str | None, kind: str, _: object) -> bool:
        return kind != "table" or (name not in mechanisms.tables and name not in _VERSION_TABLES)

    options = {"include_name": is_of_the_service, "compare_type": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))
