"""Keeps a local copy of what a service often needs from a neighbour, fed by the neighbour's `changes`.

No read of ours then waits for the neighbour; the copy is as old as its last reading, which is kept and can be
shown.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from boardkit.auth.caller import Caller
from boardkit.db.tables import feed_cursors
from boardkit.http.keep_going import keep_going
from boardkit.http.neighbour import Neighbour, NeighbourRefused, NeighbourUnavailable

log = structlog.get_logger("follow")

_PAGE = 200
_IDLE_SECONDS = 1.0
_AFTER_FAILURE_SECONDS = 2.0

#: Applies one change (event, resource, resource_id, board, version, snapshot) to the local copy.
ApplyChange = Callable[[AsyncConnection, Mapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Feed:
    """A neighbour's feed, the scopes needed to read what is wanted of it, and what to do with each change."""

    neighbour: str
    scopes: frozenset[str]
    apply: ApplyChange


class Follower:
    """Reads one neighbour's feed from where it was left."""

    def __init__(self, service: str, engine: AsyncEngine, neighbour: Neighbour, feed: Feed) -> None:
        self._engine = engine
        self._neighbour = neighbour
        self._feed = feed
        self._caller = Caller(
            subject=service,
            kind="service",
            scopes=feed.scopes | {"changes:read"},
            boards=frozenset({"*"}),
        )

    async def run(self) -> None:
        """Follow until cancelled; an absent neighbour or database is waited for."""
        await keep_going("follower", self._round, after_failure=_AFTER_FAILURE_SECONDS)

    async def _round(self) -> float:
        try:
            caught_up = await self.read_once()
        except (NeighbourUnavailable, NeighbourRefused) as error:
            log.warning("feed not read", neighbour=self._feed.neighbour, error=type(error).__name__)
            return _AFTER_FAILURE_SECONDS
        return _IDLE_SECONDS if caught_up else 0.0

    async def read_once(self) -> bool:
        """Apply the next page of changes; True when there was nothing more to read.

        The changes and the cursor move in one transaction, so each is applied exactly once.
        """
        async with self._engine.connect() as connection:
            cursor = await _cursor(connection, self._feed.neighbour)
        path = f"/{self._feed.neighbour}/v1/changes"
        page = await self._neighbour.read(path, {"after": cursor, "limit": _PAGE}, self._caller)
        async with self._engine.begin() as connection:
            if await _locked_cursor(connection, self._feed.neighbour) != cursor:
                return False
            for change in page["items"]:
                await self._feed.apply(connection, change)
            moved = {"cursor": int(page["_meta"]["next_cursor"])}
            # A page that is full may have more behind it: the copy is fresh only once the feed is read to its end.
            fresh = {"read_at": func.now()} if len(page["items"]) < _PAGE else {}
            this_feed = feed_cursors.c.feed == self._feed.neighbour
            await connection.execute(update(feed_cursors).where(this_feed).values(moved | fresh))
        return not page["items"]


async def copy_read_at(connection: AsyncConnection, neighbour: str) -> datetime | None:
    """When the copy of `neighbour`'s objects was last known to be whole, or None when it has never been."""
    found = await connection.execute(select(feed_cursors.c.read_at).where(feed_cursors.c.feed == neighbour))
    moment = found.scalar_one_or_none()
    assert moment is None or isinstance(moment, datetime)
    return moment


async def _cursor(connection: AsyncConnection, feed: str) -> int:
    found = await connection.scalar(select(feed_cursors.c.cursor).where(feed_cursors.c.feed == feed))
    return 0 if found is None else int(found)


async def _locked_cursor(connection: AsyncConnection, feed: str) -> int:
    # A row that is not there cannot be locked: without it, two followers would both apply the first page.
    first = insert(feed_cursors).values(feed=feed, cursor=0)
    await connection.execute(first.on_conflict_do_nothing())
    cursor = select(feed_cursors.c.cursor).where(feed_cursors.c.feed == feed).with_for_update()
    return int((await connection.execute(cursor)).scalar_one())
