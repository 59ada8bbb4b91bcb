"""Delegation orders read from documents, with what was doubtful and how it was settled.

Revision ID: delegation_rules_0005
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "delegation_rules_0005"
down_revision = "delegation_rules_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of imports."""
    op.create_table(
        "order_imports",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("board", sa.Text, nullable=False),
        sa.Column("filename", sa.Text, nullable=True),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=True),
        sa.Column("chapters", postgresql.JSONB, nullable=False),
        sa.Column("lines", postgresql.JSONB, nullable=False),
        sa.Column("doubtful_lines", sa.Integer, nullable=False),
        sa.Column("notes", postgresql.JSONB, nullable=False),
        sa.Column("missing_numbers", postgresql.ARRAY(sa.Text), nullable=False),
        sa.Column("order_id", sa.Uuid, sa.ForeignKey("delegation_orders.id"), nullable=True),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.CheckConstraint("order_id IS NULL OR doubtful_lines = 0", name="a_draft_has_no_doubts"),
    )


def downgrade() -> None:
    """Drop what `upgrade` created."""
    op.drop_table("order_imports")
