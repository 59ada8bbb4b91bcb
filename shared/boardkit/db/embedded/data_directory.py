"""The data directory of an embedded server: made once, whole or not at all, and checked before each start."""

import os
import re
import secrets
import shutil
import subprocess
from pathlib import Path
from typing import Final

from boardkit.db.embedded.errors import EmbeddedPostgresError
from boardkit.db.embedded.server_user import give_to_server_user, run_as_server_user, server_uid

SUPERUSER: Final = "postgres"
_FIRST_VERSION_WITH_BUILTIN_LOCALE: Final = 17


class DataDirectory:
    """`data/` under `folder`, and `superuser-password` beside it.

    Args:
        folder: is made when missing.
        durable: whether the files are flushed to disk when they are made.
    """

    def __init__(self, folder: Path, *, durable: bool) -> None:
        self.folder = folder
        self.path = folder / "data"
        self._durable = durable
        self._unfinished = folder / "initialising"
        self._password_file = folder / "superuser-password"

    def make_folder(self) -> None:
        """Make the folder when it is missing.

        Raises:
            EmbeddedPostgresError: it cannot be made or written to.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            probe = self.folder / "writable"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise EmbeddedPostgresError(
                f"The database needs to write in {self.folder}, which fails: {error.strerror}."
            ) from None

    def ensure(self, binaries: Path) -> str:
        """Make the data directory when there is none, or check that it is ours and of the right version.

        Returns:
            The superuser's password.

        Raises:
            EmbeddedPostgresError: it cannot be made or used.
        """
        version = _major_version(binaries)
        if not self.exists():
            return self._initialise(binaries, version)
        self._check_version(version)
        return self._read_password()

    def exists(self) -> bool:
        """Whether there is a complete data directory.

        Raises:
            EmbeddedPostgresError: there is one of another user, or something else in its place.
        """
        if not self.path.exists():
            return False
        if self.path.stat().st_uid != server_uid():
            raise EmbeddedPostgresError(
                f"The data in {self.path} belongs to another user than the one who starts the server now. "
                "Start it as the same user as before, or start over (make reset)."
            )
        if not (self.path / "PG_VERSION").exists():
            raise EmbeddedPostgresError(
                f"{self.path} exists but holds no database. Move it away, or start over (make reset)."
            )
        return True

    def _check_version(self, needed: int) -> None:
        found = (self.path / "PG_VERSION").read_text(encoding="ascii").strip()
        if found != str(needed):
            raise EmbeddedPostgresError(
                f"The data in {self.path} is of PostgreSQL {found}, and this is PostgreSQL {needed}. "
                "Dump it with the old version and restore it here, or start over (make reset)."
            )

    def _read_password(self) -> str:
        try:
            return self._password_file.read_text(encoding="ascii").strip()
        except OSError:
            raise EmbeddedPostgresError(
                f"The password of the database is missing: {self._password_file}. "
                "Put the file back, or start over (make reset)."
            ) from None

    def _initialise(self, binaries: Path, version: int) -> str:
        """Make a new data directory aside and move it in place when it is complete."""
        password = secrets.token_hex(24)
        shutil.rmtree(self._unfinished, ignore_errors=True)
        self._unfinished.mkdir(mode=0o700)
        password_file = self._unfinished / "password"
        _write_secret(password_file, password)
        give_to_server_user(self._unfinished, password_file)
        try:
            self._run_initdb(binaries, version, password_file)
            self._password_file.unlink(missing_ok=True)
            _write_secret(self._password_file, password)
            (self._unfinished / "data").rename(self.path)
        finally:
            shutil.rmtree(self._unfinished, ignore_errors=True)
        return password

    def _run_initdb(self, binaries: Path, version: int, password_file: Path) -> None:
        options = [f"--pwfile={password_file}", *_locale_options(version)]
        if not self._durable:
            options.append("--no-sync")
        initdb = run_as_server_user(
            [
                str(binaries / "initdb"),
                f"--username={SUPERUSER}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--data-checksums",
                "--no-instructions",
                *options,
                str(self._unfinished / "data"),
            ],
            output=subprocess.PIPE,
        )
        output, _ = initdb.communicate()
        if initdb.returncode:
            last_words = output.decode(errors="replace").strip().splitlines()[-5:]
            raise EmbeddedPostgresError("The database could not be made:\n" + "\n".join(last_words))


def _locale_options(version: int) -> list[str]:
    """UTF-8 whose order and letters do not depend on the machine, as far as this version can."""
    if version < _FIRST_VERSION_WITH_BUILTIN_LOCALE:
        return ["--locale=C.UTF-8"]
    return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]


def _major_version(binaries: Path) -> int:
    command = [str(binaries / "postgres"), "--version"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise EmbeddedPostgresError(f"PostgreSQL does not run on this machine: {error}.") from None
    found = re.search(r"(\d+)", answer)
    if found is None:
        raise EmbeddedPostgresError(f"{command[0]} does not tell its version.")
    return int(found[1])


def _write_secret(path: Path, secret: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secret + "\n")
