"""The pool of database connections that one process holds."""

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine


def create_engine(database_url: SecretStr, *, pool_size: int, application_name: str) -> AsyncEngine:
    """A bounded pool on `database_url`.

    Times out rather than queues for ever: a request that cannot get a connection within five seconds
    becomes a 503, and no statement may run for more than half a minute.
    """
    return create_async_engine(
        database_url.get_secret_value(),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=5,
        pool_pre_ping=True,
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
