"""The sample as a process of its own: what it writes, how it starts, and how it ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from boardkit.auth.caller import Caller
from boardkit.auth.keys import SigningKey
from boardkit.auth.tokens import TokenMinter
from boardkit.telemetry.logs import ALLOWED_FIELDS
from boardkit.testing.postgres import ScratchDatabase

HOUSES = Path(__file__).parents[1] / "houses"
MARKER = "Zq7xVk9Hemlig"
BASE = "/sample-house/v1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Process:
    """`python -m sample_house` with an environment of its own; what it writes goes to files."""

    def __init__(self, folder: Path, database: ScratchDatabase) -> None:
        self.folder = folder
        self.port = free_port()
        gateway, own = SigningKey.generate(), SigningKey.generate()
        own.save(folder / "key.json")
        issuers = {"gateway": {"keys": [gateway.public_jwk()], "scopes": ["*"]}}
        (folder / "trusted.json").write_text(json.dumps(issuers), encoding="utf-8")
        caller = Caller("staff", "client", frozenset({"notes:read", "notes:write"}), frozenset({"norrmalm"}))
        self.token = TokenMinter("gateway", gateway).mint("sample-house", caller, 60)
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(HOUSES),
            "KANSLI_ENVIRONMENT": "test",
            "KANSLI_PORT": str(self.port),
            "KANSLI_DATABASE_URL": database.runtime_url,
            "KANSLI_MIGRATION_DATABASE_URL": database.owner_url,
            "KANSLI_SIGNING_KEY": str(folder / "key.json"),
            "KANSLI_TRUSTED_ISSUERS": str(folder / "trusted.json"),
        }
        self._running: subprocess.Popen[bytes] | None = None

    def run(self, *arguments: str, **environment: str | None) -> tuple[int, str]:
        """Run to the end; the exit status and what was written."""
        merged = {name: value for name, value in (self.environment | environment).items() if value is not None}
        done = subprocess.run(
            [sys.executable, "-m", "sample_house", *arguments],
            env=merged, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout.decode()

    def start(self) -> None:
        """Start to serve, and come back when it is ready."""
        with (self.folder / "output").open("wb") as output:
            self._running = subprocess.Popen(
                [sys.executable, "-m", "sample_house"],
                env=self.environment, cwd=self.folder, stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
        deadline, pause = time.monotonic() + 60, threading.Event()
        while not self._is_ready():
            assert self._running.poll() is None, self.output()
            assert time.monotonic() < deadline, self.output()
            pause.wait(0.02)

    def _is_ready(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/readyz").status_code == 200
        except httpx.TransportError:
            return False

    def client(self) -> httpx.Client:
        """A client with a token that may read and write notes."""
        headers = {"authorization": f"Bearer {self.token}"}
        return httpx.Client(base_url=f"http://127.0.0.1:{self.port}{BASE}", headers=headers, timeout=30)

    def connection(self) -> socket.socket:
        """A bare connection, for what no client would send."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def terminate(self) -> None:
        """Ask it to end."""
        assert self._running is not None
        self._running.send_signal(signal.SIGTERM)

    def wait(self) -> int:
        """Its exit status, once it has ended."""
        assert self._running is not None
        return self._running.wait(30)

    def kill(self) -> None:
        """End it if it still runs."""
        if self._running is not None and self._running.poll() is None:
            self._running.kill()
            self._running.wait(30)

    def output(self) -> str:
        """What it has written so far."""
        return (self.folder / "output").read_text(encoding="utf-8")

    def lines(self) -> list[dict[str, Any]]:
        """What it has written, which must be JSON lines."""
        return [json.loads(line) for line in self.output().splitlines()]


@pytest.fixture
def process(tmp_path: Path, database: ScratchDatabase) -> Iterator[Process]:
    started = Process(tmp_path, database)
    yield started
    started.kill()


def receive_all(connection: socket.socket) -> str:
    received = b""
    while chunk := connection.recv(65536):
        received += chunk
    return received.decode("utf-8", "replace")


def make_noise(process: Process) -> None:
    """Requests of every sort, each with the marker somewhere."""
    note = {"board": "norrmalm", "title": MARKER, "body": MARKER}
    with process.client() as client:
        assert client.post("/notes", json=note, headers={"idempotency-key": MARKER}).status_code == 201
        assert client.post("/notes", json={MARKER: MARKER}, headers={"idempotency-key": MARKER}).status_code == 422
        assert client.get(f"/notes?title={MARKER}").status_code == 200
        assert client.get(f"/notes?{MARKER}={MARKER}").status_code == 422
        assert client.get(f"/notes/{MARKER}").status_code == 422
        assert client.get(f"/{MARKER}").status_code == 404
        assert client.get("/notes", headers={"x-name": MARKER, "cookie": MARKER, "user-agent": MARKER}).is_success
        assert client.get("/notes", headers={"authorization": f"Bearer {MARKER}"}).status_code == 401
        assert client.get("/notes", headers={"traceparent": MARKER}).is_success
        for kind, status in (("error", 500), ("value", 500), ("deadlock", 503)):
            assert client.post("/mishaps", json={"kind": kind, "marker": MARKER}).status_code == status
        with pytest.raises(httpx.RemoteProtocolError), client.stream("GET", "/downloads?fail_after=3") as answer:
            answer.read()
    for request in (
        f"{MARKER}\r\n\r\n",
        f"{MARKER} / HTTP/1.1\r\nhost: x\r\n\r\n",
        f"GET /{MARKER}\0 HTTP/1.1\r\n\r\n",
    ):
        with process.connection() as connection:
            connection.sendall(request.encode())
            connection.shutdown(socket.SHUT_WR)
            assert "500" not in receive_all(connection).partition("\r\n")[0]


