"""A caller that goes away in the middle is no error of ours, and a stream arrives whole for one that stays."""

import asyncio
from collections.abc import Callable, MutableMapping
from typing import Any

import pytest
import structlog

from boardkit.testing.service import RunningService

Messages = list[MutableMapping[str, Any]]


async def call(service: RunningService, method: str, path: str, receive: Callable[[], Any], sent: Messages) -> None:
    """The app as a server calls it, with a connection of our own making."""

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    token = service.client("notes:write", "notes:read").headers["authorization"]
    asked = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": f"/sample-house/v1{path}",
        "raw_path": f"/sample-house/v1{path}".encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"authorization", token.encode()), (b"content-type", b"application/json")],
        "client": ("192.0.2.1", 1),
        "server": ("service.test", 80),
    }
    await service.app(asked, receive, send)


@pytest.mark.parametrize(("method", "path"), [("PUT", "/uploads"), ("POST", "/mishaps")])
async def test_a_caller_that_goes_away_while_sending_is_no_error_of_ours(
    sample: RunningService, method: str, path: str
) -> None:
    pieces: Messages = [{"type": "http.request", "body": b'{"ki', "more_body": True}, {"type": "http.disconnect"}]

    async def receive() -> MutableMapping[str, Any]:
        return pieces.pop(0) if pieces else {"type": "http.disconnect"}

    sent: Messages = []
    with structlog.testing.capture_logs() as lines:
        await call(sample, method, path, receive, sent)

    assert [line["event"] for line in lines] == ["request"]
    assert [message for message in sent if message.get("status") == 500] == []


async def test_a_caller_that_goes_away_while_receiving_is_no_error_of_ours(sample: RunningService) -> None:
    asked = asyncio.Event()

    async def receive() -> MutableMapping[str, Any]:
        if not asked.is_set():
            asked.set()
            return {"type": "http.request", "body": b"", "more_body": False}
        return {"type": "http.disconnect"}

    class Gone(list[Any]):
        def append(self, message: Any) -> None:
            super().append(message)
            if len(self) > 3:
                raise OSError("connection lost")

    with structlog.testing.capture_logs() as lines:
        await call(sample, "GET", "/downloads", receive, Gone())

    assert [line["event"] for line in lines] == ["request"]


async def test_a_whole_stream_arrives_whole(sample: RunningService) -> None:
    downloaded = await sample.client("notes:read").get("/downloads")
    uploaded = await sample.client("notes:write").put("/uploads", content=b"x" * 1024 * 1024)

    assert (downloaded.status_code, len(downloaded.content)) == (200, 1_000_000)
    assert (uploaded.status_code, uploaded.text) == (200, "1048576")
