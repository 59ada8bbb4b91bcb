"""The read side: selects that already hold the caller's authorisation.

`visible_boards` keeps every select to the caller's boards. What is internal is left out here too, never
afterwards, so that lists, counts and searches agree: a caller without `documents:read-internal` gets no
internal document, and no decision behind closed doors or unadjusted minutes unless it may write such.
"""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Integer,
    Select,
    Text,
    and_,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    select,
    true,
)
from sqlalchemy import case as choose

from boardkit.auth.caller import Caller
from boardkit.db.visibility import visible_boards
from case_registry.domain.diary_numbers import DiaryNumber, readings
from case_registry.domain.documents import Access
from case_registry.tables import (
    agenda_items,
    boards,
    case_numbers,
    cases,
    citizen_proposals,
    classifications,
    decisions,
    document_chunks,
    documents,
    meetings,
    minutes,
    notices,
    proposal_authors,
)


def sees_internal(caller: Caller) -> bool:
    """Whether `caller` works with the board's cases rather than reads what is public of them."""
    return caller.has("documents:read-internal")


def _in_board(column: ColumnElement[Any], board: str | None) -> ColumnElement[bool]:
    return true() if board is None else column == board


def boards_visible_to(caller: Caller) -> Select[Any]:
    """The boards that `caller` may see, by slug."""
    return select(boards).where(visible_boards(caller, boards.c.slug)).order_by(boards.c.slug)


def board_by_slug(caller: Caller, slug: str) -> Select[Any]:
    """The board with `slug`, when `caller` may see it."""
    return boards_visible_to(caller).where(boards.c.slug == slug)


def classifications_visible_to(caller: Caller, board: str | None) -> Select[Any]:
    """The classification plan of `board`, figure by figure: 1.2 before 1.10."""
    figures = cast(func.string_to_array(classifications.c.code, "."), ARRAY(Integer))
    return (
        select(classifications)
        .where(visible_boards(caller, classifications.c.board), _in_board(classifications.c.board, board))
        .order_by(classifications.c.board, figures, classifications.c.id)
    )


def classification_by_id(caller: Caller, classification_id: UUID) -> Select[Any]:
    """One code of a classification plan."""
    return classifications_visible_to(caller, None).where(classifications.c.id == classification_id)


_ALSO_KNOWN_AS = (
    select(func.array_agg(case_numbers.c.as_written).aggregate_order_by(case_numbers.c.place))
    .where(case_numbers.c.case_id == cases.c.id)
    .scalar_subquery()
    .label("also_known_as")
)


def cases_visible_to(
    caller: Caller,
    *,
    board: str | None = None,
    diary_number: str | None = None,
    case_type: str | None = None,
    status: str | None = None,
) -> Select[Any]:
    """Cases, the newest first; `diary_number` in any written form finds every case that it may mean."""
    conditions = [visible_boards(caller, cases.c.board), _in_board(cases.c.board, board)]
    if diary_number is not None:
        meanings = [_is_known_as(caller, number) for number in readings(diary_number)]
        conditions.append(or_(false(), *meanings))
    if case_type is not None:
        conditions.append(cases.c.case_type == case_type)
    if status is not None:
        conditions.append(cases.c.status == status)
    newest_first = (cases.c.year.desc(), cases.c.serial.desc(), cases.c.board)
    return select(cases, _ALSO_KNOWN_AS).where(*conditions).order_by(*newest_first)


def _is_known_as(caller: Caller, number: DiaryNumber) -> ColumnElement[bool]:
    """Whether a case has `number`, in its board's diary or as another number it is known by.

    A body's code tells bodies apart where the registry knows it: `NORR 2019/276` is a case of the board that
    writes NORR. A code that no board here writes is taken as another way to write the number.
    """
    own = and_(cases.c.year == number.year, cases.c.serial == number.serial)
    other = select(case_numbers.c.case_id).where(
        case_numbers.c.year == number.year, case_numbers.c.serial == number.serial
    )
    if number.body_code is not None:
        known_here = select(boards.c.slug).where(
            boards.c.diary_prefix == number.body_code, visible_boards(caller, boards.c.slug)
        )
        own &= or_(cases.c.body_code == number.body_code, ~known_here.exists())
        other = other.where(or_(case_numbers.c.body_code.is_(None), case_numbers.c.body_code == number.body_code))
    return or_(own, cases.c.id.in_(other))


