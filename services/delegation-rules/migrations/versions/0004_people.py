"""Who holds which position when, absences, and recorded sub-delegations.

Revision ID: delegation_rules_0004
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "delegation_rules_0004"
down_revision = "delegation_rules_0003"
branch_labels = None
depends_on = None

PERIOD = "daterange(valid_from, valid_to, '[]')"


def upgrade() -> None:
    """Create the tables. Overlaps are refused by exclusion constraints, which need `btree_gist` (0001)."""
    _create_persons()
    _create_assignments()
    _create_absences()
    _create_sub_delegations()


def _create_persons() -> None:
    op.create_table(
        "persons",
        *_key(),
        sa.Column("name", sa.Text, nullable=True),
        sa.Column("name_sort_key", sa.Text, nullable=True),
        sa.Column("erased_on", sa.Date, nullable=True),
        _registered_at(),
        sa.UniqueConstraint("board", "id"),
        sa.CheckConstraint(
            "(erased_on IS NULL) = (name IS NOT NULL) AND (name IS NULL) = (name_sort_key IS NULL)",
            name="erased_or_named",
        ),
    )


def _create_assignments() -> None:
    op.create_table(
        "assignments",
        *_key(),
        sa.Column("person", sa.Uuid, nullable=False),
        sa.Column("position", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("exclusive", sa.Boolean, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date, nullable=True),
        _registered_at(),
        sa.ForeignKeyConstraint(["board", "person"], ["persons.board", "persons.id"]),
        sa.ForeignKeyConstraint(["board", "position"], ["positions.board", "positions.slug"]),
        sa.CheckConstraint("kind IN ('ordinary', 'acting', 'substitute')", name="known_kind"),
        sa.CheckConstraint("valid_to >= valid_from", name="assignment_ends_after_it_begins"),
        postgresql.ExcludeConstraint(
            ("person", "="),
            ("position", "="),
            (sa.text(PERIOD), "&&"),
            using="gist",
            name="once_on_a_position",
        ),
        postgresql.ExcludeConstraint(
            ("board", "="),
            ("position", "="),
            ("kind", "="),
            (sa.text(PERIOD), "&&"),
            where=sa.text("exclusive AND kind <> 'substitute'"),
            using="gist",
            name="one_holder_at_a_time",
        ),
    )
    op.create_index("assignments_of_board", "assignments", ["board", "position"])


def _create_absences() -> None:
    op.create_table(
        "absences",
        *_key(),
        sa.Column("person", sa.Uuid, nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=True),
        _registered_at(),
        sa.ForeignKeyConstraint(["board", "person"], ["persons.board", "persons.id"]),
        sa.CheckConstraint("last_day >= first_day", name="absence_ends_after_it_begins"),
        postgresql.ExcludeConstraint(
            ("person", "="),
            (sa.text("daterange(first_day, last_day, '[]')"), "&&"),
            using="gist",
            name="away_once_at_a_time",
        ),
    )
    op.create_index("absences_of_board", "absences", ["board"])


def _create_sub_delegations() -> None:
    op.create_table(
        "sub_delegations",
        *_key(),
        sa.Column("order_id", sa.Uuid, sa.ForeignKey("delegation_orders.id"), nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("giver", sa.Text, nullable=False),
        sa.Column("receiver", sa.Text, nullable=False),
        sa.Column("purposes", postgresql.ARRAY(sa.Text), nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date, nullable=True),
        sa.Column("decided_on", sa.Date, nullable=False),
        sa.Column("decision_reference", sa.Text, nullable=False),
        _registered_at(),
        sa.ForeignKeyConstraint(["order_id", "rule"], ["rules.order_id", "rules.number"]),
        sa.ForeignKeyConstraint(["board", "giver"], ["positions.board", "positions.slug"]),
        sa.ForeignKeyConstraint(["board", "receiver"], ["positions.board", "positions.slug"]),
        sa.CheckConstraint("valid_to >= valid_from", name="sub_delegation_ends_after_it_begins"),
        sa.CheckConstraint("decided_on <= valid_from", name="decided_before_it_holds"),
        sa.CheckConstraint("giver <> receiver", name="given_to_another"),
        postgresql.ExcludeConstraint(
            ("order_id", "="),
            ("rule", "="),
            ("receiver", "="),
            (sa.text(PERIOD), "&&"),
            using="gist",
            name="given_once_at_a_time",
        ),
    )
    op.create_index("sub_delegations_of_board", "sub_delegations", ["board"])


def _key() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("board", sa.Text, nullable=False),
    )


def _registered_at() -> sa.Column[object]:
    return sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now())


def downgrade() -> None:
    """Drop what `upgrade` created."""
    for table in ("sub_delegations", "absences", "assignments", "persons"):
        op.drop_table(table)
