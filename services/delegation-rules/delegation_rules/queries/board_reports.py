"""What is read of reports to the board, of what waits to be reported, and of announcements."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    RowMapping,
    ScalarSelect,
    Select,
    Text,
    and_,
    any_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, aggregate_order_by
from sqlalchemy.types import Uuid

from boardkit.auth.caller import Caller
from boardkit.db.tables import outbox
from boardkit.db.visibility import visible_boards
from delegation_rules.domain.board_reports import ReportableDecision, ReportStatus, Task
from delegation_rules.domain.delegated_decisions import DecisionStatus
from delegation_rules.domain.separate_announcements import AnnounceableDecision
from delegation_rules.domain.statute import Mandate
from delegation_rules.neighbours import ABOUT_BOARD_REPORT, CASE_REGISTRY, REPORT_PLACED
from delegation_rules.tables import (
    announced_decisions,
    announcements,
    board_report_items,
    board_reports,
    delegated_decisions,
    known_meetings,
    persons,
    positions,
)

_decision: Final = delegated_decisions.c
_VALID: Final = _decision.status == DecisionStatus.VALID.value


def reporting_queue(caller: Caller, board: str, task: Task | None = None) -> Select[Any]:
    """What remains to be done about the valid decisions of `board`, what is due first at the head.

    `due_meeting_id` and `due_on` are the first meeting that can be told: on or after the day of the decision, or
    after it for an urgent decision (KL 6:40); null when the copy of the registry knows of none. `board_report_id`
    is the report that the decision stands on already, which has not been made yet.
    """
    due = _due_meeting()
    statement = (
        select(
            delegated_decisions,
            _task().label("task"),
            due.c.meeting_id.label("due_meeting_id"),
            due.c.held_on.label("due_on"),
            _report_of_decision().label("board_report_id"),
        )
        .select_from(delegated_decisions.outerjoin(due, true()))
        .where(visible_boards(caller, _decision.board), _decision.board == board, _VALID, _is_in_queue())
    )
    if task is not None:
        statement = statement.where(_task() == task.value)
    return statement.order_by(due.c.held_on.nulls_last(), _decision.decided_on, _decision.id)


def decisions_to_report(caller: Caller, board: str, held_on: date) -> Select[Any]:
    """The decisions of `board` that should be reported by the meeting of `held_on` and stand on no report."""
    return _reportable(caller, board).where(
        _VALID, _decision.report_to_board.is_(True), _can_be_told_on(held_on), ~_stands_on_a_report()
    )


def number_left_to_settle(caller: Caller, board: str, held_on: date) -> Select[Any]:
    """How many decisions of `board` the order is silent about, made by `held_on` and on no report, as `number`."""
    waiting = _reportable(caller, board).where(
        _VALID, _decision.report_to_board.is_(None), _can_be_told_on(held_on), ~_stands_on_a_report()
    )
    return select(func.count().label("number")).select_from(waiting.subquery())


def decisions_named(caller: Caller, board: str, ids: Iterable[UUID]) -> Select[Any]:
    """Those of `ids` that are decisions of `board`, with what reporting needs to know of each, locked."""
    wanted = _decision.id == any_(literal(sorted(ids), ARRAY(Uuid())))
    statement = _reportable(caller, board).where(wanted).order_by(_decision.id)
    return statement.with_for_update(of=delegated_decisions, key_share=True)


def reportable_from(row: RowMapping) -> ReportableDecision:
    """A row of `decisions_named` or `decisions_to_report` as reporting knows it."""
    return ReportableDecision(
        id=row["id"],
        rule=row["rule"],
        mandate=Mandate(row["mandate"]),
        decided_on=row["decided_on"],
        sequence=(row["year"], row["number"]),
        valid=row["status"] == DecisionStatus.VALID,
        report_to_board=row["report_to_board"],
        on_report=row["on_report"],
    )


def announceable_from(row: RowMapping) -> AnnounceableDecision:
    """A row of `decisions_named` as announcing knows it."""
    return AnnounceableDecision(
        id=row["id"],
        decided_on=row["decided_on"],
        valid=row["status"] == DecisionStatus.VALID,
        announce=row["announce"],
        announced=row["announced"],
    )


def known_meeting_by_id(caller: Caller, board: str, meeting_id: UUID) -> Select[Any]:
    """The meeting of `board` with that id, when the copy of the registry has it."""
    return select(known_meetings).where(
        visible_boards(caller, known_meetings.c.board),
        known_meetings.c.board == board,
        known_meetings.c.id == meeting_id,
    )


def board_reports_visible_to(caller: Caller, board: str | None = None) -> Select[Any]:
    """The reports that `caller` may see, the latest first, each with the number of its decisions."""
    statement = select(
        board_reports, _held_on().label("held_on"), _placement_failure().label("placement_failure"), _number_of_items()
    ).where(visible_boards(caller, board_reports.c.board))
    if board is not None:
        statement = statement.where(board_reports.c.board == board)
    return statement.order_by(board_reports.c.id.desc())


def board_report_by_id(caller: Caller, report_id: UUID, *, with_names: bool = False) -> Select[Any]:
    """The report with that id and, as `items`, its decisions in sequence, when `caller` may see it.

    Names are personal data: `with_names` is for an answer to someone with the right to them, and never for one
    that is kept.
    """
    return (
        board_reports_visible_to(caller)
        .add_columns(_items(with_names=with_names))
        .where(board_reports.c.id == report_id)
    )


def announcements_visible_to(caller: Caller, board: str | None = None) -> Select[Any]:
    """The announcements that `caller` may see, the latest first, each with its decisions as `decisions`."""
    entry = _entry(named=null())
    listed = (
        select(func.jsonb_agg(aggregate_order_by(entry, announced_decisions.c.ordinal)))
        .select_from(_with_position(announced_decisions.join(delegated_decisions)))
        .where(announced_decisions.c.announcement_id == announcements.c.id)
        .scalar_subquery()
        .label("decisions")
    )
    statement = select(announcements, listed).where(visible_boards(caller, announcements.c.board))
    if board is not None:
        statement = statement.where(announcements.c.board == board)
    return statement.order_by(announcements.c.id.desc())


def announcement_by_id(caller: Caller, announcement_id: UUID) -> Select[Any]:
    """The announcement with that id, when `caller` may see it."""
    return announcements_visible_to(caller).where(announcements.c.id == announcement_id)


def _reportable(caller: Caller, board: str) -> Select[Any]:
    return select(
        delegated_decisions, _stands_on_a_report().label("on_report"), _is_announced().label("announced")
    ).where(visible_boards(caller, _decision.board), _decision.board == board)


def _can_be_told_on(held_on: date) -> ColumnElement[bool]:
    """As `may_be_told_at` of the domain."""
    return or_(
        _decision.decided_on < held_on,
        and_(_decision.decided_on == held_on, _decision.mandate != Mandate.URGENT.value),
    )


def _due_meeting() -> FromClause:
    """The first meeting that can be told of the decision; as `may_be_told_at` of the domain, meeting by meeting."""
    meeting = known_meetings.c
    told = or_(
        meeting.held_on > _decision.decided_on,
        and_(meeting.held_on == _decision.decided_on, _decision.mandate != Mandate.URGENT.value),
    )
    return (
        select(meeting.id.label("meeting_id"), meeting.held_on)
        .where(meeting.board == _decision.board, told)
        .order_by(meeting.held_on, meeting.number, meeting.id)
        .limit(1)
        .correlate(delegated_decisions)
        .lateral("due")
    )


def _task() -> ColumnElement[str]:
    return case(
        (_decision.report_to_board.is_(True), Task.REPORT.value),
        (and_(_decision.report_to_board.is_(False), _decision.announce.is_(True)), Task.ANNOUNCE.value),
        else_=Task.SETTLE.value,
    )


def _is_in_queue() -> ColumnElement[bool]:
    """Neither told to the board, nor announced, nor a decision that is to be neither."""
    settled = and_(_decision.report_to_board.is_(False), _decision.announce.is_(False))
    return and_(~settled.is_(True), ~_is_reported(), ~_is_announced())


def _stands_on_a_report() -> ColumnElement[bool]:
    return exists().where(board_report_items.c.decision_id == _decision.id, ~board_report_items.c.withdrawn)


def _is_reported() -> ColumnElement[bool]:
    return exists().where(
        board_report_items.c.decision_id == _decision.id,
        ~board_report_items.c.withdrawn,
        board_report_items.c.report_id == board_reports.c.id,
        board_reports.c.status == ReportStatus.REPORTED.value,
    )


def _is_announced() -> ColumnElement[bool]:
    return exists().where(announced_decisions.c.decision_id == _decision.id)


def _report_of_decision() -> ScalarSelect[Any]:
    return (
        select(board_report_items.c.report_id)
        .where(board_report_items.c.decision_id == _decision.id, ~board_report_items.c.withdrawn)
        .scalar_subquery()
    )


def _held_on() -> ColumnElement[date]:
    """The meeting's day: as told when it was reported, else as the registry tells now, else as it told then."""
    told_now = select(known_meetings.c.held_on).where(known_meetings.c.id == board_reports.c.meeting_id)
    still_open = board_reports.c.status == ReportStatus.PREPARED.value
    return func.coalesce(case((still_open, told_now.scalar_subquery())), board_reports.c.meeting_held_on)