def case_by_id(caller: Caller, case_id: UUID) -> Select[Any]:
    """One case."""
    return cases_visible_to(caller).where(cases.c.id == case_id)


def _visible_documents(caller: Caller) -> ColumnElement[bool]:
    public = true() if sees_internal(caller) else documents.c.access == Access.PUBLIC
    return and_(visible_boards(caller, documents.c.board), public)


def _documents(caller: Caller) -> Select[Any]:
    """Documents as `caller` may see them: sender and recipient only for insiders."""
    if sees_internal(caller):
        return select(documents)
    people = {"sender", "recipient"}
    shown = [column for column in documents.c if column.name not in people]
    return select(*shown, *(null().label(name) for name in sorted(people)))


def documents_of_case(caller: Caller, case_id: UUID) -> Select[Any]:
    """The documents of a case in the order they were registered."""
    return (
        _documents(caller)
        .where(_visible_documents(caller), documents.c.case_id == case_id)
        .order_by(documents.c.registered_at, documents.c.id)
    )


def document_by_id(caller: Caller, document_id: UUID) -> Select[Any]:
    """One document."""
    return _documents(caller).where(_visible_documents(caller), documents.c.id == document_id)


def document_to_fill(caller: Caller, document_id: UUID) -> Select[Any]:
    """A document whose contents `caller` may hand over: one it may see, or one it registered itself."""
    own = and_(visible_boards(caller, documents.c.board), documents.c.registered_by == caller.subject)
    return select(documents).where(or_(_visible_documents(caller), own), documents.c.id == document_id)


def document_chunk(document_id: UUID, place: int) -> Select[Any]:
    """One piece of a document's contents. Ask only for a document that the caller has been let see."""
    return select(document_chunks.c.bytes).where(
        document_chunks.c.document_id == document_id, document_chunks.c.place == place
    )


def journal(caller: Caller, board: str, start: date | None, end: date | None) -> Select[Any]:
    """The register of documents (OSL 5:2) by date: all of them, each with what `caller` may see of it.

    Sender and recipient, and what an internal document is about, are left out for those who read the public
    view, so that the rest can always be shown.
    """
    conditions = [visible_boards(caller, documents.c.board), documents.c.board == board]
    if start is not None:
        conditions.append(documents.c.dated >= start)
    if end is not None:
        conditions.append(documents.c.dated <= end)
    columns = [documents.c.dated, documents.c.kind, documents.c.registered_on, documents.c.case_id]
    return (
        select(*columns, cases.c.diary_number, *_what_may_be_told(caller))
        .join_from(documents, cases, cases.c.id == documents.c.case_id)
        .where(*conditions)
        .order_by(documents.c.dated, documents.c.registered_at, documents.c.id)
    )


def _what_may_be_told(caller: Caller) -> list[ColumnElement[Any]]:
    if sees_internal(caller):
        return [
            documents.c.id.label("document_id"),
            documents.c.title,
            documents.c.sender,
            documents.c.recipient,
            literal([], ARRAY(Text)).label("withheld_fields"),
        ]
    public = documents.c.access == Access.PUBLIC
    people = ["sender", "recipient"]
    text_list = ARRAY(Text)
    return [
        choose((public, documents.c.id)).label("document_id"),
        choose((public, documents.c.title)).label("title"),
        null().label("sender"),
        null().label("recipient"),
        choose((public, literal(people, text_list)), else_=literal([*people, "title"], text_list)).label(
            "withheld_fields"
        ),
    ]


def proposals_visible_to(caller: Caller, board: str | None) -> Select[Any]:
    """Citizen proposals, the newest first, without their authors."""
    return (
        select(citizen_proposals, cases.c.diary_number, cases.c.title, cases.c.status)
        .join_from(citizen_proposals, cases, cases.c.id == citizen_proposals.c.case_id)
        .where(visible_boards(caller, citizen_proposals.c.board), _in_board(citizen_proposals.c.board, board))
        .order_by(citizen_proposals.c.received_at.desc(), citizen_proposals.c.id)
    )


def proposal_by_id(caller: Caller, proposal_id: UUID) -> Select[Any]:
    """One citizen proposal, without its author."""
    return proposals_visible_to(caller, None).where(citizen_proposals.c.id == proposal_id)


def author_of_proposal(caller: Caller, proposal_id: UUID) -> Select[Any]:
    """The person behind a proposal. For callers with `proposals:read-author` alone."""
    return select(proposal_authors).where(
        visible_boards(caller, proposal_authors.c.board), proposal_authors.c.proposal_id == proposal_id
    )


