"""One process under supervision: started, watched, brought back when it dies, stopped."""

import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final, Protocol

from kansli_local.errors import SuiteError

_FIRST_PAUSE: Final = 0.2  # seconds before a dead process is brought back, doubled for each death in a row
_LONGEST_PAUSE: Final = 10.0
_STEADY_AFTER: Final = 30.0  # a process that has run so long begins with the first pause again
_SECONDS_BETWEEN_LOOKS: Final = 0.05
_SECONDS_TO_BE_BACK: Final = 60
_LAST_LINES: Final = 5
_LAST_BYTES: Final = 8_000


class Program(Protocol):
    """How to start one process and to see that it works."""

    def launch(self, output: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start it, writing to `output`."""

    def is_ready(self) -> bool:
        """Whether it does its work now."""


class Child:
    """A supervised process: `start`, `wait_until_ready`, then `watch` until `stop`.

    Args:
        name: what it is called towards people.
        program: how it is started.
        log: file that its output is added to.
        announce: is told when it dies and when it is back.
        on_start: is called with this child after each start.
        stop_signal: asks it to end.
        kill_signal: ends it at once.
    """

    def __init__(
        self,
        name: str,
        program: Program,
        log: Path,
        *,
        announce: Callable[[str], None],
        on_start: Callable[[], None],
        stop_signal: signal.Signals = signal.SIGTERM,
        kill_signal: signal.Signals = signal.SIGKILL,
    ) -> None:
        self.name = name
        self.starts = 0
        self._program = program
        self._log = log
        self._announce = announce
        self._on_start = on_start
        self._stop_signal = stop_signal
        self._kill_signal = kill_signal
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._changing = threading.Lock()  # held while the process is replaced, so that a stop never misses it
        self._watcher = threading.Thread(target=self._watch, name=f"watch {name}", daemon=True)

    @property
    def pid(self) -> int | None:
        """The process number, or None when it does not run."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def start(self) -> None:
        """Start the process; `wait_until_ready` says when it works."""
        self._launch()

    def watch(self) -> None:
        """From now on, bring the process back whenever it dies."""
        self._watcher.start()

    def is_ready(self) -> bool:
        """Whether the process runs and does its work."""
        return self.pid is not None and self._program.is_ready()

    def wait_until_ready(self, timeout: float) -> None:
        """Return when the process just started is ready.

        Raises:
            SuiteError: it died, is being stopped, or is not ready within `timeout` seconds.
        """
        deadline = time.monotonic() + timeout
        while not self.is_ready():
            if self._process is not None and self._process.poll() is not None:
                ended = how_it_ended(self._process.returncode)
                raise SuiteError(f"{self.name} died while starting ({ended}).\n{self.last_lines()}")
            if self._stopping.wait(_SECONDS_BETWEEN_LOOKS) or time.monotonic() > deadline:
                raise SuiteError(f"{self.name} did not become ready.\n{self.last_lines()}")

    def stop(self, timeout: float) -> None:
        """Ask the process to end, and end it at once when it has not within `timeout` seconds."""
        self.begin_stop()
        if self._process is None:
            return
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self._announce(f"{self.name} did not stop within {timeout:.0f} seconds and is killed")
            self._process.send_signal(self._kill_signal)
            self._process.wait()

    def begin_stop(self) -> None:
        """Ask the process to end, and do not bring it back."""
        self._end(self._stop_signal)

    def kill(self) -> None:
        """End the process at once, and do not bring it back."""
        self._end(self._kill_signal)

    def _end(self, with_signal: signal.Signals) -> None:
        with self._changing:
            self._stopping.set()
        if self._process is not None:
            self._process.send_signal(with_signal)

    def last_lines(self) -> str:
        """The last lines of its log."""
        try:
            with self._log.open("rb") as file:
                file.seek(max(0, self._log.stat().st_size - _LAST_BYTES))
                lines = file.read().decode(errors="replace").splitlines()
        except FileNotFoundError:
            return ""
        return "\n".join(f"    {line[:500]}" for line in lines[-_LAST_LINES:])

    def _launch(self) -> None:
        with self._changing:
            if self._stopping.is_set():
                return
            with self._log.open("ab") as output:
                self._process = self._program.launch(output)
            self.starts += 1
        self._on_start()

    def _watch(self) -> None:
        """Bring the process back whenever it dies, until it is stopped; runs in a thread of its own."""
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            started = time.monotonic()
            ended = self._process.wait() if self._process else 0
            if self._stopping.is_set():
                return
            if time.monotonic() - started > _STEADY_AFTER:
                pause = _FIRST_PAUSE
            self._announce(f"{self.name} died ({how_it_ended(ended)}). Its last words:\n{self.last_lines()}")
            if self._stopping.wait(pause):
                return
            pause = min(pause * 2, _LONGEST_PAUSE)
            self._bring_back()

    def _bring_back(self) -> None:
        try:
            self._launch()
        except (SuiteError, OSError) as error:
            self._announce(f"{self.name} cannot be started: {error}")
            return
        try:
            self.wait_until_ready(_SECONDS_TO_BE_BACK)
        except SuiteError as error:
            if self.pid is not None and not self._stopping.is_set():  # else its death is told by the watcher
                self._announce(str(error))
            return
        self._announce(f"{self.name} is back (process {self.pid})")


def how_it_ended(exit_code: int) -> str:
    """The end of a process in words: `exit code 3` or `signal SIGKILL`."""
    if exit_code >= 0:
        return f"exit code {exit_code}"
    try:
        return f"signal {signal.Signals(-exit_code).name}"
    except ValueError:
        return f"signal {-exit_code}"
