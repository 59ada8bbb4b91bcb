"""How the processes of the suite are started, and how one sees that they work."""

import http.client
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from boardkit.db.embedded import EmbeddedPostgres, EmbeddedPostgresError
from kansli_local.errors import SuiteError

_SECONDS_TO_ANSWER: Final = 2

Process = subprocess.Popen[bytes]


@dataclass(frozen=True, slots=True)
class PostgresProgram:
    """The embedded PostgreSQL; each launch first clears away what the one before left."""

    server: EmbeddedPostgres

    def launch(self, output: IO[bytes]) -> Process:
        """Prepare and start the server.

        Raises:
            SuiteError: it cannot be prepared.
        """
        try:
            self.server.prepare()
        except EmbeddedPostgresError as error:
            raise SuiteError(str(error)) from None
        return self.server.launch(output)

    def is_ready(self) -> bool:
        """Whether it takes connections."""
        return self.server.is_ready()


@dataclass(frozen=True, slots=True)
class WebProgram:
    """A service or the gateway: listens on `port` of this machine and tells by `/readyz` that it works."""

    command: tuple[str, ...]
    environment: Mapping[str, str] = field(repr=False)
    port: int
    folder: Path

    def launch(self, output: IO[bytes]) -> Process:
        """Start it in a session of its own, so that Ctrl-C in the terminal reaches the supervisor alone."""
        return self._run(self.command, output, subprocess.STDOUT)

    def run(self, *words: str, output: IO[bytes] | int, errors: IO[bytes] | int = subprocess.STDOUT) -> Process:
        """Start one of its other commands, such as `migrate`."""
        return self._run((*self.command, *words), output, errors)

    def is_ready(self) -> bool:
        """Whether `/readyz` answers 200."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_SECONDS_TO_ANSWER)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _run(self, command: tuple[str, ...], output: IO[bytes] | int, errors: IO[bytes] | int) -> Process:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("KANSLI_")}
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            cwd=self.folder,
            env=inherited | dict(self.environment),
            start_new_session=True,
        )
