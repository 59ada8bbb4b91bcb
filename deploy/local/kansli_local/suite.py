"""The whole suite on one machine, under supervision: PostgreSQL, four services and the gateway.

    with Suite(Path(".kansli")) as suite:
        ...  # talk to suite.gateway_url with the secrets of suite.clients

Each suite has a folder of its own and shares nothing with another one in the same process or machine.
"""

import asyncio
import errno
import json
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from boardkit.auth.keys import SigningKey
from boardkit.db.embedded import EmbeddedPostgres, free_port
from kansli_local.child import Child
from kansli_local.clients import WISHES, DemonstrationClient, are_as_wished, read_clients, write_clients
from kansli_local.credentials import ensure_keys, ensure_roles, write_trusted_issuers
from kansli_local.databases import ensure_databases, members_to_migrate
from kansli_local.earlier_run import hold_folder, record_run, stop_leftovers
from kansli_local.environment import HOST, Addresses, DatabaseUrls, environment_of
from kansli_local.errors import SuiteError
from kansli_local.folder import Folder
from kansli_local.members import GATEWAY, SERVICES, Member
from kansli_local.programs import PostgresProgram, WebProgram

BUSINESS_DATE: Final = date(2019, 6, 3)
DEFAULT_PORT: Final = 8080
POSTGRES: Final = "postgres"
_SECONDS_TO_START: Final = 90
_SECONDS_TO_STOP: Final = 5
_SECONDS_FOR_POSTGRES_TO_STOP: Final = 15
_SECONDS_BETWEEN_LOOKS: Final = 0.05


def _keep_quiet(_: str) -> None:
    """Announce nothing."""


