"""The embedded server: what it takes to start it on anything an earlier run may have left behind."""

import os
import signal
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from boardkit.db.embedded import EmbeddedPostgres, EmbeddedPostgresError, free_port
from boardkit.db.embedded.leftovers import processes_on
from boardkit.db.provision import administration


class Notices(list[str]):
    """What the server said that it did."""

    def __call__(self, sentence: str) -> None:
        self.append(sentence)


@pytest.fixture
def notices() -> Notices:
    return Notices()


class Folder:
    """Servers on one folder, as runs of the program one after another would make them."""

    def __init__(self, path: Path, notices: Notices) -> None:
        self.path = path
        self._notices = notices
        self._servers: list[EmbeddedPostgres] = []

    def server(self, *, durable: bool = False, binaries: Path | None = None) -> EmbeddedPostgres:
        server = EmbeddedPostgres(self.path, durable=durable, binaries=binaries, notify=self._notices)
        self._servers.append(server)
        return server

    def stop(self) -> None:
        for server in self._servers:
            server.stop()


@pytest.fixture
def folder(tmp_path: Path, notices: Notices) -> Iterator[Folder]:
    folder = Folder(tmp_path / "postgres", notices)
    yield folder
    folder.stop()


@pytest.fixture
def server(folder: Folder) -> EmbeddedPostgres:
    return folder.server()


async def answer(url: str, question: str) -> object:
    async with administration(url) as connection:
        return await connection.scalar(text(question))


async def do(url: str, statement: str) -> None:
    async with administration(url) as connection:
        await connection.execute(text(statement))


def postmaster_of(server: EmbeddedPostgres) -> psutil.Process:
    return psutil.Process(int((server.data / "postmaster.pid").read_text().split("\n")[0]))


async def test_it_knows_the_swedish_letters(server: EmbeddedPostgres) -> None:
    server.start()
    assert await answer(server.admin_url(), "SELECT lower('ÅÄÖÉ')") == "åäöé"
    assert await answer(server.admin_url(), "SHOW server_encoding") == "UTF8"


async def test_every_connection_needs_the_password(server: EmbeddedPostgres) -> None:
    server.start()
    without = make_url(server.admin_url()).set(password="guessed").render_as_string(hide_password=False)
    with pytest.raises(DBAPIError, match="password authentication failed"):
        await answer(without, "SELECT 1")


async def test_it_listens_on_this_machine_only(server: EmbeddedPostgres) -> None:
    server.start()
    addresses = {connection.laddr.ip for connection in postmaster_of(server).net_connections("inet")}
    assert addresses == {"127.0.0.1"}
    assert await answer(server.admin_url(), "SHOW unix_socket_directories") == ""


async def test_a_refused_row_is_not_in_the_log(server: EmbeddedPostgres) -> None:
    server.start()
    async with administration(server.admin_url()) as connection:
        await connection.execute(text("CREATE TABLE people (name text CHECK (name = ''))"))
        with pytest.raises(DBAPIError, match="people_name_check"):
            await connection.execute(text("INSERT INTO people VALUES (:name)"), {"name": "Exempel Exempelsson"})

    logged = (server.directory / "server.log").read_text()
    assert "people_name_check" in logged
    assert "Exempelsson" not in logged


def test_the_password_is_readable_by_its_owner_only_and_in_no_command_line(server: EmbeddedPostgres) -> None:
    server.prepare()
    password = (server.directory / "superuser-password").read_text().strip()
    assert stat.S_IMODE((server.directory / "superuser-password").stat().st_mode) == 0o600
    assert len(password) == 48
    assert password not in " ".join(server.command())


async def test_a_durable_server_gives_up_nothing_for_speed(folder: Folder) -> None:
    durable = folder.server(durable=True)
    durable.start()
    settings = [await answer(durable.admin_url(), f"SHOW {name}") for name in ("fsync", "synchronous_commit")]
    assert settings == ["on", "on"]


async def test_data_outlives_a_stop(folder: Folder, server: EmbeddedPostgres) -> None:
    server.start()
    await do(server.admin_url(), "CREATE TABLE kept AS SELECT 17 AS items")
    server.stop()
    later = folder.server()
    later.start()
    assert await answer(later.admin_url(), "SELECT items FROM kept") == 17