def status_by_receipt(receipt_sha256: bytes) -> Select[Any]:
    """What the holder of a receipt is told. The receipt itself is the right to know it, on any board."""
    return (
        select(cases.c.title, cases.c.status, citizen_proposals.c.received_on)
        .join_from(citizen_proposals, cases, cases.c.id == citizen_proposals.c.case_id)
        .where(citizen_proposals.c.receipt_sha256 == receipt_sha256)
    )


def meetings_visible_to(caller: Caller, board: str | None) -> Select[Any]:
    """Meetings, the latest first."""
    return (
        select(meetings)
        .where(visible_boards(caller, meetings.c.board), _in_board(meetings.c.board, board))
        .order_by(meetings.c.starts_at.desc(), meetings.c.id)
    )


def meeting_by_id(caller: Caller, meeting_id: UUID) -> Select[Any]:
    """One meeting."""
    return meetings_visible_to(caller, None).where(meetings.c.id == meeting_id)


def agenda_of(caller: Caller, meeting_id: UUID) -> Select[Any]:
    """The agenda of a meeting in order, each item with the diary number of its case."""
    return (
        select(agenda_items, cases.c.diary_number)
        .join_from(agenda_items, cases, cases.c.id == agenda_items.c.case_id, isouter=True)
        .where(visible_boards(caller, agenda_items.c.board), agenda_items.c.meeting_id == meeting_id)
        .order_by(agenda_items.c.number)
    )


def agenda_item_by_id(caller: Caller, meeting_id: UUID, item_id: UUID) -> Select[Any]:
    """One item of a meeting's agenda."""
    return agenda_of(caller, meeting_id).where(agenda_items.c.id == item_id)


def decisions_visible_to(caller: Caller, *, board: str | None = None, meeting_id: UUID | None = None) -> Select[Any]:
    """Decisions by paragraph, the latest year first; those behind closed doors only for insiders."""
    conditions = [visible_boards(caller, decisions.c.board), _in_board(decisions.c.board, board)]
    if not (sees_internal(caller) or caller.has("decisions:write")):
        conditions.append(~agenda_items.c.closed)
    if meeting_id is not None:
        conditions.append(decisions.c.meeting_id == meeting_id)
    item = (agenda_items.c.number.label("item_number"), agenda_items.c.title, agenda_items.c.case_id)
    return (
        select(decisions, *item)
        .join_from(decisions, agenda_items, agenda_items.c.id == decisions.c.agenda_item_id)
        .where(*conditions)
        .order_by(decisions.c.year.desc(), decisions.c.paragraph, decisions.c.board)
    )


def decision_by_id(caller: Caller, decision_id: UUID) -> Select[Any]:
    """One decision."""
    return decisions_visible_to(caller).where(decisions.c.id == decision_id)


def minutes_visible_to(caller: Caller, *, board: str | None = None, meeting_id: UUID | None = None) -> Select[Any]:
    """Minutes, the latest meeting first; those not adjusted yet only for insiders (TF 2:10)."""
    conditions = [visible_boards(caller, minutes.c.board), _in_board(minutes.c.board, board)]
    if not (sees_internal(caller) or caller.has("minutes:write")):
        conditions.append(minutes.c.adjusted_on.is_not(None))
    if meeting_id is not None:
        conditions.append(minutes.c.meeting_id == meeting_id)
    return (
        select(minutes, meetings.c.held_on)
        .join_from(minutes, meetings, meetings.c.id == minutes.c.meeting_id)
        .where(*conditions)
        .order_by(meetings.c.held_on.desc(), minutes.c.id)
    )


def minutes_by_id(caller: Caller, minutes_id: UUID) -> Select[Any]:
    """The minutes of one meeting."""
    return minutes_visible_to(caller).where(minutes.c.id == minutes_id)


def notices_visible_to(caller: Caller, board: str | None) -> Select[Any]:
    """Announcements, the latest first."""
    return (
        select(notices)
        .where(visible_boards(caller, notices.c.board), _in_board(notices.c.board, board))
        .order_by(notices.c.announced_on.desc(), notices.c.id)
    )


def notice_by_id(caller: Caller, notice_id: UUID) -> Select[Any]:
    """One announcement."""
    return notices_visible_to(caller, None).where(notices.c.id == notice_id)
