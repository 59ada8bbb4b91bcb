"""What is read of persons, their assignments and absences, and of sub-delegations (vidaredelegering)."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, Table, Text, and_, any_, func, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, aggregate_order_by
from sqlalchemy.types import Uuid

from boardkit.auth.caller import Caller
from boardkit.db.visibility import visible_boards
from delegation_rules.domain.people import Absence, Assignment, AssignmentKind
from delegation_rules.domain.sub_delegations import SubDelegationGrant
from delegation_rules.tables import (
    absences,
    assignments,
    delegated_decisions,
    delegation_orders,
    persons,
    sub_delegations,
)


def persons_visible_to(caller: Caller, board: str | None = None) -> Select[Any]:
    """The persons that `caller` may see, by board and name, those whose names are erased last."""
    statement = select(persons).where(*_within_reach(caller, persons, board))
    return statement.order_by(persons.c.board, persons.c.name_sort_key.nulls_last(), persons.c.id)


def person_by_id(caller: Caller, person_id: UUID) -> Select[Any]:
    """The person with that id, when `caller` may see it."""
    return persons_visible_to(caller).where(persons.c.id == person_id)


def records_of_person(caller: Caller, person_id: UUID) -> Select[Any]:
    """Everything that is kept of the person, in one row, when `caller` may see the person."""
    return select(
        persons,
        _listed(assignments, assignments.c.valid_from, "id", "position", "kind", "valid_from", "valid_to"),
        _listed(absences, absences.c.first_day, "id", "first_day", "last_day"),
        _listed(
            delegated_decisions,
            delegated_decisions.c.decided_on,
            *("id", "year", "number", "diary_number", "rule", "position", "decided_on"),
        ),
    ).where(visible_boards(caller, persons.c.board), persons.c.id == person_id)


def _listed(table: Table, first: ColumnElement[Any], *names: str) -> ColumnElement[Any]:
    """The named columns of the rows of `table` that are the person's, as a list under the table's name."""
    members = [member for name in names for member in (literal(name, Text()), table.c[name])]
    in_sequence = aggregate_order_by(func.jsonb_build_object(*members), first, table.c.id)
    listed = func.coalesce(func.jsonb_agg(in_sequence, type_=JSONB()), literal([], JSONB()))
    return select(listed).where(table.c.person == persons.c.id).scalar_subquery().label(table.name)


def person_names(caller: Caller, ids: Iterable[UUID]) -> Select[Any]:
    """`id` and `name` (null once erased) of those of `ids` that `caller` may see. Asks for `persons:read` first."""
    wanted = any_(literal(sorted(ids), ARRAY(Uuid())))
    return select(persons.c.id, persons.c.name).where(visible_boards(caller, persons.c.board), persons.c.id == wanted)


def assignments_visible_to(
    caller: Caller,
    board: str | None = None,
    *,
    position: str | None = None,
    person: UUID | None = None,
    day: date | None = None,
) -> Select[Any]:
    """The assignments that `caller` may see, by board, position and first day; those that hold on `day`, if given."""
    statement = select(assignments).where(*_within_reach(caller, assignments, board))
    if position is not None:
        statement = statement.where(assignments.c.position == position)
    if person is not None:
        statement = statement.where(assignments.c.person == person)
    if day is not None:
        statement = statement.where(_holds_on(assignments, day))
    return statement.order_by(assignments.c.board, assignments.c.position, assignments.c.valid_from, assignments.c.id)


def assignment_by_id(caller: Caller, assignment_id: UUID) -> Select[Any]:
    """The assignment with that id, when `caller` may see it."""
    return assignments_visible_to(caller).where(assignments.c.id == assignment_id)


def assignments_of(board: str) -> Select[Any]:
    """Every assignment of `board`, for its `Staffing`."""
    return select(assignments).where(assignments.c.board == board)


def assignment_from(row: RowMapping) -> Assignment:
    """A row of `assignments` as the domain knows it."""
    return Assignment(
        id=row["id"],
        person=row["person"],
        position=row["position"],
        kind=AssignmentKind(row["kind"]),
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
    )


def absences_visible_to(caller: Caller, board: str | None = None, *, person: UUID | None = None) -> Select[Any]:
    """The absences that `caller` may see, by board, the latest first."""
    statement = select(absences).where(*_within_reach(caller, absences, board))
    if person is not None:
        statement = statement.where(absences.c.person == person)
    return statement.order_by(absences.c.board, absences.c.first_day.desc(), absences.c.id)


def absence_by_id(caller: Caller, absence_id: UUID) -> Select[Any]:
    """The absence with that id, when `caller` may see it."""
    return absences_visible_to(caller).where(absences.c.id == absence_id)


def absences_of(board: str) -> Select[Any]:
    """Every absence of `board`, for its `Staffing`."""
    return select(absences).where(absences.c.board == board)


def absence_from(row: RowMapping) -> Absence:
    """A row of `absences` as the domain knows it."""
    return Absence(person=row["person"], first_day=row["first_day"], last_day=row["last_day"])


def sub_delegations_visible_to(
    caller: Caller, board: str | None = None, *, receiver: str | None = None, day: date | None = None
) -> Select[Any]:
    """The sub-delegations that `caller` may see, with the board's decision behind them, the latest first."""
    statement = (
        select(
            sub_delegations,
            delegation_orders.c.order_version,
            delegation_orders.c.adopted_case_number,
            delegation_orders.c.adopted_on,
        )
        .join(delegation_orders, sub_delegations.c.order_id == delegation_orders.c.id)
        .where(*_within_reach(caller, sub_delegations, board))
    )
    if receiver is not None:
        statement = statement.where(sub_delegations.c.receiver == receiver)
    if day is not None:
        statement = statement.where(_holds_on(sub_delegations, day))
    return statement.order_by(sub_delegations.c.board, sub_delegations.c.valid_from.desc(), sub_delegations.c.id)


def sub_delegation_by_id(caller: Caller, sub_delegation_id: UUID) -> Select[Any]:
    """The sub-delegation with that id, when `caller` may see it."""
    return sub_delegations_visible_to(caller).where(sub_delegations.c.id == sub_delegation_id)


def grants_under(order_id: UUID) -> Select[Any]:
    """Every sub-delegation given under that order. With the order, they cease: its rules may be numbered anew."""
    return select(sub_delegations).where(sub_delegations.c.order_id == order_id)


def grant_from(row: RowMapping) -> SubDelegationGrant:
    """A row of `sub_delegations` as the domain knows it."""
    return SubDelegationGrant(
        id=row["id"],
        rule=row["rule"],
        giver=row["giver"],
        receiver=row["receiver"],
        purposes=tuple(row["purposes"]),
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
    )


def _within_reach(caller: Caller, table: Table, board: str | None) -> tuple[ColumnElement[bool], ...]:
    reach = visible_boards(caller, table.c.board)
    return (reach,) if board is None else (reach, table.c.board == board)


def _holds_on(table: Table, day: date) -> ColumnElement[bool]:
    return and_(table.c.valid_from <= day, or_(table.c.valid_to.is_(None), table.c.valid_to >= day))
