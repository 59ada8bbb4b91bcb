"""Columns that the tables of every service have alike. A new one each time: a column belongs to its table."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, DateTime, Integer, Uuid, func


def id_column() -> Column[UUID]:
    """The key of an object: a UUIDv7, made by whoever inserts the row."""
    return Column("id", Uuid, primary_key=True)


def version_column() -> Column[int]:
    """How many times the row has been written, from 1: what its ETag says and `update_versioned` guards."""
    return Column("version", Integer, nullable=False, server_default="1")


def registered_at_column() -> Column[datetime]:
    """The real time of the insert, for operation; what callers are shown comes from the business clock."""
    return Column("registered_at", DateTime(timezone=True), nullable=False, server_default=func.now())
