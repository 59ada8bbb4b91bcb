"""A load generator that asks at a steady pace, whatever the answers take, and tells the latencies.

Run as a process of its own. A request that has to wait for a free connection has waited since the moment at which it
was due, as it would for a user. With rate 0 each request is sent when the answer before it is complete.
Reads the token from the first line of its input, and a request body from each line after it.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Sequence
from typing import cast

import httptools
import uvloop


class Connection(asyncio.Protocol):
    """One connection, one request at a time."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way out."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one in all but name
        self._answered: asyncio.Future[int] | None = None

    async def ask(self, request: bytes) -> int:
        """Send `request` and wait for the whole answer; its status."""
        self._parser = httptools.HttpResponseParser(self)
        self._answered = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answered

    def data_received(self, data: bytes) -> None:
        """Feed the answer to the parser."""
        self._parser.feed_data(data)

    def on_message_complete(self) -> None:
        """Hand over the status."""
        if self._answered is not None:
            self._answered.set_result(self._parser.get_status_code())

    def connection_lost(self, error: Exception | None) -> None:
        """Let nobody wait for an answer that will not come."""
        if self._answered is not None and not self._answered.done():
            self._answered.set_result(0)


async def load(port: int, requests: Sequence[bytes], rate: float, count: int, connections: int) -> list[float | None]:
    """Seconds from due to answered of each of `count` requests; None for one that was not answered with 200."""
    loop = asyncio.get_running_loop()
    idle: asyncio.Queue[Connection] = asyncio.Queue()
    for _ in range(connections):
        idle.put_nowait((await loop.create_connection(Connection, "127.0.0.1", port))[1])

    async def ask(place: int, due: float) -> float | None:
        connection = await idle.get()
        status = await connection.ask(requests[place % len(requests)])
        took = time.perf_counter() - due
        idle.put_nowait(connection)
        return took if status == 200 else None

    if rate == 0:
        return [await ask(place, time.perf_counter()) for place in range(count)]
    started = time.perf_counter()
    asking = []
    for place in range(count):
        due = started + place / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        asking.append(asyncio.ensure_future(ask(place, due)))
    return list(await asyncio.gather(*asking))


def main() -> None:
    """Load as the arguments say and print the figures as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--path", required=True)
    parser.add_argument("--rate", type=float, required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--connections", type=int, default=8)
    options = parser.parse_args()
    token, *bodies = sys.stdin.read().splitlines()  # not arguments: those stand in the list of processes
    requests = [_request(options.port, options.path, token, body.encode()) for body in bodies]
    # The first tenth only warms up.
    warming = options.count // 10 + 1
    uvloop.run(load(options.port, requests, options.rate, warming, options.connections))
    found = uvloop.run(load(options.port, requests, options.rate, options.count, options.connections))
    answered = sorted(seconds for seconds in found if seconds is not None)
    figures = {
        "median_ms": answered[len(answered) // 2] * 1000 if answered else None,
        "p99_ms": answered[min(int(len(answered) * 0.99), len(answered) - 1)] * 1000 if answered else None,
        "failures": len(found) - len(answered),
    }
    sys.stdout.write(json.dumps(figures) + "\n")


def _request(port: int, path: str, token: str, body: bytes) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nAuthorization: Bearer {token}\r\n\r\n"
    )
    return head.encode() + body


if __name__ == "__main__":
    main()
