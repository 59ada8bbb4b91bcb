"""What each process of the suite is told by its environment (the settings of boardkit and of the members)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from kansli_local.folder import Folder
from kansli_local.members import GATEWAY, REGISTRY, Member

HOST: Final = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where each process listens on this machine, by its name."""

    ports: Mapping[str, int]

    def url(self, name: str) -> str:
        """The base URL of a process."""
        return f"http://{HOST}:{self.ports[name]}"


@dataclass(frozen=True, slots=True)
class DatabaseUrls:
    """How a process reaches its database: as its owner to migrate, otherwise as its runtime role. Secrets."""

    owner: str
    runtime: str


def environment_of(
    member: Member, folder: Folder, addresses: Addresses, database: DatabaseUrls, business_date: date
) -> dict[str, str]:
    """The environment variables of one process of the demonstration."""
    common = {
        "ENVIRONMENT": "demonstration",
        "TODAY": business_date.isoformat(),
        "HOST": HOST,
        "PORT": str(addresses.ports[member.name]),
        "DATABASE_URL": database.runtime,
        "MIGRATION_DATABASE_URL": database.owner,
        "SIGNING_KEY": str(folder.keys.key_of(member.name)),
        "TRUSTED_ISSUERS": str(folder.keys.trusted_issuers_of(member.name)),
    }
    own = _of_the_gateway(addresses) if member.name == GATEWAY.name else _of_a_service(member, addresses)
    return {f"KANSLI_{name}": value for name, value in (common | own).items()}


def _of_a_service(member: Member, addresses: Addresses) -> dict[str, str]:
    return {"CASE_REGISTRY_URL": addresses.url(REGISTRY)} if member.asks_registry_for else {}


def _of_the_gateway(addresses: Addresses) -> dict[str, str]:
    upstreams = {
        f"UPSTREAM_{name.replace('-', '_').upper()}": addresses.url(name)
        for name in addresses.ports
        if name != GATEWAY.name
    }
    return upstreams | {"PUBLIC_URL": addresses.url(GATEWAY.name)}
