"""The pool of database connections that one process holds."""

from typing import Any

from pydantic import SecretStr
from sqlalchemy import event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine


def create_engine(database_url: SecretStr, *, pool_size: int, application_name: str) -> AsyncEngine:
    """A bounded pool on `database_url`.

    Times out rather than queues for ever: a request that cannot get a connection within five seconds
    becomes a 503, and no statement may run for more than half a minute.
    """
    engine = create_async_engine(
        database_url.get_secret_value(),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=5,
        connect_args={
            "timeout": 5,
            "server_settings": {
                "application_name": application_name,
                "statement_timeout": "30000",
                "idle_in_transaction_session_timeout": "60000",
                "timezone": "UTC",
            },
        },
    )
    event.listen(engine.sync_engine, "checkout", _leave_closed_connections)
    return engine


def _leave_closed_connections(dbapi_connection: Any, _record: Any, _proxy: Any) -> None:
    # The driver is told when the server closes a connection. Asking the server each time (pool_pre_ping) would
    # cost three round trips in every request.
    if dbapi_connection.driver_connection.is_closed():
        raise InvalidatePoolError


def reader_of(engine: AsyncEngine) -> AsyncEngine:
    """`engine` for single reading statements: the same connections, without a transaction around each."""
    return engine.execution_options(isolation_level="AUTOCOMMIT")
