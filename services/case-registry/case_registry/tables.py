"""The schema of the registry; no module outside this service knows it.

What is asked for by itself has the column `board`, so that a caller's boards can be a condition in the query. What a
person may not see is kept in a table or a column of its own rather than left out afterwards: the author of a
citizen proposal stands in `proposal_authors` and nowhere else.
"""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from boardkit.db.columns import id_column, registered_at_column, version_column

metadata = MetaData()


def _board() -> Column[str]:
    return Column("board", Text, ForeignKey("boards.slug"), nullable=False)


boards = Table(
    "boards",
    metadata,
    Column("slug", Text, primary_key=True),
    Column("id", Uuid, nullable=False, unique=True),
    version_column(),
    Column("name", Text, nullable=False),
    Column("administration", Text, nullable=False),
    Column("aliases", ARRAY(Text), nullable=False, server_default="{}"),
    Column("diary_prefix", Text, nullable=True),
    Column("diary_padding", SmallInteger, nullable=False, server_default="0"),
    Column("taken_over_year", SmallInteger, nullable=True),
    Column("taken_over_last_serial", Integer, nullable=True),
    Column("opened_on", Date, nullable=False),
    registered_at_column(),
)

#: The classification plan (klassificeringsplan) of each board.
classifications = Table(
    "classifications",
    metadata,
    id_column(),
    version_column(),
    _board(),
    Column("code", Text, nullable=False),
    Column("title", Text, nullable=False),
    registered_at_column(),
    UniqueConstraint("board", "code"),
)

