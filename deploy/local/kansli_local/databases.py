"""The databases of the suite: made, and looked at whether they are at the newest version."""

from collections.abc import Iterable, Mapping

from sqlalchemy.exc import DBAPIError

from boardkit.db.embedded import EmbeddedPostgres
from boardkit.db.migrate import is_migrated
from boardkit.db.provision import Role, administration, ensure_database
from kansli_local.environment import DatabaseUrls
from kansli_local.members import Member


async def ensure_databases(
    server: EmbeddedPostgres, members: Iterable[Member], roles: Mapping[str, tuple[Role, Role]]
) -> dict[str, DatabaseUrls]:
    """A database for each member with its owner and its runtime role; returns how to reach them, by name."""
    urls = {}
    for member in members:
        owner, runtime = roles[member.name]
        await ensure_database(server.admin_url(), member.database, owner=owner, runtime=runtime)
        urls[member.name] = DatabaseUrls(
            owner=server.url(owner.name, owner.password, member.database),
            runtime=server.url(runtime.name, runtime.password, member.database),
        )
    return urls


async def members_to_migrate(members: Iterable[Member], databases: Mapping[str, DatabaseUrls]) -> list[Member]:
    """Those whose database is not known to be at the newest version.

    Looking here takes a moment; starting five processes only to hear that there is nothing to do takes seconds.
    """
    return [member for member in members if not await _is_newest(member, databases[member.name])]


async def _is_newest(member: Member, database: DatabaseUrls) -> bool:
    if member.package is None:
        return False
    async with administration(database.owner) as connection:
        try:
            return await is_migrated(connection, member.package)
        except DBAPIError:  # it has no table of versions yet
            return False
