"""One JSON line per request, cheap enough to be always on.

The lines have the form of `boardkit.telemetry.logs`. Each field is a number, a hexadecimal id or one of a
few fixed words, so nothing needs escaping, and nothing that a caller sent can be in it. Lines are written
together, at most a fifth of a second after the request.
"""

import asyncio
import sys
from datetime import UTC, datetime
from typing import Final, TextIO

from gateway.exchange import Exchange

_SECONDS_BETWEEN_WRITES: Final = 0.2
_MOST_WAITING_LINES: Final = 500

KNOWN_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class AccessLog:
    """Writes what was answered to `stream`, standard output unless told otherwise."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream
        self._lines: list[str] = []
        self._write_later: asyncio.TimerHandle | None = None

    def note(self, exchange: Exchange, route: str, status: int, seconds: float) -> None:
        """Write one line about an answered request."""
        method = exchange.method if exchange.method in KNOWN_METHODS else "other"
        caller_kind = "" if exchange.caller is None else exchange.caller.kind
        self._lines.append(
            f'{{"method":"{method}","route":"{route}","status":{status},"duration_ms":{seconds * 1000:.2f},'
            f'"problem":{_or_null(exchange.problem)},"caller_kind":{_or_null(caller_kind)},"level":"info",'
            f'"timestamp":"{datetime.now(UTC).isoformat()}","trace_id":"{exchange.trace()[3:35]}",'
            f'"service":"gateway","event":"request"}}\n'
        )
        if len(self._lines) >= _MOST_WAITING_LINES:
            self.flush()
        elif self._write_later is None:
            self._write_later = asyncio.get_running_loop().call_later(_SECONDS_BETWEEN_WRITES, self.flush)

    def flush(self) -> None:
        """Write what waits."""
        if self._write_later is not None:
            self._write_later.cancel()
            self._write_later = None
        if self._lines:
            stream = self._stream or sys.stdout
            stream.write("".join(self._lines))
            stream.flush()
            self._lines.clear()


def _or_null(word: str) -> str:
    return f'"{word}"' if word else "null"
