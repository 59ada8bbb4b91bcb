"""The body of a request on its way to a service: whole when it is small, else in parts as they come."""

from collections.abc import AsyncIterator

from starlette.types import Receive

from boardkit.domain.errors import KansliError
from gateway.inbound import too_large
from gateway.watch import Watch


class CallerGone(Exception):
    """The caller broke the connection in the middle of a body."""


class RequestBody:
    """Reads a body of at most `max_body` octets.

    Attributes:
        complete: whether all of it has been read.
        failure: why reading stopped short, or None. The client library wraps what is raised while it sends a
            body, so the reason is kept here.
    """

    __slots__ = ("_first", "_max_body", "_octets", "_receive", "_watch", "complete", "failure")

    def __init__(self, receive: Receive, max_body: int, watch: Watch) -> None:
        self.complete = False
        self.failure: KansliError | CallerGone | None = None
        self._receive = receive
        self._max_body = max_body
        self._watch = watch
        self._octets = 0
        self._first = b""

    async def content(self) -> bytes | AsyncIterator[bytes] | None:
        """The body: None when it is empty, octets when it came in one part, else an iterator of its parts.

        Raises:
            ContentTooLarge: it is longer than allowed.
            CallerGone: the caller broke the connection.
        """
        self._first = await self._next_part()
        return (self._first or None) if self.complete else self._parts()

    async def _parts(self) -> AsyncIterator[bytes]:
        yield self._first
        self._first = b""
        while not self.complete:
            part = await self._next_part()
            if part:
                yield part

    async def _next_part(self) -> bytes:
        self._watch.waits_for_caller = True
        message = await self._receive()
        self._watch.waits_for_caller = False
        self._watch.note_move()
        if message["type"] == "http.disconnect":
            self.failure = CallerGone()
            raise self.failure
        part: bytes = message.get("body", b"")
        self.complete = self._watch.body_is_read = not message.get("more_body", False)
        self._octets += len(part)
        if self._octets > self._max_body:
            self.failure = too_large(self._max_body)
            raise self.failure
        return part
