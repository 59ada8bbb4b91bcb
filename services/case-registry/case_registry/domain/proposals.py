"""Citizen proposals (medborgarförslag): who made one is kept apart from what it says."""

from dataclasses import dataclass, field
from datetime import date

from boardkit.domain.calendar import add_years
from boardkit.domain.errors import Text
from case_registry.domain.reasons import Reason


@dataclass(frozen=True, slots=True)
class ProposalAuthor:
    """The person behind a proposal (förslagsställaren): personal data, read only under its own right.

    Nothing of it is in the representation either, so that no log line or error can carry it by accident.
    """

    name: str = field(repr=False)
    address: str = field(repr=False)
    postal_code: str = field(repr=False)
    city: str = field(repr=False)
    phone: str | None = field(repr=False)
    email: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class CitizenProposal:
    """A proposal as it was handed in to `board`."""

    board: str
    title: str
    text: str
    author: ProposalAuthor


@dataclass(frozen=True, slots=True)
class PreparationTime:
    """By when a proposal should be decided, and whether it still can be."""

    decide_by: date
    overdue: bool
    reason: Reason


def preparation_time(received_on: date, today: date, *, decided: bool) -> PreparationTime:
    """The year within which a proposal is to be prepared so that it can be decided (KL 6:34).

    An undecided proposal past it is `overdue`: the board reports it to the council (fullmäktige).
    """
    decide_by = add_years(received_on, 1)
    return PreparationTime(
        decide_by=decide_by,
        overdue=not decided and today > decide_by,
        reason=Reason(
            Text(
                sv="Ett medborgarförslag bereds så att det kan beslutas inom ett år; "
                "de som inte har beslutats anmäls till fullmäktige.",
                en="A citizen proposal is prepared so that it can be decided within a year; "
                "those that have not been decided are reported to the council.",
            ),
            ("KL 6:34", "SFS 1930:173 1"),
        ),
    )
