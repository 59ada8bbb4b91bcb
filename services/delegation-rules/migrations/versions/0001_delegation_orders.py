"""Positions, price base amounts, delegation orders and their rules.

Revision ID: delegation_rules_0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "delegation_rules_0001"
down_revision = None
branch_labels = None
depends_on = None

# The price base amount (prisbasbelopp) of each year, kronor, with the ordinance that decided it.
PRICE_BASE_AMOUNTS = (
    (2008, 41000, "2007:699"),
    (2009, 42800, "2008:753"),
    (2010, 42400, "2009:924"),
    (2011, 42800, "2010:1132"),
    (2012, 44000, "2011:1015"),
    (2013, 44500, "2012:558"),
    (2014, 44400, "2013:715"),
    (2015, 44500, "2014:1053"),
    (2016, 44300, "2015:536"),
    (2017, 44800, "2016:863"),
    (2018, 45500, "2017:865"),
    (2019, 46500, "2018:1549"),
    (2020, 47300, "2019:572"),
    (2021, 47600, "2020:764"),
    (2022, 48300, "2021:866"),
    (2023, 52500, "2022:1398"),
    (2024, 57300, "2023:532"),
    (2025, 58800, "2024:663"),
    (2026, 59200, "2025:872"),
    (2027, 59600, None),
)


def upgrade() -> None:
    """Create the tables and enter the price base amounts."""
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    _create_positions()
    _create_price_base_amounts()
    _create_orders()


def _create_positions() -> None:
    op.create_table(
        "position_registers",
        sa.Column("board", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "positions",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("board", sa.Text, sa.ForeignKey("position_registers.board"), nullable=False),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("title_sv", sa.Text, nullable=False),
        sa.Column("title_sort_key", sa.Text, nullable=False),
        sa.Column("administration", sa.Text, nullable=False),
        sa.Column("superior", sa.Text, nullable=True),
        sa.Column("counts_as", sa.Text, nullable=True),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.UniqueConstraint("board", "slug"),
        sa.ForeignKeyConstraint(["board", "superior"], ["positions.board", "positions.slug"]),
        sa.ForeignKeyConstraint(["board", "counts_as"], ["positions.board", "positions.slug"]),
    )


def _create_price_base_amounts() -> None:
    table = op.create_table(
        "price_base_amounts",
        sa.Column("year", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("amount", sa.Numeric(18, 2), nullable=False),
        sa.Column("sfs", sa.Text, nullable=True),
        sa.Column("status", sa.Text, nullable=False),
        sa.CheckConstraint("amount > 0", name="amount_is_positive"),
        sa.CheckConstraint(
            "(status = 'decided' AND sfs IS NOT NULL) OR (status = 'calculated' AND sfs IS NULL)",
            name="decided_by_an_ordinance",
        ),
    )
    op.bulk_insert(
        table,
        [
            {"year": year, "amount": amount, "sfs": sfs, "status": "decided" if sfs else "calculated"}
            for year, amount, sfs in PRICE_BASE_AMOUNTS
        ],
    )


def _create_orders() -> None:
    op.create_table(
        "delegation_orders",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("board", sa.Text, nullable=False),
        sa.Column("order_version", sa.Integer, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("in_force_from", sa.Date, nullable=False),
        sa.Column("in_force_to", sa.Date, nullable=True),
        sa.Column("adopted_case_number", sa.Text, nullable=True),
        sa.Column("adopted_on", sa.Date, nullable=True),
        sa.Column("chapters", postgresql.JSONB, nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.UniqueConstraint("board", "order_version"),
        sa.CheckConstraint(
            "(status = 'draft' AND adopted_case_number IS NULL AND adopted_on IS NULL) OR "
            "(status = 'adopted' AND adopted_case_number IS NOT NULL AND adopted_on IS NOT NULL)",
            name="adopted_by_a_decision",
        ),
        sa.CheckConstraint("in_force_to >= in_force_from", name="ends_after_it_begins"),
        postgresql.ExcludeConstraint(
            ("board", "="),
            (sa.text("daterange(in_force_from, in_force_to, '[]')"), "&&"),
            where=sa.text("status = 'adopted'"),
            using="gist",
            name="one_order_in_force",
        ),
    )
    op.create_index("delegation_orders_in_force", "delegation_orders", ["board", "in_force_from"])
    op.create_table(
        "rules",
        sa.Column("order_id", sa.Uuid, sa.ForeignKey("delegation_orders.id"), nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("content", postgresql.JSONB, nullable=False),
        sa.PrimaryKeyConstraint("order_id", "number"),
        sa.UniqueConstraint("order_id", "ordinal"),
    )


def downgrade() -> None:
    """Drop what `upgrade` created, but not the extension, which others may use."""
    for table in ("rules", "delegation_orders", "price_base_amounts", "positions", "position_registers"):
        op.drop_table(table)
