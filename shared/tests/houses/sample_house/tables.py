"""The sample's schema."""

from sqlalchemy import Column, Date, DateTime, Integer, MetaData, Numeric, Table, Text, UniqueConstraint

from boardkit.db.columns import id_column, version_column

metadata = MetaData()

notes = Table(
    "notes",
    metadata,
    id_column(),
    Column("board", Text, nullable=False),
    version_column(),
    Column("number", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=True),
    Column("amount", Numeric(18, 2), nullable=True),
    Column("due_on", Date, nullable=True),
    Column("remind_at", DateTime(timezone=True), nullable=True),
    UniqueConstraint("board", "number"),
)

#: What a follower or a delivery's handler wrote down.
copies = Table(
    "copies",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("word", Text, nullable=False),
)