def _placement_failure() -> ScalarSelect[Any]:
    return (
        select(outbox.c.last_failure)
        .where(
            outbox.c.neighbour == CASE_REGISTRY,
            outbox.c.ordering_key == ABOUT_BOARD_REPORT + cast(board_reports.c.id, Text),
            outbox.c.event == REPORT_PLACED,
            outbox.c.delivered_at.is_(None),
        )
        .scalar_subquery()
    )


def _number_of_items() -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(board_report_items)
        .where(board_report_items.c.report_id == board_reports.c.id)
        .scalar_subquery()
        .label("decision_count")
    )


def _items(*, with_names: bool) -> ColumnElement[Any]:
    tables = _with_position(board_report_items.join(delegated_decisions))
    if with_names:
        tables = tables.outerjoin(persons, persons.c.id == _decision.person)
    entry = _entry(named=persons.c.name if with_names else null())
    return (
        select(func.jsonb_agg(aggregate_order_by(entry, board_report_items.c.ordinal), type_=JSONB()))
        .select_from(tables)
        .where(board_report_items.c.report_id == board_reports.c.id)
        .scalar_subquery()
        .label("items")
    )


def _with_position(tables: Any) -> Any:
    same_position = and_(positions.c.board == _decision.board, positions.c.slug == _decision.position)
    return tables.outerjoin(positions, same_position)


def _entry(*, named: ColumnElement[Any]) -> ColumnElement[Any]:
    """A decision as a line of a list: what it was, who decided, and whether it still stands."""
    shown = {
        "decision_id": _decision.id,
        "year": _decision.year,
        "number": _decision.number,
        "diary_number": _decision.diary_number,
        "case_id": _decision.case_id,
        "rule": _decision.rule,
        "matter": _decision.matter,
        "mandate": _decision.mandate,
        "outcome": _decision.outcome,
        "decided_on": _decision.decided_on,
        "position": _decision.position,
        "position_title": positions.c.title_sv,
        "person": _decision.person,
        "person_name": named,
        "status": _decision.status,
        "void_reason": _decision.void_reason,
    }
    return func.jsonb_build_object(*(part for name, column in shown.items() for part in (name, column)))
