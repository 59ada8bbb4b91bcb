"""Copies of what the case registry tells of its boards (nämnder), cases (ärenden) and meetings (sammanträden)."""

from sqlalchemy import Column, Date, Index, Integer, Table, Text, Uuid

from delegation_rules.tables.schema import metadata

known_boards = Table(
    "known_boards",
    metadata,
    Column("slug", Text, primary_key=True),
    Column("name", Text, nullable=False),
)

#: `number_key` is the diary number's year and serial, without the differences in which it may be written.
known_cases = Table(
    "known_cases",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("board", Text, nullable=False),
    Column("diary_number", Text, nullable=False),
    Column("number_key", Text, nullable=False),
    Column("case_type", Text, nullable=False),
    Column("status", Text, nullable=False),
)
Index("known_cases_by_number", known_cases.c.board, known_cases.c.number_key)

known_meetings = Table(
    "known_meetings",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("board", Text, nullable=False),
    Column("held_on", Date, nullable=False),
    Column("number", Integer, nullable=False),
    Column("year", Integer, nullable=False),
)
Index("known_meetings_by_day", known_meetings.c.board, known_meetings.c.held_on)
