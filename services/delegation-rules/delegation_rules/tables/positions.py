"""The positions (befattningar) of the boards."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, ForeignKeyConstraint, Integer, Table, Text, UniqueConstraint

from boardkit.db.columns import id_column, registered_at_column, version_column
from delegation_rules.tables.schema import metadata

#: One row per board that has positions: the lock that orders changes of its hierarchy, and their number.
position_registers = Table(
    "position_registers",
    metadata,
    Column("board", Text, primary_key=True),
    Column("version", Integer, nullable=False),
)

positions = Table(
    "positions",
    metadata,
    id_column(),
    version_column(),
    Column("board", Text, ForeignKey("position_registers.board"), nullable=False),
    Column("slug", Text, nullable=False),
    Column("title_sv", Text, nullable=False),
    Column("title_sort_key", Text, nullable=False),
    Column("administration", Text, nullable=False),
    Column("superior", Text, nullable=True),
    Column("counts_as", Text, nullable=True),
    Column("kind", Text, nullable=False),
    Column("several_holders", Boolean, nullable=False),
    Column("valid_from", Date, nullable=True),
    Column("valid_to", Date, nullable=True),
    registered_at_column(),
    UniqueConstraint("board", "slug"),
    ForeignKeyConstraint(["board", "superior"], ["positions.board", "positions.slug"]),
    ForeignKeyConstraint(["board", "counts_as"], ["positions.board", "positions.slug"]),
)
