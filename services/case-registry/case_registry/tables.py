"""The schema of the registry; no module outside this service knows it."""

from sqlalchemy import ARRAY, Column, Date, DateTime, Integer, MetaData, SmallInteger, Table, Text, Uuid, func

metadata = MetaData()

boards = Table(
    "boards",
    metadata,
    Column("slug", Text, primary_key=True),
    Column("id", Uuid, nullable=False, unique=True),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("name", Text, nullable=False),
    Column("administration", Text, nullable=False),
    Column("aliases", ARRAY(Text), nullable=False, server_default="{}"),
    Column("diary_prefix", Text, nullable=True),
    Column("diary_padding", SmallInteger, nullable=False, server_default="0"),
    Column("taken_over_year", SmallInteger, nullable=True),
    Column("taken_over_last_serial", Integer, nullable=True),
    Column("opened_on", Date, nullable=False),
    Column("registered_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)
