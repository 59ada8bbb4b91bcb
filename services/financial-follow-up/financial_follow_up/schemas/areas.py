"""`areas`: requests and responses."""

from typing import Annotated, Self

from pydantic import Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import Id, Line, Representation, Schema, Slug
from boardkit.domain.slugs import slug
from financial_follow_up.domain.areas import Area, Section
from financial_follow_up.queries import area_from

Year = Annotated[
    int, Field(ge=1900, le=2099, description="Budgetår. Budget year.", json_schema_extra={"example": 2019})
]
_SLUG = "Kortnamn, permanent inom nämnd och år; bildas annars av namnet. Slug; made of the name when left out."
_PARENT = "Området som raden är en del (varav) av. The area that this one is a part of; its parts never enter a sum."
_CONTINUES = "Motsvarande område året före. The corresponding area of the year before, when its slug is another."


class NewArea(Schema):
    """An accounting area (verksamhetsområde) of a board and year."""

    board: Slug
    year: Year
    slug: Annotated[Slug | None, Field(description=_SLUG, json_schema_extra={"example": "aldreomsorg"})] = None
    name: Annotated[
        Line,
        Field(
            description="Officiellt namn, utan ordet varav. Official Swedish name.",
            json_schema_extra={"example": "Äldreomsorg"},
        ),
    ]
    section: Annotated[
        Section,
        Field(
            description="Driftverksamhet eller investeringar. Operations or investments; never added together.",
            json_schema_extra={"example": "operations"},
        ),
    ] = Section.OPERATIONS
    parent: Annotated[
        Slug | None, Field(description=_PARENT, json_schema_extra={"example": "individ-och-familjeomsorg"})
    ] = None
    sort_order: Annotated[
        int,
        Field(ge=0, le=9999, description="Plats i tabellen. Place in the table.", json_schema_extra={"example": 11}),
    ]
    continues: Annotated[Slug | None, Field(description=_CONTINUES, json_schema_extra={"example": "aldreomsorg"})] = (
        None
    )

    def as_domain(self) -> Area:
        """The area as the domain knows it. Raises `InvalidInput` when no slug can be made of the name."""
        return Area(
            slug=self.slug or slug(self.name),
            name=self.name,
            section=self.section,
            parent=self.parent,
            sort_order=self.sort_order,
            continues=self.continues,
        )


class AreaView(Representation):
    """Ett verksamhetsområde. An accounting area of a board and year."""

    id: Id
    board: str = Field(json_schema_extra={"example": "norrmalm"})
    year: int = Field(json_schema_extra={"example": 2019})
    slug: str = Field(json_schema_extra={"example": "aldreomsorg"})
    name: str = Field(json_schema_extra={"example": "Äldreomsorg"})
    section: Section = Field(json_schema_extra={"example": "operations"})
    parent: str | None = Field(description=_PARENT, json_schema_extra={"example": "individ-och-familjeomsorg"})
    level: int = Field(
        description="1 för ett område, 2 för en varav-rad. 1 for an area, 2 for a part.",
        json_schema_extra={"example": 1},
    )
    sort_order: int = Field(json_schema_extra={"example": 11})
    continues: str | None = Field(description=_CONTINUES, json_schema_extra={"example": "aldreomsorg"})

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `areas`."""
        area = area_from(row)
        return cls(
            id=row["id"],
            board=row["board"],
            year=row["year"],
            slug=area.slug,
            name=area.name,
            section=area.section,
            parent=area.parent,
            level=area.level,
            sort_order=area.sort_order,
            continues=area.continues,
            links=links.self_link("areas", row["id"]),
        )
