"""Erase (radera) the name of a person who no longer holds any position."""

from uuid import UUID

from sqlalchemy import RowMapping, exists, or_, select

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.db.versions import update_versioned
from boardkit.domain.errors import Text
from delegation_rules import queries
from delegation_rules.commands._people_records import people_change
from delegation_rules.domain.people import ErasureGround
from delegation_rules.domain.people_errors import PersonAssigned, PersonErased
from delegation_rules.tables import assignments, persons


async def erase_person(
    work: UnitOfWork, expected_version: int, *, person_id: UUID, ground: ErasureGround
) -> RowMapping:
    """Take the name away for good; the id stays where it stands in assignments and decisions.

    Raises `NotFound`, `PreconditionFailed`, `PersonErased` when it is gone already, and `PersonAssigned` while the
    person has an assignment that holds or is to come.
    """
    statement = queries.person_by_id(work.caller, person_id).with_for_update(key_share=True)
    person = await work.existing(statement)
    if person["name"] is None:
        raise PersonErased(Text(sv="Personens namn är redan raderat.", en="The person's name is already erased."))
    await _refuse_while_assigned(work, person_id)
    values = {"name": None, "name_sort_key": None, "erased_on": work.today}
    row = await update_versioned(work, persons, persons.c.id == person_id, expected_version, values)
    work.record(people_change("persons", "changed", row, f"name erased, {ground.value}", {}))
    return row


async def _refuse_while_assigned(work: UnitOfWork, person_id: UUID) -> None:
    holds_or_will = or_(assignments.c.valid_to.is_(None), assignments.c.valid_to >= work.today)
    statement = select(exists().where(assignments.c.person == person_id, holds_or_will))
    if (await work.connection.execute(statement)).scalar_one():
        raise PersonAssigned(
            Text(
                sv="Personen har ett förordnande som gäller eller ska börja gälla; avsluta det först.",
                en="The person has an assignment that holds or is to come; end it first.",
            )
        )
