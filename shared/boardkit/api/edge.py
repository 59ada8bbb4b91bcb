"""The outermost layer of every app: trace in and out, one log line, one metric, and no raw 500.

A pure ASGI middleware: a BaseHTTPMiddleware would cost more than half of the throughput.
"""

import time
from datetime import date
from typing import Any

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from boardkit.api.problems import error_of_status, problem_response, unexpected_error
from boardkit.db import faults
from boardkit.domain.errors import KansliError, Unavailable
from boardkit.domain.errors import Text as Bilingual
from boardkit.telemetry import trace
from boardkit.telemetry.logs import place_of
from boardkit.telemetry.metrics import Metrics

log = structlog.get_logger("edge")

#: Asked often by machines and of interest to nobody in the log.
_QUIET_PATHS = frozenset({"/livez", "/readyz", "/metrics"})

# Anything else is the caller's own word, and goes neither into a label nor into the log.
_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})

#: The caller's own name for the request, told back with the answer (AuthZEN 1.0); the trace is what we go by.
_REQUEST_ID = "x-request-id"

#: What the log calls a request whose caller went away before it was answered.
_CLIENT_GONE = 499

_DATABASE_DOWN = Bilingual(
    sv="Tjänsten når inte sin databas just nu. Försök igen om en stund.",
    en="The service cannot reach its database right now. Try again shortly.",
)


class Edge:
    """Wraps `app`; `business_date` is sent in every answer when it is not None (the demonstration)."""

    def __init__(self, app: ASGIApp, metrics: Metrics, business_date: str | None) -> None:
        self._app = app
        self._metrics = metrics
        self._business_date = business_date

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] == "HEAD":
            # As GET without its body (RFC 9110 9.3.2), so no route has to think of it.
            await self._serve({**scope, "method": "GET"}, receive, _without_body(send))
        else:
            await self._serve(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        headers = Headers(scope=scope)
        traceparent = trace.traceparent_of(trace.begin(headers.get("traceparent")))
        business_date = self._business_date_of(headers)
        request_id = headers.get(_REQUEST_ID)
        status = 0
        replaced = False

        async def send_with_headers(message: Message) -> None:
            nonlocal status, replaced
            if replaced:
                return
            if message["type"] == "http.response.start":
                if _is_plain_too_large(message):
                    await self._answer(error_of_status(413), headers, scope, receive, send_with_headers)
                    replaced = True
                    return
                status = message["status"]
                self._complete(MutableHeaders(scope=message), traceparent, business_date)
                if request_id is not None:
                    MutableHeaders(scope=message)[_REQUEST_ID] = request_id
            await send(message)

        try:
            if _has_nul(scope):
                await self._answer(error_of_status(400), headers, scope, receive, send_with_headers)
            else:
                await self._app(scope, receive, send_with_headers)
        except ClientDisconnect:
            status = _CLIENT_GONE
        except Exception as error:  # the one place where anything unforeseen becomes a problem
            problem = _as_problem(error, scope)
            if status:
                raise
            await self._answer(problem, headers, scope, receive, send_with_headers)
        finally:
            self._note(scope, status, time.perf_counter() - started)

    async def _answer(self, error: KansliError, headers: Headers, scope: Scope, receive: Receive, send: Send) -> None:
        scope["problem"] = error.slug
        await problem_response(error, headers.get("accept-language"))(scope, receive, send)

    def _business_date_of(self, headers: Headers) -> str | None:
        if self._business_date is None:
            return None
        try:
            return date.fromisoformat(headers["kansli-business-date"]).isoformat()
        except (KeyError, ValueError):
            return self._business_date

    def _complete(self, headers: MutableHeaders, traceparent: str, business_date: str | None) -> None:
        headers["traceparent"] = traceparent
        headers["x-content-type-options"] = "nosniff"
        headers.setdefault("cache-control", "no-store")
        if business_date is not None:
            headers["kansli-business-date"] = business_date

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        if scope["path"] in _QUIET_PATHS:
            return
        route = route_template(scope)
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._metrics.observe(method, route, status, seconds)
        caller = scope.get("state", {}).get("caller")
        log.info(
            "request",
            method=method,
            route=route,
            status=status,
            duration_ms=round(seconds * 1000, 2),
            problem=scope.get("problem"),
            caller_kind=getattr(caller, "kind", None),
        )


def _without_body(send: Send) -> Send:
    async def send_head(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return send_head


def _is_plain_too_large(message: Message) -> bool:
    # The framework's body limit answers for itself, in plain text, before any handler of ours is asked.
    content_type = Headers(raw=message["headers"]).get("content-type", "")
    return message["status"] == 413 and content_type.startswith("text/plain")


def route_template(scope: Scope) -> str:
    """The address with its parameters' names in place of their values; fixed text when no route matched."""
    route: Any = scope.get("route")
    return str(getattr(route, "path", "unmatched"))


def _has_nul(scope: Scope) -> bool:
    return "\x00" in scope["path"] or b"%00" in scope["query_string"]


def _as_problem(error: Exception, scope: Scope) -> KansliError:
    if isinstance(error, KansliError):
        return error
    if faults.is_passing(error):
        log.warning("database not available", route=route_template(scope), error=faults.name_of(error))
        return Unavailable(_DATABASE_DOWN, extra={"retry_after_seconds": 2})
    # The message of an exception may hold values of the request: log its type and place only.
    log.error("unexpected", route=route_template(scope), error=type(error).__name__, where=place_of(error))
    return unexpected_error()
