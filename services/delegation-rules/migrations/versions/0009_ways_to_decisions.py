"""Find a supplier's purchases, a person's decisions and those that wait for a case without reading the whole register.

Revision ID: delegation_rules_0009
"""

import sqlalchemy as sa
from alembic import op

revision = "delegation_rules_0009"
down_revision = "delegation_rules_0008"
branch_labels = None
depends_on = None

_INDEXES = (
    ("delegated_decisions_by_supplier", ["board", "supplier_key", "decided_on"]),
    ("delegated_decisions_by_diary_number", ["board", "diary_number"]),
    ("delegated_decisions_by_person", ["person"]),
)


def upgrade() -> None:
    """Add the key of the supplier, and the indexes."""
    op.add_column("delegated_decisions", sa.Column("supplier_key", sa.Text, nullable=True))
    op.execute(
        "UPDATE delegated_decisions SET supplier_key = lower(btrim(regexp_replace(supplier, '\\s+', ' ', 'g'))) "
        "WHERE supplier IS NOT NULL"
    )
    op.create_check_constraint(
        "supplier_by_its_key", "delegated_decisions", "(supplier IS NULL) = (supplier_key IS NULL)"
    )
    for name, columns in _INDEXES:
        op.create_index(name, "delegated_decisions", columns)
    op.create_index(
        "delegated_decisions_waiting_for_a_case",
        "delegated_decisions",
        ["board"],
        postgresql_where=sa.text("filing = 'waiting-for-case'"),
    )
    op.create_index("order_imports_by_board", "order_imports", ["board", "id"])


def downgrade() -> None:
    """Take away what `upgrade` added."""
    op.drop_index("order_imports_by_board")
    op.drop_index("delegated_decisions_waiting_for_a_case")
    for name, _ in _INDEXES:
        op.drop_index(name)
    op.drop_constraint("supplier_by_its_key", "delegated_decisions")
    op.drop_column("delegated_decisions", "supplier_key")
