"""What the commands on people share: finding and locking a person, how a change or an overlap is told.

Nothing told of a person names the person: the feed and the audit chain know ids and dates only.
"""

from typing import Any, Literal
from uuid import UUID

from sqlalchemy import RowMapping, select

from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.domain.errors import Text
from delegation_rules import queries
from delegation_rules.domain.people_errors import (
    AbsencesOverlap,
    AssignmentsOverlap,
    PersonErased,
    SubDelegationsOverlap,
    UnknownPerson,
)
from delegation_rules.domain.positions import Position
from delegation_rules.tables import persons, positions


async def lock_person(work: UnitOfWork, board: str, person: UUID) -> None:
    """Keep the person from being erased, and others from registering anything, until this is done.

    Raises `UnknownPerson` when the board has no such person and `PersonErased` when the name is gone.
    """
    statement = select(persons).where(persons.c.board == board, persons.c.id == person)
    row = await work.first(statement.with_for_update(key_share=True))
    if row is None:
        raise UnknownPerson(
            Text(sv="Nämnden har ingen sådan person.", en="The board has no such person."), pointer="/person"
        )
    if row["name"] is None:
        raise PersonErased(
            Text(
                sv="Personens namn är raderat, så inget mer registreras om personen.",
                en="The person's name is erased, so nothing more is registered about the person.",
            ),
            pointer="/person",
        )


async def lock_position(work: UnitOfWork, board: str, slug: str) -> Position | None:
    """The position as it is, which nobody can end until this is done; None when the board has none such."""
    statement = select(positions).where(positions.c.board == board, positions.c.slug == slug)
    row = await work.first(statement.with_for_update(key_share=True))
    return None if row is None else queries.position_from(row)


def assignments_overlap(pointer: str) -> AssignmentsOverlap:
    """The problem when an assignment's days are taken."""
    return AssignmentsOverlap(
        Text(
            sv="Personen innehar redan befattningen någon av dagarna, eller så gör någon annan det på samma sätt och "
            "befattningen har en innehavare i taget.",
            en="The person already holds the position on some of the days, or someone else does in the same way and it "
            "has one holder at a time.",
        ),
        pointer=pointer,
    )


def absences_overlap(pointer: str) -> AbsencesOverlap:
    """The problem when a person is already away."""
    return AbsencesOverlap(
        Text(
            sv="Personen är redan registrerad som frånvarande någon av dagarna.",
            en="The person is already registered as absent on some of the days.",
        ),
        pointer=pointer,
    )


def sub_delegations_overlap(pointer: str) -> SubDelegationsOverlap:
    """The problem when a position already has the right."""
    return SubDelegationsOverlap(
        Text(
            sv="Befattningen har redan fått rätten enligt regeln någon av dagarna.",
            en="The position has already been given the right under the rule on some of the days.",
        ),
        pointer=pointer,
    )


def people_change(
    resource: Literal["persons", "assignments", "absences", "sub-delegations"],
    event: Literal["created", "changed"],
    row: RowMapping,
    reason: str,
    snapshot: dict[str, Any],
) -> Change:
    """What the audit chain and the change feed tell: `snapshot`, which holds no personal data."""
    return Change(
        event=event,
        resource=resource,
        resource_id=str(row["id"]),
        board=row["board"],
        version=row["version"],
        reason=reason,
        snapshot=snapshot,
    )


def assignment_change(event: Literal["created", "changed"], row: RowMapping, reason: str) -> Change:
    """What is told of an assignment: which position it is and when, and the person by id."""
    told = {"person": str(row["person"]), "position": row["position"], "kind": row["kind"], **_period(row)}
    return people_change("assignments", event, row, reason, told)


def absence_change(event: Literal["created", "changed"], row: RowMapping, reason: str) -> Change:
    """What is told of an absence: that it is there. Who is away, and when, is asked for under its own scope."""
    return people_change("absences", event, row, reason, {})


def sub_delegation_change(event: Literal["created", "changed"], row: RowMapping, reason: str) -> Change:
    """What is told of a sub-delegation. Its reference is free text and stays out."""
    told = {
        "order_id": str(row["order_id"]),
        "rule": row["rule"],
        "giver": row["giver"],
        "receiver": row["receiver"],
        "purposes": list(row["purposes"]),
        "decided_on": row["decided_on"].isoformat(),
        **_period(row),
    }
    return people_change("sub-delegations", event, row, reason, told)


def _period(row: RowMapping) -> dict[str, str | None]:
    return {
        "valid_from": row["valid_from"].isoformat(),
        "valid_to": None if row["valid_to"] is None else row["valid_to"].isoformat(),
    }
