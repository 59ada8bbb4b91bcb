"""`python -m kansli_local`: what a person is told, and with which exit status."""

import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kansli_local.__main__ import app
from kansli_local.earlier_run import hold_folder
from kansli_local.errors import SuiteError
from kansli_local.folder import Folder

WIDE = {"COLUMNS": "400"}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "kansli")


def say(*words: str) -> tuple[int, str]:
    answer = CliRunner().invoke(app, list(words), env=WIDE)
    return answer.exit_code, answer.output


def test_reset_removes_everything(folder: Folder) -> None:
    folder.make()
    (folder.logs / "gateway.log").write_text("listening")
    exit_code, told = say("reset", "--folder", str(folder.path))
    assert exit_code == 0
    assert f"Removed {folder.path}" in told
    assert not folder.path.exists()


def test_reset_of_nothing_is_no_error(folder: Folder) -> None:
    exit_code, told = say("reset", "--folder", str(folder.path))
    assert exit_code == 0
    assert f"There is nothing in {folder.path}" in told


def test_reset_leaves_a_running_suite_alone(folder: Folder) -> None:
    folder.make()
    with hold_folder(folder):
        exit_code, told = say("reset", "--folder", str(folder.path))
    assert exit_code == 1
    assert f"Kansli already runs on {folder.path}" in told
    assert folder.path.exists()


def test_run_on_a_taken_port_tells_how_to_choose_another(folder: Folder) -> None:
    with socket.socket() as other_program:
        other_program.bind(("127.0.0.1", 0))
        other_program.listen()
        port = other_program.getsockname()[1]
        exit_code, told = say("run", "--folder", str(folder.path), "--port", str(port))
    assert exit_code == 1
    assert f"Port {port} is taken by another program. Choose another one: KANSLI_PORT=" in told


def test_run_where_nothing_can_be_written_tells_where(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where a folder is needed")
    exit_code, told = say("run", "--folder", str(tmp_path / "file" / "kansli"), "--port", "1")
    assert exit_code == 1
    assert f"Kansli keeps its data in {tmp_path / 'file' / 'kansli'}, which fails: Not a directory." in told


def test_run_on_a_full_disk_tells_how_much_is_needed(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: AlmostFull())
    with pytest.raises(SuiteError, match=r"Only 3 MB are free .* needs at least 200 MB"):
        folder.make()


class AlmostFull:
    free = 3_000_000
