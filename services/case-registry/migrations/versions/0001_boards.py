"""Boards.

Revision ID: case_registry_0001
"""

import sqlalchemy as sa
from alembic import op

revision = "case_registry_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of boards."""
    op.create_table(
        "boards",
        sa.Column("slug", sa.Text, primary_key=True),
        sa.Column("id", sa.Uuid, nullable=False, unique=True),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("administration", sa.Text, nullable=False),
        sa.Column("aliases", sa.ARRAY(sa.Text), nullable=False, server_default="{}"),
        sa.Column("diary_prefix", sa.Text, nullable=True),
        sa.Column("diary_padding", sa.SmallInteger, nullable=False, server_default="0"),
        sa.Column("taken_over_year", sa.SmallInteger, nullable=True),
        sa.Column("taken_over_last_serial", sa.Integer, nullable=True),
        sa.Column("opened_on", sa.Date, nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )


def downgrade() -> None:
    """Drop the table of boards."""
    op.drop_table("boards")
