"""Bring a service's database to the version its code expects, and say whether it is there.

`migrate` is run by the role that owns the tables; afterwards the runtime role gets what it needs and no
more: it may read the audit chain and append to it through its function, never write it.
"""

import asyncio
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, column, select, table, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

_ENVIRONMENT = Path(str(files("boardkit.db") / "migrations"))

# One migration at a time per database, also when several copies of a service start together.
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('boardkit.migrate'))")

_GRANTS = """
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role};
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON audit_entries, audit_heads FROM {role};
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON boardkit_version, alembic_version FROM {role};
REVOKE EXECUTE ON FUNCTION append_audit_entries FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_audit_entries TO {role};
"""


@dataclass(frozen=True, slots=True)
class MigrationSet:
    """A folder of migration scripts and the table that remembers how far they have run."""

    versions: Path
    version_table: str

    def config(self, connection: Connection | None = None) -> Config:
        """Alembic's configuration for this set, run on `connection`."""
        config = Config()
        config.set_main_option("script_location", str(_ENVIRONMENT).replace("%", "%%"))
        config.set_main_option("path_separator", "newline")
        config.set_main_option("version_locations", str(self.versions).replace("%", "%%"))
        config.attributes["connection"] = connection
        config.attributes["version_table"] = self.version_table
        return config

    @property
    def head(self) -> str:
        """The newest revision in the folder."""
        return _newest_revision(self)


# Reading it runs every script in the folder, which do not change under a running service.
@cache
def _newest_revision(migrations: MigrationSet) -> str:
    head = ScriptDirectory.from_config(migrations.config()).get_current_head()
    if head is None:
        raise RuntimeError(f"no migrations in {migrations.versions.name}")
    return head


MECHANISMS = MigrationSet(versions=_ENVIRONMENT / "versions", version_table="boardkit_version")


def house_migrations(package: str) -> MigrationSet:
    """The migrations of a service: inside its package when installed from a wheel, beside it in a checkout."""
    inside = Path(str(files(package) / "migrations" / "versions"))
    beside = Path(str(files(package))).parent / "migrations" / "versions"
    return MigrationSet(inside if inside.is_dir() else beside, version_table="alembic_version")


def migrate(owner_url: str, package: str, *, runtime_role: str) -> None:
    """Upgrade the database behind `owner_url` to the heads of boardkit and `package`. Safe to repeat."""
    asyncio.run(migrate_async(owner_url, package, runtime_role=runtime_role))


async def migrate_async(owner_url: str, package: str, *, runtime_role: str) -> None:
    """As `migrate`, inside a running event loop."""
    engine = create_async_engine(make_url(owner_url), poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.execute(_ONE_AT_A_TIME)
            for migrations in (MECHANISMS, house_migrations(package)):
                await connection.run_sync(_upgrade, migrations)
            quoted = engine.dialect.identifier_preparer.quote(runtime_role)
            for statement in _GRANTS.format(role=quoted).strip().split(";"):
                if statement.strip():
                    await connection.execute(text(statement))
    finally:
        await engine.dispose()


def _upgrade(connection: Connection, migrations: MigrationSet) -> None:
    command.upgrade(migrations.config(connection), "head")


async def is_migrated(connection: AsyncConnection, package: str) -> bool:
    """Whether the database stands exactly at the heads that this code expects."""
    for migrations in (MECHANISMS, house_migrations(package)):
        version = table(migrations.version_table, column("version_num"))
        found = await connection.execute(select(version.c.version_num))
        if found.scalars().all() != [migrations.head]:
            return False
    return True
