"""What the boards are told of delegated decisions, and what is announced instead.

Revision ID: delegation_rules_0007
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "delegation_rules_0007"
down_revision = "delegation_rules_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _create_board_reports()
    _create_announcements()


def _create_board_reports() -> None:
    op.create_table(
        "board_reports",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("board", sa.Text, nullable=False),
        sa.Column("meeting_id", sa.Uuid, nullable=False),
        sa.Column("meeting_held_on", sa.Date, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("placement", sa.Text, nullable=False),
        sa.Column("agenda_item_id", sa.Uuid, nullable=True),
        sa.Column("agenda_number", sa.Integer, nullable=True),
        sa.Column("paragraph", sa.Integer, nullable=True),
        sa.Column("reported_on", sa.Date, nullable=True),
        sa.Column("left_to_settle", sa.Integer, nullable=False),
        sa.Column("drawn_up_on", sa.Date, nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.CheckConstraint(
            "(status = 'reported') = (paragraph IS NOT NULL) AND (status = 'reported') = (reported_on IS NOT NULL)",
            name="reported_under_a_paragraph",
        ),
        sa.CheckConstraint("(placement = 'placed') = (agenda_item_id IS NOT NULL)", name="placed_as_an_item"),
    )
    op.create_index("board_reports_by_board", "board_reports", ["board", "id"])
    op.create_table(
        "board_report_items",
        sa.Column("report_id", sa.Uuid, sa.ForeignKey("board_reports.id"), nullable=False),
        sa.Column("decision_id", sa.Uuid, sa.ForeignKey("delegated_decisions.id"), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("report_id", "decision_id"),
        sa.UniqueConstraint("report_id", "ordinal"),
    )
    op.create_index(
        "on_one_report_at_most",
        "board_report_items",
        ["decision_id"],
        unique=True,
        postgresql_where=sa.text("NOT withdrawn"),
    )


def _create_announcements() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("board", sa.Text, nullable=False),
        sa.Column("minuted_on", sa.Date, nullable=False),
        sa.Column("announced_on", sa.Date, nullable=False),
        sa.Column("minutes_kept_at", sa.Text, nullable=False),
        sa.Column("announce_by", sa.Date, nullable=False),
        sa.Column("announced_late", sa.Boolean, nullable=False),
        sa.Column("last_appeal_day", sa.Date, nullable=False),
        sa.Column("legal_force_on", sa.Date, nullable=False),
        sa.Column("take_down_earliest", sa.Date, nullable=False),
        sa.Column("reasons", postgresql.JSONB, nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.CheckConstraint("announced_on >= minuted_on", name="announced_when_minuted"),
    )
    op.create_index("announcements_by_board", "announcements", ["board", "id"])
    op.create_table(
        "announced_decisions",
        sa.Column("decision_id", sa.Uuid, sa.ForeignKey("delegated_decisions.id"), primary_key=True),
        sa.Column("announcement_id", sa.Uuid, sa.ForeignKey("announcements.id"), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.UniqueConstraint("announcement_id", "ordinal"),
    )


def downgrade() -> None:
    """Drop what `upgrade` created."""
    for table in ("announced_decisions", "announcements", "board_report_items", "board_reports"):
        op.drop_table(table)
