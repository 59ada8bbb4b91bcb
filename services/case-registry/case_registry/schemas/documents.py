"""Documents (handlingar) and the journal over them in requests and responses."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Line, Link, Prose, Representation, Schema
from case_registry.domain.documents import Access, DocumentKind, DocumentRegistration

_MEDIA_TYPE = r"^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,99}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,99}$"
_FILENAME = r"^[^/\\]+$"

_Party = Annotated[Line, Field(json_schema_extra={"example": "Kommunstyrelsen"})]


class NewDocument(Schema):
    """A document to register. Its contents are handed over afterwards, by stream, or with it as text."""

    title: Annotated[
        Line,
        Field(
            description="Kort vad handlingen rör (OSL 5:2). Briefly what it is about.",
            json_schema_extra={"example": "Tjänsteutlåtande"},
        ),
    ]
    kind: Annotated[
        DocumentKind,
        Field(
            description="Inkommen, expedierad eller upprättad. How it came to be here.",
            json_schema_extra={"example": "drawn-up"},
        ),
    ]
    dated: Annotated[
        CalendarDate,
        Field(description="Dagen den kom in, skickades eller upprättades. The day of receipt, dispatch or drawing up."),
    ]
    sender: Annotated[_Party | None, Field(description="Avsändare. Sender; not in the public view.")] = None
    recipient: Annotated[_Party | None, Field(description="Mottagare. Recipient; not in the public view.")] = None
    media_type: Annotated[str, Field(pattern=_MEDIA_TYPE, json_schema_extra={"example": "application/pdf"})]
    filename: Annotated[Line, Field(pattern=_FILENAME, json_schema_extra={"example": "tjänsteutlåtande.pdf"})]
    access: Annotated[
        Access,
        Field(
            description="Öppen för alla, eller bara för den som arbetar med ärendet. Public or internal.",
            json_schema_extra={"example": "internal"},
        ),
    ] = Access.INTERNAL
    text: Annotated[
        Prose | None,
        Field(
            description="Hela innehållet, om handlingen är ren text (text/plain). Utelämnad: lämnas som ström efteråt. "
            "The whole contents of a plain text; left out: handed over by stream.",
            json_schema_extra={"example": "Beslut: anstånd beviljas i en månad."},
        ),
    ] = None

    def as_domain(self, case_id: UUID) -> DocumentRegistration:
        """The registration of this document in the case `case_id`."""
        return DocumentRegistration(
            case_id=case_id,
            title=self.title,
            kind=self.kind,
            dated=self.dated,
            media_type=self.media_type,
            filename=self.filename,
            access=self.access,
            sender=self.sender,
            recipient=self.recipient,
            text=self.text,
        )


class DocumentView(Representation):
    """En handling. A document as the register has it; size and digest are null until it has its contents."""

    id: Id
    case_id: Id
    board: str = Field(json_schema_extra={"example": "norrmalm"})
    title: str = Field(json_schema_extra={"example": "Tjänsteutlåtande"})
    kind: DocumentKind = Field(json_schema_extra={"example": "drawn-up"})
    dated: CalendarDate
    registered_on: CalendarDate
    sender: str | None = Field(
        description="Null också när den inte visas för dig. Null also when withheld.",
        json_schema_extra={"example": "Kommunstyrelsen"},
    )
    recipient: str | None = Field(
        description="Null också när den inte visas för dig. Null also when withheld.",
        json_schema_extra={"example": "Kommunstyrelsen"},
    )
    media_type: str = Field(json_schema_extra={"example": "application/pdf"})
    filename: str = Field(json_schema_extra={"example": "tjänsteutlåtande.pdf"})
    access: Access = Field(json_schema_extra={"example": "public"})
    size: int | None = Field(description="Byte. Bytes.", json_schema_extra={"example": 48213})
    sha256: str | None = Field(
        description="SHA-256 av innehållet, hexadecimalt. SHA-256 of the contents, hexadecimal.",
        json_schema_extra={"example": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
    )

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `documents`."""
        return cls(
            id=row["id"],
            case_id=row["case_id"],
            board=row["board"],
            title=row["title"],
            kind=DocumentKind(row["kind"]),
            dated=row["dated"],
            registered_on=row["registered_on"],
            sender=row["sender"],
            recipient=row["recipient"],
            media_type=row["media_type"],
            filename=row["filename"],
            access=Access(row["access"]),
            size=row["size"],
            sha256=None if row["sha256"] is None else row["sha256"].hex(),
            links=_document_links(row, links),
        )


def _document_links(row: RowMapping, links: Links) -> dict[str, Link]:
    address = ("documents", row["id"])
    method = "PUT" if row["sha256"] is None else "GET"
    return links.self_link(*address) | {
        "case": links.link("cases", row["case_id"]),
        "content": links.link(*address, "content", rel="content", method=method),
    }


class JournalEntryView(Representation):
    """En rad i registret över handlingar (OSL 5:2). A line of the register of documents.

    `withheld_fields` names what is left out for this caller; a field that is null and not withheld has no value.
    """

    dated: CalendarDate
    registered_on: CalendarDate
    kind: DocumentKind = Field(json_schema_extra={"example": "received"})
    diary_number: str = Field(json_schema_extra={"example": "NORR 2019/304"})
    case_id: Id
    document_id: Id | None
    title: str | None = Field(json_schema_extra={"example": "Remiss"})
    sender: str | None = Field(json_schema_extra={"example": "Kommunstyrelsen"})
    recipient: str | None = Field(json_schema_extra={"example": "Kommunstyrelsen"})
    withheld_fields: list[str] = Field(json_schema_extra={"example": ["sender", "recipient"]})

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of the journal."""
        document_id = row["document_id"]
        shown = {"case": links.link("cases", row["case_id"])}
        if document_id is not None:
            shown["document"] = links.link("documents", document_id)
        return cls(
            dated=row["dated"],
            registered_on=row["registered_on"],
            kind=DocumentKind(row["kind"]),
            diary_number=row["diary_number"],
            case_id=row["case_id"],
            document_id=document_id,
            title=row["title"],
            sender=row["sender"],
            recipient=row["recipient"],
            withheld_fields=row["withheld_fields"],
            links=shown,
        )
