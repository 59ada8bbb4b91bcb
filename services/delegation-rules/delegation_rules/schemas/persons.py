"""Persons, as requests send them and responses show them."""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Line, Link, Representation, Schema
from delegation_rules.domain.people import AssignmentKind, ErasureGround
from delegation_rules.schemas import people_examples as examples
from delegation_rules.schemas.fields import BoardSlug, FirstDay, PositionSlug, PossibleLastDay
from delegation_rules.schemas.rules import RuleNumber

Name = Annotated[
    Line,
    Field(max_length=120, description="Personens namn. The name.", json_schema_extra={"example": "Ylva Sandmark"}),
]
PersonId = Annotated[
    Id, Field(description="Personens id. Id of the person.", json_schema_extra={"example": examples.PERSON_ID})
]


class NewPerson(Schema):
    """En person som kan inneha befattningar. A person who may hold positions."""

    model_config = ConfigDict(json_schema_extra={"example": examples.NEW_PERSON})

    board: BoardSlug
    name: Name


class PersonErasure(Schema):
    """Varför namnet raderas. Why the name is erased."""

    model_config = ConfigDict(json_schema_extra={"example": {"ground": "no-longer-needed"}})

    ground: Annotated[
        ErasureGround,
        Field(
            description="on-request (den enskilde begär det) eller no-longer-needed (behövs inte längre).",
            json_schema_extra={"example": "no-longer-needed"},
        ),
    ]


class PersonReference(Representation):
    """En person utan namn. A person without the name."""

    model_config = ConfigDict(json_schema_extra={"example": examples.PERSON_REFERENCE})

    id: PersonId
    board: BoardSlug
    erased_on: CalendarDate | None = Field(
        description="Dagen då namnet raderades. The day on which the name was erased.",
        json_schema_extra={"example": "2027-01-15"},
    )

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `persons`."""
        return cls(
            id=row["id"],
            board=row["board"],
            erased_on=row["erased_on"],
            links=_links(row["id"], row["erased_on"], links),
        )


class PersonView(PersonReference):
    """En person. A person."""

    model_config = ConfigDict(json_schema_extra={"example": examples.PERSON})

    name: Annotated[Name | None, Field(description="Null när det är raderat. Null once it is erased.")]

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `persons`."""
        return cls(
            id=row["id"],
            board=row["board"],
            name=row["name"],
            erased_on=row["erased_on"],
            links=_links(row["id"], row["erased_on"], links),
        )


class RecordedAssignment(BaseModel):
    """Ett av personens förordnanden. One of the person's assignments."""

    model_config = ConfigDict(frozen=True)

    id: Id
    position: PositionSlug
    kind: Annotated[AssignmentKind, Field(description="Slag. Kind.", json_schema_extra={"example": "ordinary"})]
    valid_from: FirstDay
    valid_to: PossibleLastDay


class RecordedAbsence(BaseModel):
    """En av personens frånvaroperioder. One of the person's absences."""

    model_config = ConfigDict(frozen=True)

    id: Id
    first_day: FirstDay
    last_day: PossibleLastDay


class RecordedDecision(BaseModel):
    """Ett delegationsbeslut som personen har fattat. A delegated decision that the person has made."""

    model_config = ConfigDict(frozen=True)

    id: Id
    year: int = Field(description="Årets nummerserie. Year of the number.", json_schema_extra={"example": 2019})
    number: int = Field(description="Nummer inom året. Number within the year.", json_schema_extra={"example": 17})
    diary_number: str = Field(description="Diarienummer. Diary number.", json_schema_extra={"example": "2019/117"})
    rule: RuleNumber
    position: PositionSlug
    decided_on: CalendarDate


class PersonRecordsView(PersonReference):
    """Allt som finns om en person. Everything that is kept of a person."""

    model_config = ConfigDict(json_schema_extra={"example": examples.PERSON_RECORDS})

    name: Annotated[Name | None, Field(description="Null när det är raderat. Null once it is erased.")]
    assignments: list[RecordedAssignment] = Field(description="Förordnanden. Assignments.")
    absences: list[RecordedAbsence] = Field(description="Frånvaro. Absences.")
    decisions: list[RecordedDecision] = Field(description="Delegationsbeslut. Delegated decisions.")

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `queries.records_of_person`."""
        return cls(
            id=row["id"],
            board=row["board"],
            name=row["name"],
            erased_on=row["erased_on"],
            assignments=[RecordedAssignment.model_validate(each) for each in row["assignments"]],
            absences=[RecordedAbsence.model_validate(each) for each in row["absences"]],
            decisions=[RecordedDecision.model_validate(each) for each in row["delegated_decisions"]],
            links={
                "self": links.link("persons", row["id"], "records", rel="self"),
                "person": links.link("persons", row["id"]),
            },
        )


def _links(person: object, erased_on: date | None, links: Links) -> dict[str, Link]:
    offered = links.self_link("persons", person)
    if erased_on is not None:
        return offered
    return offered | {"erasure": links.link("persons", person, "erasure", rel="erasure", method="PUT")}
