"""The caller of a request, as the verified token describes it."""

from dataclasses import dataclass
from typing import Literal, get_args

from boardkit.domain.errors import NotFound, Text

CallerKind = Literal["public", "citizen", "client", "staff", "service"]
CALLER_KINDS: frozenset[str] = frozenset(get_args(CallerKind))

ALL_BOARDS = "*"


@dataclass(frozen=True, slots=True)
class Caller:
    """Someone a service has verified.

    Attributes:
        subject: who it is, stable over time: a client id, a member of staff, or `public`.
        kind: what sort of caller; `service` is a neighbour acting on its own behalf.
        scopes: what the caller may do, already cut to what the token's issuer may grant.
        boards: slugs of the boards (nämnder) whose records the caller may reach; `*` means every board.
        roles: positions the caller holds, for rules that need more than a scope.
        via: the neighbour service that acts for this caller, or None when the call came by the gateway.
    """

    subject: str
    kind: CallerKind
    scopes: frozenset[str] = frozenset()
    boards: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    via: str | None = None

    def may_see(self, board: str) -> bool:
        """Whether records of `board` (a slug) are within this caller's reach."""
        return board in self.boards or ALL_BOARDS in self.boards

    def has(self, scope: str) -> bool:
        """Whether the caller holds `scope`; there is no wildcard scope."""
        return scope in self.scopes

    def must_reach(self, board: str, *, pointer: str | None = None) -> None:
        """Raise `NotFound` when `board` is out of this caller's reach, just as if it did not exist."""
        if not self.may_see(board):
            raise NotFound(
                Text(
                    sv="Det finns ingen sådan nämnd som du har tillgång till.",
                    en="There is no such board that you have access to.",
                ),
                pointer=pointer,
            )
