"""Passing a request on to a service and its answer back, streaming both, with backpressure.

Neither body is ever held whole: a part is taken from one side when the other side has taken the one before.
The exception is an answer that announces it is small, which is read whole because that is quicker.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

import structlog
from aiohttp import ClientError, ClientResponse

from boardkit.domain.errors import Text
from gateway.bodies import CallerGone, RequestBody
from gateway.domain.errors import RequestTimedOut, ServiceTimedOut
from gateway.exchange import Exchange
from gateway.routes import Route
from gateway.upstream import Upstreams, unavailable
from gateway.watch import Watch

_SMALL_ANSWER_OCTETS: Final = 64 * 1024
_STATUSES_WITHOUT_BODY: Final = frozenset({204, 304})

# Not the service's to say, or said anew by the gateway itself.
_NOT_RETURNED: Final = frozenset(
    {b"connection", b"date", b"keep-alive", b"proxy-authenticate", b"proxy-connection", b"server", b"te"}
    | {b"traceparent", b"trailer", b"transfer-encoding", b"upgrade"}
)

CLIENT_CLOSED_REQUEST: Final = 499
"""Status in the log for a request whose caller left before it was answered."""

_SERVICE_SLOW: Final = Text(
    sv="Tjänsten svarade inte i tid. Om anropet ändrar något kan ändringen vara gjord: upprepa det med samma "
    "Idempotency-Key eller If-Match.",
    en="The service did not answer in time. If the request changes something, the change may be made: repeat "
    "it with the same Idempotency-Key or If-Match.",
)
_CALLER_SLOW: Final = Text(sv="Resten av innehållet kom inte i tid.", en="The rest of the body did not come in time.")

log = structlog.get_logger("transfer")


async def pass_on(exchange: Exchange, upstreams: Upstreams, route: Route) -> None:
    """Send the request to its service and the service's answer to the caller.

    Raises:
        KansliError: there is no answer to pass back (408, 413, 503 or 504); nothing has been sent yet.
    """
    task = asyncio.current_task()
    assert task is not None
    watch = Watch(exchange.receive, route.patience, task)
    body = RequestBody(exchange.receive, route.max_body, watch)
    try:
        await _pass_on_watched(exchange, upstreams, body, watch)
    except asyncio.CancelledError:
        if watch.interruption is None:
            raise
        task.uncancel()
        _end_interrupted(exchange, watch)
    except CallerGone:
        exchange.status = CLIENT_CLOSED_REQUEST
    finally:
        watch.end()


def _end_interrupted(exchange: Exchange, watch: Watch) -> None:
    if watch.interruption == "caller gone":
        exchange.status = CLIENT_CLOSED_REQUEST
    elif not exchange.status:
        raise RequestTimedOut(_CALLER_SLOW) if watch.waits_for_caller else ServiceTimedOut(_SERVICE_SLOW)
    else:
        log.warning("answer broken off", error="timeout", route=f"/{exchange.service}")


async def _pass_on_watched(exchange: Exchange, upstreams: Upstreams, body: RequestBody, watch: Watch) -> None:
    inbound = exchange.inbound
    watch.body_is_read = not inbound.has_body
    content = await body.content() if inbound.has_body else None
    if isinstance(content, AsyncIterator) and inbound.content_length is not None:
        inbound.headers["Content-Length"] = str(inbound.content_length)
    try:
        answer = await upstreams.send(exchange.service, exchange.method, inbound.target, inbound.headers, content)
    except ClientError as error:
        raise body.failure or unavailable(error) from None
    try:
        await _return(exchange, answer, watch)
    except ClientError as error:
        answer.close()
        if not exchange.status:
            raise unavailable(error) from None
        # The caller must not take half an answer for a whole one: without its end, the server closes.
        log.warning("answer broken off", error=type(error).__name__, route=f"/{exchange.service}")
    except BaseException:
        answer.close()
        raise


async def _return(exchange: Exchange, answer: ClientResponse, watch: Watch) -> None:
    headers, length = _returned_headers(answer)
    has_body = exchange.method != "HEAD" and answer.status not in _STATUSES_WITHOUT_BODY
    if not has_body or (length is not None and length <= _SMALL_ANSWER_OCTETS):
        octets = await answer.read()
        await exchange.start(answer.status, headers)
        await exchange.body(octets, more=False)
        return
    await exchange.start(answer.status, headers)
    async for part in answer.content.iter_any():
        watch.note_move()
        await exchange.body(part, more=True)
        watch.note_move()
    await exchange.body(b"", more=False)


def _returned_headers(answer: ClientResponse) -> tuple[list[tuple[bytes, bytes]], int | None]:
    """The headers of `answer` that are passed back, and the length of its body when announced."""
    returned: list[tuple[bytes, bytes]] = []
    length: int | None = None
    for name, value in answer.raw_headers:
        lowered = name.lower()
        if lowered in _NOT_RETURNED:
            continue
        if lowered == b"content-length":
            if answer.status in _STATUSES_WITHOUT_BODY:
                continue
            length = int(value)
        returned.append((lowered, value))
    return returned, length