def test_nothing_runs_after_a_stop(server: EmbeddedPostgres) -> None:
    server.start()
    processes = processes_on(server.data)
    server.stop()
    assert len(processes) > 1
    assert not any(process.is_running() for process in processes)


async def test_data_outlives_a_killed_server(folder: Folder) -> None:
    killed = folder.server()
    killed.start()
    await do(killed.admin_url(), "CREATE TABLE kept AS SELECT 17 AS items")
    postmaster_of(killed).kill()
    later = folder.server()
    later.start()
    assert await answer(later.admin_url(), "SELECT items FROM kept") == 17


async def test_a_server_left_running_is_stopped_and_said(folder: Folder, notices: Notices) -> None:
    left_running = folder.server()
    left_running.start()
    pid = postmaster_of(left_running).pid
    later = folder.server()
    later.start()
    assert f"Stopping PostgreSQL left over from an earlier run (process {pid})." in notices
    assert await answer(later.admin_url(), "SELECT 1") == 1


def test_a_lock_file_that_names_a_stranger_is_no_hindrance(server: EmbeddedPostgres) -> None:
    server.prepare()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n")
    server.start()
    assert server.is_ready()


def test_a_preparation_that_was_interrupted_is_done_again(server: EmbeddedPostgres) -> None:
    half = server.directory / "initialising" / "data"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    server.start()
    assert server.is_ready()
    assert not half.exists()


def test_the_words_of_a_failing_preparation_are_told_and_the_next_one_succeeds(
    tmp_path: Path, folder: Folder, server: EmbeddedPostgres
) -> None:
    binaries = tmp_path / "binaries"
    binaries.mkdir()
    for name, script in {
        "postgres": "echo 'postgres (PostgreSQL) 18.6'",
        "initdb": "echo 'initdb: error: could not write file: No space left on device'; exit 1",
    }.items():
        (binaries / name).write_text(f"#!/bin/sh\n{script}\n")
        (binaries / name).chmod(0o755)
    full = folder.server(binaries=binaries)
    with pytest.raises(EmbeddedPostgresError, match="No space left on device"):
        full.prepare()
    server.start()
    assert server.is_ready()


def test_a_folder_that_cannot_be_made_is_told(server: EmbeddedPostgres) -> None:
    server.directory.write_text("a file where a folder is needed")
    with pytest.raises(EmbeddedPostgresError, match=r"needs to write in .*postgres, which fails: File exists"):
        server.prepare()


def test_a_folder_without_a_database_in_its_place_is_told(server: EmbeddedPostgres) -> None:
    server.prepare()
    (server.data / "PG_VERSION").unlink()
    with pytest.raises(EmbeddedPostgresError, match="exists but holds no database"):
        server.prepare()


def test_data_of_another_major_version_is_refused(server: EmbeddedPostgres) -> None:
    server.prepare()
    (server.data / "PG_VERSION").write_text("15\n")
    with pytest.raises(EmbeddedPostgresError, match="is of PostgreSQL 15, and this is PostgreSQL 18"):
        server.prepare()


def test_a_lost_password_file_is_told(server: EmbeddedPostgres) -> None:
    server.prepare()
    (server.directory / "superuser-password").unlink()
    with pytest.raises(EmbeddedPostgresError, match="The password of the database is missing"):
        server.prepare()


def test_a_server_that_stops_while_starting_is_told_with_its_last_words(server: EmbeddedPostgres) -> None:
    with socket.socket() as occupied:
        occupied.bind(("127.0.0.1", 0))
        occupied.listen()
        server.prepare()
        server.port = occupied.getsockname()[1]
        with pytest.raises(EmbeddedPostgresError, match=r"(?s)stopped while starting.*could not bind"):
            server.start()


def test_a_launched_server_that_is_killed_is_no_longer_ready(server: EmbeddedPostgres) -> None:
    server.prepare()
    process = server.launch()
    server.wait_until_ready()
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not server.is_ready()


def test_free_port_is_one_that_can_be_bound() -> None:
    port = free_port()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", port))
        assert listener.getsockname() == ("127.0.0.1", port)
