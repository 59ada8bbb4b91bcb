"""The one error of the embedded server."""


class EmbeddedPostgresError(Exception):
    """The server cannot be prepared, started or stopped. The message says what is wrong and what can be done."""
