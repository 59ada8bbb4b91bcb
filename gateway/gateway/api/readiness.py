"""`/readyz`: whether the whole suite can be used, each service named, nothing said of why not."""

import asyncio
import json
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response

from boardkit.api.problems import problem_response
from boardkit.api.runtime import runtime_of
from boardkit.auth.tokens import GATEWAY
from boardkit.db.migrate import is_migrated
from boardkit.domain.errors import Text, Unavailable
from gateway.parts import parts_of
from gateway.routes import SERVICES

_NOT_READY: Final = Text(sv="Alla tjänster är inte redo; se services.", en="Not every service is ready; see services.")


async def suite_readiness(request: Request) -> Response:
    """Ask the own database and every service at the same time."""
    upstreams = parts_of(request).upstreams
    own, *others = await asyncio.gather(
        _is_own_database_ready(request), *(upstreams.is_ready(service) for service in SERVICES)
    )
    states = {
        name: "ready" if is_ready else "not-ready"
        for name, is_ready in zip((GATEWAY, *SERVICES), (own, *others), strict=True)
    }
    if own and all(others):
        return Response(json.dumps({"status": "ready", "services": states}), media_type="application/json")
    error = Unavailable(_NOT_READY, extra={"retry_after_seconds": 2, "services": states})
    return problem_response(error, request.headers.get("accept-language"))


async def _is_own_database_ready(request: Request) -> bool:
    try:
        async with runtime_of(request).engine.connect() as connection:
            return await is_migrated(connection, "gateway")
    except (SQLAlchemyError, OSError):
        return False
