"""The supervisor: starts everything in order, brings back what dies, stops everything, leaves nothing behind."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from sqlalchemy import text

from boardkit.db.provision import administration
from kansli_local.errors import SuiteError
from kansli_local.members import Member
from kansli_local.suite import Suite

MakeSuite = Callable[..., Suite]
FAKE = str(Path(__file__).with_name("fake_member.py"))


def fake(name: str, *words: str) -> Member:
    """A stand-in for a member; `words` make it misbehave."""
    return Member(name, (sys.executable, FAKE, *words), frozenset({"cases:write"}) if name == "askers" else frozenset())


class Sentences(list[str]):
    """What was announced."""

    def __call__(self, sentence: str) -> None:
        self.append(sentence)

    def about(self, text: str) -> list[str]:
        return [sentence for sentence in self if text in sentence]


@pytest.fixture
def announced() -> Sentences:
    return Sentences()


def suite_on(folder: Path, announced: Sentences, **other: Any) -> Suite:
    """A suite of two services and a gateway."""
    arguments: dict[str, Any] = {
        "gateway_port": 0,
        "services": (fake("case-registry"), fake("askers")),
        "gateway": fake("gateway"),
    }
    return Suite(folder, announce=announced, durable=False, **(arguments | other))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    """A suite that runs, for tests that only look at it."""
    with suite_on(tmp_path_factory.mktemp("running"), Sentences()) as suite:
        yield suite


@pytest.fixture
def make_suite(tmp_path: Path, announced: Sentences) -> Iterator[MakeSuite]:
    """Suites on one folder, one after another; stopped at the end."""
    suites: list[Suite] = []

    def make(**other: Any) -> Suite:
        suites.append(suite_on(tmp_path / "kansli", announced, **other))
        return suites[-1]

    yield make
    for suite in suites:
        suite.stop()


def environment_of(suite: Suite, name: str) -> dict[str, str]:
    environment: dict[str, str] = httpx.get(f"{suite.url(name)}/environment").json()
    return environment


async def migrations_of(suite: Suite, name: str) -> object:
    async with administration(environment_of(suite, name)["KANSLI_MIGRATION_DATABASE_URL"]) as connection:
        return await connection.scalar(text("SELECT count(*) FROM migrated"))


def kill_and_wait_until_back(suite: Suite, name: str) -> None:
    starts = suite.starts(name)
    os.kill(suite.pids[name], signal.SIGKILL)
    suite.wait_until_started_again(name, starts, 30)


def works(process: psutil.Process) -> bool:
    """Whether it runs still; one whose parent is gone may stay a while as a zombie, until the system sees to it."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def test_a_started_suite_runs_everything(running: Suite) -> None:
    assert set(running.pids) == {"postgres", "case-registry", "askers", "gateway"}
    assert httpx.get(f"{running.gateway_url}/readyz").status_code == 200


async def test_each_process_gets_its_own_database_key_and_neighbours(running: Suite) -> None:
    asker, gateway = environment_of(running, "askers"), environment_of(running, "gateway")
    assert asker["KANSLI_DATABASE_URL"].endswith("/askers")
    assert asker["KANSLI_CASE_REGISTRY_URL"] == running.url("case-registry")
    assert asker["KANSLI_ENVIRONMENT"] == "demonstration"
    assert asker["KANSLI_TODAY"] == "2019-06-03"
    assert gateway["KANSLI_UPSTREAM_ASKERS"] == running.url("askers")
    assert gateway["KANSLI_PUBLIC_URL"] == running.gateway_url
    assert await migrations_of(running, "askers") == 1


def test_only_the_registry_believes_those_who_ask_it(running: Suite) -> None:
    registry = json.loads(Path(environment_of(running, "case-registry")["KANSLI_TRUSTED_ISSUERS"]).read_text())
    asker = json.loads(Path(environment_of(running, "askers")["KANSLI_TRUSTED_ISSUERS"]).read_text())
    assert {name: issuer["scopes"] for name, issuer in registry.items()} == {
        "gateway": ["*"],
        "askers": ["cases:write"],
    }
    assert set(asker) == {"gateway"}
    assert registry["gateway"]["keys"][0]["kid"].startswith("demo-gateway-")


def test_secrets_are_readable_by_their_owner_only(running: Suite) -> None:
    folder = running.folder
    secret_files = [folder.clients, folder.database_passwords, folder.run, *folder.keys.path.glob("*.json")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in secret_files} == {0o600}


def test_the_five_clients_are_written_for_whoever_tries_them(running: Suite) -> None:
    clients = json.loads(running.folder.clients.read_text())
    assert [client["name"] for client in clients] == ["portal", "e-service", "partner", "staff", "auditor"]
    assert all(set(client) == {"name", "client_id", "client_secret", "scopes", "boards"} for client in clients)
    assert len({client["client_secret"] for client in clients}) == 5
    assert clients[1]["scopes"] == ["proposals:write"]
    assert clients[2]["scopes"] == ["deadlines:read", "referrals:read"]
    assert clients[3]["boards"] == ["norrmalm"]
    assert clients[4]["boards"] == ["*"]
    assert all(scope.endswith(":read") for scope in clients[4]["scopes"])


