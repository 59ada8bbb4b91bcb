"""Absences (frånvaro), as requests send them and responses show them. Why someone is away is never told."""

from typing import Self

from pydantic import ConfigDict
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import Id, Representation, Schema
from delegation_rules.domain.people import Absence
from delegation_rules.schemas import people_examples as examples
from delegation_rules.schemas.fields import BoardSlug, FirstDay, LastDay, PossibleLastDay
from delegation_rules.schemas.persons import PersonId


class NewAbsence(Schema):
    """En person är borta. A person is away."""

    model_config = ConfigDict(json_schema_extra={"example": examples.NEW_ABSENCE})

    board: BoardSlug
    person: PersonId
    first_day: FirstDay
    last_day: PossibleLastDay = None

    def as_domain(self) -> Absence:
        """The absence as the domain knows it."""
        return Absence(self.person, self.first_day, self.last_day)


class AbsenceEnd(Schema):
    """Sista dagen borta. The last day away."""

    model_config = ConfigDict(json_schema_extra={"example": {"last_day": "2027-12-31"}})

    last_day: LastDay


class AbsenceView(Representation):
    """En frånvaro. An absence."""

    model_config = ConfigDict(json_schema_extra={"example": examples.ABSENCE})

    id: Id
    board: BoardSlug
    person: PersonId
    first_day: FirstDay
    last_day: PossibleLastDay

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `absences`."""
        path = ("absences", row["id"])
        return cls(
            id=row["id"],
            board=row["board"],
            person=row["person"],
            first_day=row["first_day"],
            last_day=row["last_day"],
            links={
                "self": links.link(*path, rel="self"),
                "person": links.link("persons", row["person"]),
                "expiry": links.link(*path, "expiry", rel="expiry", method="PUT"),
            },
        )