#: Cases (ärenden). `diary_number` is the number as the board writes it, or as it was taken over.
cases = Table(
    "cases",
    metadata,
    id_column(),
    version_column(),
    _board(),
    Column("year", SmallInteger, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("body_code", Text, nullable=True),
    Column("diary_number", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("case_type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("classification", Text, nullable=True),
    Column("registered_on", Date, nullable=False),
    registered_at_column(),
    UniqueConstraint("board", "year", "serial"),
    ForeignKeyConstraint(["board", "classification"], ["classifications.board", "classifications.code"]),
)

#: Other numbers that a case is known by, such as the remittent's, kept as written and found in every form.
case_numbers = Table(
    "case_numbers",
    metadata,
    Column("case_id", Uuid, ForeignKey("cases.id"), nullable=False),
    Column("place", SmallInteger, nullable=False),
    _board(),
    Column("as_written", Text, nullable=False),
    Column("year", SmallInteger, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("body_code", Text, nullable=True),
    PrimaryKeyConstraint("case_id", "place"),
)
Index("case_numbers_by_number", case_numbers.c.year, case_numbers.c.serial)

#: Documents (handlingar): what the register shows of them (OSL 5:2). The contents stand in `document_chunks`.
documents = Table(
    "documents",
    metadata,
    id_column(),
    version_column(),
    _board(),
    Column("case_id", Uuid, ForeignKey("cases.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("dated", Date, nullable=False),
    Column("sender", Text, nullable=True),
    Column("recipient", Text, nullable=True),
    Column("media_type", Text, nullable=False),
    Column("filename", Text, nullable=False),
    Column("access", Text, nullable=False),
    Column("size", BigInteger, nullable=True),
    Column("sha256", LargeBinary, nullable=True),
    Column("registered_on", Date, nullable=False),
    Column("registered_by", Text, nullable=False),
    registered_at_column(),
)
Index("documents_of_case", documents.c.case_id)
Index("documents_by_date", documents.c.board, documents.c.dated)

document_chunks = Table(
    "document_chunks",
    metadata,
    Column("document_id", Uuid, ForeignKey("documents.id"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    PrimaryKeyConstraint("document_id", "place"),
)

#: Citizen proposals (medborgarförslag); of the receipt only its SHA-256, so that the table gives none away.
citizen_proposals = Table(
    "citizen_proposals",
    metadata,
    id_column(),
    version_column(),
    _board(),
    Column("case_id", Uuid, ForeignKey("cases.id"), nullable=False, unique=True),
    Column("document_id", Uuid, ForeignKey("documents.id"), nullable=False, unique=True),
    Column("receipt_sha256", LargeBinary, nullable=False, unique=True),
    Column("received_on", Date, nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
)

#: Who made each proposal (förslagsställare): personal data, read under a right of its own.
proposal_authors = Table(
    "proposal_authors",
    metadata,
    Column("proposal_id", Uuid, ForeignKey("citizen_proposals.id"), primary_key=True),
    _board(),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("postal_code", Text, nullable=False),
    Column("city", Text, nullable=False),
    Column("phone", Text, nullable=True),
    Column("email", Text, nullable=True),
)

meetings = Table(
    "meetings",
    metadata,
    id_column(),
    version_column(),
    _board(),
    Column("number", SmallInteger, nullable=False),
    Column("year", SmallInteger, nullable=False),
    Column("starts_at", DateTime(timezone=True), nullable=False),
    Column("held_on", Date, nullable=False),
    Column("place", Text, nullable=False),
    Column("title", Text, nullable=True),
    registered_at_column(),
    UniqueConstraint("board", "year", "number"),
)
Index("meetings_by_date", meetings.c.board, meetings.c.held_on)

#: Items of agendas (ärenden på föredragningslistan), numbered from 1 without gaps within their meeting.
agenda_items = Table(
    "agenda_items",
    metadata,
    id_column(),
    version_column(),
    _board(),
    Column("meeting_id", Uuid, ForeignKey("meetings.id"), nullable=False),
    Column("number", SmallInteger, nullable=False),
    Column("agenda_group", Text, nullable=True),
    Column("title", Text, nullable=False),
    Column("case_id", Uuid, ForeignKey("cases.id"), nullable=True),
    Column("closed", Boolean, nullable=False),
    registered_at_column(),
    UniqueConstraint("meeting_id", "number", deferrable=True),
)

#: Decisions (beslut): one for an item, with its paragraph (§) in the board's series of the year.
decisions = Table(
    "decisions",
    metadata,
    id_column(),
    version_column(),
    _board(),
    Column("meeting_id", Uuid, ForeignKey("meetings.id"), nullable=False),
    Column("agenda_item_id", Uuid, ForeignKey("agenda_items.id"), nullable=False, unique=True),
    Column("year", SmallInteger, nullable=False),
    Column("paragraph", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("decided_on", Date, nullable=False),
    registered_at_column(),
    UniqueConstraint("board", "year", "paragraph"),
)
Index("decisions_of_meeting", decisions.c.meeting_id)

#: Minutes (protokoll). The columns on adjustment (justering) are empty until it is done.
minutes = Table(
    "minutes",
    metadata,
    id_column(),
    version_column(),
    _board(),
    Column("meeting_id", Uuid, ForeignKey("meetings.id"), nullable=False, unique=True),
    Column("chair", Text, nullable=False),
    Column("secretary", Text, nullable=False),
    Column("adjusters", ARRAY(Text), nullable=False),
    Column("present", ARRAY(Text), nullable=False),
    Column("adjust_by", Date, nullable=False),
    Column("adjusted_on", Date, nullable=True),
    Column("adjusted_late", Boolean, nullable=True),
    Column("adjustment_reasons", JSONB, nullable=True),
    registered_at_column(),
)

#: Announcements on the notice board (anslag), with the time for appeal as it was computed and why.
notices = Table(
    "notices",
    metadata,
    id_column(),
    version_column(),
    _board(),
    Column("minutes_id", Uuid, ForeignKey("minutes.id"), nullable=False, unique=True),
    Column("minutes_kept_at", Text, nullable=False),
    Column("announced_on", Date, nullable=False),
    Column("announce_by", Date, nullable=False),
    Column("announced_late", Boolean, nullable=False),
    Column("last_appeal_day", Date, nullable=False),
    Column("legal_force_on", Date, nullable=False),
    Column("take_down_earliest", Date, nullable=False),
    Column("reasons", JSONB, nullable=False),
    registered_at_column(),
)
