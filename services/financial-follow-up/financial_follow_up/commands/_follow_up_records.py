"""What handing in and correcting a follow-up share: one edition, row by row, and what is told of it."""

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import RowMapping, insert, select

from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.domain.money import Dash
from financial_follow_up.domain.areas import Section
from financial_follow_up.domain.follow_up import AreaFigures, FollowUp, check_follow_up
from financial_follow_up.domain.given_specification import GivenLine, GivenSpecification, StatedRow
from financial_follow_up.queries import LINE, area_from
from financial_follow_up.tables import area_figures, areas, follow_up_editions, specification_rows


async def store_edition(
    work: UnitOfWork, follow_up_id: UUID, edition: int, follow_up: FollowUp, *, correction_reason: str | None
) -> None:
    """Check `follow_up` against the areas of its year and store it as edition `edition`.

    Raises what `check_follow_up` raises.
    """
    year_areas = select(areas).where(areas.c.board == follow_up.board, areas.c.year == follow_up.period.year)
    check_follow_up(follow_up, {row["slug"]: area_from(row) for row in await work.all(year_areas)})
    key = {"follow_up_id": follow_up_id, "edition": edition}
    await work.connection.execute(
        insert(follow_up_editions).values(
            **key,
            title=follow_up.title,
            source=follow_up.source,
            as_of=follow_up.as_of,
            preliminary=follow_up.preliminary,
            rounded_to=follow_up.rounded_to,
            outcome_to_date=follow_up.outcome_to_date,
            stated_share_percent=follow_up.stated_share_percent,
            stated_guide_percent=follow_up.stated_guide_percent,
            correction_reason=correction_reason,
            recorded_on=work.today,
        )
    )
    for table, rows in (
        (area_figures, list(_area_rows(follow_up))),
        (specification_rows, list(_specification_rows(follow_up))),
    ):
        if rows:
            await work.connection.execute(insert(table), [key | row for row in rows])


def follow_up_change(event: Literal["created", "changed"], row: RowMapping, reason: str) -> Change:
    """What the audit chain and the change feed tell of a follow-up: a row of `follow_up_by_id`."""
    return Change(
        event=event,
        resource="follow-ups",
        resource_id=str(row["id"]),
        board=row["board"],
        version=row["version"],
        reason=reason,
        snapshot={"period": row["period"], "title": row["title"], "edition": row["edition"]},
        details={"edition": row["edition"]},
    )


def _area_rows(follow_up: FollowUp) -> Iterator[dict[str, Any]]:
    for place, row in enumerate(follow_up.areas, start=1):
        yield {"place": place, "area": row.area} | _figures(row.figures)
    if follow_up.stated_total is not None:
        yield {"place": 0, "area": None} | _figures(follow_up.stated_total)


def _figures(row: AreaFigures) -> dict[str, Any]:
    figures = {field.name: getattr(row, field.name) for field in fields(row)}
    amounts = {name: figure if isinstance(figure, Decimal) else None for name, figure in figures.items()}
    return amounts | {"inapplicable_figures": [name for name, figure in figures.items() if isinstance(figure, Dash)]}


def _specification_rows(follow_up: FollowUp) -> Iterator[dict[str, Any]]:
    parts = ((Section.OPERATIONS, follow_up.specification), (Section.INVESTMENTS, follow_up.investments))
    for section, part in parts:
        if part is not None:
            for row in _rows_of_part(part):
                yield {"section": section} | row


def _rows_of_part(part: GivenSpecification) -> Iterator[dict[str, Any]]:
    for place, line in enumerate(part.lines):
        yield _line(line) | {"role": LINE, "place": place}
    for field in fields(part):
        row = getattr(part, field.name)
        if isinstance(row, StatedRow):
            yield _NO_LINE | _amounts(row) | {"role": field.name, "place": 0}


_NO_LINE: dict[str, Any] = {"area": None, "text": None, "kind": None, "status": None}


def _line(line: GivenLine) -> dict[str, Any]:
    return {"area": line.area, "text": line.text, "kind": line.kind, "status": line.status} | _amounts(line.row)


def _amounts(row: StatedRow) -> dict[str, Any]:
    components = row.components
    return {
        "costs": components.costs,
        "income": components.income,
        "depreciation": components.depreciation,
        "internal_interest": components.internal_interest,
        "net": row.net,
    }
