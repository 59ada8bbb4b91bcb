"""`clients`: the systems that may call Kansli."""

from fastapi import APIRouter
from starlette.responses import Response

from boardkit.api.operations import reads
from boardkit.api.paging import Page, Paging
from boardkit.api.reading import Read
from gateway import queries
from gateway.schemas import ClientView

router = APIRouter(prefix="/clients", tags=["clients"])


@router.get("", **reads(Page[ClientView], scope="clients:read"))
async def list_clients(read: Read, paging: Paging) -> Response:
    """Klienter med sina behörigheter, aldrig deras hemligheter. Clients and scopes, never their secrets."""
    return await read.page(queries.active_clients(), ClientView, paging)
