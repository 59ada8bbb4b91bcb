"""A supervised process that will not stop, one that dies again and again, and endings in words."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from kansli_local.child import Child, how_it_ended
from kansli_local.errors import SuiteError


class Script:
    """A program that is ready when it has written `ready` to its log."""

    def __init__(self, source: str, log: Path) -> None:
        self._source = source
        self._log = log

    def launch(self, output: IO[bytes]) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-uc", self._source], stdout=output, start_new_session=True)

    def is_ready(self) -> bool:
        return self._log.exists() and "ready" in self._log.read_text()


class Stage:
    """Runs scripts as children and hears what is announced."""

    def __init__(self, folder: Path) -> None:
        self.announced: list[str] = []
        self.started_three_times = threading.Event()
        self._folder = folder
        self._children: list[Child] = []

    def child(self, source: str) -> Child:
        log = self._folder / "child.log"
        child = Child("child", Script(source, log), log, announce=self.announced.append, on_start=self._note_start)
        self._children.append(child)
        return child

    def _note_start(self) -> None:
        if self._children[-1].starts == 3:
            self.started_three_times.set()

    def clear(self) -> None:
        for child in self._children:
            child.kill()
            child.stop(5)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    stage.clear()


IGNORES_SIGTERM = """
import signal, threading
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready")
threading.Event().wait()
"""


def test_a_process_that_does_not_stop_is_killed_and_it_is_said(stage: Stage) -> None:
    child = stage.child(IGNORES_SIGTERM)
    child.start()
    child.wait_until_ready(10)
    child.watch()
    child.stop(timeout=0.1)
    assert child.pid is None
    assert stage.announced == ["child did not stop within 0 seconds and is killed"]


def test_a_process_that_dies_again_and_again_is_brought_back_again_and_again(stage: Stage) -> None:
    child = stage.child("print('ready, but not for long'); raise SystemExit(3)")
    child.start()
    child.watch()
    assert stage.started_three_times.wait(10)
    child.stop(5)
    died = [sentence for sentence in stage.announced if sentence.startswith("child died (exit code 3).")]
    assert len(died) >= 2
    assert "ready, but not for long" in died[0]


def test_a_stopped_process_is_not_brought_back(stage: Stage) -> None:
    child = stage.child("import threading; print('ready'); threading.Event().wait()")
    child.start()
    child.wait_until_ready(10)
    child.watch()
    child.stop(5)
    assert child.pid is None
    assert child.starts == 1
    assert stage.announced == []


def test_a_process_that_never_gets_ready_is_told_with_its_last_words(stage: Stage) -> None:
    child = stage.child("import threading; print('waiting for Godot'); threading.Event().wait()")
    child.start()
    with pytest.raises(SuiteError, match=r"(?s)child did not become ready"):
        child.wait_until_ready(0.3)


@pytest.mark.parametrize(
    ("exit_code", "words"),
    [
        (0, "exit code 0"),
        (3, "exit code 3"),
        (-signal.SIGKILL, "signal SIGKILL"),
        (-signal.SIGSEGV, "signal SIGSEGV"),
        (-250, "signal 250"),
    ],
)
def test_how_a_process_ended_in_words(exit_code: int, words: str) -> None:
    assert how_it_ended(exit_code) == words