async def test_a_later_start_keeps_data_and_secrets(make_suite: MakeSuite) -> None:
    with make_suite() as first:
        secret = first.clients["portal"].client_secret
    with make_suite() as second:
        assert second.clients["portal"].client_secret == secret
        assert await migrations_of(second, "gateway") == 2


def test_stopping_ends_the_gateway_before_the_services_and_postgres_last(make_suite: MakeSuite) -> None:
    with make_suite() as suite:
        processes = [psutil.Process(pid) for pid in suite.pids.values()]
        stopped = suite.folder.path / "stopped.txt"
    assert stopped.read_text().splitlines()[0] == "gateway"
    assert sorted(stopped.read_text().splitlines()) == ["askers", "case_registry", "gateway"]
    assert "database system is shut down" in suite.folder.log_of("postgres").read_text()
    assert not any(process.is_running() for process in processes)
    assert suite.pids == {}


def test_a_killed_process_is_told_and_brought_back(make_suite: MakeSuite, announced: Sentences) -> None:
    with make_suite() as suite:
        killed = suite.pids["askers"]
        kill_and_wait_until_back(suite, "askers")
        assert suite.pids["askers"] != killed
        assert suite.starts("askers") == 2
        assert "askers died (signal SIGKILL)." in announced.about("askers died")[0]
        assert "listening" in announced.about("askers died")[0]


async def test_a_killed_database_is_brought_back_with_its_data(make_suite: MakeSuite, announced: Sentences) -> None:
    with make_suite() as suite:
        kill_and_wait_until_back(suite, "postgres")
        assert await migrations_of(suite, "case-registry") == 1
        assert "postgres died (signal SIGKILL)." in announced.about("postgres died")[0]


def test_a_second_suite_on_the_same_folder_is_refused(make_suite: MakeSuite) -> None:
    with make_suite() as suite:
        with pytest.raises(SuiteError, match=f"already runs on .* at {suite.gateway_url}"):
            make_suite().start()
        suite.wait_until_ready(1)


def test_a_taken_port_is_named_with_what_to_do(make_suite: MakeSuite) -> None:
    with socket.socket() as other_program:
        other_program.bind(("127.0.0.1", 0))
        other_program.listen()
        port = other_program.getsockname()[1]
        with pytest.raises(SuiteError, match=rf"Port {port} is taken .* KANSLI_PORT=\d+ make run"):
            make_suite(gateway_port=port).start()


def test_a_failing_migration_stops_everything_and_shows_its_words(make_suite: MakeSuite) -> None:
    suite = make_suite(services=(fake("case-registry", "broken-migration"),))
    with pytest.raises(SuiteError, match=r"(?s)case-registry could not be migrated.*column does not exist"):
        suite.start()
    assert suite.pids == {}


def test_a_process_that_dies_at_once_stops_everything_and_shows_its_words(make_suite: MakeSuite) -> None:
    suite = make_suite(gateway=fake("gateway", "dies-at-once"))
    with pytest.raises(SuiteError, match=r"(?s)gateway died while starting \(exit code 1\).*settings are wrong"):
        suite.start()
    assert suite.pids == {}


def test_what_a_killed_supervisor_leaves_is_stopped_by_the_next(
    make_suite: MakeSuite, announced: Sentences, tmp_path: Path
) -> None:
    killed, left_running = start_and_kill_a_supervisor(tmp_path / "kansli")
    with make_suite() as suite:
        assert not any(works(process) for process in left_running)
        assert not set(suite.pids.values()) & {process.pid for process in left_running}
    assert len(announced.about("left over from an earlier run")) == 4
    assert killed == -signal.SIGKILL


SUPERVISOR = """
import sys, threading
from pathlib import Path
from typing import Any
from kansli_local.members import Member
from kansli_local.suite import Suite
members = [Member(name, (sys.executable, sys.argv[2])) for name in ("case-registry", "askers", "gateway")]
suite = Suite(
    Path(sys.argv[1]), gateway_port=0, services=tuple(members[:2]), gateway=members[2], durable=False
)
suite.start()
sys.stdout.write("started\\n")
sys.stdout.flush()
threading.Event().wait()
"""


def start_and_kill_a_supervisor(folder: Path) -> tuple[int, list[psutil.Process]]:
    command = [sys.executable, "-c", SUPERVISOR, str(folder), FAKE]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as supervisor:
        assert supervisor.stdout is not None
        assert supervisor.stdout.readline() == b"started\n"
        children = psutil.Process(supervisor.pid).children()
        supervisor.kill()
    return supervisor.returncode, children
