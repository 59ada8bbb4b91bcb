"""Classification plans (klassificeringsplaner) in requests and responses."""

from typing import Annotated, Self

from pydantic import Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import Id, Line, Representation, Schema, Slug
from case_registry.schemas.fields import ClassificationCode


class NewClassification(Schema):
    """A code to add to the classification plan of a board."""

    board: Slug
    code: ClassificationCode
    title: Annotated[Line, Field(json_schema_extra={"example": "Medborgarförslag"})]


class ClassificationView(Representation):
    """En punkt i nämndens klassificeringsplan. A code of the board's classification plan."""

    id: Id
    board: str = Field(json_schema_extra={"example": "norrmalm"})
    code: str = Field(json_schema_extra={"example": "1.2.4"})
    title: str = Field(json_schema_extra={"example": "Medborgarförslag"})

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `classifications`."""
        return cls(
            id=row["id"],
            board=row["board"],
            code=row["code"],
            title=row["title"],
            links=links.self_link("classifications", row["id"]),
        )
