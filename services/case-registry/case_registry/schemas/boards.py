"""Boards (nämnder) in requests and responses."""

from typing import Annotated, Self

from pydantic import Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Line, Representation, Schema, Slug
from case_registry.domain.boards import Board
from case_registry.domain.diary_numbers import DiaryFormat, TakenOverDiary


class TakenOverDiarySchema(Schema):
    """How far an earlier system had come when the diary was taken over."""

    year: Annotated[int, Field(ge=1900, le=2200, json_schema_extra={"example": 2019})]
    last_serial: Annotated[int, Field(ge=1, le=999_999, json_schema_extra={"example": 303})]


class DiarySchema(Schema):
    """Hur nämnden skriver sina diarienummer. How the board writes its diary numbers."""

    prefix: Annotated[
        str | None,
        Field(pattern=r"^[A-ZÅÄÖ]{1,8}$", description="Bolagskod. Body code.", json_schema_extra={"example": "NORR"}),
    ] = None
    padding: Annotated[
        int, Field(ge=0, le=6, description="Minsta antal siffror. Digits.", json_schema_extra={"example": 0})
    ] = 0
    taken_over: TakenOverDiarySchema | None = None


class NewBoard(Schema):
    """A board (nämnd) whose diary is to be opened."""

    slug: Slug
    name: Annotated[Line, Field(json_schema_extra={"example": "Norrmalms stadsdelsnämnd"})]
    administration: Annotated[
        Line,
        Field(
            description="Förvaltning. Administration.", json_schema_extra={"example": "Norrmalms stadsdelsförvaltning"}
        ),
    ]
    diary: DiarySchema
    aliases: Annotated[tuple[Line, ...], Field(max_length=50, json_schema_extra={"example": ["Norrmalm"]})] = ()

    def as_domain(self) -> Board:
        """The board as the domain knows it."""
        taken = self.diary.taken_over
        return Board(
            slug=self.slug,
            name=self.name,
            administration=self.administration,
            diary=DiaryFormat(prefix=self.diary.prefix, padding=self.diary.padding),
            taken_over=None if taken is None else TakenOverDiary(year=taken.year, last_serial=taken.last_serial),
            aliases=self.aliases,
        )


class BoardView(Representation):
    """En nämnd. A board."""

    slug: str = Field(json_schema_extra={"example": "norrmalm"})
    name: str = Field(json_schema_extra={"example": "Norrmalms stadsdelsnämnd"})
    administration: str = Field(
        description="Förvaltning. Administration.", json_schema_extra={"example": "Norrmalms stadsdelsförvaltning"}
    )
    aliases: list[str] = Field(json_schema_extra={"example": ["Norrmalm"]})
    diary: DiarySchema
    opened_on: CalendarDate

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `boards`."""
        taken_over = (
            None
            if row["taken_over_year"] is None
            else TakenOverDiarySchema(year=row["taken_over_year"], last_serial=row["taken_over_last_serial"])
        )
        return cls(
            slug=row["slug"],
            name=row["name"],
            administration=row["administration"],
            aliases=row["aliases"],
            diary=DiarySchema(prefix=row["diary_prefix"], padding=row["diary_padding"], taken_over=taken_over),
            opened_on=row["opened_on"],
            links=links.self_link("boards", row["slug"]),
        )
