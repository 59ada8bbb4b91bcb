"""What was answered, for the log and the metrics.

A request only leaves a note behind. Notes are worked up together, at most a fifth of a second later: one JSON
line each, in the form of `boardkit.telemetry.logs`, and one count. Together is several times cheaper than one
by one, cheap enough to be always on.

Each field of a line is a number, a hexadecimal id or one of a few fixed words, so nothing needs escaping, and
nothing that a caller sent can be in it.
"""

import asyncio
import sys
from datetime import UTC, datetime
from typing import Final, NamedTuple, TextIO

from boardkit.telemetry.metrics import Metrics

_SECONDS_BETWEEN_WRITES: Final = 0.2
_MOST_WAITING: Final = 500

_KNOWN_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Observation(NamedTuple):
    """One answered request.

    Attributes:
        at: when it was answered (Unix time).
        seconds: how long it took.
        caller_kind, problem: an empty text stands for none.
    """

    at: float
    method: str
    route: str
    status: int
    seconds: float
    trace_id: str
    caller_kind: str
    problem: str


class Observations:
    """Collects observations; writes them to `stream` (standard output unless told otherwise) and counts them."""

    def __init__(self, metrics: Metrics, stream: TextIO | None = None) -> None:
        self._metrics = metrics
        self._stream = stream
        self._waiting: list[Observation] = []
        self._write_later: asyncio.TimerHandle | None = None

    def note(self, observation: Observation) -> None:
        """Remember one answered request until the next write."""
        self._waiting.append(observation)
        if self._write_later is None:
            self._write_later = asyncio.get_running_loop().call_later(_SECONDS_BETWEEN_WRITES, self.write)
        elif len(self._waiting) >= _MOST_WAITING:
            self.write()

    def write(self) -> None:
        """Write and count what waits."""
        if self._write_later is not None:
            self._write_later.cancel()
            self._write_later = None
        waiting, self._waiting = self._waiting, []
        if waiting:
            stream = self._stream or sys.stdout
            stream.write("".join(map(_line, waiting)))
            stream.flush()
        for one in waiting:
            self._metrics.observe(_known(one.method), one.route, one.status, one.seconds)


def _line(one: Observation) -> str:
    at = datetime.fromtimestamp(one.at, UTC).isoformat()
    return (
        f'{{"method":"{_known(one.method)}","route":"{one.route}","status":{one.status},'
        f'"duration_ms":{one.seconds * 1000:.2f},"problem":{_or_null(one.problem)},'
        f'"caller_kind":{_or_null(one.caller_kind)},"level":"info","timestamp":"{at}",'
        f'"trace_id":"{one.trace_id}","service":"gateway","event":"request"}}\n'
    )


def _known(method: str) -> str:
    return method if method in _KNOWN_METHODS else "other"


def _or_null(word: str) -> str:
    return f'"{word}"' if word else "null"
