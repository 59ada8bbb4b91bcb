"""Classification plans (klassificeringsplaner) in requests and responses."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import Line, Representation, Schema, Slug
from case_registry.schemas.texts import ClassificationCode


class NewClassification(Schema):
    """A code to add to the classification plan of a board."""

    board: Slug
    code: ClassificationCode
    title: Annotated[Line, Field(json_schema_extra={"example": "Medborgarförslag"})]


class ClassificationView(Representation):
    """En punkt i nämndens klassificeringsplan. A code of the board's classification plan."""

    id: UUID = Field(json_schema_extra={"example": "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d"})
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
