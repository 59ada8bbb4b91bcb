"""Assignments (förordnanden), as requests send them and responses show them."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Representation, Schema
from boardkit.domain.ids import new_id
from delegation_rules.domain.people import Assignment, AssignmentKind
from delegation_rules.schemas import people_examples as examples
from delegation_rules.schemas.fields import BoardSlug, FirstDay, LastDay, PositionSlug, PossibleLastDay
from delegation_rules.schemas.persons import PersonId

Kind = Annotated[
    AssignmentKind,
    Field(
        description="ordinary (ordinarie), acting (tillförordnad), substitute (ersättare när ingen annan är där).",
        json_schema_extra={"example": "ordinary"},
    ),
]


class NewAssignment(Schema):
    """En person innehar en befattning. A person holds a position."""

    model_config = ConfigDict(json_schema_extra={"example": examples.NEW_ASSIGNMENT})

    board: BoardSlug
    person: PersonId
    position: PositionSlug
    kind: Kind = AssignmentKind.ORDINARY
    valid_from: FirstDay
    valid_to: PossibleLastDay = None

    def as_domain(self) -> Assignment:
        """The assignment as the domain knows it, with an id of its own."""
        return Assignment(new_id(), self.person, self.position, self.kind, self.valid_from, self.valid_to)


class AssignmentEnd(Schema):
    """Sista dagen. The last day."""

    model_config = ConfigDict(json_schema_extra={"example": {"valid_to": "2027-12-31"}})

    valid_to: LastDay


class AssignmentView(Representation):
    """Ett förordnande. An assignment."""

    model_config = ConfigDict(json_schema_extra={"example": examples.ASSIGNMENT})

    id: Id
    board: BoardSlug
    person: PersonId
    position: PositionSlug
    kind: Kind
    valid_from: CalendarDate
    valid_to: PossibleLastDay

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `assignments`."""
        path = ("assignments", row["id"])
        return cls(
            id=row["id"],
            board=row["board"],
            person=row["person"],
            position=row["position"],
            kind=AssignmentKind(row["kind"]),
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            links={
                "self": links.link(*path, rel="self"),
                "person": links.link("persons", row["person"]),
                "expiry": links.link(*path, "expiry", rel="expiry", method="PUT"),
            },
        )
