"""The sample's requests and responses: one field of every type that boardkit offers."""

from typing import Annotated, Literal, Self

from pydantic import Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Kronor, Line, Prose, Representation, Schema, Slug, Timestamp


class Part(Schema):
    """A part of a note."""

    name: Line
    weight: Annotated[int, Field(ge=0, le=100)] = 0


class NewNote(Schema):
    """A note to be written."""

    board: Slug
    title: Line
    body: Prose | None = None
    amount: Kronor | None = None
    due_on: CalendarDate | None = None
    remind_at: Timestamp | None = None
    kind: Literal["short", "long"] = "short"
    parts: Annotated[tuple[Part, ...], Field(max_length=20)] = ()
    weights: Annotated[dict[str, int], Field(max_length=20)] = Field(default_factory=dict)
    tell: bool = False


class ChangedNote(Schema):
    """A new title."""

    title: Line


class NoteView(Representation):
    """A note."""

    id: str
    board: str
    number: int
    title: str
    body: str | None
    amount: Kronor | None
    due_on: CalendarDate | None
    remind_at: Timestamp | None

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `notes`."""
        return cls(
            id=str(row["id"]),
            board=row["board"],
            number=row["number"],
            title=row["title"],
            body=row["body"],
            amount=row["amount"],
            due_on=row["due_on"],
            remind_at=row["remind_at"],
            links=links.self_link("notes", row["id"]),
        )


class Mishap(Schema):
    """Something that is to go wrong, and a text that must never be seen again."""

    kind: Literal["error", "value", "deadlock", "wait"]
    marker: Line


class Echo(Representation):
    """How much was received."""

    characters: int
