"""A draft can be withdrawn, and an adopted order says which one it replaces.

Revision ID: delegation_rules_0008
"""

import sqlalchemy as sa
from alembic import op

revision = "delegation_rules_0008"
down_revision = "delegation_rules_0007"
branch_labels = None
depends_on = None

_DECIDED = "(status = 'adopted' AND adopted_case_number IS NOT NULL AND adopted_on IS NOT NULL)"
_UNDECIDED = "adopted_case_number IS NULL AND adopted_on IS NULL"


def upgrade() -> None:
    """Let the status be withdrawn, and note what is replaced."""
    op.add_column("delegation_orders", sa.Column("replaces", sa.Uuid, nullable=True))
    op.create_foreign_key(
        "delegation_orders_replaces_fkey", "delegation_orders", "delegation_orders", ["replaces"], ["id"]
    )
    op.create_unique_constraint("delegation_orders_replaces_key", "delegation_orders", ["replaces"])
    op.create_check_constraint(
        "replaced_by_an_adopted_order", "delegation_orders", "replaces IS NULL OR status = 'adopted'"
    )
    op.drop_constraint("adopted_by_a_decision", "delegation_orders")
    op.create_check_constraint(
        "adopted_by_a_decision",
        "delegation_orders",
        f"(status IN ('draft', 'withdrawn') AND {_UNDECIDED}) OR {_DECIDED}",
    )


def downgrade() -> None:
    """Back to drafts and adopted orders; a withdrawn draft becomes a draft again."""
    op.execute("UPDATE delegation_orders SET status = 'draft' WHERE status = 'withdrawn'")
    op.drop_constraint("adopted_by_a_decision", "delegation_orders")
    op.create_check_constraint(
        "adopted_by_a_decision", "delegation_orders", f"(status = 'draft' AND {_UNDECIDED}) OR {_DECIDED}"
    )
    op.drop_constraint("replaced_by_an_adopted_order", "delegation_orders")
    op.drop_constraint("delegation_orders_replaces_key", "delegation_orders")
    op.drop_constraint("delegation_orders_replaces_fkey", "delegation_orders")
    op.drop_column("delegation_orders", "replaces")
