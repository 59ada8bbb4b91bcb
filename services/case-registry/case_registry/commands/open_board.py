"""Open the diary of a board (nämnd)."""

from sqlalchemy import RowMapping
from sqlalchemy.dialects.postgresql import insert

from boardkit.db.unit_of_work import Change, UnitOfWork
from boardkit.domain.errors import Text
from boardkit.domain.ids import new_id
from case_registry.domain.boards import Board
from case_registry.domain.errors import SlugTaken
from case_registry.tables import boards


async def open_board(work: UnitOfWork, board: Board) -> RowMapping:
    """Open the diary of `board` from today on.

    Raises `SlugTaken` when another board has the slug: slugs are permanent, they stand in every address.
    """
    work.caller.must_reach(board.slug, pointer="/slug")
    statement = (
        insert(boards)
        .values(
            slug=board.slug,
            id=new_id(),
            name=board.name,
            administration=board.administration,
            aliases=list(board.aliases),
            diary_prefix=board.diary.prefix,
            diary_padding=board.diary.padding,
            taken_over_year=None if board.taken_over is None else board.taken_over.year,
            taken_over_last_serial=None if board.taken_over is None else board.taken_over.last_serial,
            opened_on=work.today,
        )
        .on_conflict_do_nothing(index_elements=["slug"])
        .returning(*boards.c)
    )
    row = await work.first(statement)
    if row is None:
        raise SlugTaken(
            Text(sv="Det finns redan en nämnd med det kortnamnet.", en="There is already a board with that slug."),
            pointer="/slug",
        )
    work.record(
        Change(
            event="created",
            resource="boards",
            resource_id=board.slug,
            board=board.slug,
            version=row["version"],
            reason="diary opened",
            snapshot={"slug": board.slug, "name": board.name, "aliases": list(board.aliases)},
        )
    )
    return row
