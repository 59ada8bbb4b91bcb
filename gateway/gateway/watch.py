"""One eye on both ends of a slow request."""

import asyncio
from typing import Final, Literal

from starlette.types import Receive

Interruption = Literal["caller gone", "nothing moved"]

_BEGIN_AFTER_SECONDS: Final = 0.1


class Watch:
    """Interrupts the task that made it when the caller has gone, or when nothing has moved for too long.

    An ordinary request is answered before the watch even begins, and costs one timer that is never used.

    Attributes:
        interruption: why the task was cancelled, or None when it was not by this watch.
        waits_for_caller: whether the next move is the caller's (sending a body), not the service's.
        body_is_read: whether the request's body has been read to its end, or there is none.
    """

    __slots__ = (
        "_listener",
        "_loop",
        "_moved_at",
        "_patience",
        "_receive",
        "_task",
        "_timer",
        "body_is_read",
        "interruption",
        "waits_for_caller",
    )

    def __init__(self, receive: Receive, patience: float, task: "asyncio.Task[object]") -> None:
        self.interruption: Interruption | None = None
        self.waits_for_caller = False
        self.body_is_read = False
        self._receive = receive
        self._patience = patience
        self._task = task
        self._loop = task.get_loop()
        self._moved_at = self._loop.time()
        self._listener: asyncio.Task[None] | None = None
        self._timer = self._loop.call_later(_BEGIN_AFTER_SECONDS, self._begin)

    def note_move(self) -> None:
        """Something came or went: patience starts anew."""
        self._moved_at = self._loop.time()

    def end(self) -> None:
        """Stop watching."""
        self._timer.cancel()
        if self._listener is not None:
            self._listener.cancel()

    def _begin(self) -> None:
        # Only one may read what the caller sends, or parts of the body are lost. Until the body has been read,
        # also while the service takes its time over a part, its reader hears that the caller has gone;
        # afterwards this does.
        if self._listener is None and self.body_is_read:
            self._listener = self._loop.create_task(self._listen())
        self._check()

    def _check(self) -> None:
        left = self._moved_at + self._patience - self._loop.time()
        if left <= 0:
            self._interrupt("nothing moved")
        elif self._listener is None:
            self._timer = self._loop.call_later(min(left, _BEGIN_AFTER_SECONDS), self._begin)
        else:
            self._timer = self._loop.call_later(left, self._check)

    async def _listen(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._interrupt("caller gone")

    def _interrupt(self, interruption: Interruption) -> None:
        self.interruption = interruption
        self._timer.cancel()
        self._task.cancel()
