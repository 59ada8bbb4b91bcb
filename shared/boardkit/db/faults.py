"""Telling a database that cannot serve just now from an error of ours."""

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

# SQLSTATE classes and codes after which the same request may succeed a moment later (PostgreSQL, appendix A):
# connection lost or refused, transaction rolled back by a deadlock, resources used up, statement cancelled or
# server shutting down, lock not given, transaction idle too long, server turned read-only.
_PASSING = ("08", "28", "3D000", "40", "53", "57", "55P03", "25P03", "25P04", "25006")


def is_passing(error: BaseException) -> bool:
    """Whether `error` says that the database is away, busy or full, so that trying again later makes sense.

    False for everything else, such as a value that a column cannot hold.
    """
    if isinstance(error, OSError):
        # A failed connection names no file.
        return error.filename is None
    if not isinstance(error, DBAPIError):
        return isinstance(error, PoolTimeout)
    state = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or (isinstance(state, str) and state.startswith(_PASSING))


def name_of(error: BaseException) -> str:
    """What to call `error` in a log line: its SQLSTATE or its type, never its message, which may hold values."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    return f"SQLSTATE {state}" if isinstance(state, str) else type(error).__name__
