"""What the law says of delegation whatever an order says: KL 6:37–39, 7:5, 13:2.

KL 6:38 names what a board can never hand over. It binds every rule, so it is tried at each question and not only
when an order is adopted. An urgent decision (brådskande beslut, KL 6:39) is no delegation under KL 6:37 and goes
its own way.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from boardkit.domain.errors import Text


class PositionKind(StrEnum):
    """What a delegate is in law (KL 6:37, 6:39, 7:5)."""

    EMPLOYEE = "employee"
    HEAD_OF_ADMINISTRATION = "head-of-administration"
    CHAIR = "chair"
    PRESIDIUM = "presidium"
    COMMITTEE = "committee"
    MEMBER = "member"
    SUBSTITUTE_MEMBER = "substitute-member"
    AUTOMATED_FUNCTION = "automated-function"

    @property
    def is_employed(self) -> bool:
        """Whether it is an employee (anställd), for whom KL 7:5–6 hold."""
        return self in {PositionKind.EMPLOYEE, PositionKind.HEAD_OF_ADMINISTRATION}

    @property
    def is_held_by_persons(self) -> bool:
        """Whether a person may hold it and decide by it; a body (organ) decides as one, a function by itself."""
        return self not in {PositionKind.PRESIDIUM, PositionKind.COMMITTEE, PositionKind.AUTOMATED_FUNCTION}

    @property
    def is_elected(self) -> bool:
        """Whether it is of the board (förtroendevald), and not of its administration (förvaltning)."""
        return not self.is_employed and self is not PositionKind.AUTOMATED_FUNCTION

    def may_stand_above(self, other: "PositionKind") -> bool:
        """Whether one of this kind may be the superior of one of `other`, and so decide in its place.

        Whoever is elected is nobody's superior in the administration, nor the other way round (KL 6:37, 7:5).
        """
        return self.is_elected == other.is_elected and self is not PositionKind.AUTOMATED_FUNCTION

    def may_count_as(self, other: "PositionKind") -> bool:
        """Whether one of this kind may do all that is delegated to one of `other`."""
        automated = PositionKind.AUTOMATED_FUNCTION
        return self.is_elected == other.is_elected and (self is automated) == (other is automated)


class Mandate(StrEnum):
    """By which provision a rule lets someone decide for the board."""

    DELEGATION = "delegation"
    URGENT = "urgent"


class AppealRoute(StrEnum):
    """How a decision is appealed (överklagas)."""

    LEGALITY_REVIEW = "laglighetsprovning"
    ADMINISTRATIVE_APPEAL = "forvaltningsbesvar"
    NONE = "none"


class Subject(StrEnum):
    """What a matter is about, as far as KL 6:38 sets limits for handing it over."""

    DIRECTION = "goals-and-direction"
    STATEMENT_TO_COUNCIL = "proposal-or-statement-to-council"
    STATEMENT_ON_APPEAL = "statement-on-appealed-decision"
    AUTHORITY_OF_PRINCIPLE = "authority-of-principal-nature"
    CITIZEN_PROPOSAL = "citizen-proposal"
    RESERVED_BY_OTHER_LAW = "reserved-by-other-law"
    PROCUREMENT = "procurement"
    SYSTEM_OF_CHOICE = "authorisation-or-freedom-of-choice-system"


@dataclass(frozen=True, slots=True)
class Prohibition:
    """Why the law keeps a matter from being handed over: the paragraph and what it says."""

    paragraph: str
    text: Text


_NEVER: Final = {
    Subject.DIRECTION: Prohibition(
        "KL 6:38 1 p",
        Text(
            sv="Verksamhetens mål, inriktning, omfattning och kvalitet beslutar nämnden själv om.",
            en="The board itself decides on the goals, direction, extent and quality of its activity.",
        ),
    ),
    Subject.STATEMENT_TO_COUNCIL: Prohibition(
        "KL 6:38 2 p",
        Text(
            sv="Framställningar och yttranden till fullmäktige beslutar nämnden själv om.",
            en="The board itself decides on proposals and statements to the council.",
        ),
    ),
    Subject.STATEMENT_ON_APPEAL: Prohibition(
        "KL 6:38 2 p",
        Text(
            sv="Yttranden när ett beslut av nämnden eller fullmäktige har överklagats beslutar nämnden själv om.",
            en="The board itself decides on statements when a decision of its own or of the council is appealed.",
        ),
    ),
    Subject.AUTHORITY_OF_PRINCIPLE: Prohibition(
        "KL 6:38 3 p",
        Text(
            sv="Myndighetsutövning mot enskilda av principiell beskaffenhet eller annars av större vikt beslutar "
            "nämnden själv om.",
            en="The board itself exercises authority against individuals that is of principal nature or of weight.",
        ),
    ),
    Subject.CITIZEN_PROPOSAL: Prohibition(
        "KL 6:38 4 p",
        Text(
            sv="Medborgarförslag som har överlåtits till nämnden beslutar nämnden själv om.",
            en="The board itself decides on citizen proposals (medborgarförslag) handed over to it.",
        ),
    ),
    Subject.RESERVED_BY_OTHER_LAW: Prohibition(
        "KL 6:38 5 p",
        Text(
            sv="En annan lag förbjuder att ärendet delegeras.",
            en="Another statute forbids that the matter is delegated.",
        ),
    ),
}
_NEVER_AUTOMATED: Final = {
    Subject.PROCUREMENT: Text(
        sv="Upphandling får inte delegeras till en automatiserad beslutsfunktion.",
        en="Procurement cannot be delegated to an automated decision function.",
    ),
    Subject.SYSTEM_OF_CHOICE: Text(
        sv="Auktorisations- och valfrihetssystem får inte delegeras till en automatiserad beslutsfunktion.",
        en="Authorisation and freedom-of-choice systems cannot be delegated to an automated decision function.",
    ),
}
_AUTOMATED_ROUTES: Final = {
    AppealRoute.LEGALITY_REVIEW: Text(
        sv="Beslut som laglighetsprövas får inte delegeras till en automatiserad beslutsfunktion.",
        en="Decisions under legality review cannot be delegated to an automated decision function.",
    ),
    AppealRoute.NONE: Text(
        sv="Beslut som inte får överklagas får inte delegeras till en automatiserad beslutsfunktion.",
        en="Decisions that cannot be appealed cannot be delegated to an automated decision function.",
    ),
}
_URGENT_DECIDERS: Final = frozenset({PositionKind.CHAIR, PositionKind.MEMBER})
_URGENT_BY_OTHERS: Final = Prohibition(
    "KL 6:39",
    Text(
        sv="I ett brådskande ärende beslutar ordföranden eller en annan ledamot, och ingen annan.",
        en="In an urgent matter the chair or another member decides, and nobody else.",
    ),
)


def appeal_route_or_presumed(stated: AppealRoute | None) -> AppealRoute:
    """The route that is stated, or legality review, which holds where no other statute says otherwise (KL 13:3)."""
    return stated or AppealRoute.LEGALITY_REVIEW


def prohibition_in_citizen_proposal(mandate: Mandate) -> Prohibition | None:
    """Why nobody but the board decides in a citizen proposal (medborgarförslag), unless it is urgent (KL 6:39)."""
    return None if mandate is Mandate.URGENT else _NEVER[Subject.CITIZEN_PROPOSAL]


def prohibition(
    subject: Subject | None, appeal_route: AppealRoute | None, mandate: Mandate, decider: PositionKind
) -> Prohibition | None:
    """Why the board can never hand the matter to `decider`, or None when the law does not stand against it."""
    if mandate is Mandate.URGENT and decider not in _URGENT_DECIDERS:
        return _URGENT_BY_OTHERS
    if mandate is Mandate.URGENT:
        # KL 6:38 1-4 p bind delegation alone; what another statute reserves, it may reserve from the chair as well.
        return _NEVER[subject] if subject is Subject.RESERVED_BY_OTHER_LAW else None
    if subject in _NEVER:
        return _NEVER[subject]
    if decider is not PositionKind.AUTOMATED_FUNCTION:
        return None
    if subject in _NEVER_AUTOMATED:
        return Prohibition("KL 6:38", _NEVER_AUTOMATED[subject])
    route = appeal_route_or_presumed(appeal_route)
    return Prohibition("KL 6:38", _AUTOMATED_ROUTES[route]) if route in _AUTOMATED_ROUTES else None
