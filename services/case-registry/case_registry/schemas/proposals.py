"""Citizen proposals (medborgarförslag) in requests and responses: the author only in `AuthorView`."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Self

from pydantic import Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Line, Prose, Representation, Schema, Slug, Timestamp
from case_registry.domain.cases import CaseStatus
from case_registry.domain.proposals import CitizenProposal, ProposalAuthor, preparation_time
from case_registry.schemas.fields import CaseTitle
from case_registry.schemas.reasons import ReasonView

_DECIDED = frozenset({CaseStatus.DECIDED, CaseStatus.CLOSED})


class NewProposal(Schema):
    """A citizen proposal to hand in. Who made it is kept apart and never shown in a public view."""

    board: Slug
    title: CaseTitle
    text: Annotated[Prose, Field(json_schema_extra={"example": "Jag föreslår en rastgård för småhundar i parken."})]
    name: Annotated[Line, Field(json_schema_extra={"example": "Exempel Exempelsson"})]
    address: Annotated[Line, Field(json_schema_extra={"example": "Exempelgatan 1"})]
    postal_code: Annotated[Line, Field(max_length=20, json_schema_extra={"example": "123 45"})]
    city: Annotated[Line, Field(max_length=100, json_schema_extra={"example": "Stockholm"})]
    phone: Annotated[Line | None, Field(json_schema_extra={"example": "070-000 00 00"})] = None
    email: Annotated[Line | None, Field(json_schema_extra={"example": "exempel@kansli.example"})] = None

    def as_domain(self) -> CitizenProposal:
        """The proposal as the domain knows it."""
        author = ProposalAuthor(
            name=self.name,
            address=self.address,
            postal_code=self.postal_code,
            city=self.city,
            phone=self.phone,
            email=self.email,
        )
        return CitizenProposal(board=self.board, title=self.title, text=self.text, author=author)


class ProposalReceiptView(Representation):
    """Kvittot på ett medborgarförslag. The receipt of a citizen proposal; shown this once."""

    receipt: str = Field(
        description="Kvitto att följa förslaget med. The key to follow the proposal by.",
        json_schema_extra={"example": "7KXW-93PA-2222-4RTV-HHMN"},
    )
    diary_number: str = Field(json_schema_extra={"example": "NORR 2019/304"})
    case_id: Id
    received_at: Timestamp

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a proposal just received, with its receipt."""
        return cls(
            receipt=row["receipt"],
            diary_number=row["diary_number"],
            case_id=row["case_id"],
            received_at=row["received_at"],
            links=links.self_link("citizen-proposals", "status", row["receipt"]),
        )


class ProposalStatusView(Representation):
    """Hur långt ett medborgarförslag har kommit. How far a citizen proposal has come."""

    title: str = Field(json_schema_extra={"example": "Anlägg en rastgård för småhundar i Vanadislunden"})
    status: CaseStatus = Field(json_schema_extra={"example": "registered"})
    received_on: CalendarDate


@dataclass(frozen=True, slots=True)
class StatusFor:
    """Presents a proposal's status to the holder of `receipt`."""

    receipt: str

    def of(self, row: RowMapping, links: Links) -> ProposalStatusView:
        """The representation of a row of the status query."""
        return ProposalStatusView(
            title=row["title"],
            status=CaseStatus(row["status"]),
            received_on=row["received_on"],
            links=links.self_link("citizen-proposals", "status", self.receipt),
        )


class ProposalView(Representation):
    """Ett medborgarförslag, utan förslagsställaren. A citizen proposal, without its author."""

    id: Id
    board: str = Field(json_schema_extra={"example": "norrmalm"})
    case_id: Id
    document_id: Id = Field(
        description="Handlingen med förslagets text. The document that holds the text.",
    )
    diary_number: str = Field(json_schema_extra={"example": "NORR 2019/304"})
    title: str = Field(json_schema_extra={"example": "Anlägg en rastgård för småhundar i Vanadislunden"})
    status: CaseStatus = Field(json_schema_extra={"example": "registered"})
    received_on: CalendarDate
    received_at: Timestamp
    decide_by: CalendarDate = Field(description="Bör vara beslutat senast (KL 6:34). To be decided within a year.")
    overdue: bool = Field(
        description="Året har gått utan beslut; anmäls till fullmäktige. Past the year and undecided.",
        json_schema_extra={"example": False},
    )
    preparation_reason: ReasonView


@dataclass(frozen=True, slots=True)
class ProposalsOn:
    """Presents proposals as they stand on the day `today`."""

    today: date

    def of(self, row: RowMapping, links: Links) -> ProposalView:
        """The representation of a row of the proposals query."""
        status = CaseStatus(row["status"])
        time = preparation_time(row["received_on"], self.today, decided=status in _DECIDED)
        return ProposalView(
            id=row["id"],
            board=row["board"],
            case_id=row["case_id"],
            document_id=row["document_id"],
            diary_number=row["diary_number"],
            title=row["title"],
            status=status,
            received_on=row["received_on"],
            received_at=row["received_at"],
            decide_by=time.decide_by,
            overdue=time.overdue,
            preparation_reason=ReasonView.of(time.reason),
            links=links.self_link("citizen-proposals", row["id"])
            | {
                "case": links.link("cases", row["case_id"]),
                "document": links.link("documents", row["document_id"]),
                "author": links.link("citizen-proposals", row["id"], "author"),
            },
        )


class AuthorView(Representation):
    """Förslagsställaren: personuppgifter. The author of a proposal: personal data."""

    name: str = Field(json_schema_extra={"example": "Exempel Exempelsson"})
    address: str = Field(json_schema_extra={"example": "Exempelgatan 1"})
    postal_code: str = Field(json_schema_extra={"example": "123 45"})
    city: str = Field(json_schema_extra={"example": "Stockholm"})
    phone: str | None = Field(json_schema_extra={"example": "070-000 00 00"})
    email: str | None = Field(json_schema_extra={"example": "exempel@kansli.example"})

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `proposal_authors`."""
        return cls(
            name=row["name"],
            address=row["address"],
            postal_code=row["postal_code"],
            city=row["city"],
            phone=row["phone"],
            email=row["email"],
            links=links.self_link("citizen-proposals", row["proposal_id"], "author"),
        )
