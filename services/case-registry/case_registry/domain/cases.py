"""Cases (ärenden): their types with the way to appeal, and how their status may change."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from boardkit.domain.errors import Text
from case_registry.domain.diary_numbers import DiaryNumber
from case_registry.domain.errors import CaseStatusRefused
from case_registry.domain.reasons import Reason


class CaseType(StrEnum):
    """What sort of matter a case is (ärendetyp)."""

    CITIZEN_PROPOSAL = "citizen-proposal"
    REFERRAL = "referral"
    FOLLOW_UP = "follow-up"
    DELEGATION_ORDER = "delegation-order"
    PROTOCOL = "protocol"
    REPORT = "report"
    GENERAL = "general"


class AppealRoute(StrEnum):
    """How the decision of a case is appealed (FL 2 §, KL ch. 13)."""

    LEGALITY_REVIEW = "laglighetsprovning"
    ADMINISTRATIVE_APPEAL = "forvaltningsbesvar"
    NONE = "none"


class CaseStatus(StrEnum):
    """How far a case has come."""

    REGISTERED = "registered"
    IN_PREPARATION = "in-preparation"
    DECIDED = "decided"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class CaseRegistration:
    """A case to register.

    Attributes:
        board: slug of the board whose case it is.
        title: what it is about, briefly.
        case_type: what sort of matter it is.
        classification: code in the board's classification plan, or None.
        taken_over_number: the number that the board's earlier diary gave it, or None for a new number.
        also_known_as: other numbers that it is found by, such as the remittent's.
    """

    board: str
    title: str
    case_type: CaseType
    classification: str | None = None
    taken_over_number: DiaryNumber | None = None
    also_known_as: tuple[DiaryNumber, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseRevision:
    """What is to be changed in a case; None leaves it as it is."""

    title: str | None = None
    status: CaseStatus | None = None


@dataclass(frozen=True, slots=True)
class Appeal:
    """The appeal route of a case type, and why it is that one."""

    route: AppealRoute
    reason: Reason


_BOARD_DECISION = Appeal(
    AppealRoute.LEGALITY_REVIEW,
    Reason(
        Text(
            sv="Nämndens beslut överklagas genom laglighetsprövning; "
            "flera av förvaltningslagens regler om handläggning gäller då inte.",
            en="The board's decision is appealed by review of its legality; "
            "several of the Administrative Procedure Act's rules on handling then do not apply.",
        ),
        ("KL 13:1", "FL 2"),
    ),
)
_PREPARATORY = Appeal(
    AppealRoute.NONE,
    Reason(
        Text(
            sv="Ett yttrande till den som frågar förbereder någon annans beslut och kan inte överklagas.",
            en="A statement to the body that asks prepares someone else's decision and cannot be appealed.",
        ),
        ("KL 13:2",),
    ),
)
_FOR_INFORMATION = Appeal(
    AppealRoute.NONE,
    Reason(
        Text(
            sv="Ärendet anmäls till nämnden och avgör ingenting, så det finns inget att överklaga.",
            en="The matter is brought to the board's notice and settles nothing, so nothing can be appealed.",
        ),
        ("KL 13:2",),
    ),
)

APPEALS: Final[Mapping[CaseType, Appeal]] = MappingProxyType(
    {
        CaseType.CITIZEN_PROPOSAL: _BOARD_DECISION,
        CaseType.REFERRAL: _PREPARATORY,
        CaseType.FOLLOW_UP: _BOARD_DECISION,
        CaseType.DELEGATION_ORDER: _BOARD_DECISION,
        CaseType.PROTOCOL: _FOR_INFORMATION,
        CaseType.REPORT: _FOR_INFORMATION,
        CaseType.GENERAL: _BOARD_DECISION,
    }
)

#: Where a case may go from each status. A closed case is reopened rather than made anew.
NEXT_STATUSES: Final[Mapping[CaseStatus, frozenset[CaseStatus]]] = MappingProxyType(
    {
        CaseStatus.REGISTERED: frozenset({CaseStatus.IN_PREPARATION, CaseStatus.DECIDED, CaseStatus.CLOSED}),
        CaseStatus.IN_PREPARATION: frozenset({CaseStatus.DECIDED, CaseStatus.CLOSED}),
        CaseStatus.DECIDED: frozenset({CaseStatus.IN_PREPARATION, CaseStatus.CLOSED}),
        CaseStatus.CLOSED: frozenset({CaseStatus.IN_PREPARATION}),
    }
)


def may_become(current: CaseStatus, wanted: CaseStatus) -> bool:
    """Whether a case may have the status `wanted` after `current`; staying where it is counts."""
    return wanted == current or wanted in NEXT_STATUSES[current]


def change_status(current: CaseStatus, wanted: CaseStatus) -> CaseStatus:
    """The status `wanted`, when a case may go there from `current`.

    Raises `CaseStatusRefused` with the statuses that are possible.
    """
    if may_become(current, wanted):
        return wanted
    raise CaseStatusRefused(
        Text(
            sv="Ärendet kan inte få den statusen från den det har.",
            en="The case cannot get that status from the one it has.",
        ),
        pointer="/status",
        extra={"possible": sorted(NEXT_STATUSES[current])},
    )