def test_everything_written_is_json_with_known_fields_and_nothing_of_the_requests(process: Process) -> None:
    process.start()
    make_noise(process)
    process.terminate()
    process.wait()

    lines = process.lines()
    assert MARKER.lower() not in process.output().lower()
    assert "streamed marker" not in process.output()
    assert process.token not in process.output()
    assert {name for line in lines for name in line} <= ALLOWED_FIELDS
    assert all(line["service"] == "sample-house" and line["timestamp"].endswith("Z") for line in lines)
    requests = [line for line in lines if line["event"] == "request"]
    assert len({line["trace_id"] for line in requests}) == len(requests) >= 12
    assert {line["status"] for line in requests} >= {200, 201, 401, 404, 422, 500, 503}
    assert [line["error"] for line in lines if line["event"] == "unexpected"] == [
        "RuntimeError",
        "DBAPIError",
        "RuntimeError",
    ]


def test_a_request_under_way_is_finished_before_the_end(process: Process) -> None:
    process.start()
    head = (
        f"PUT {BASE}/uploads HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {process.token}\r\ncontent-length: 10\r\n\r\n"
    )
    with process.connection() as connection:
        connection.sendall(f"{head}hello".encode())
        with process.client() as client:
            assert client.get("/notes").is_success
        process.terminate()
        pause = threading.Event()
        while process._is_ready():
            pause.wait(0.01)
        connection.sendall(b"world")
        answer = receive_all(connection)

    assert answer.startswith("HTTP/1.1 200 ")
    assert answer.endswith("\r\n\r\n10")
    assert process.wait() in (0, -signal.SIGTERM)
    assert not [line for line in process.lines() if line["level"] == "error"]


@pytest.mark.parametrize("chunked", [False, True], ids=["content-length", "chunked"])
def test_a_body_that_is_too_large_is_a_problem_on_a_real_connection(process: Process, chunked: bool) -> None:
    process.start()
    size = 1024 * 1024 + 1
    content: Any = iter([b"x" * 65536] * 17) if chunked else b"x" * size
    headers = {"idempotency-key": "12345678", "content-type": "application/json"}

    with process.client() as client:
        answer = client.post("/notes", content=content, headers=headers)
        again = client.get("/notes")

    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
    assert answer.json()["type"].endswith("/content-too-large")
    assert again.status_code == 200


def test_migrating_twice_is_as_good_as_once(process: Process) -> None:
    assert process.run("migrate")[0] == 0
    status, output = process.run("migrate")

    assert (status, [json.loads(line)["event"] for line in output.splitlines()]) == (0, ["migrated"])


def spoil_key(process: Process) -> None:
    (process.folder / "key.json").write_text("{}", encoding="utf-8")


def spoil_issuers(process: Process) -> None:
    (process.folder / "trusted.json").write_text("not JSON", encoding="utf-8")


def leave_as_is(process: Process) -> None:
    """The files are in order."""


@pytest.mark.parametrize(
    ("arguments", "environment", "spoil", "said"),
    [
        (["fly"], {}, leave_as_is, "usage: python -m sample_house [migrate"),
        (["migrate", "now"], {}, leave_as_is, "usage: python -m sample_house [migrate"),
        ([], {"KANSLI_DATABASE_URL": None}, leave_as_is, "KANSLI_DATABASE_URL: "),
        ([], {"KANSLI_PORT": "many"}, leave_as_is, "KANSLI_PORT: "),
        ([], {"KANSLI_DATABASE_URL": f"mysql://x:{MARKER}@y/z"}, leave_as_is, "KANSLI_DATABASE_URL: "),
        ([], {"KANSLI_ENVIRONMENT": "production", "KANSLI_TODAY": "2019-06-03"}, leave_as_is, "KANSLI_TODAY"),
        ([], {"KANSLI_SIGNING_KEY": "/nowhere/key.json"}, leave_as_is, "KANSLI_SIGNING_KEY: "),
        ([], {}, spoil_key, "KANSLI_SIGNING_KEY: "),
        ([], {}, spoil_issuers, "KANSLI_TRUSTED_ISSUERS: "),
        (["migrate"], {"KANSLI_MIGRATION_DATABASE_URL": None}, leave_as_is, "KANSLI_MIGRATION_DATABASE_URL"),
    ],
    ids=range(10),
)
def test_what_is_wrong_is_said_in_one_line(
    process: Process,
    arguments: list[str],
    environment: dict[str, str | None],
    spoil: Callable[[Process], None],
    said: str,
) -> None:
    spoil(process)

    status, output = process.run(*arguments, **environment)

    assert (status, len(output.splitlines())) == (2, 1), output
    assert said in output
    assert MARKER not in output
    assert SecretStr(process.environment["KANSLI_DATABASE_URL"]).get_secret_value() not in output


def test_a_busy_port_is_said_and_ends_the_process(process: Process) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", process.port))
        busy.listen()
        status, output = process.run()

    assert status != 0
    assert [json.loads(line).get("error") for line in output.splitlines()][-1] == "OSError"
