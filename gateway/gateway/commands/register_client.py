"""Register a client and make its secret."""

import secrets

from sqlalchemy import RowMapping
from sqlalchemy.dialects.postgresql import insert

from boardkit.db.audit import INSTALLATION
from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.domain.errors import Conflict, Text
from boardkit.domain.slugs import slug
from gateway.domain.clients import NewClient, secret_hash
from gateway.tables import clients

_SECRET_BYTES = 32


async def register_client(work: UnitOfWork, client: NewClient) -> tuple[RowMapping, str]:
    """Register `client` under a new id and return its row and its secret, which is shown this once.

    Raises `Conflict` when there is an active client by that name.
    """
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    statement = (
        insert(clients)
        .values(
            client_id=f"{slug(client.name)}-{secrets.token_hex(4)}",
            name=client.name,
            kind=client.kind,
            secret_hash=secret_hash(secret),
            scopes=sorted(client.scopes),
            boards=sorted(client.boards),
            demonstration=client.demonstration,
        )
        .on_conflict_do_nothing()
        .returning(*clients.c)
    )
    row = (await work.connection.execute(statement)).mappings().first()
    if row is None:
        raise Conflict(
            Text(sv="Det finns redan en klient med det namnet.", en="There is already a client by that name."),
            pointer="/name",
        )
    work.record(
        Change(
            event="created",
            resource="clients",
            resource_id=row["client_id"],
            board=INSTALLATION,
            version=row["version"],
            reason="client registered",
            details={"scopes": row["scopes"], "boards": row["boards"], "demonstration": client.demonstration},
        )
    )
    return row, secret
