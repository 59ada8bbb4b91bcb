"""Notes and copies.

Revision ID: sample_house_0001
"""

import sqlalchemy as sa
from alembic import op

revision = "sample_house_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the sample's tables."""
    op.create_table(
        "notes",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("board", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=True),
        sa.Column("amount", sa.Numeric(18, 2), nullable=True),
        sa.Column("due_on", sa.Date, nullable=True),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint("board", "number"),
    )
    op.create_table(
        "copies",
        sa.Column("position", sa.Integer, sa.Identity(), primary_key=True),
        sa.Column("word", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Drop the sample's tables."""
    op.drop_table("notes")
    op.drop_table("copies")
