"""The schema of referral tracking, and how its rows become what the rules speak of."""

from datetime import date
from typing import Any

from sqlalchemy import (
    ARRAY,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    RowMapping,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

from referral_tracking.domain.bodies import Body, BodyKind
from referral_tracking.domain.body_register import BodyRegister
from referral_tracking.domain.recipients import How, Recipient
from referral_tracking.domain.referrals import ConsultedRecipient, ReferralLetter, ReplyByException

metadata = MetaData()

#: `reply_by` is the letter's day, `own_reply_by` the day that applies to `board`.
referrals = Table(
    "referrals",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("board", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("title", Text, nullable=False),
    Column("remittent", Text, nullable=False),
    Column("remittent_diary_number", Text, nullable=True),
    Column("received_on", Date, nullable=False),
    Column("reply_by", Date, nullable=False),
    Column("reply_by_exceptions", JSONB, nullable=False),
    Column("own_reply_by", Date, nullable=False),
    Column("taken_over_number", Text, nullable=True),
    Column("case_id", Uuid, nullable=True),
    Column("diary_number", Text, nullable=True),
    Column("answered_on", Date, nullable=True),
    Column("registered_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)
Index("referrals_by_deadline", referrals.c.board, referrals.c.own_reply_by, referrals.c.id)

#: One row per printed line; the body's name and kind stand as they were when it was recognised.
recipients = Table(
    "recipients",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("referral_id", Uuid, ForeignKey("referrals.id"), nullable=False),
    Column("board", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
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
    Column("id", Uuid, primary_key=True),
    Column("referral_id", Uuid, ForeignKey("referrals.id"), nullable=False, unique=True),
    Column("board", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("sent_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("registered_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
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


def recipient_columns(consulted: ConsultedRecipient) -> dict[str, Any]:
    """A recipient as columns of `recipients`."""
    recipient = consulted.recipient
    return {
        "position": recipient.position,
        "as_printed": recipient.as_printed,
        "reply_by": consulted.reply_by,
        "how": recipient.how,
        "body": recipient.body_slug,
        "body_name": None if recipient.body is None else recipient.body.name,
        "body_kind": None if recipient.body is None else recipient.body.kind,
        "distance": recipient.distance,
        "candidates": [body.slug for body in recipient.candidates],
        "duplicate_of": recipient.duplicate_of,
    }


def recipient_in(row: RowMapping, register: BodyRegister) -> Recipient:
    """The recipient in a row of `recipients`; the body as it was called when it was recognised."""
    body = None if row["body"] is None else Body(row["body"], row["body_name"], BodyKind(row["body_kind"]))
    return Recipient(
        position=row["position"],
        as_printed=row["as_printed"],
        how=How(row["how"]),
        body=body,
        distance=row["distance"],
        candidates=tuple(found for slug in row["candidates"] if (found := register.find(slug)) is not None),
        duplicate_of=row["duplicate_of"],
    )


def letter_in(row: RowMapping, printed: tuple[str, ...]) -> ReferralLetter:
    """The letter in a row of `referrals`, with its recipients as `printed`."""
    return ReferralLetter(
        board=row["board"],
        title=row["title"],
        remittent=row["remittent"],
        remittent_diary_number=row["remittent_diary_number"],
        reply_by=row["reply_by"],
        reply_by_exceptions=tuple(
            ReplyByException(exception["recipient"], date.fromisoformat(exception["reply_by"]))
            for exception in row["reply_by_exceptions"]
        ),
        recipients=printed,
        received_on=row["received_on"],
    )
