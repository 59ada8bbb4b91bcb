"""Referrals, their recipients and replies, and the copies of the registry's boards and meetings.

Revision ID: referral_tracking_0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "referral_tracking_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _create_referrals()
    _create_recipients()
    _create_replies()
    _create_copies()


def _create_referrals() -> None:
    op.create_table(
        "referrals",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("board", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("remittent", sa.Text, nullable=False),
        sa.Column("remittent_diary_number", sa.Text, nullable=True),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("reply_by", sa.Date, nullable=False),
        sa.Column("reply_by_exceptions", JSONB, nullable=False),
        sa.Column("own_reply_by", sa.Date, nullable=False),
        sa.Column("taken_over_number", sa.Text, nullable=True),
        sa.Column("taken_over_year", sa.SmallInteger, nullable=True),
        sa.Column("taken_over_serial", sa.Integer, nullable=True),
        sa.Column("case_id", sa.Uuid, nullable=True),
        sa.Column("diary_number", sa.Text, nullable=True),
        sa.Column("answered_on", sa.Date, nullable=True),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("referrals_by_deadline", "referrals", ["board", "own_reply_by", "id"])
    op.create_index(
        "referrals_taken_over",
        "referrals",
        ["board", "taken_over_year", "taken_over_serial"],
        unique=True,
        postgresql_where=sa.text("taken_over_serial IS NOT NULL"),
    )


def _create_recipients() -> None:
    op.create_table(
        "recipients",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("referrals.id"), nullable=False),
        sa.Column("board", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("as_printed", sa.Text, nullable=False),
        sa.Column("reply_by", sa.Date, nullable=False),
        sa.Column("how", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=True),
        sa.Column("body_name", sa.Text, nullable=True),
        sa.Column("body_kind", sa.Text, nullable=True),
        sa.Column("distance", sa.SmallInteger, nullable=False),
        sa.Column("candidates", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("duplicate_of", sa.SmallInteger, nullable=True),
        sa.UniqueConstraint("referral_id", "position"),
    )


def _create_replies() -> None:
    op.create_table(
        "replies",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("referrals.id"), nullable=False, unique=True),
        sa.Column("board", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("sent_on", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )
    op.create_index("replies_by_board", "replies", ["board", "id"])


def _create_copies() -> None:
    op.create_table(
        "known_boards",
        sa.Column("slug", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("aliases", sa.ARRAY(sa.Text), nullable=False),
    )
    op.create_table(
        "known_meetings",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("board", sa.Text, nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
    )
    op.create_index("known_meetings_by_day", "known_meetings", ["board", "held_on"])


def downgrade() -> None:
    """Drop the tables."""
    for table in ("known_meetings", "known_boards", "replies", "recipients", "referrals"):
        op.drop_table(table)
