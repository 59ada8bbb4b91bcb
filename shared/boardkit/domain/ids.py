"""Identifiers of records: UUID version 7 (RFC 9562), which sort in the order they were made."""

from uuid import UUID

# compat answers with the standard library's UUID, which drivers and serialisers know.
from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new UUIDv7, greater than every one this process has made before."""
    return uuid7()
