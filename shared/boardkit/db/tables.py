"""The tables behind boardkit's mechanisms, the same in every service's database.

They live in a MetaData of their own and are migrated by boardkit's own migrations
(`boardkit.db.migrations`), so that a mechanism can change without touching four houses.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData()

#: Gap-free numbers: one row per series and year, locked by the transaction that takes the next number.
counters = Table(
    "counters",
    metadata,
    Column("series", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("value", BigInteger, nullable=False),
    PrimaryKeyConstraint("series", "year"),
)

#: First answers to creates, so that a replayed Idempotency-Key has one effect and one answer.
idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("caller", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("headers", JSONB, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    PrimaryKeyConstraint("caller", "key"),
)

#: Messages to neighbours, written in the transaction that caused them.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("position", BigInteger, Identity(always=True), nullable=False, unique=True),
    Column("neighbour", Text, nullable=False),
    Column("ordering_key", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("body", JSONB, nullable=False),
    Column("context", JSONB, nullable=False),
    Column("acting_caller", JSONB, nullable=False),
    Column("traceparent", Text, nullable=True),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_attempt_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("delivered_at", DateTime(timezone=True), nullable=True),
    Column("last_failure", Text, nullable=True),
)
Index(
    "outbox_undelivered",
    outbox.c.neighbour,
    outbox.c.ordering_key,
    outbox.c.position,
    postgresql_where=outbox.c.delivered_at.is_(None),
)

#: The audit chain: appended to only through `append_audit_entries`, never updated or deleted.
audit_entries = Table(
    "audit_entries",
    metadata,
    Column("board", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("entry", Text, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("board", "seq"),
)

#: Where each board's chain ends; its row is the lock that orders the board's changes.
audit_heads = Table(
    "audit_heads",
    metadata,
    Column("board", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)

#: The change feed. `position` is given by the reader that first sees the committed row (see changes.py).
changes = Table(
    "changes",
    metadata,
    Column("board", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=True, unique=True),
    Column("event", Text, nullable=False),
    Column("resource", Text, nullable=False),
    Column("resource_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("scope", Text, nullable=False),
    Column("occurred_at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    Column("snapshot", JSONB, nullable=True),
    PrimaryKeyConstraint("board", "seq"),
)
Index("changes_unsequenced", changes.c.board, changes.c.seq, postgresql_where=changes.c.position.is_(None))

#: How far this service has read each neighbour's feed.
feed_cursors = Table(
    "feed_cursors",
    metadata,
    Column("feed", Text, primary_key=True),
    Column("cursor", BigInteger, nullable=False),
    Column("read_at", DateTime(timezone=True), nullable=True),
)