class Suite:
    """PostgreSQL, the services and the gateway: `start`, use, `stop`; or as a context manager.

    Args:
        folder: where everything is kept; made when missing.
        gateway_port: where the gateway listens; 0 for a free port.
        business_date: the day that the suite stands on.
        announce: is told, in a sentence, what is being done and what has happened. May be called from
            several threads.
        services: the services to start.
        gateway: the gateway to start before them.
        durable: whether what is committed survives a crash of the machine.

    Attributes:
        clients: the demonstration's clients by name, with their secrets; after `start`.
        keys: the signing keys of the processes by name; after `start`.
    """

    def __init__(
        self,
        folder: Path,
        *,
        gateway_port: int = DEFAULT_PORT,
        business_date: date = BUSINESS_DATE,
        announce: Callable[[str], None] = _keep_quiet,
        services: tuple[Member, ...] = SERVICES,
        gateway: Member = GATEWAY,
        durable: bool = True,
    ) -> None:
        self.folder = Folder(folder)
        self.business_date = business_date
        self.clients: Mapping[str, DemonstrationClient] = {}
        self.keys: Mapping[str, SigningKey] = {}
        self._addresses = Addresses({})
        self._announce = announce
        self._gateway_port = gateway_port
        self._services = services
        self._gateway = gateway
        self._members = (*services, gateway)
        self._postgres = EmbeddedPostgres(self.folder.postgres, durable=durable, notify=announce)
        self._children: dict[str, Child] = {}
        self._recording = threading.Lock()
        self._held = ExitStack()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def services(self) -> list[str]:
        """The names of the services."""
        return [service.name for service in self._services]

    @property
    def gateway_url(self) -> str:
        """Where the gateway is."""
        return self.url(self._gateway.name)

    def url(self, name: str) -> str:
        """Where a service is, past the gateway."""
        return self._addresses.url(name)

    @property
    def pids(self) -> dict[str, int]:
        """The process numbers of what runs now, by name (`postgres`, `gateway`, `case-registry` …)."""
        return {name: pid for name, child in self._children.items() if (pid := child.pid) is not None}

    def starts(self, name: str) -> int:
        """How many times the process has been started, the first time included."""
        return self._children[name].starts

    def start(self) -> None:
        """Start everything and return when it works.

        Raises:
            SuiteError: something is in the way; whatever had been started is stopped again.
        """
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop everything in order: the gateway, the services, PostgreSQL. Safe to repeat."""
        services = [self._children[member.name] for member in self._services if member.name in self._children]
        if self._gateway.name in self._children:
            self._children[self._gateway.name].stop(_SECONDS_TO_STOP)
        for service in services:
            service.begin_stop()
        for service in services:
            service.stop(_SECONDS_TO_STOP)
        if POSTGRES in self._children:
            self._children[POSTGRES].stop(_SECONDS_FOR_POSTGRES_TO_STOP)
            self.folder.run.unlink(missing_ok=True)
        self._children.clear()
        self._held.close()

    def kill(self) -> None:
        """End everything at once; the next start repairs what that leaves."""
        for child in self._children.values():
            child.kill()

    def wait_until_ready(self, timeout: float = _SECONDS_TO_START) -> None:
        """Return when every process works, also those that died and are being brought back.

        Raises:
            SuiteError: some do not within `timeout` seconds.
        """
        deadline = time.monotonic() + timeout
        waiting = threading.Event()
        while missing := [name for name, child in self._children.items() if not child.is_ready()]:
            if time.monotonic() > deadline:
                raise SuiteError(f"Not ready within {timeout:.0f} seconds: {', '.join(missing)}.")
            waiting.wait(_SECONDS_BETWEEN_LOOKS)

    def wait_until_started_again(self, name: str, starts_before: int, timeout: float = _SECONDS_TO_START) -> None:
        """Return when a process that died has been started again and everything works.

        Args:
            name: the process.
            starts_before: `starts(name)` from before its death.
            timeout: seconds.

        Raises:
            SuiteError: it is not so within `timeout` seconds.
        """
        deadline = time.monotonic() + timeout
        waiting = threading.Event()
        while self.starts(name) <= starts_before:
            if time.monotonic() > deadline:
                raise SuiteError(f"{name} was not started again within {timeout:.0f} seconds.")
            waiting.wait(_SECONDS_BETWEEN_LOOKS)
        self.wait_until_ready(max(0.0, deadline - time.monotonic()))

    def _start(self) -> None:
        self.folder.make()
        self._held.enter_context(hold_folder(self.folder))
        stop_leftovers(self.folder, self._announce)
        self.folder.begin_logs()
        self._addresses = self._choose_addresses()
        self._start_postgres()
        self._start_members(self._prepare_members())

    def _choose_addresses(self) -> Addresses:
        port = self._gateway_port or free_port()
        _require_free(port)
        ports = {member.name: free_port() for member in self._services}
        return Addresses(ports | {self._gateway.name: port})

    def _start_postgres(self) -> None:
        self._announce(f"Starting PostgreSQL on {self.folder.postgres}")
        postgres = Child(
            POSTGRES,
            PostgresProgram(self._postgres),
            self.folder.log_of(POSTGRES),
            announce=self._announce,
            on_start=self._record,
            stop_signal=signal.SIGINT,
            kill_signal=signal.SIGQUIT,
        )
        self._children[POSTGRES] = postgres
        postgres.start()
        postgres.wait_until_ready(_SECONDS_TO_START)
        postgres.watch()

    def _prepare_members(self) -> dict[str, WebProgram]:
        """Databases at their newest version, keys and clients; returns how each member is started."""
        self._announce(f"Preparing {len(self._members)} databases and keys")
        self.keys = ensure_keys(self.folder.keys, self._members, demonstration=True)
        write_trusted_issuers(self.folder.keys, self._members, self.keys)
        with ThreadPoolExecutor(max_workers=1) as apart:  # in this thread an event loop may be running already
            databases, to_migrate = apart.submit(asyncio.run, self._prepare_databases()).result()
        programs = {member.name: self._program(member, databases[member.name]) for member in self._members}
        if to_migrate:
            self._announce(f"Migrating the databases of {', '.join(member.name for member in to_migrate)}")
            self._migrate({member.name: programs[member.name] for member in to_migrate})
        self.clients = self._ensure_clients(programs[self._gateway.name])
        return programs

    def _program(self, member: Member, database: DatabaseUrls) -> WebProgram:
        environment = environment_of(member, self.folder, self._addresses, database, self.business_date)
        port = self._addresses.ports[member.name]
        return WebProgram(member.command, environment, port, self.folder.path)

    async def _prepare_databases(self) -> tuple[dict[str, DatabaseUrls], list[Member]]:
        """How each member reaches its database, and which of them must still be migrated."""
        roles = ensure_roles(self.folder, self._members)
        databases = await ensure_databases(self._postgres, self._members, roles)
        return databases, await members_to_migrate(self._members, databases)

    def _migrate(self, programs: Mapping[str, WebProgram]) -> None:
        """Bring the databases to their newest version, all at the same time."""
        running: dict[str, subprocess.Popen[bytes]] = {}
        for name, program in programs.items():
            with self.folder.log_of(f"{name}-migrate").open("wb") as output:
                running[name] = program.run("migrate", output=output)
        exit_codes = {name: process.wait() for name, process in running.items()}
        for name, exit_code in exit_codes.items():
            if exit_code:
                log = self.folder.log_of(f"{name}-migrate")
                last_words = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
                raise SuiteError(f"The database of {name} could not be migrated ({log}):\n{last_words}")

    def _ensure_clients(self, gateway: WebProgram) -> dict[str, DemonstrationClient]:
        """The demonstration's clients, registered anew when they are not there or not as they should be."""
        known = read_clients(self.folder.clients)
        if are_as_wished(known):
            return known
        self._announce(f"Registering the clients {', '.join(wish.name for wish in WISHES)}")
        log = self.folder.log_of("gateway-clients")
        with log.open("wb") as errors:
            running = [gateway.run(*wish.arguments, output=subprocess.PIPE, errors=errors) for wish in WISHES]
            answers = [process.communicate()[0] for process in running]
        if any(process.returncode for process in running):
            raise SuiteError(f"The clients could not be registered ({log}):\n{log.read_text(errors='replace')}")
        clients = {client.name: client for client in map(DemonstrationClient.of, map(json.loads, answers))}
        write_clients(self.folder.clients, clients.values())
        return clients

    def _start_members(self, programs: Mapping[str, WebProgram]) -> None:
        self._announce(f"Starting {', '.join(programs)}")
        started = []
        for name, program in programs.items():
            log = self.folder.log_of(name)
            child = Child(name, program, log, announce=self._announce, on_start=self._record)
            self._children[name] = child
            child.start()
            started.append(child)
        for child in started:
            child.wait_until_ready(_SECONDS_TO_START)
        for child in started:
            child.watch()

    def _record(self) -> None:
        with self._recording:
            record_run(self.folder, os.getpid(), self.gateway_url, self.pids)


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EACCES:
                reason = f"Port {port} may not be opened by this user."
            else:
                reason = f"Port {port} is taken by another program."
            raise SuiteError(f"{reason} Choose another one: KANSLI_PORT={port % 50000 + 10000} make run") from None
