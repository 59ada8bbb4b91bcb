"""Accounting areas and follow-ups.

Revision ID: financial_follow_up_0001
"""

import sqlalchemy as sa
from alembic import op

revision = "financial_follow_up_0001"
down_revision = None
branch_labels = None
depends_on = None

_KRONOR = sa.Numeric(18, 2)
_PERCENT = sa.Numeric(6, 1)


def upgrade() -> None:
    """Create the tables of areas, follow-ups and their figures."""
    op.create_table(
        "areas",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("board", sa.Text, nullable=False),
        sa.Column("year", sa.SmallInteger, nullable=False),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("parent", sa.Text, nullable=True),
        sa.Column("sort_order", sa.Integer, nullable=False),
        sa.Column("continues", sa.Text, nullable=True),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.UniqueConstraint("board", "year", "slug"),
        sa.ForeignKeyConstraint(["board", "year", "parent"], ["areas.board", "areas.year", "areas.slug"]),
    )
    op.create_table(
        "follow_ups",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("board", sa.Text, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("edition", sa.Integer, nullable=False, server_default="1"),
        sa.Column("taken_over_number", sa.Text, nullable=True),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.UniqueConstraint("board", "period"),
    )
    op.create_table(
        "filed_cases",
        sa.Column("follow_up_id", sa.Uuid, sa.ForeignKey("follow_ups.id"), primary_key=True),
        sa.Column("case_id", sa.Uuid, nullable=False),
        sa.Column("diary_number", sa.Text, nullable=False),
        sa.Column("filed_on", sa.Date, nullable=False),
    )
    op.create_table(
        "follow_up_editions",
        sa.Column("follow_up_id", sa.Uuid, sa.ForeignKey("follow_ups.id"), nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("preliminary", sa.Boolean, nullable=False),
        sa.Column("rounded_to", _KRONOR, nullable=True),
        sa.Column("outcome_to_date", _KRONOR, nullable=True),
        sa.Column("stated_share_percent", _PERCENT, nullable=True),
        sa.Column("stated_guide_percent", _PERCENT, nullable=True),
        sa.Column("correction_reason", sa.Text, nullable=True),
        sa.Column("recorded_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("follow_up_id", "edition"),
    )
    _create_figure_tables()


def _create_figure_tables() -> None:
    op.create_table(
        "area_figures",
        sa.Column("follow_up_id", sa.Uuid, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("place", sa.SmallInteger, nullable=False),
        sa.Column("area", sa.Text, nullable=True),
        sa.Column("adjusted_budget", _KRONOR, nullable=True),
        sa.Column("forecast", _KRONOR, nullable=True),
        sa.Column("deviation", _KRONOR, nullable=True),
        sa.Column("prior_year_result", _KRONOR, nullable=True),
        sa.Column("inapplicable_figures", sa.ARRAY(sa.Text), nullable=False),
        sa.PrimaryKeyConstraint("follow_up_id", "edition", "place"),
        sa.ForeignKeyConstraint(
            ["follow_up_id", "edition"], ["follow_up_editions.follow_up_id", "follow_up_editions.edition"]
        ),
    )
    op.create_table(
        "specification_rows",
        sa.Column("follow_up_id", sa.Uuid, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("place", sa.SmallInteger, nullable=False),
        sa.Column("area", sa.Text, nullable=True),
        sa.Column("text", sa.Text, nullable=True),
        sa.Column("kind", sa.Text, nullable=True),
        sa.Column("status", sa.Text, nullable=True),
        sa.Column("costs", _KRONOR, nullable=True),
        sa.Column("income", _KRONOR, nullable=True),
        sa.Column("depreciation", _KRONOR, nullable=True),
        sa.Column("internal_interest", _KRONOR, nullable=True),
        sa.Column("net", _KRONOR, nullable=True),
        sa.PrimaryKeyConstraint("follow_up_id", "edition", "section", "role", "place"),
        sa.ForeignKeyConstraint(
            ["follow_up_id", "edition"], ["follow_up_editions.follow_up_id", "follow_up_editions.edition"]
        ),
    )


def downgrade() -> None:
    """Drop the tables of areas, follow-ups and their figures."""
    for table in ("specification_rows", "area_figures", "follow_up_editions", "filed_cases", "follow_ups", "areas"):
        op.drop_table(table)
