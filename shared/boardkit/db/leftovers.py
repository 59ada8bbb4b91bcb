"""What a killed run leaves behind: PostgreSQL processes that still work in a data directory."""

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Final

import psutil

_SECONDS_TO_STOP: Final = 15


class ImmortalProcess(Exception):
    """A process does not stop, not even when killed."""


def stop_processes_on(data: Path, notify: Callable[[str], None]) -> None:
    """Stop the server that works in `data`, if any, and return when none of its processes is left.

    Args:
        data: a PostgreSQL data directory, which need not exist.
        notify: is told which process is stopped.

    Raises:
        ImmortalProcess: one of them outlives being killed.
    """
    leftovers = processes_on(data)
    server = _server_by_lock_file(data)
    for process in leftovers:
        if process.pid == server:
            notify(f"Stopping PostgreSQL left over from an earlier run (process {process.pid}).")
            process.send_signal(signal.SIGINT)
    psutil.wait_procs(leftovers, timeout=_SECONDS_TO_STOP)
    stubborn = processes_on(data)
    for process in stubborn:
        process.kill()
    psutil.wait_procs(stubborn, timeout=_SECONDS_TO_STOP)
    for process in processes_on(data):
        raise ImmortalProcess(f"An earlier PostgreSQL cannot be stopped: process {process.pid}.")
    (data / "postmaster.pid").unlink(missing_ok=True)


def processes_on(data: Path) -> list[psutil.Process]:
    """The PostgreSQL processes that work in `data`, whoever started them."""
    if not data.exists():
        return []
    return [process for process in psutil.process_iter(["name"]) if _works_on(process, data)]


def _works_on(process: psutil.Process, data: Path) -> bool:
    if not (process.info["name"] or "").startswith("postgres"):
        return False
    try:
        return Path(process.cwd()) == data.resolve()
    except psutil.AccessDenied:
        return str(data) in process.cmdline()
    except psutil.NoSuchProcess:
        return False


def _server_by_lock_file(data: Path) -> int | None:
    try:
        return int((data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
