"""Delegation orders (delegationsordningar) and their rules.

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
    Index,
    Integer,
    PrimaryKeyConstraint,
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
from delegation_rules.tables.schema import metadata

_RULE = TypeAdapter(Rule)
_RULES = TypeAdapter(tuple[Rule, ...])
_CHAPTERS = TypeAdapter(tuple[Chapter, ...])


class AsJson(TypeDecorator[Any]):
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


class StoredRule(AsJson):
    """One `Rule`."""

    cache_ok = True
    adapter = _RULE


class StoredRules(AsJson):
    """A tuple of `Rule`."""

    cache_ok = True
    adapter = _RULES


class StoredChapters(AsJson):
    """A tuple of `Chapter`."""

    cache_ok = True
    adapter = _CHAPTERS


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
    Column("replaces", Uuid, ForeignKey("delegation_orders.id"), nullable=True),
    registered_at_column(),
    UniqueConstraint("board", "order_version"),
    UniqueConstraint("replaces"),
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
