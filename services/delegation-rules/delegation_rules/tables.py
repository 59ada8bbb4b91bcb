"""The schema of delegation rules; no module outside this service knows it.

What an order says is stored rule by rule in the shape of `domain.orders.Rule`. Orders are kept for ever, so a
change of that shape needs a migration of the stored rules.
"""

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    Column,
    Date,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint
from sqlalchemy.types import TypeDecorator

from boardkit.db.columns import id_column, registered_at_column, version_column
from delegation_rules.domain.orders import Chapter, Rule

_RULE = TypeAdapter(Rule)
_RULES = TypeAdapter(tuple[Rule, ...])
_CHAPTERS = TypeAdapter(tuple[Chapter, ...])


class _AsJson(TypeDecorator[Any]):
    """A domain value kept as JSON; the subclasses say which."""

    impl = JSONB
    adapter: TypeAdapter[Any]

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """The value as PostgreSQL gets it."""
        del dialect
        return self.adapter.dump_python(value, mode="json")

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """The value as the domain knows it."""
        del dialect
        return self.adapter.validate_python(value, strict=False)


class StoredRule(_AsJson):
    """One `Rule`."""

    cache_ok = True
    adapter = _RULE


class StoredRules(_AsJson):
    """A tuple of `Rule`."""

    cache_ok = True
    adapter = _RULES


class StoredChapters(_AsJson):
    """A tuple of `Chapter`."""

    cache_ok = True
    adapter = _CHAPTERS


metadata = MetaData()

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
    registered_at_column(),
    UniqueConstraint("board", "slug"),
    ForeignKeyConstraint(["board", "superior"], ["positions.board", "positions.slug"]),
    ForeignKeyConstraint(["board", "counts_as"], ["positions.board", "positions.slug"]),
)

price_base_amounts = Table(
    "price_base_amounts",
    metadata,
    Column("year", SmallInteger, primary_key=True, autoincrement=False),
    version_column(),
    Column("amount", Numeric(18, 2), nullable=False),
    Column("sfs", Text, nullable=True),
    Column("status", Text, nullable=False),
)

delegation_orders = Table(
    "delegation_orders",
    metadata,
    id_column(),
    version_column(),
    Column("board", Text, nullable=False),
    Column("order_version", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("in_force_from", Date, nullable=False),
    Column("in_force_to", Date, nullable=True),
    Column("adopted_case_number", Text, nullable=True),
    Column("adopted_on", Date, nullable=True),
    Column("chapters", StoredChapters, nullable=False),
    registered_at_column(),
    UniqueConstraint("board", "order_version"),
    ExcludeConstraint(
        ("board", "="),
        (text("daterange(in_force_from, in_force_to, '[]')"), "&&"),
        where=text("status = 'adopted'"),
        using="gist",
        name="one_order_in_force",
    ),
)
Index("delegation_orders_in_force", delegation_orders.c.board, delegation_orders.c.in_force_from)

rules = Table(
    "rules",
    metadata,
    Column("order_id", Uuid, ForeignKey("delegation_orders.id"), nullable=False),
    Column("number", Text, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("content", StoredRule, nullable=False),
    PrimaryKeyConstraint("order_id", "number"),
    UniqueConstraint("order_id", "ordinal"),
)
