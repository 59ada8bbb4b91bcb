"""Ctrl-C and its kin: the first asks for an orderly stop, the next forces it."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopAsked(BaseException):
    """Somebody asked the program to stop. Not an Exception, so that nothing on the way takes it for an error."""


@contextmanager
def stop_on_signals(force: Callable[[], None]) -> Iterator[None]:
    """Inside the block the first signal raises StopAsked in the main thread; each further one calls `force`."""
    asked = False

    def handle(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            force()
        else:
            asked = True
            raise StopAsked

    former = {number: signal.signal(number, handle) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
