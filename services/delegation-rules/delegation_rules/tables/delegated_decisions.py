"""Decisions taken under delegation (delegationsbeslut), with the answer that the order in force gave to each.

What the order said stays with the decision, so that neither a later order nor a later assignment rewrites it; so
does what was seen of splitting when it was registered. A person is an id only; names lie in the register of persons.
The limit is wider than an amount: so many times a monthly rent may be more than anybody decides.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from boardkit.db.columns import id_column, registered_at_column, version_column
from delegation_rules.tables.schema import metadata

delegated_decisions = Table(
    "delegated_decisions",
    metadata,
    id_column(),
    version_column(),
    Column("board", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("diary_number", Text, nullable=False),
    Column("case_id", Uuid, nullable=True),
    Column("order_id", Uuid, ForeignKey("delegation_orders.id"), nullable=False),
    Column("order_version", Integer, nullable=False),
    Column("rule", Text, nullable=False),
    Column("mandate", Text, nullable=False),
    Column("matter", Text, nullable=False),
    Column("person", Uuid, nullable=True),
    Column("position", Text, nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("amount", Numeric(18, 2), nullable=True),
    Column("months", Integer, nullable=True),
    Column("purpose", Text, nullable=True),
    Column("monthly_rent", Numeric(18, 2), nullable=True),
    Column("circumstances", JSONB, nullable=False),
    Column("subject", Text, nullable=True),
    Column("supplier", Text, nullable=True),
    # The supplier as `domain.splitting` tells suppliers apart, for finding its other purchases at once.
    Column("supplier_key", Text, nullable=True),
    Column("unit", Text, nullable=True),
    Column("outcome", Text, nullable=False),
    Column("attachments", JSONB, nullable=False),
    Column("status", Text, nullable=False),
    Column("void_reason", Text, nullable=True),
    Column("allowed", Boolean, nullable=False),
    Column("tier_number", Integer, nullable=True),
    Column("limit_kronor", Numeric(32, 2), nullable=True),
    Column("reasons", JSONB, nullable=False),
    Column("act", Text, nullable=True),
    Column("report_to_board", Boolean, nullable=True),
    Column("announce", Boolean, nullable=True),
    Column("report_to_head", Boolean, nullable=False),
    Column("sub_delegation", Uuid, nullable=True),
    Column("splitting_flags", JSONB, nullable=False, server_default="[]"),
    Column("filing", Text, nullable=False),
    Column("filed_document_id", Uuid, nullable=True),
    Column("registered_by", Text, nullable=False),
    Column("registered_on", Date, nullable=False),
    registered_at_column(),
    UniqueConstraint("board", "year", "number"),
    ForeignKeyConstraint(["board", "person"], ["persons.board", "persons.id"]),
    ForeignKeyConstraint(["board", "position"], ["positions.board", "positions.slug"]),
    ForeignKeyConstraint(["order_id", "rule"], ["rules.order_id", "rules.number"]),
)
Index("delegated_decisions_by_day", delegated_decisions.c.board, delegated_decisions.c.decided_on)
Index(
    "delegated_decisions_by_supplier",
    delegated_decisions.c.board,
    delegated_decisions.c.supplier_key,
    delegated_decisions.c.decided_on,
)
Index("delegated_decisions_by_diary_number", delegated_decisions.c.board, delegated_decisions.c.diary_number)
Index("delegated_decisions_by_person", delegated_decisions.c.person)
Index(
    "delegated_decisions_waiting_for_a_case",
    delegated_decisions.c.board,
    postgresql_where=delegated_decisions.c.filing == text("'waiting-for-case'"),
)
