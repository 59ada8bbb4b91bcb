"""Register an accounting area (verksamhetsområde) of a board and year."""

from sqlalchemy import RowMapping, select
from sqlalchemy.dialects.postgresql import insert

from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.domain.ids import new_id
from financial_follow_up.domain.areas import Area, check_new_area
from financial_follow_up.domain.errors import area_exists
from financial_follow_up.queries import area_from
from financial_follow_up.tables import areas


async def register_area(work: UnitOfWork, board: str, year: int, area: Area) -> RowMapping:
    """Add `area` to the areas of `board` in `year`.

    Raises `AreaExists` when the slug is taken that year and `InvalidArea` when the area it is a part of does not
    allow it (see `check_new_area`).
    """
    work.caller.must_reach(board, pointer="/board")
    known = await work.all(select(areas).where(areas.c.board == board, areas.c.year == year))
    check_new_area(area, {row["slug"]: area_from(row) for row in known})
    statement = (
        insert(areas)
        .values(
            id=new_id(),
            board=board,
            year=year,
            slug=area.slug,
            name=area.name,
            section=area.section,
            parent=area.parent,
            sort_order=area.sort_order,
            continues=area.continues,
        )
        .on_conflict_do_nothing(index_elements=["board", "year", "slug"])
        .returning(*areas.c)
    )
    row = await work.first(statement)
    if row is None:
        raise area_exists()
    work.record(
        Change(
            event="created",
            resource="areas",
            resource_id=str(row["id"]),
            board=board,
            version=row["version"],
            reason="area registered",
            snapshot={"year": year, "slug": area.slug, "name": area.name, "section": area.section},
        )
    )
    return row
