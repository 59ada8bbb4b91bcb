"""One suite per folder: the lock that a running one holds, and what a killed one left behind."""

import fcntl
import signal
from collections.abc import Callable, Mapping
from typing import IO, Final

import psutil

from boardkit.db.embedded.leftovers import send_signal, wait_until_gone
from kansli_local.errors import SuiteError
from kansli_local.folder import Folder, read_json, write_secret_json

_SECONDS_TO_STOP: Final = 5


def hold_folder(folder: Folder) -> IO[bytes]:
    """Take the folder for this process; given back when the file returned is closed or the process ends.

    Raises:
        SuiteError: another suite runs on the folder.
    """
    lock = folder.lock.open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        run = read_json(folder.run) or {}
        raise SuiteError(
            f"Kansli already runs on {folder.path}, at {run.get('gateway_url', 'an address not yet known')} "
            f"(process {run.get('supervisor', 'unknown')}). Stop it with Ctrl-C in its own terminal."
        ) from None
    return lock


def is_running(folder: Folder) -> bool:
    """Whether a suite runs on the folder now."""
    if not folder.lock.exists():
        return False
    with folder.lock.open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def gateway_url_of(folder: Folder) -> str:
    """Where the gateway of the suite is that runs on the folder.

    Raises:
        SuiteError: it has not come so far yet.
    """
    run = read_json(folder.run) or {}
    if "gateway_url" not in run:
        raise SuiteError("Kansli is still starting. Try again when it has told its addresses.")
    url: str = run["gateway_url"]
    return url


def record_run(folder: Folder, supervisor: int, gateway_url: str, pids: Mapping[str, int]) -> None:
    """Write down which processes run, so that a later start can stop them if this one cannot."""
    children = {}
    for name, pid in pids.items():
        try:
            children[name] = {"pid": pid, "create_time": psutil.Process(pid).create_time()}
        except psutil.NoSuchProcess:
            continue
    run = {"supervisor": supervisor, "gateway_url": gateway_url, "children": children}
    write_secret_json(folder.run, run)


def stop_leftovers(folder: Folder, announce: Callable[[str], None]) -> None:
    """Stop the processes that a killed supervisor left running (PostgreSQL sees to its own)."""
    children: dict[str, dict[str, float]] = (read_json(folder.run) or {}).get("children", {})
    for name, entry in children.items():
        if process := _still_the_same(entry):
            announce(f"Stopping {name}, left over from an earlier run (process {process.pid})")
            send_signal(process, signal.SIGINT if name == "postgres" else signal.SIGTERM)
    for process in wait_until_gone(lambda: _still_there(children), _SECONDS_TO_STOP):
        send_signal(process, signal.SIGKILL)
    wait_until_gone(lambda: _still_there(children), _SECONDS_TO_STOP)
    folder.run.unlink(missing_ok=True)


def _still_there(children: Mapping[str, Mapping[str, float]]) -> list[psutil.Process]:
    return [process for entry in children.values() if (process := _still_the_same(entry))]


def _still_the_same(entry: Mapping[str, float]) -> psutil.Process | None:
    """The process that was written down, unless it has ended; its number may be another's by now."""
    try:
        process = psutil.Process(int(entry["pid"]))
        same = process.create_time() == entry["create_time"]
        return process if same and process.status() != psutil.STATUS_ZOMBIE else None
    except psutil.NoSuchProcess:
        return None
