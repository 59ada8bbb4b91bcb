"""The secrets of an installation with docker-compose.yml: random passwords, a key for each process, who trusts whom."""

import os
import secrets
from pathlib import Path
from typing import Final

from kansli_local.credentials import ensure_keys, write_trusted_issuers
from kansli_local.errors import SuiteError
from kansli_local.folder import KeyFolder
from kansli_local.members import GATEWAY, SERVICES

_TO_REPLACE: Final = "=change-me"
_IMAGE_USER: Final = 10001  # the user that deploy/Dockerfile runs as


def write_production_secrets(example: Path, env_file: Path, keys: Path) -> None:
    """Write `env_file` like `example` with a random password for each change-me, and the keys into `keys`.

    The processes in the containers must be able to read the keys: they run as whoever calls this, or, when that
    is root, as the images' own user, who is given the keys.

    Raises:
        SuiteError: there is such a file already; passwords in use are never replaced.
    """
    if env_file.exists():
        raise SuiteError(f"{env_file} is there already, with passwords that may be in use. Move it away first.")
    keys.mkdir(parents=True, exist_ok=True)
    keys.chmod(0o700)
    members = (*SERVICES, GATEWAY)
    made = ensure_keys(KeyFolder(keys), members, demonstration=False)
    write_trusted_issuers(KeyFolder(keys), members, made)
    lines = [_with_password(line) for line in example.read_text(encoding="utf-8").splitlines()]
    if os.geteuid() == 0:
        for path in (keys, *keys.iterdir()):
            os.chown(path, _IMAGE_USER, _IMAGE_USER)
    else:
        lines += [
            "",
            "# Whom the processes run as: the owner of the keys.",
            f"KANSLI_USER={os.geteuid()}:{os.getegid()}",
        ]
    _write_once(env_file, "\n".join(lines) + "\n")


def _with_password(line: str) -> str:
    return line.replace(_TO_REPLACE, f"={secrets.token_hex(24)}") if not line.startswith("#") else line


def _write_once(path: Path, content: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
