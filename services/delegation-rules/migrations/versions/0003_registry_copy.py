"""What is copied of the case registry: its boards, cases and meetings.

Revision ID: delegation_rules_0003
"""

import sqlalchemy as sa
from alembic import op

revision = "delegation_rules_0003"
down_revision = "delegation_rules_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the copies, empty: the registry's changes fill them."""
    op.create_table(
        "known_boards",
        sa.Column("slug", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
    )
    op.create_table(
        "known_cases",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("board", sa.Text, nullable=False),
        sa.Column("diary_number", sa.Text, nullable=False),
        sa.Column("number_key", sa.Text, nullable=False),
        sa.Column("case_type", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index("known_cases_by_number", "known_cases", ["board", "number_key"])
    op.create_table(
        "known_meetings",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("board", sa.Text, nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
    )
    op.create_index("known_meetings_by_day", "known_meetings", ["board", "held_on"])


def downgrade() -> None:
    """Drop what `upgrade` created."""
    op.drop_table("known_meetings")
    op.drop_table("known_cases")
    op.drop_table("known_boards")
