"""What a killed run leaves behind: PostgreSQL processes that still work in a data directory."""

import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import psutil

from boardkit.db.embedded.errors import EmbeddedPostgresError

_SECONDS_TO_STOP: Final = 15
_SECONDS_BETWEEN_LOOKS: Final = 0.1


def stop_processes_on(data: Path, notify: Callable[[str], None]) -> None:
    """Stop the server that works in `data`, if any, and return when none of its processes is left.

    Args:
        data: a PostgreSQL data directory, which need not exist.
        notify: is told which process is stopped.

    Raises:
        EmbeddedPostgresError: one of them outlives being killed.
    """
    server = _server_by_lock_file(data)
    for process in processes_on(data):
        if process.pid == server:
            notify(f"Stopping PostgreSQL left over from an earlier run (process {process.pid}).")
            send_signal(process, signal.SIGINT)
    for process in wait_until_gone(lambda: processes_on(data), _SECONDS_TO_STOP):
        send_signal(process, signal.SIGKILL)
    for process in wait_until_gone(lambda: processes_on(data), _SECONDS_TO_STOP):
        raise EmbeddedPostgresError(f"An earlier PostgreSQL cannot be stopped: process {process.pid}.")
    (data / "postmaster.pid").unlink(missing_ok=True)


def wait_until_gone(find: Callable[[], list[psutil.Process]], timeout: float) -> list[psutil.Process]:
    """Ask `find` again and again until it finds nothing, at most `timeout` seconds; returns what it still finds.

    Waiting for the processes themselves would take as long as their parent, which need not be us, takes to notice
    their end.
    """
    deadline = time.monotonic() + timeout
    while (found := find()) and time.monotonic() < deadline:
        psutil.wait_procs(found, timeout=_SECONDS_BETWEEN_LOOKS)
    return found


def send_signal(process: psutil.Process, number: signal.Signals) -> None:
    """Send a signal to a process that may have ended in the meantime."""
    with suppress(psutil.NoSuchProcess):
        process.send_signal(number)


def processes_on(data: Path) -> list[psutil.Process]:
    """The PostgreSQL processes that work in `data`, whoever started them."""
    if not data.exists():
        return []
    return [process for process in psutil.process_iter(["name"]) if _works_on(process, data)]


def _works_on(process: psutil.Process, data: Path) -> bool:
    if not (process.info["name"] or "").startswith("postgres"):
        return False
    try:
        with suppress(psutil.AccessDenied):
            return Path(process.cwd()) == data.resolve()
        return str(data) in process.cmdline()
    except psutil.NoSuchProcess:
        return False


def _server_by_lock_file(data: Path) -> int | None:
    try:
        return int((data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
