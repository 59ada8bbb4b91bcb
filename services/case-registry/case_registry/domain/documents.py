"""Documents (allmänna handlingar): what the register says of one (OSL 5:2)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from boardkit.domain.errors import Text, stale_version
from case_registry.domain.errors import ContentsAlreadyThere, DateOutOfOrder, TextNotItsContents


class DocumentKind(StrEnum):
    """How a document came to be with the authority."""

    RECEIVED = "received"
    SENT = "sent"
    DRAWN_UP = "drawn-up"


class Access(StrEnum):
    """Who may see a document without asking for it: everyone, or only those who work with the case."""

    PUBLIC = "public"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class DocumentRegistration:
    """A document to register in a case.

    `dated` is the day it was received, sent or drawn up; `sender` and `recipient` may be personal data. `text` is
    the whole contents of a plain text that is handed over with the registration, and None for any other document.
    """

    case_id: UUID
    title: str
    kind: DocumentKind
    dated: date
    media_type: str
    filename: str
    access: Access = Access.INTERNAL
    sender: str | None = None
    recipient: str | None = None
    text: str | None = None


#: The only media type whose contents can come with the registration.
PLAIN_TEXT: Final = "text/plain"


def check_text(document: DocumentRegistration) -> None:
    """Refuse text as the contents of anything but a plain text. Raises `TextNotItsContents`."""
    if document.text is not None and document.media_type != PLAIN_TEXT:
        raise TextNotItsContents(
            Text(
                sv="Bara en handling av typen text/plain kan få sitt innehåll som text.",
                en="Only a document of the type text/plain can be given its contents as text.",
            ),
            pointer="/text",
        )


def check_dated(dated: date, today: date) -> None:
    """Refuse a document from a day that has not come. Raises `DateOutOfOrder`."""
    if dated > today:
        raise DateOutOfOrder(
            Text(
                sv="En handling kan inte ha kommit in, skickats eller upprättats en dag som inte har varit.",
                en="A document cannot have been received, sent or drawn up on a day that has not come.",
            ),
            pointer="/dated",
            extra={"today": today.isoformat()},
        )


def check_fillable(version: int, expected_version: int, *, filled: bool) -> None:
    """Whether contents can be handed over for a document that has `version` and is `filled` already or not.

    Raises `PreconditionFailed` unless `expected_version` is the document's, and ContentsAlreadyThere when it has
    its contents: they are set once.
    """
    if version != expected_version:
        raise stale_version()
    if filled:
        raise ContentsAlreadyThere(
            Text(
                sv="Handlingens innehåll ändras inte. Registrera en ny handling i ärendet.",
                en="The contents of a document do not change. Register a new document in the case.",
            )
        )
