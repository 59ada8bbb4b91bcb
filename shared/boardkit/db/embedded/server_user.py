"""The system user that runs an embedded PostgreSQL: ourselves, or `nobody` when we are root, who may not."""

import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

from boardkit.db.embedded.errors import EmbeddedPostgresError

_NOBODY: Final = 65534


def server_uid() -> int:
    """The user id that the server runs under and that owns its data."""
    return _NOBODY if _is_root() else os.geteuid()


def run_as_server_user(command: list[str], *, output: IO[bytes] | int) -> subprocess.Popen[bytes]:
    """Start `command` as that user, in a session of its own (Ctrl-C in our terminal does not reach it)."""
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
        start_new_session=True,
        user=_NOBODY if _is_root() else None,
        group=_NOBODY if _is_root() else None,
        extra_groups=[] if _is_root() else None,
    )


def give_to_server_user(*paths: Path) -> None:
    """Make that user the owner of `paths`."""
    if _is_root():
        for path in paths:
            os.chown(path, _NOBODY, _NOBODY)


def let_server_user_pass(target: Path, notify: Callable[[str], None]) -> None:
    """Let `nobody` pass through, but not list, our own folders on the way to `target`.

    Args:
        target: a folder that the server needs to reach.
        notify: is told of each folder whose permissions are widened.

    Raises:
        EmbeddedPostgresError: a folder on the way belongs to somebody else.
    """
    if not _is_root():
        return
    resolved = target.resolve()
    for folder in (*reversed(resolved.parents), resolved):
        status = folder.stat()
        if status.st_mode & stat.S_IXOTH or status.st_uid == _NOBODY:
            continue
        if status.st_uid != os.geteuid():
            raise EmbeddedPostgresError(
                f"PostgreSQL does not run as root, and its user nobody may not pass through {folder}. "
                f"Run as another user, or allow it: chmod o+x {folder}"
            )
        folder.chmod(stat.S_IMODE(status.st_mode) | stat.S_IXOTH)
        notify(f"PostgreSQL runs as nobody: allowed it to pass through {folder} (chmod o+x).")


def _is_root() -> bool:
    return os.geteuid() == 0
