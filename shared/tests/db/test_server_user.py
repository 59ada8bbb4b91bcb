"""PostgreSQL refuses to run as root: its user nobody is let through our folders, and no further."""

import os
import stat
from pathlib import Path

import pytest

from boardkit.db.embedded import server_user
from boardkit.db.embedded.errors import EmbeddedPostgresError
from boardkit.db.embedded.server_user import let_server_user_pass


def mode(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    tmp_path.chmod(0o711)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    (closed / "open").mkdir(mode=0o755)
    return closed


@pytest.fixture
def as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_user, "_is_root", lambda: True)


@pytest.mark.usefixtures("as_root")
def test_our_own_folders_get_the_right_to_pass_only_and_it_is_said(closed: Path) -> None:
    notices: list[str] = []
    let_server_user_pass(closed / "open", notices.append)
    assert mode(closed) == 0o701
    assert mode(closed / "open") == 0o755
    assert [notice for notice in notices if str(closed) in notice] == [
        f"PostgreSQL runs as nobody: allowed it to pass through {closed} (chmod o+x)."
    ]


@pytest.mark.usefixtures("as_root")
def test_somebody_elses_folder_is_left_alone_and_told(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: closed.stat().st_uid + 1)
    with pytest.raises(EmbeddedPostgresError, match="its user nobody may not pass through"):
        let_server_user_pass(closed, lambda _: None)
    assert mode(closed) == 0o700


def test_who_is_not_root_needs_no_way(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_user, "_is_root", lambda: False)
    let_server_user_pass(closed / "open", lambda _: None)
    assert mode(closed) == 0o700
