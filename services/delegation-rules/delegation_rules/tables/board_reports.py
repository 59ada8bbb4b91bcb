"""Reports of delegated decisions to the board (anmälan av delegationsbeslut), and announcements of those not told.

A decision stands on one report and in one announcement at most: the database keeps it so.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from boardkit.db.columns import id_column, registered_at_column, version_column
from delegation_rules.tables.schema import metadata

#: `meeting_held_on` is the day that the registry told when the report was drawn up; until it is reported, the copy
#: of the registry's meetings knows better.
board_reports = Table(
    "board_reports",
    metadata,
    id_column(),
    version_column(),
    Column("board", Text, nullable=False),
    Column("meeting_id", Uuid, nullable=False),
    Column("meeting_held_on", Date, nullable=False),
    Column("status", Text, nullable=False),
    Column("placement", Text, nullable=False),
    Column("agenda_item_id", Uuid, nullable=True),
    Column("agenda_number", Integer, nullable=True),
    Column("paragraph", Integer, nullable=True),
    Column("reported_on", Date, nullable=True),
    Column("left_to_settle", Integer, nullable=False),
    Column("drawn_up_on", Date, nullable=False),
    registered_at_column(),
)
Index("board_reports_by_board", board_reports.c.board, board_reports.c.id)

board_report_items = Table(
    "board_report_items",
    metadata,
    Column("report_id", Uuid, ForeignKey("board_reports.id"), nullable=False),
    Column("decision_id", Uuid, ForeignKey("delegated_decisions.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    PrimaryKeyConstraint("report_id", "decision_id"),
    UniqueConstraint("report_id", "ordinal"),
)
Index(
    "on_one_report_at_most",
    board_report_items.c.decision_id,
    unique=True,
    postgresql_where=~board_report_items.c.withdrawn,
)

announcements = Table(
    "announcements",
    metadata,
    id_column(),
    version_column(),
    Column("board", Text, nullable=False),
    Column("minuted_on", Date, nullable=False),
    Column("announced_on", Date, nullable=False),
    Column("minutes_kept_at", Text, nullable=False),
    Column("announce_by", Date, nullable=False),
    Column("announced_late", Boolean, nullable=False),
    Column("last_appeal_day", Date, nullable=False),
    Column("legal_force_on", Date, nullable=False),
    Column("take_down_earliest", Date, nullable=False),
    Column("reasons", JSONB, nullable=False),
    registered_at_column(),
)
Index("announcements_by_board", announcements.c.board, announcements.c.id)

announced_decisions = Table(
    "announced_decisions",
    metadata,
    Column("decision_id", Uuid, ForeignKey("delegated_decisions.id"), primary_key=True),
    Column("announcement_id", Uuid, ForeignKey("announcements.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    UniqueConstraint("announcement_id", "ordinal"),
)
