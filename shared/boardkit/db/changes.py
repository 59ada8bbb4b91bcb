"""The change feed: what was created, changed and removed, in committed order, never missed or repeated.

A plain sequence misses rows: a transaction may take number 7, another take 8 and commit first, and a reader
at 8 never sees 7. Here each row first gets its place in its board's audit chain, whose head is locked until
commit, so within a board the numbers become visible in order. The global `position` is given afterwards, by
the next reader, under an advisory lock, and only to committed rows. So positions appear in order, too, and
the cursor is one integer that survives dump and restore (docs/decisions/0006-change-feed.md).
"""

from sqlalchemy import RowMapping, Select, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from boardkit.auth.caller import Caller
from boardkit.db.tables import changes
from boardkit.db.visibility import one_of, visible_boards

_LOCK_SEQUENCER = text("SELECT pg_advisory_xact_lock(hashtext('boardkit.changes.sequencer'))")
_ANY_UNSEQUENCED = select(changes.c.seq).where(changes.c.position.is_(None)).limit(1)
_GIVE_POSITIONS = text(
    """
    WITH last AS (SELECT coalesce(max(position), 0) AS position FROM changes),
         fresh AS (SELECT board, seq, row_number() OVER (ORDER BY board, seq) AS place
                   FROM changes WHERE position IS NULL)
    UPDATE changes SET position = last.position + fresh.place
    FROM last, fresh WHERE changes.board = fresh.board AND changes.seq = fresh.seq
    """
)


async def lacks_positions(connection: AsyncConnection) -> bool:
    """Whether a committed change has no position yet; a reader then gives it one before it reads."""
    return (await connection.execute(_ANY_UNSEQUENCED)).first() is not None


async def give_positions(connection: AsyncConnection) -> None:
    """Place every committed change that has no position yet. Commit soon after: others wait for the lock."""
    await connection.execute(_LOCK_SEQUENCER)
    await connection.execute(_GIVE_POSITIONS)


def changes_after(caller: Caller, cursor: int, limit: int) -> Select[tuple[RowMapping]]:
    """The next `limit` changes after `cursor` that `caller` may see, in order."""
    return (
        select(changes)
        .where(
            changes.c.position > cursor,
            one_of(changes.c.scope, caller.scopes),
            visible_boards(caller, changes.c.board),
        )
        .order_by(changes.c.position)
        .limit(limit)
    )
