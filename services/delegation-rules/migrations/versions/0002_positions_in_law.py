"""What a position is in law, who may hold it together, and when it exists.

Revision ID: delegation_rules_0002
"""

import sqlalchemy as sa
from alembic import op

revision = "delegation_rules_0002"
down_revision = "delegation_rules_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; the positions that are there are employees' and have always been there."""
    op.add_column("positions", sa.Column("kind", sa.Text, nullable=False, server_default="employee"))
    op.add_column("positions", sa.Column("several_holders", sa.Boolean, nullable=False, server_default=sa.true()))
    op.add_column("positions", sa.Column("valid_from", sa.Date, nullable=True))
    op.add_column("positions", sa.Column("valid_to", sa.Date, nullable=True))
    op.alter_column("positions", "kind", server_default=None)
    op.alter_column("positions", "several_holders", server_default=None)
    op.create_check_constraint("ends_after_it_begins", "positions", "valid_to >= valid_from")


def downgrade() -> None:
    """Drop what `upgrade` added."""
    for column in ("valid_to", "valid_from", "several_holders", "kind"):
        op.drop_column("positions", column)
