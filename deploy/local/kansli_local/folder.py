"""The folder `.kansli/`: everything that the suite keeps on this machine."""

import json
import os
import shutil
from pathlib import Path
from typing import Any, Final

from kansli_local.errors import SuiteError

_NEEDED_BYTES: Final = 200_000_000


class KeyFolder:
    """A folder with a private signing key for each process, and a file that says whose tokens it believes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def key_of(self, name: str) -> Path:
        """The private signing key of a process."""
        return self.path / f"{name}.json"

    def trusted_issuers_of(self, name: str) -> Path:
        """Whose tokens a process believes."""
        return self.path / f"{name}-trusted-issuers.json"


class Folder:
    """Paths under `.kansli/`, and how files are written there.

    Args:
        path: the folder itself; made when missing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.postgres = self.path / "postgres"
        self.keys = KeyFolder(self.path / "keys")
        self.logs = self.path / "logs"
        self.lock = self.path / "lock"
        self.run = self.path / "run.json"
        self.database_passwords = self.path / "database-passwords.json"
        self.clients = self.path / "demo-clients.json"
        self.demonstration_loaded = self.path / "demonstration-loaded"

    def make(self) -> None:
        """Make the folder and those in it.

        Raises:
            SuiteError: the disk is read-only, missing or full.
        """
        try:
            # Others may pass (PostgreSQL runs as another user when root starts it) but not look.
            for folder, mode in ((self.path, 0o711), (self.keys.path, 0o700), (self.logs, 0o700)):
                folder.mkdir(parents=True, exist_ok=True)
                folder.chmod(mode)
            free = shutil.disk_usage(self.path).free
        except OSError as error:
            raise SuiteError(f"Kansli keeps its data in {self.path}, which fails: {error.strerror}.") from None
        if free < _NEEDED_BYTES:
            raise SuiteError(
                f"Only {free // 1_000_000} MB are free on the disk of {self.path}; "
                f"Kansli needs at least {_NEEDED_BYTES // 1_000_000} MB."
            )

    def log_of(self, name: str) -> Path:
        """The log file of a process."""
        return self.logs / f"{name}.log"

    def begin_logs(self) -> None:
        """Put the logs of the run before aside, in place of those of the run before that."""
        for log in self.logs.glob("*.log"):
            log.replace(log.with_suffix(".log.1"))

    def remove(self) -> None:
        """Remove the folder and everything in it."""
        shutil.rmtree(self.path, ignore_errors=False)


def read_json(path: Path) -> Any:
    """What the JSON file holds, or None when there is none or it was cut off."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None


def write_secret_json(path: Path, content: object) -> None:
    """Replace the file in one step; only its owner may read it."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=2, ensure_ascii=False)
        file.write("\n")
    fresh.replace(path)
