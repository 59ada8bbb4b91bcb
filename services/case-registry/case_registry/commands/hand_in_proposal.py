"""Hand in a citizen proposal (medborgarförslag)."""

import hashlib
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import RowMapping, insert, literal, select

from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.domain.ids import new_id
from case_registry.commands.register_case import register_case
from case_registry.commands.register_document import register_document
from case_registry.commands.store_contents import store_contents
from case_registry.domain.cases import CaseRegistration, CaseType
from case_registry.domain.documents import DocumentKind, DocumentRegistration
from case_registry.domain.proposals import CitizenProposal, ProposalAuthor
from case_registry.domain.receipts import RANDOM_BYTES, make_receipt, receipt_digest
from case_registry.tables import citizen_proposals, proposal_authors


async def hand_in_proposal(work: UnitOfWork, proposal: CitizenProposal) -> RowMapping:
    """Receive `proposal`: open its case, register its text as a document, keep its author apart.

    Returns the receipt, which is told this once, with the case's id and number and the time of receipt.
    Raises `NotFound` for a board out of reach.
    """
    case = await register_case(
        work,
        CaseRegistration(board=proposal.board, title=proposal.title, case_type=CaseType.CITIZEN_PROPOSAL),
    )
    document = await _register_text(work, case, proposal.text)
    receipt = make_receipt(secrets.token_bytes(RANDOM_BYTES))
    row = await work.one(
        insert(citizen_proposals)
        .values(
            id=new_id(),
            board=proposal.board,
            case_id=case["id"],
            document_id=document["id"],
            receipt_sha256=receipt_digest(receipt),
            received_on=work.today,
            received_at=work.now,
        )
        .returning(*citizen_proposals.c)
    )
    await _keep_author(work, row, proposal.author)
    work.record(
        Change(
            event="created",
            resource="citizen-proposals",
            resource_id=str(row["id"]),
            board=proposal.board,
            version=row["version"],
            reason="citizen proposal received",
            scope="proposals:read",
            snapshot={"case_id": str(case["id"]), "received_on": work.today.isoformat()},
        )
    )
    answer = select(
        literal(receipt).label("receipt"),
        literal(case["diary_number"]).label("diary_number"),
        citizen_proposals.c.case_id,
        citizen_proposals.c.received_at,
    )
    return await work.one(answer.where(citizen_proposals.c.id == row["id"]))


async def _register_text(work: UnitOfWork, case: RowMapping, text: str) -> RowMapping:
    document = await register_document(
        work,
        DocumentRegistration(
            case_id=case["id"],
            title="Medborgarförslag",
            kind=DocumentKind.RECEIVED,
            dated=work.today,
            media_type="text/plain",
            filename="medborgarforslag.txt",
            sender="Förslagsställaren",
        ),
    )
    contents = _TextContents(text.encode("utf-8"))
    return await store_contents(work, document["version"], document_id=document["id"], contents=contents)


async def _keep_author(work: UnitOfWork, proposal: RowMapping, author: ProposalAuthor) -> None:
    await work.connection.execute(
        insert(proposal_authors).values(
            proposal_id=proposal["id"],
            board=proposal["board"],
            name=author.name,
            address=author.address,
            postal_code=author.postal_code,
            city=author.city,
            phone=author.phone,
            email=author.email,
        )
    )


@dataclass(frozen=True)
class _TextContents:
    """Contents that are short enough to be held as they are."""

    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)

    @cached_property
    def sha256(self) -> bytes:
        return hashlib.sha256(self.content).digest()

    async def pieces(self) -> AsyncIterator[bytes]:
        yield self.content
