"""Decisions taken under delegation.

Revision ID: delegation_rules_0006
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "delegation_rules_0006"
down_revision = "delegation_rules_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the register of delegated decisions."""
    op.create_table(
        "delegated_decisions",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        *_what_was_decided(),
        *_what_the_order_said(),
        *_how_it_is_kept(),
        sa.UniqueConstraint("board", "year", "number"),
        sa.ForeignKeyConstraint(["board", "person"], ["persons.board", "persons.id"]),
        sa.ForeignKeyConstraint(["board", "position"], ["positions.board", "positions.slug"]),
        sa.ForeignKeyConstraint(["order_id", "rule"], ["rules.order_id", "rules.number"]),
        sa.CheckConstraint("amount >= 0 AND monthly_rent >= 0", name="amounts_are_not_negative"),
        sa.CheckConstraint("(status = 'void') = (void_reason IS NOT NULL)", name="void_for_a_reason"),
        sa.CheckConstraint("status = 'void' OR allowed", name="valid_with_authority"),
        sa.CheckConstraint("(filing = 'filed') = (filed_document_id IS NOT NULL)", name="filed_as_a_document"),
        sa.CheckConstraint("filing NOT IN ('waiting', 'filed') OR case_id IS NOT NULL", name="filed_in_a_case"),
        sa.CheckConstraint("decided_on <= registered_on", name="registered_once_decided"),
    )
    op.create_index("delegated_decisions_by_day", "delegated_decisions", ["board", "decided_on"])


def _what_was_decided() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("board", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("diary_number", sa.Text, nullable=False),
        sa.Column("case_id", sa.Uuid, nullable=True),
        sa.Column("order_id", sa.Uuid, sa.ForeignKey("delegation_orders.id"), nullable=False),
        sa.Column("order_version", sa.Integer, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("mandate", sa.Text, nullable=False),
        sa.Column("matter", sa.Text, nullable=False),
        sa.Column("person", sa.Uuid, nullable=True),
        sa.Column("position", sa.Text, nullable=False),
        sa.Column("decided_on", sa.Date, nullable=False),
        sa.Column("amount", sa.Numeric(18, 2), nullable=True),
        sa.Column("months", sa.Integer, nullable=True),
        sa.Column("purpose", sa.Text, nullable=True),
        sa.Column("monthly_rent", sa.Numeric(18, 2), nullable=True),
        sa.Column("circumstances", JSONB, nullable=False),
        sa.Column("subject", sa.Text, nullable=True),
        sa.Column("supplier", sa.Text, nullable=True),
        sa.Column("unit", sa.Text, nullable=True),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("attachments", JSONB, nullable=False),
    )


def _what_the_order_said() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("void_reason", sa.Text, nullable=True),
        sa.Column("allowed", sa.Boolean, nullable=False),
        sa.Column("tier_number", sa.Integer, nullable=True),
        sa.Column("limit_kronor", sa.Numeric(32, 2), nullable=True),
        sa.Column("reasons", JSONB, nullable=False),
        sa.Column("act", sa.Text, nullable=True),
        sa.Column("report_to_board", sa.Boolean, nullable=True),
        sa.Column("announce", sa.Boolean, nullable=True),
        sa.Column("report_to_head", sa.Boolean, nullable=False),
        sa.Column("sub_delegation", sa.Uuid, nullable=True),
        sa.Column("splitting_flags", JSONB, nullable=False, server_default="[]"),
    )


def _how_it_is_kept() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("filing", sa.Text, nullable=False),
        sa.Column("filed_document_id", sa.Uuid, nullable=True),
        sa.Column("registered_by", sa.Text, nullable=False),
        sa.Column("registered_on", sa.Date, nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )


def downgrade() -> None:
    """Drop what `upgrade` created."""
    op.drop_table("delegated_decisions")
