"""One request on its way through the gateway, and the answer on its way back."""

import time
from typing import Final

from starlette.types import Message, Receive, Scope, Send

from boardkit.auth.caller import Caller
from gateway.inbound import Inbound
from gateway.limits import Allowance
from gateway.routes import Route
from gateway.traces import next_traceparent

_REQUEST_ID: Final = b"x-request-id"


class Exchange:
    """What the gateway knows about one request while it lasts.

    Attributes:
        scope, receive, method: the request as the server hands it over.
        inbound: its head, read; unset before `read`.
        service: the service it is for, or an empty text.
        route: what applies to its address, or None when it is for no service.
        caller: who it is, or None until that is known.
        allowance: what is left of the caller's limit, or None when nothing was counted.
        traceparent: of this hop, passed on to the service and returned to the caller.
        request_id: the caller's own name for the request, returned as it came (AuthZEN 1.0), or None.
        status: of the answer; 0 until it has started.
        problem: the slug of the problem that was answered, or an empty text.
    """

    __slots__ = (
        "_send",
        "allowance",
        "caller",
        "inbound",
        "method",
        "problem",
        "receive",
        "request_id",
        "route",
        "scope",
        "service",
        "started",
        "status",
        "traceparent",
    )

    inbound: Inbound

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.started = time.perf_counter()
        self.scope = scope
        self.method: str = scope["method"]
        self.receive = receive
        self.service = ""
        self.route: Route | None = None
        self.caller: Caller | None = None
        self.allowance: Allowance | None = None
        self.traceparent = ""
        self.request_id: bytes | None = None
        self.status = 0
        self.problem = ""
        self._send = send

    def read(self) -> None:
        """Read the request's head and continue its trace.

        Raises:
            KansliError: the head is not in order (400 or 414).
        """
        self.inbound = Inbound(self.scope)
        self.request_id = self.inbound.request_id
        self.traceparent = next_traceparent(self.inbound.traceparent)

    def trace(self) -> str:
        """The `traceparent` of this hop, a new trace when the request's head could not be read."""
        self.traceparent = self.traceparent or next_traceparent(None)
        return self.traceparent

    async def start(self, status: int, headers: list[tuple[bytes, bytes]]) -> None:
        """Start the answer, with what the gateway itself has to say added to `headers`."""
        self.status = status
        headers.append((b"traceparent", self.traceparent.encode()))
        headers.extend(self._about_the_request())
        await self._send({"type": "http.response.start", "status": status, "headers": headers})

    async def body(self, octets: bytes, *, more: bool) -> None:
        """Send a part of the answer's body; `more` says whether another follows."""
        await self._send({"type": "http.response.body", "body": octets, "more_body": more})

    async def pass_through(self, message: Message) -> None:
        """Send what the gateway's own app answers."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message["headers"], *self._about_the_request()]
        await self._send(message)

    def _about_the_request(self) -> list[tuple[bytes, bytes]]:
        """What an answer tells of its request: what is left of the caller's limit, and the caller's name for it."""
        headers = [] if self.allowance is None else list(self.allowance.headers())
        if self.request_id is not None:
            headers.append((_REQUEST_ID, self.request_id))
        return headers
