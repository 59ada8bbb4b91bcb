"""`referrals/{referralId}/recipients` and `bodies`: who is asked."""

from typing import Annotated, Self

from pydantic import Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Representation, Schema, Slug
from referral_tracking.domain.bodies import Body, BodyKind
from referral_tracking.domain.body_register import STOCKHOLM_REGISTER
from referral_tracking.domain.recipients import LEFT_FOR_A_PERSON, How


class BodyView(Representation):
    """En remissinstans. A consulted body."""

    slug: str = Field(json_schema_extra={"example": "fastighetsnamnden"})
    name: str = Field(description="Officiellt namn. Official name.", json_schema_extra={"example": "Fastighetsnämnden"})
    kind: BodyKind = Field(
        description="Nämnd, stadsdelsnämnd, kontor eller bolag. What sort of body.",
        json_schema_extra={"example": "board"},
    )
    part_of: str | None = Field(
        description="Nämnden som ett kontor hör till. The board that an office works under.",
        json_schema_extra={"example": "kommunstyrelsen"},
    )
    existed_from: CalendarDate | None = Field(json_schema_extra={"example": "2020-07-01"})
    existed_until: CalendarDate | None = Field(json_schema_extra={"example": "2020-06-30"})
    successor: str | None = Field(
        description="Den som tog över. The body that took over.", json_schema_extra={"example": "hagersten-alvsjo"}
    )

    @classmethod
    def of(cls, body: Body, links: Links) -> Self:
        """The representation of a body of the register."""
        return cls(
            slug=body.slug,
            name=body.name,
            kind=body.kind,
            part_of=body.part_of,
            existed_from=body.existed_from,
            existed_until=body.existed_until,
            successor=body.successor,
            links=links.self_link("bodies", body.slug),
        )


class RecipientView(Representation):
    """En rad i remissens lista över mottagare, och vad den känts igen som. A printed recipient, recognised."""

    id: Id
    position: int = Field(description="Plats i listan, från 1. Place in the list.", json_schema_extra={"example": 29})
    as_printed: str = Field(
        description="Raden som den är tryckt. As printed.", json_schema_extra={"example": "fastighet"}
    )
    body: BodyView | None = Field(description="Remissinstansen, eller null. The consulted body, or null.")
    how: How = Field(
        description="Hur raden kändes igen: namn, alias, stavning eller av en person. How it was recognised.",
        json_schema_extra={"example": "alias"},
    )
    distance: int = Field(description="Felskrivna bokstäver. Letters wrong.", json_schema_extra={"example": 0})
    candidates: list[str] = Field(
        description="Vad en tvetydig rad kan vara. What an ambiguous line may mean.",
        json_schema_extra={"example": ["ab-stockholmshem", "stockholms-hamn-ab"]},
    )
    to_settle: bool = Field(
        description="Om en person behöver avgöra raden. Whether a person has to settle it.",
        json_schema_extra={"example": False},
    )
    duplicate_of: int | None = Field(
        description="Platsen där samma instans redan står. Where the same body already stands.",
        json_schema_extra={"example": 9},
    )
    reply_by: CalendarDate = Field(description="Mottagarens svarsdag. The recipient's reply day.")

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `recipients`."""
        return cls(
            id=row["id"],
            position=row["position"],
            as_printed=row["as_printed"],
            body=None if row["body"] is None else BodyView.of(_body_in(row), links),
            how=row["how"],
            distance=row["distance"],
            candidates=row["candidates"],
            to_settle=row["how"] in LEFT_FOR_A_PERSON,
            duplicate_of=row["duplicate_of"],
            reply_by=row["reply_by"],
            links=links.self_link("referrals", row["referral_id"], "recipients", row["id"]),
        )


def _body_in(row: RowMapping) -> Body:
    return STOCKHOLM_REGISTER.find(row["body"]) or Body(row["body"], row["body_name"], BodyKind(row["body_kind"]))


class SettledRecipient(Schema):
    """Vad en person avgjort att raden är. What a person has settled that the line is."""

    body: Annotated[
        Slug | None,
        Field(
            description="Kortnamn ur bodies, eller null för ingen. A slug of `bodies`, or null for none of them.",
            json_schema_extra={"example": "fastighetsnamnden"},
        ),
    ]
