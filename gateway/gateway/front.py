"""The front door: a pure ASGI app through which every request to Kansli comes.

What stands under a service's name is passed on to that service; everything else goes to the gateway's own
app (tokens, keys, clients, documentation, health). Both are counted against the caller's limit first.
"""

import time
import traceback
from collections.abc import Mapping
from typing import Final

import structlog
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from boardkit.api.problems import error_of_status, unexpected_error
from boardkit.auth.tokens import GATEWAY
from boardkit.domain.errors import KansliError, Unauthenticated
from gateway.authenticate import Passport, missing_token
from gateway.callers import forwarded_element, limit_key
from gateway.denied_calls import DENIED_STATUSES
from gateway.exchange import Exchange
from gateway.observations import Observation
from gateway.own_app import WHERE_TOKENS_ARE_GIVEN, is_watched_by_machines, needs_passport, own_path, own_scope
from gateway.parts import Parts
from gateway.routes import SERVICES, ServiceRoutes
from gateway.transfer import CLIENT_CLOSED_REQUEST, pass_on

_AUTHORIZATION: Final = "Authorization"
_FORWARDED: Final = "Forwarded"
_TRACEPARENT: Final = "Traceparent"

log = structlog.get_logger("front")


class Front:
    """The ASGI app. `parts` are put in when the gateway starts, and before the first request."""

    def __init__(self, own_app: FastAPI) -> None:
        self.own_app = own_app
        self.parts: Parts | None = None
        self._services: Mapping[bytes, ServiceRoutes] = {
            service.encode(): ServiceRoutes(service) for service in SERVICES
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or one of the server's other events."""
        if scope["type"] != "http" or self.parts is None:
            await self.own_app(scope, receive, send)
            return
        exchange = Exchange(scope, receive, send)
        try:
            await self._answer(exchange, self.parts)
        except KansliError as error:
            await self.parts.refusals.answer(exchange, error)
        except Exception as error:  # the one place where anything unforeseen becomes a problem
            _log_unforeseen(error)
            if exchange.status:
                raise
            await self.parts.refusals.answer(exchange, unexpected_error())
        finally:
            _note(exchange, self.parts)

    async def _answer(self, exchange: Exchange, parts: Parts) -> None:
        exchange.read()
        path: bytes = exchange.scope["raw_path"]
        end_of_name = path.find(b"/", 1)
        routes = self._services.get(path[1:end_of_name]) if end_of_name > 0 else None
        if routes is None:
            await self._answer_itself(exchange, parts)
            return
        exchange.service = routes.service
        route = exchange.route = routes.route(exchange.method, path[end_of_name:].decode())
        if route is None:
            raise error_of_status(404)
        address = parts.addresses.address(exchange.scope)
        passport = await _admit(exchange, parts, address, public=route.public)
        inbound = exchange.inbound
        inbound.must_fit(route.max_body)
        inbound.headers[_AUTHORIZATION] = passport.authorization
        inbound.headers[_FORWARDED] = forwarded_element(address, parts.forwarded_suffix)
        inbound.headers[_TRACEPARENT] = exchange.traceparent
        await pass_on(exchange, parts.upstreams, route)

    async def _answer_itself(self, exchange: Exchange, parts: Parts) -> None:
        exchange.service = GATEWAY
        path = own_path(exchange.scope["path"])
        address = parts.addresses.address(exchange.scope)
        headers = exchange.inbound.headers
        headers[_FORWARDED] = forwarded_element(address, parts.forwarded_suffix)
        headers[_TRACEPARENT] = exchange.traceparent
        if path == WHERE_TOKENS_ARE_GIVEN:
            exchange.allowance = await parts.limits.tokens.count(limit_key(address))
            exchange.allowance.must_suffice()
        elif not is_watched_by_machines(path):
            passport = await _admit(exchange, parts, address, public=not needs_passport(path))
            headers[_AUTHORIZATION] = passport.authorization
        await self.own_app(own_scope(exchange, path), exchange.receive, exchange.pass_through)


async def _admit(exchange: Exchange, parts: Parts, address: str, *, public: bool) -> Passport:
    """Say who the caller is and count the request.

    Raises:
        Unauthenticated: there is no valid token, on an address that needs one, or an invalid one anywhere.
        TooManyRequests: the caller has used up its allowance.
    """
    authorization = exchange.inbound.authorization
    try:
        if authorization is not None:
            passport = parts.authenticator.passport(authorization, exchange.service)
        elif public:
            passport = parts.authenticator.anonymous_passport(exchange.service)
        else:
            raise missing_token()
    except Unauthenticated:
        exchange.allowance = await parts.limits.anonymous.count(limit_key(address))
        exchange.allowance.must_suffice()
        raise
    if authorization is None:
        exchange.allowance = await parts.limits.anonymous.count(limit_key(address))
    else:
        exchange.caller = passport.caller
        exchange.allowance = await parts.limits.clients.count(passport.caller.subject)
    exchange.allowance.must_suffice()
    return passport


def _note(exchange: Exchange, parts: Parts) -> None:
    status = exchange.status or CLIENT_CLOSED_REQUEST
    route = f"/{exchange.service}" if exchange.service else "unmatched"
    caller = exchange.caller
    if status in DENIED_STATUSES:
        parts.denied_calls.note(None if caller is None else caller.subject, route, status)
    if exchange.service == GATEWAY and not exchange.problem:
        return  # its own app has noted it already
    parts.observations.note(
        Observation(
            at=time.time(),
            method=exchange.method,
            route=route,
            status=status,
            seconds=time.perf_counter() - exchange.started,
            trace_id=exchange.trace()[3:35],
            caller_kind="" if caller is None else caller.kind,
            problem=exchange.problem,
        )
    )


def _log_unforeseen(error: Exception) -> None:
    # The message of an exception may hold values of the request: log its type and place only.
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-6:]))
    log.error("unexpected", error=type(error).__name__, where=where)
