"""A small load generator: keeps a number of connections busy with one request and counts the answers.

Run as a process of its own, so that it takes no time from what it measures. Plain sockets and httptools: a
full client library would be slower than the gateway that it is to load.
"""

import argparse
import asyncio
import json
import sys
import time
from dataclasses import dataclass, field
from typing import cast

import httptools
import uvloop


@dataclass
class Tally:
    """What came back: latencies in seconds of good answers, and how many answers were not 200."""

    until: float
    latencies: list[float] = field(default_factory=list)
    failures: int = 0


class Connection(asyncio.Protocol):
    """One connection that sends `request` again as soon as its answer is complete."""

    def __init__(self, request: bytes, tally: Tally, done: asyncio.Future[None]) -> None:
        self._request = request
        self._tally = tally
        self._done = done

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first request."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one in all but name
        self._send()

    def data_received(self, data: bytes) -> None:
        """Feed the answer to the parser."""
        self._parser.feed_data(data)

    def on_message_complete(self) -> None:
        """Count the answer and send the next request, or close when the time is up."""
        now = time.perf_counter()
        if self._parser.get_status_code() == 200:
            self._tally.latencies.append(now - self._sent)
        else:
            self._tally.failures += 1
        if now < self._tally.until:
            self._send()
        else:
            self._transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        """Count a connection that broke before its time."""
        if time.perf_counter() < self._tally.until:
            self._tally.failures += 1
        if not self._done.done():
            self._done.set_result(None)

    def _send(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._sent = time.perf_counter()
        self._transport.write(self._request)


async def load(port: int, request: bytes, connections: int, seconds: float) -> Tally:
    """Keep `connections` busy for `seconds` against 127.0.0.1:`port`."""
    loop = asyncio.get_running_loop()
    tally = Tally(until=time.perf_counter() + seconds)
    endings: list[asyncio.Future[None]] = [loop.create_future() for _ in range(connections)]
    for ending in endings:
        await loop.create_connection(lambda ending=ending: Connection(request, tally, ending), "127.0.0.1", port)  # type: ignore[misc]
    await asyncio.wait_for(asyncio.gather(*endings), seconds + 10)
    return tally


def main() -> None:
    """Load as the arguments say and print the figures as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--path", required=True)
    parser.add_argument("--connections", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    options = parser.parse_args()
    token = sys.stdin.readline().strip()  # not an argument: those stand in the list of processes
    request = (
        f"GET {options.path} HTTP/1.1\r\nHost: 127.0.0.1:{options.port}\r\n"
        f"Accept: application/json\r\nAuthorization: Bearer {token}\r\n\r\n"
    ).encode()
    tally = uvloop.run(load(options.port, request, options.connections, options.seconds))
    ordered = sorted(tally.latencies)
    figures = {
        "requests_per_second": len(ordered) / options.seconds,
        "median_ms": ordered[len(ordered) // 2] * 1000 if ordered else None,
        "p99_ms": ordered[int(len(ordered) * 0.99)] * 1000 if ordered else None,
        "failures": tally.failures,
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
