"""Settings that every process reads from its environment, and what production refuses to start with."""

from datetime import date
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

Environment = Literal["production", "demonstration", "test"]

#: Passwords that examples and tutorials use; a production database behind one of them is an open door.
WELL_KNOWN_PASSWORDS = frozenset(
    {"", "change-me", "changeme", "kansli", "password", "postgres", "secret", "admin", "test", "demo"}
)


class ProcessSettings(BaseSettings):
    """What a service or the gateway needs to run; environment variables with the prefix `KANSLI_`."""

    model_config = SettingsConfigDict(env_prefix="KANSLI_", frozen=True, extra="ignore")

    environment: Environment = Field(
        default="production", description="Only the demonstration and tests may set the business date."
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on.")
    database_url: SecretStr = Field(description="postgresql+asyncpg URL of the runtime role.")
    migration_database_url: SecretStr | None = Field(
        default=None, description="postgresql+asyncpg URL of the role that owns the tables; for `migrate`."
    )
    database_pool_size: int = Field(
        default=10, ge=1, le=100, description="Most database connections one process holds."
    )
    trusted_issuers: Path = Field(description="JSON file: whose internal tokens are believed, and for which scopes.")
    signing_key: Path = Field(description="File with this process's own ES256 private key.")
    today: date | None = Field(
        default=None, description="Business date (demonstration and test only); real time when absent."
    )

    @field_validator("database_url", "migration_database_url")
    @classmethod
    def refuse_other_databases(cls, url: SecretStr | None) -> SecretStr | None:
        """The code is written for one driver; a URL that only looks right would fail at the first request."""
        if url is not None:
            _database(url)
        return url

    @model_validator(mode="after")
    def refuse_what_is_dangerous_in_production(self) -> Self:
        """Defaults are safe: production neither moves the calendar nor opens with a known password."""
        if self.environment != "production":
            return self
        if self.today is not None:
            raise ValueError("KANSLI_TODAY moves the business date; production refuses to start with it")
        for url in (self.database_url, self.migration_database_url):
            if url is not None and _is_guessable(_database(url)):
                raise ValueError("the database password is empty or easily guessed; production refuses it")
        for name, path in (("SIGNING_KEY", self.signing_key), ("TRUSTED_ISSUERS", self.trusted_issuers)):
            if path.is_file() and b'"demo-' in path.read_bytes():
                raise ValueError(f"KANSLI_{name} holds a demonstration key; production refuses it")
        return self


def _database(url: SecretStr) -> URL:
    try:
        database = make_url(url.get_secret_value())
    except (ArgumentError, ValueError):
        raise ValueError("not a database URL") from None
    if database.drivername != "postgresql+asyncpg" or not database.username:
        raise ValueError("must be of the form postgresql+asyncpg://role:password@host:port/database")
    return database


def _is_guessable(database: URL) -> bool:
    password = (database.password or "").lower()
    return password in WELL_KNOWN_PASSWORDS or password == (database.username or "").lower()
