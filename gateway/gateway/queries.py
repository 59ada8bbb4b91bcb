"""The read side."""

from typing import Any

from sqlalchemy import Select, select

from gateway.tables import clients


def active_clients() -> Select[Any]:
    """The clients that may get tokens, by name."""
    return select(clients).where(clients.c.revoked_at.is_(None)).order_by(clients.c.name, clients.c.client_id)


def active_client(client_id: str) -> Select[Any]:
    """The client with that id, unless it is revoked."""
    return active_clients().where(clients.c.client_id == client_id)


def demonstration_clients() -> Select[Any]:
    """The names of the active clients that belong to the demonstration."""
    return select(clients.c.name).where(clients.c.demonstration, clients.c.revoked_at.is_(None))
