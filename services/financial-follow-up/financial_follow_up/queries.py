"""The read side: selects that already hold the caller's authorisation, and what their rows mean to the domain.

A follow-up with all its rows is one select: the rows come as JSON with their amounts as text, so that no amount ever
passes through a binary float.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, ColumnElement, RowMapping, Select, Table, Text, and_, cast, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from boardkit.auth.caller import Caller
from boardkit.db.visibility import visible_boards
from financial_follow_up.domain.adjustments import AdjustmentStatus
from financial_follow_up.domain.amounts import Components
from financial_follow_up.domain.areas import Area, Section
from financial_follow_up.domain.figures import NOT_APPLICABLE, Figure
from financial_follow_up.domain.follow_up import AreaFigures, FollowUp, GivenAreaRow
from financial_follow_up.domain.given_specification import GivenLine, GivenSpecification, LineKind, StatedRow
from financial_follow_up.domain.periods import Period
from financial_follow_up.tables import (
    KRONOR,
    area_figures,
    areas,
    filed_cases,
    follow_up_editions,
    follow_ups,
    specification_rows,
)

LINE = "line"
"""The role of a specification row that is a line and not a sum."""


def areas_visible_to(caller: Caller, board: str | None, year: int | None) -> Select[Any]:
    """The areas that `caller` may see, in printed order within board and year; of one board or year if given."""
    statement = select(areas).where(visible_boards(caller, areas.c.board))
    if board is not None:
        statement = statement.where(areas.c.board == board)
    if year is not None:
        statement = statement.where(areas.c.year == year)
    return statement.order_by(areas.c.board, areas.c.year, areas.c.sort_order, areas.c.slug)


def area_by_id(caller: Caller, area_id: UUID) -> Select[Any]:
    """The area with `area_id`, when `caller` may see it."""
    return select(areas).where(areas.c.id == area_id, visible_boards(caller, areas.c.board))


def follow_ups_visible_to(caller: Caller, board: str | None, period: str | None) -> Select[Any]:
    """The follow-ups that `caller` may see without their figures, latest period first."""
    statement = (
        select(*follow_ups.c, *_EDITION_COLUMNS)
        .join(follow_up_editions, _is_edition(follow_ups.c.edition))
        .where(visible_boards(caller, follow_ups.c.board))
    )
    if board is not None:
        statement = statement.where(follow_ups.c.board == board)
    if period is not None:
        statement = statement.where(follow_ups.c.period == period)
    return statement.order_by(follow_ups.c.period.desc(), follow_ups.c.board)


def follow_up_by_id(caller: Caller, follow_up_id: UUID, edition: int | None = None) -> Select[Any]:
    """The follow-up with `follow_up_id` and all its figures, in its valid edition unless another is asked for."""
    return _with_figures(follow_ups.c.edition if edition is None else cast(edition, follow_ups.c.edition.type)).where(
        follow_ups.c.id == follow_up_id, visible_boards(caller, follow_ups.c.board)
    )


def cases_of_follow_up(follow_up_id: UUID) -> Select[Any]:
    """The case that a follow-up has been filed as, if the registry has answered; the follow-up is visible already."""
    return select(filed_cases).where(filed_cases.c.follow_up_id == follow_up_id).order_by(filed_cases.c.follow_up_id)


def report_sources(caller: Caller, board: str, period: Period) -> Select[Any]:
    """Everything that the report of `board` and `period` is computed from, as one row."""
    return (
        _with_figures(follow_ups.c.edition)
        .outerjoin(filed_cases, filed_cases.c.follow_up_id == follow_ups.c.id)
        .add_columns(
            filed_cases.c.case_id,
            filed_cases.c.diary_number,
            _rows_of(areas, areas.c.sort_order, _areas_of(follow_ups.c.board, period.year)).label("year_areas"),
        )
        .where(
            follow_ups.c.board == board,
            follow_ups.c.period == str(period),
            visible_boards(caller, follow_ups.c.board),
        )
    )


def area_from(row: Mapping[str, Any] | RowMapping) -> Area:
    """The area in a row of `areas`, or in its JSON form."""
    return Area(
        slug=row["slug"],
        name=row["name"],
        section=Section(row["section"]),
        parent=row["parent"],
        sort_order=row["sort_order"],
        continues=row["continues"],
    )


def follow_up_from(row: RowMapping) -> FollowUp:
    """The follow-up in a row of `follow_up_by_id` or `report_sources`."""
    rows = row["area_rows"]
    return FollowUp(
        board=row["board"],
        period=Period.parse(row["period"]),
        title=row["title"],
        source=row["source"],
        as_of=row["as_of"],
        preliminary=row["preliminary"],
        rounded_to=row["rounded_to"],
        outcome_to_date=row["outcome_to_date"],
        stated_share_percent=row["stated_share_percent"],
        stated_guide_percent=row["stated_guide_percent"],
        areas=[GivenAreaRow(each["area"], _figures(each)) for each in rows if each["area"] is not None],
        stated_total=next((_figures(each) for each in rows if each["area"] is None), None),
        specification=_specification(row["specification_rows"], Section.OPERATIONS),
        investments=_specification(row["specification_rows"], Section.INVESTMENTS),
    )


_EDITION_COLUMNS = [column for column in follow_up_editions.c if column.name not in ("follow_up_id", "edition")]


def _is_edition(edition: ColumnElement[int]) -> ColumnElement[bool]:
    return and_(follow_up_editions.c.follow_up_id == follow_ups.c.id, follow_up_editions.c.edition == edition)


def _with_figures(edition: ColumnElement[int]) -> Select[Any]:
    def of_edition(table: Table) -> ColumnElement[bool]:
        return and_(
            table.c.follow_up_id == follow_up_editions.c.follow_up_id, table.c.edition == follow_up_editions.c.edition
        )

    return select(
        *(column for column in follow_ups.c if column.name != "edition"),
        follow_up_editions.c.edition,
        *_EDITION_COLUMNS,
        _rows_of(area_figures, area_figures.c.place, of_edition(area_figures)).label("area_rows"),
        _rows_of(specification_rows, specification_rows.c.place, of_edition(specification_rows)).label(
            "specification_rows"
        ),
    ).join(follow_up_editions, _is_edition(edition))


def _areas_of(board: ColumnElement[str], year: int) -> ColumnElement[bool]:
    return and_(areas.c.board == board, areas.c.year == year)


def _rows_of(table: Table, order: Column[Any], condition: ColumnElement[bool]) -> ColumnElement[Any]:
    """The rows of `table` that meet `condition`, as a JSON list."""
    members: list[Any] = []
    for column in table.c:
        members += [
            literal(column.name, Text, literal_execute=True),
            cast(column, Text) if column.type is KRONOR else column,
        ]
    objects = func.json_agg(aggregate_order_by(func.json_build_object(*members), order), type_=JSON)
    rows = select(func.coalesce(objects, func.json_build_array(), type_=JSON)).select_from(table).where(condition)
    return rows.correlate(follow_ups, follow_up_editions).scalar_subquery()


def _figures(row: Mapping[str, Any]) -> AreaFigures:
    return AreaFigures(
        adjusted_budget=_figure(row, "adjusted_budget"),
        forecast=_figure(row, "forecast"),
        deviation=_figure(row, "deviation"),
        prior_year_result=_figure(row, "prior_year_result"),
    )


def _figure(row: Mapping[str, Any], name: str) -> Figure:
    return NOT_APPLICABLE if name in row["inapplicable_figures"] else _amount(row[name])


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _specification(rows: Iterable[Mapping[str, Any]], section: Section) -> GivenSpecification | None:
    of_section = [row for row in rows if row["section"] == section]
    if not of_section:
        return None
    sums = {row["role"]: _stated(row) for row in of_section if row["role"] != LINE}
    return GivenSpecification(lines=[_line(row) for row in of_section if row["role"] == LINE], **sums)


def _line(row: Mapping[str, Any]) -> GivenLine:
    return GivenLine(
        area=row["area"],
        text=row["text"],
        kind=LineKind(row["kind"]),
        status=None if row["status"] is None else AdjustmentStatus(row["status"]),
        row=_stated(row),
    )


def _stated(row: Mapping[str, Any]) -> StatedRow:
    components = Components(
        costs=_amount(row["costs"]),
        income=_amount(row["income"]),
        depreciation=_amount(row["depreciation"]),
        internal_interest=_amount(row["internal_interest"]),
    )
    return StatedRow(components, net=_amount(row["net"]))
