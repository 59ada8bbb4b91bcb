"""Revoke a client: it gets no more tokens, and those it has expire within minutes."""

from sqlalchemy import RowMapping, func, update

from boardkit.db.audit import INSTALLATION
from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.domain.errors import nothing_here
from gateway.tables import clients


async def revoke_client(work: UnitOfWork, name: str) -> RowMapping:
    """Revoke the active client called `name`. Raises `NotFound` when there is none."""
    statement = (
        update(clients)
        .where(clients.c.name == name, clients.c.revoked_at.is_(None))
        .values(revoked_at=func.now(), version=clients.c.version + 1)
        .returning(*clients.c)
    )
    row = (await work.connection.execute(statement)).mappings().first()
    if row is None:
        raise nothing_here()
    work.record(
        Change(
            event="removed",
            resource="clients",
            resource_id=row["client_id"],
            board=INSTALLATION,
            version=row["version"],
            reason="client revoked",
        )
    )
    return row
