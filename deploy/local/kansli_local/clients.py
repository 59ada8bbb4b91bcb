"""The five clients of the demonstration, registered at the gateway with random secrets, which it makes itself."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from kansli_local.folder import read_json, write_secret_json

BOARD: Final = "norrmalm"
EVERY_BOARD: Final = "*"

_PUBLIC_READING: Final = (
    "boards:read",
    "cases:read",
    "classifications:read",
    "decisions:read",
    "delegation-orders:read",
    "documents:read",
    "evaluations:run",
    "journal:read",
    "meetings:read",
    "minutes:read",
    "notices:read",
    "positions:read",
    "reports:read",
)
_ALL_READING: Final = (
    *(scope for scope in _PUBLIC_READING if scope.endswith(":read")),
    "announcements:read",
    "areas:read",
    "assignments:read",
    "audit:read",
    "board-reports:read",
    "changes:read",
    "clients:read",
    "deadlines:read",
    "delegated-decisions:read",
    "follow-ups:read",
    "price-base-amounts:read",
    "proposals:read",
    "referrals:read",
    "replies:read",
    "sub-delegations:read",
)
_STAFF_ALSO: Final = (
    "absences:read",
    "absences:write",
    "announcements:write",
    "areas:write",
    "assignments:write",
    "board-reports:write",
    "cases:write",
    "classifications:write",
    "decisions:write",
    "delegated-decisions:void",
    "delegated-decisions:write",
    "delegation-orders:write",
    "documents:read-internal",
    "documents:write",
    "evaluations:run",
    "follow-ups:write",
    "meetings:write",
    "minutes:write",
    "notices:write",
    "persons:extract",
    "persons:read",
    "persons:write",
    "positions:write",
    "price-base-amounts:write",
    "proposals:read-author",
    "proposals:status",
    "proposals:write",
    "referrals:write",
    "replies:write",
    "sub-delegations:write",
)


@dataclass(frozen=True, slots=True)
class ClientWish:
    """A client as it should be registered: production refuses to start where one of these is."""

    name: str
    scopes: tuple[str, ...]
    board: str = BOARD
    kind: str = "client"

    @property
    def arguments(self) -> tuple[str, ...]:
        """The words for `python -m gateway` that register it in place of a former one and answer in JSON."""
        who = ("--name", self.name, "--kind", self.kind)
        may = ("--scopes", *self.scopes, "--boards", self.board)
        return ("add-client", *who, *may, "--replace", "--demonstration", "--json")


WISHES: Final = (
    ClientWish("portal", _PUBLIC_READING),
    ClientWish("e-service", ("proposals:write",)),
    ClientWish("partner", ("deadlines:read", "referrals:read")),
    ClientWish("staff", (*_ALL_READING, *_STAFF_ALSO), kind="staff"),
    ClientWish("auditor", _ALL_READING, board=EVERY_BOARD),
)


@dataclass(frozen=True, slots=True)
class DemonstrationClient:
    """A registered client and how it gets its tokens. Its representation does not show the secret."""

    name: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: tuple[str, ...]
    boards: tuple[str, ...]

    @classmethod
    def of(cls, registered: Mapping[str, Any]) -> Self:
        """The client that the gateway, or the file of clients, tells of."""
        return cls(
            registered["name"],
            registered["client_id"],
            registered["client_secret"],
            tuple(registered["scopes"]),
            tuple(registered["boards"]),
        )


def read_clients(path: Path) -> dict[str, DemonstrationClient]:
    """The clients by name that the file holds; none when there is no file."""
    return {entry["name"]: DemonstrationClient.of(entry) for entry in read_json(path) or ()}


def write_clients(path: Path, clients: Iterable[DemonstrationClient]) -> None:
    """Write the file of clients: a JSON list, readable by its owner only."""
    write_secret_json(path, [asdict(client) for client in clients])


def are_as_wished(clients: Mapping[str, DemonstrationClient]) -> bool:
    """Whether exactly the wished clients are there, with the wished scopes and boards."""
    wished = {wish.name: (set(wish.scopes), {wish.board}) for wish in WISHES}
    return wished == {name: (set(client.scopes), set(client.boards)) for name, client in clients.items()}
