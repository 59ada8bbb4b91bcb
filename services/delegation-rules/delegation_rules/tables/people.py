"""Persons, the positions they hold, their absences, and recorded sub-delegations (vidaredelegering, KL 7:6).

The database itself refuses what must not be: a person twice on a position, two ordinary holders of a position that
has one, overlapping absences and a right given twice to the same position.
"""

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint

from boardkit.db.columns import id_column, registered_at_column, version_column
from delegation_rules.tables.schema import metadata

_PERIOD = "daterange(valid_from, valid_to, '[]')"

#: The name is the only place where a person is more than an id; erasure (radering) empties it.
persons = Table(
    "persons",
    metadata,
    id_column(),
    version_column(),
    Column("board", Text, nullable=False),
    Column("name", Text, nullable=True),
    Column("name_sort_key", Text, nullable=True),
    Column("erased_on", Date, nullable=True),
    registered_at_column(),
    UniqueConstraint("board", "id"),
)

#: `exclusive` says that the position has one holder at a time: a copy, since a constraint sees only its own row.
assignments = Table(
    "assignments",
    metadata,
    id_column(),
    version_column(),
    Column("board", Text, nullable=False),
    Column("person", Uuid, nullable=False),
    Column("position", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("exclusive", Boolean, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=True),
    registered_at_column(),
    ForeignKeyConstraint(["board", "person"], ["persons.board", "persons.id"]),
    ForeignKeyConstraint(["board", "position"], ["positions.board", "positions.slug"]),
    ExcludeConstraint(
        ("person", "="),
        ("position", "="),
        (text(_PERIOD), "&&"),
        using="gist",
        name="once_on_a_position",
    ),
    ExcludeConstraint(
        ("board", "="),
        ("position", "="),
        ("kind", "="),
        (text(_PERIOD), "&&"),
        where=text("exclusive AND kind <> 'substitute'"),
        using="gist",
        name="one_holder_at_a_time",
    ),
)
Index("assignments_of_board", assignments.c.board, assignments.c.position)

absences = Table(
    "absences",
    metadata,
    id_column(),
    version_column(),
    Column("board", Text, nullable=False),
    Column("person", Uuid, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=True),
    registered_at_column(),
    ForeignKeyConstraint(["board", "person"], ["persons.board", "persons.id"]),
    ExcludeConstraint(
        ("person", "="),
        (text("daterange(first_day, last_day, '[]')"), "&&"),
        using="gist",
        name="away_once_at_a_time",
    ),
)
Index("absences_of_board", absences.c.board)

sub_delegations = Table(
    "sub_delegations",
    metadata,
    id_column(),
    version_column(),
    Column("board", Text, nullable=False),
    Column("order_id", Uuid, ForeignKey("delegation_orders.id"), nullable=False),
    Column("rule", Text, nullable=False),
    Column("giver", Text, nullable=False),
    Column("receiver", Text, nullable=False),
    Column("purposes", ARRAY(Text), nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=True),
    Column("decided_on", Date, nullable=False),
    Column("decision_reference", Text, nullable=False),
    registered_at_column(),
    ForeignKeyConstraint(["order_id", "rule"], ["rules.order_id", "rules.number"]),
    ForeignKeyConstraint(["board", "giver"], ["positions.board", "positions.slug"]),
    ForeignKeyConstraint(["board", "receiver"], ["positions.board", "positions.slug"]),
    ExcludeConstraint(
        ("order_id", "="),
        ("rule", "="),
        ("receiver", "="),
        (text(_PERIOD), "&&"),
        using="gist",
        name="given_once_at_a_time",
    ),
)
Index("sub_delegations_of_board", sub_delegations.c.board)
