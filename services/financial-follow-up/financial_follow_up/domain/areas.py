"""Accounting areas (verksamhetsområden) of one board and year, and the order and depth they are printed in.

A `varav` row shows a part of the area above it. It never enters a sum, and the parts need not be all of the
area. Areas belong to a year because their names and borders change from one year to the next; `continues`
names the area of the year before that this one is compared with.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from boardkit.domain.errors import Text
from financial_follow_up.domain.errors import InvalidArea, area_exists


class Section(StrEnum):
    """Which of the two budgets an area belongs to; they are never added together."""

    OPERATIONS = "operations"
    INVESTMENTS = "investments"


@dataclass(frozen=True, slots=True)
class Area:
    """One row of the area table of a year.

    Attributes:
        slug: permanent name within board and year.
        name: official Swedish name, without the printed `varav`.
        section: operations (driftverksamhet) or investments (investeringsplan).
        parent: slug of the area that this one is a part (`varav`) of, or None.
        sort_order: place in the printed table; rows with the same place follow in the order of their slugs.
        continues: slug of the corresponding area of the year before, or None when not known.
    """

    slug: str
    name: str
    section: Section
    parent: str | None
    sort_order: int
    continues: str | None

    @property
    def level(self) -> int:
        """1 for an area that enters the sum, 2 for a `varav` row."""
        return 1 if self.parent is None else 2


def check_new_area(new: Area, existing: Mapping[str, Area]) -> None:
    """Check that `new` fits among the areas of its board and year.

    Raises:
        AreaExists: the slug is taken.
        InvalidArea: the parent is missing, is itself a `varav` row, or belongs to the other section.
    """
    if new.slug in existing:
        raise area_exists()
    if new.parent is None:
        return
    parent = existing.get(new.parent)
    if parent is None:
        raise InvalidArea(
            Text(
                sv="Området som raden är en del av finns inte det året.",
                en="The area that this one is a part of does not exist that year.",
            ),
            pointer="/parent",
        )
    if parent.parent is not None:
        raise InvalidArea(
            Text(
                sv="En varav-rad kan inte i sin tur delas upp.",
                en="A row that is part of an area cannot itself be divided.",
            ),
            pointer="/parent",
        )
    if parent.section is not new.section:
        raise InvalidArea(
            Text(
                sv="En varav-rad hör till samma del av budgeten som sitt område.",
                en="A part belongs to the same section of the budget as its area.",
            ),
            pointer="/section",
        )


def in_printed_order(areas: Iterable[Area]) -> Sequence[Area]:
    """Every area in printed order, its `varav` rows directly below it."""
    known = sorted(areas, key=lambda area: (area.sort_order, area.slug))
    children: dict[str, list[Area]] = {}
    for area in known:
        if area.parent is not None:
            children.setdefault(area.parent, []).append(area)
    ordered: list[Area] = []
    for area in known:
        if area.parent is None:
            ordered += [area, *children.get(area.slug, [])]
    return ordered
