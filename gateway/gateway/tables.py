"""The schema of the gateway's database; no module outside the gateway knows it."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    func,
)

metadata = MetaData()

#: Who may get access tokens. A secret is kept as its SHA-256 only.
clients = Table(
    "clients",
    metadata,
    Column("client_id", Text, primary_key=True),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("secret_hash", LargeBinary, nullable=False),
    Column("scopes", ARRAY(Text), nullable=False),
    Column("boards", ARRAY(Text), nullable=False),
    Column("demonstration", Boolean, nullable=False, server_default="false"),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("revoked_at", DateTime(timezone=True), nullable=True),
)
Index("clients_active_name", clients.c.name, unique=True, postgresql_where=clients.c.revoked_at.is_(None))

#: Calls that were turned away, equal ones of the same second in one row.
denied_calls = Table(
    "denied_calls",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("occurred_at", DateTime(timezone=True), nullable=False),
    Column("client", Text, nullable=True),
    Column("route", Text, nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("calls", Integer, nullable=False),
)
Index("denied_calls_by_time", denied_calls.c.occurred_at)
