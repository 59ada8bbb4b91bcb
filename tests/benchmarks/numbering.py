"""How many registrations a second one diary takes, with 16 writers, at the level of the database.

Measured with PostgreSQL's own pgbench. Beside it in the same run: the same writers without a number (what the
machine can do at all), and numbers from a sequence (quicker, with gaps: not allowed in a diary).
"""

import re
import subprocess
import tempfile
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote, urlsplit

import asyncpg

from boardkit.db.embedded import wheel_binaries

WRITERS: Final = 16
SECONDS: Final = 5

_TABLES = """
CREATE TABLE counters (series text, year integer, value bigint, PRIMARY KEY (series, year));
CREATE TABLE registrations (id bigint GENERATED ALWAYS AS IDENTITY, serial bigint, title text);
CREATE SEQUENCE with_gaps;
"""
# The first is the statement of boardkit.db.numbering; each is followed by a row, in one transaction.
_NUMBERS: Final[Mapping[str, str]] = {
    "no number at all": "SELECT 0 AS value",
    "a sequence (leaves gaps)": "SELECT nextval('with_gaps') AS value",
    "one diary, no gaps": "INSERT INTO counters (series, year, value) VALUES ('diary/norrmalm', 2019, 1)"
    " ON CONFLICT (series, year) DO UPDATE SET value = counters.value + 1 RETURNING value",
}
_REGISTRATION: Final = """
BEGIN;
{number} \\gset
INSERT INTO registrations (serial, title) VALUES (:value, 'Lekplats vid torget');
COMMIT;
"""
_RATE: Final = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)


async def measure(url: str) -> dict[str, float]:
    """Registrations per second of each way, in the database at `url`, which is empty."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(_TABLES)
        rates = {}
        for name, number in _NUMBERS.items():
            await connection.execute("TRUNCATE registrations")
            rates[name] = _rate(url, _REGISTRATION.format(number=number))
        await _require_no_gap(connection)
        return rates
    finally:
        await connection.close()


def _rate(url: str, script: str) -> float:
    with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as file:
        file.write(script)
        file.flush()
        command = [str(wheel_binaries() / "pgbench"), "--no-vacuum", "--protocol=prepared", f"--file={file.name}"]
        command += [f"--client={WRITERS}", "--jobs=2", f"--time={SECONDS}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=_environment(url))
    found = _RATE.search(done.stdout)
    if done.returncode != 0 or found is None:
        raise RuntimeError(f"pgbench failed: {done.stderr}")
    return float(found.group(1))


def _environment(url: str) -> dict[str, str]:
    """What pgbench needs to reach the database; a password on the command line could be read by anyone."""
    parts = urlsplit(url)
    return {
        "PGHOST": str(parts.hostname),
        "PGPORT": str(parts.port),
        "PGUSER": str(parts.username),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.removeprefix("/"),
    }


async def _require_no_gap(connection: asyncpg.Connection) -> None:
    """The numbers that were given are 1 to the last, each once: a quick wrong answer is worth nothing."""
    row = await connection.fetchrow(
        "SELECT count(*) AS rows, count(DISTINCT serial) AS given, max(serial) AS highest FROM registrations"
    )
    if row is None or not row["rows"] == row["given"] == row["highest"]:
        raise RuntimeError("the numbering left a gap or gave a number twice")
