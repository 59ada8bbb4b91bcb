"""The schema of referral tracking; no module outside this service knows it."""

from sqlalchemy import (
    ARRAY,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from boardkit.db.columns import id_column, registered_at_column, version_column

metadata = MetaData()

#: `reply_by` is the letter's day, `own_reply_by` the day that applies to `board`. `taken_over_year` and
#: `taken_over_serial` are what `taken_over_number` says however it is written.
referrals = Table(
    "referrals",
    metadata,
    id_column(),
    Column("board", Text, nullable=False),
    version_column(),
    Column("title", Text, nullable=False),
    Column("remittent", Text, nullable=False),
    Column("remittent_diary_number", Text, nullable=True),
    Column("received_on", Date, nullable=False),
    Column("reply_by", Date, nullable=False),
    Column("reply_by_exceptions", JSONB, nullable=False),
    Column("own_reply_by", Date, nullable=False),
    Column("taken_over_number", Text, nullable=True),
    Column("taken_over_year", SmallInteger, nullable=True),
    Column("taken_over_serial", Integer, nullable=True),
    Column("case_id", Uuid, nullable=True),
    Column("diary_number", Text, nullable=True),
    Column("answered_on", Date, nullable=True),
    Column("registered_at", DateTime(timezone=True), nullable=False),
)
Index("referrals_by_deadline", referrals.c.board, referrals.c.own_reply_by, referrals.c.id)
Index(
    "referrals_taken_over",
    referrals.c.board,
    referrals.c.taken_over_year,
    referrals.c.taken_over_serial,
    unique=True,
    postgresql_where=referrals.c.taken_over_serial.is_not(None),
)

#: One row per printed line; the body's name and kind stand as they were when it was recognised.
recipients = Table(
    "recipients",
    metadata,
    id_column(),
    Column("referral_id", Uuid, ForeignKey("referrals.id"), nullable=False),
    Column("board", Text, nullable=False),
    version_column(),
    Column("position", SmallInteger, nullable=False),
    Column("as_printed", Text, nullable=False),
    Column("reply_by", Date, nullable=False),
    Column("how", Text, nullable=False),
    Column("body", Text, nullable=True),
    Column("body_name", Text, nullable=True),
    Column("body_kind", Text, nullable=True),
    Column("distance", SmallInteger, nullable=False),
    Column("candidates", ARRAY(Text), nullable=False),
    Column("duplicate_of", SmallInteger, nullable=True),
    UniqueConstraint("referral_id", "position"),
)

#: The board's own reply: one per referral. `due_on` is the day that applied when it was sent.
replies = Table(
    "replies",
    metadata,
    id_column(),
    Column("referral_id", Uuid, ForeignKey("referrals.id"), nullable=False, unique=True),
    Column("board", Text, nullable=False),
    version_column(),
    Column("sent_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    registered_at_column(),
)
Index("replies_by_board", replies.c.board, replies.c.id)

#: Copy of the case registry's boards, fed by its changes.
known_boards = Table(
    "known_boards",
    metadata,
    Column("slug", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("aliases", ARRAY(Text), nullable=False),
)

#: Copy of the case registry's meeting calendar, fed by its changes.
known_meetings = Table(
    "known_meetings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("board", Text, nullable=False),
    Column("held_on", Date, nullable=False),
)
Index("known_meetings_by_day", known_meetings.c.board, known_meetings.c.held_on)
