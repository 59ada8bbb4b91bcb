"""The audit chain: who changed what, when and why, each entry sealed by the hash of the one before.

One chain per board. An entry's hash covers the previous hash, its number and its exact text, and the first
one starts from the board's name, so a changed, removed, swapped or moved entry breaks the chain. The head
row says how long the chain is, and the change feed has one row for each entry, so a truncated one is found
too, even when its head was put back or removed with it. Entries are appended by a database function
that runs as the owner of the tables: the service's own role can neither write them directly, change nor
delete them.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import RowMapping, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Text

from boardkit.db.tables import audit_entries, audit_heads, changes

#: The chain of changes that belong to the whole installation rather than to one board.
INSTALLATION = "*"

_APPEND = text("SELECT append_audit_entries(:board, :entries)").bindparams(bindparam("entries", type_=ARRAY(Text())))


@dataclass(frozen=True, slots=True)
class Verification:
    """Outcome of reading a chain from its first entry to its last.

    `broken_at` is the number of the first entry that does not fit, or None for a whole chain.
    """

    board: str
    entries: int
    broken_at: int | None
    reason: str | None

    @property
    def intact(self) -> bool:
        """Whether every entry fits the one before and none is missing."""
        return self.broken_at is None


def genesis(board: str) -> bytes:
    """The hash that the first entry of a board's chain builds on."""
    return hashlib.sha256(f"kansli audit chain {board}".encode()).digest()


def seal(previous: bytes, seq: int, entry: str) -> bytes:
    """The hash of an entry; the database function `append_audit_entries` computes the same."""
    return hashlib.sha256(previous + f"{seq}\n{entry}".encode()).digest()


async def append(connection: AsyncConnection, board: str, entries: Sequence[str]) -> int:
    """Append `entries` to the chain of `board` and return the number of the last one.

    Locks the chain's head until the transaction ends, so do it last.
    """
    last = await connection.execute(_APPEND, {"board": board, "entries": list(entries)})
    return int(last.scalar_one())


async def verify(connection: AsyncConnection, board: str) -> Verification:
    """Read the chain of `board` and say where, if anywhere, it is broken.

    `connection` must not have begun a transaction: chain, head and feed are compared as they stood at one moment,
    whatever is appended meanwhile.
    """
    await connection.execution_options(isolation_level="REPEATABLE READ")
    announced = await connection.scalar(select(func.max(changes.c.seq)).where(changes.c.board == board))
    head = (await connection.execute(select(audit_heads).where(audit_heads.c.board == board))).mappings().first()
    previous, count = genesis(board), 0
    rows = await connection.stream(
        select(audit_entries).where(audit_entries.c.board == board).order_by(audit_entries.c.seq)
    )
    async for row in rows.mappings():
        count += 1
        reason = _fault(row, count, previous)
        if reason is not None:
            return Verification(board, count, count, reason)
        previous = row["hash"]
    reason = _fault_at_end(count, previous, head, announced or 0)
    return Verification(board, count, None if reason is None else count + 1, reason)


def _fault(row: RowMapping, expected_seq: int, previous: bytes) -> str | None:
    if row["seq"] != expected_seq:
        return "an entry is missing"
    if row["hash"] != seal(previous, expected_seq, str(row["entry"])):
        return "an entry does not match its seal"
    return None


def _fault_at_end(count: int, last_hash: bytes, head: RowMapping | None, announced: int) -> str | None:
    is_empty = head is None and count == 0
    if not is_empty and (head is None or head["seq"] != count or head["hash"] != last_hash):
        return "the chain is shorter or longer than its head says"
    if announced > count:
        return "the change feed tells of entries that the chain lacks"
    return None
