"""The processes of the suite: four services and the gateway."""

import sys
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Member:
    """One process and what belongs to it.

    Attributes:
        name: as in addresses and tokens; the database and the runtime role have the same name with
            underscores.
        command: starts it; with `migrate` added it migrates its database and ends.
        asks_registry_for: scopes that tokens it signs itself may carry at case-registry.
        package: the Python package that it is, by which one can see whether its database is at the newest version
            without asking it; None when it is no package.
    """

    name: str
    command: tuple[str, ...]
    asks_registry_for: frozenset[str] = field(default=frozenset())
    package: str | None = None

    @property
    def database(self) -> str:
        """The name of its database and of its runtime role."""
        return self.name.replace("-", "_")

    @property
    def variable(self) -> str:
        """Its name in environment variables."""
        return self.database.upper()


def _member(name: str, *asks_registry_for: str) -> Member:
    package = name.replace("-", "_")
    return Member(name, (sys.executable, "-m", package), frozenset(asks_registry_for), package)


REGISTRY: Final = "case-registry"
GATEWAY: Final = _member("gateway")
SERVICES: Final = (
    _member(REGISTRY),
    _member(
        "delegation-rules",
        "boards:read",
        "cases:read",
        "changes:read",
        "documents:write",
        "meetings:read",
        "meetings:write",
    ),
    _member("referral-tracking", "boards:read", "cases:write", "changes:read", "meetings:read"),
    _member("financial-follow-up", "cases:write"),
)
