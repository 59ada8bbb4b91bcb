"""The audit chain: who changed what, when and why, each entry sealed by the hash of the one before.

One chain per board. An entry's hash covers the previous hash, its number and its exact text, and the first
one starts from the board's name, so a changed, removed, swapped or moved entry breaks the chain. The head
row says how long the chain is, so a truncated one is found too. Entries are appended by a database function
that runs as the owner of the tables: the service's own role can neither write them directly, change nor
delete them.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import RowMapping, bindparam, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Text

from boardkit.db.tables import audit_entries, audit_heads

#: The chain of changes that belong to the whole installation rather than to one board.
INSTALLATION = "*"

_APPEND = text("SELECT append_audit_entries(:board, :entries)").bindparams(
    bindparam("entries", type_=ARRAY(Text()))
)


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
    """Read the chain of `board` and say where, if anywhere, it is broken."""
    head = (
        (await connection.execute(select(audit_heads).where(audit_heads.c.board == board))).mappings().first()
    )
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
    return _compare_with_head(board, count, previous, head)


def _fault(row: RowMapping, expected_seq: int, previous: bytes) -> str | None:
    if row["seq"] != expected_seq:
        return "an entry is missing"
    if row["hash"] != seal(previous, expected_seq, str(row["entry"])):
        return "an entry does not match its seal"
    return None


def _compare_with_head(
    board: str, count: int, last_hash: bytes, head: RowMapping | None
) -> Verification:
    if head is None and count == 0:
        return Verification(board, 0, None, None)
    if head is None or head["seq"] != count or head["hash"] != last_hash:
        return Verification(board, count, count + 1, "the chain is shorter or longer than its head says")
    return Verification(board, count, None, None)
