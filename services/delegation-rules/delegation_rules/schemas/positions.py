"""Positions, as requests send them and responses show them."""

from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Line, Representation, Schema, Slug, rule
from boardkit.domain.errors import InvalidInput, Text
from boardkit.domain.slugs import slug
from delegation_rules.domain.positions import Position
from delegation_rules.domain.statute import PositionKind
from delegation_rules.schemas import examples
from delegation_rules.schemas.fields import BoardSlug, LastDay, PositionSlug


def _with_letters(title: str) -> str:
    if not slug(title):
        raise InvalidInput(Text(sv="Titeln saknar bokstäver.", en="The title has no letters."))
    return title


Title = Annotated[
    Line,
    Field(
        max_length=80,
        description="Befattningens titel som den står i en mening. The Swedish title as inside a sentence.",
        json_schema_extra={"example": "biträdande enhetschef"},
    ),
    AfterValidator(rule(_with_letters)),
]
Administration = Annotated[
    Slug,
    Field(
        description="Förvaltningens kortnamn. The administration's slug.",
        json_schema_extra={"example": "norrmalms-stadsdelsforvaltning"},
    ),
]
Superior = Annotated[
    PositionSlug | None,
    Field(description="Närmast överordnad. Immediate superior.", json_schema_extra={"example": "avdelningschef"}),
]
CountsAs = Annotated[
    PositionSlug | None,
    Field(
        description="Den allmänna befattning som denna är en av. The general position that this is one of.",
        json_schema_extra={"example": "avdelningschef"},
    ),
]
Kind = Annotated[
    PositionKind,
    Field(
        description="Vad befattningen är i lagens mening (KL 6:37, 6:39, 7:5). What it is in law.",
        json_schema_extra={"example": "employee"},
    ),
]
SeveralHolders = Annotated[
    bool,
    Field(
        strict=True,
        description="Om flera innehar den samtidigt. Whether several people hold it at the same time.",
        json_schema_extra={"example": True},
    ),
]
ValidFrom = Annotated[
    CalendarDate | None,
    Field(description="Finns från och med; null alltid. First day.", json_schema_extra={"example": "2019-06-15"}),
]
ValidTo = Annotated[
    CalendarDate | None,
    Field(
        description="Finns till och med; null tills vidare. Last day; null until further notice.",
        json_schema_extra={"example": "2027-12-31"},
    ),
]


class NewPosition(Schema):
    """En befattning hos nämnden eller en annan förvaltning. A position."""

    model_config = ConfigDict(json_schema_extra={"example": examples.NEW_POSITION})

    board: BoardSlug
    slug: Annotated[
        PositionSlug | None,
        Field(description="Utelämnad: bildas av titeln. Left out: made of the title."),
    ] = None
    title_sv: Title
    administration: Administration
    superior: Superior = None
    counts_as: CountsAs = None
    kind: Kind = PositionKind.EMPLOYEE
    several_holders: SeveralHolders = True
    valid_from: ValidFrom = None

    def as_domain(self) -> Position:
        """The position as the domain knows it."""
        return Position(
            slug=self.slug or slug(self.title_sv),
            title_sv=self.title_sv,
            administration=self.administration,
            superior=self.superior,
            counts_as=self.counts_as,
            kind=self.kind,
            several_holders=self.several_holders,
            valid_from=self.valid_from,
        )


class PositionEnd(Schema):
    """Sista dagen som befattningen finns. The last day that the position exists."""

    model_config = ConfigDict(json_schema_extra={"example": {"valid_to": "2027-12-31"}})

    valid_to: LastDay


class PositionView(Representation):
    """En befattning. A position."""

    model_config = ConfigDict(json_schema_extra={"example": examples.POSITION})

    id: Id
    board: BoardSlug
    slug: PositionSlug
    title_sv: Title
    administration: Administration
    superior: Superior
    counts_as: CountsAs
    kind: Kind
    several_holders: SeveralHolders
    valid_from: ValidFrom
    valid_to: ValidTo

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `positions`."""
        return cls(
            id=row["id"],
            board=row["board"],
            slug=row["slug"],
            title_sv=row["title_sv"],
            administration=row["administration"],
            superior=row["superior"],
            counts_as=row["counts_as"],
            kind=PositionKind(row["kind"]),
            several_holders=row["several_holders"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            links=links.self_link("positions", row["id"])
            | {"expiry": links.link("positions", row["id"], "expiry", rel="expiry", method="PUT")},
        )
