"""Clients (systems that call Kansli) and their secrets."""

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, get_args

from boardkit.domain.errors import InvalidInput, Text
from gateway.domain.errors import UnknownScope

ClientKind = Literal["citizen", "client", "staff"]
CLIENT_KINDS: Final[tuple[ClientKind, ...]] = get_args(ClientKind)

_SCOPE: Final = re.compile(r"[a-z][a-z-]*:[a-z][a-z-]*")
_BOARD: Final = re.compile(r"\*|[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class NewClient:
    """A client to be registered.

    Attributes:
        name: what people call it.
        kind: what sort of caller its tokens name.
        scopes: what it may do.
        boards: slugs of the boards it may reach, `*` for all.
        demonstration: whether it belongs to the demonstration; production refuses to start with such a one.
    """

    name: str
    kind: ClientKind
    scopes: frozenset[str]
    boards: frozenset[str]
    demonstration: bool = False

    def __post_init__(self) -> None:
        """Raise `InvalidInput` for a scope or a board that cannot be one."""
        if not all(_SCOPE.fullmatch(scope) for scope in self.scopes) or not self.scopes:
            raise InvalidInput(
                Text(sv="Ange behörigheter av formen cases:read.", en="Give scopes of the form cases:read."),
                pointer="/scopes",
            )
        if not all(_BOARD.fullmatch(board) for board in self.boards):
            raise InvalidInput(
                Text(sv="Ange nämnder med deras kortnamn.", en="Give boards by their slugs."),
                pointer="/boards",
            )


def secret_hash(secret: str) -> bytes:
    """What is kept of a secret.

    A secret is 256 random bits, so one round of SHA-256 is enough: there is no dictionary to try it against
    (docs/decisions, client secrets).
    """
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def is_secret_of(stored_hash: bytes, secret: str) -> bool:
    """Whether `secret` is the one that `stored_hash` was made of, in the same time whether it is or not."""
    return hmac.compare_digest(stored_hash, secret_hash(secret))


def granted_scopes(held: Iterable[str], asked: str) -> frozenset[str]:
    """The scopes of a token: those asked for (parted by spaces), or all that the client holds.

    Raises:
        UnknownScope: a scope is asked for that the client does not hold.
    """
    all_held = frozenset(held)
    wanted = frozenset(filter(None, asked.split(" ")))
    if not wanted <= all_held:
        raise UnknownScope(
            Text(
                sv="Klienten har inte alla behörigheter som begärs i scope.",
                en="The client does not hold every scope that is asked for.",
            ),
            extra={"error": UnknownScope.oauth_error},
        )
    return wanted or all_held
