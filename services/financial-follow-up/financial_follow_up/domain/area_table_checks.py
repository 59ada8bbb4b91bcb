"""What does not add up within the area table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from boardkit.domain.errors import Text
from boardkit.domain.money import to_millions
from financial_follow_up.domain.area_table import COLUMNS, AreaRow, AreaTable, Column, sum_of_rows
from financial_follow_up.domain.areas import Area, Section
from financial_follow_up.domain.deviation import deviation
from financial_follow_up.domain.figures import ZERO
from financial_follow_up.domain.findings import Comparison, Finding, Rule, Severity, Unit, compare
from financial_follow_up.domain.rounding import EXACT_TOLERANCE, PRINTED_UNIT, tolerance

_KRONOR_PER_MILLION: Final = 1_000_000
_FEWEST_PARTS_THAT_LOOK_COMPLETE: Final = 2


@dataclass(frozen=True, slots=True)
class PrintedRows:
    """Rows of one section and the JSON pointer of the list they are printed in."""

    pointer: str
    rows: Sequence[AreaRow]


def sections(table: AreaTable) -> tuple[PrintedRows, PrintedRows]:
    """Both sections of the table with their place in the report."""
    return PrintedRows("/areas", table.operations), PrintedRows("/investments/areas", table.investments)


def check_area_table(table: AreaTable, rounded_to: Decimal | None) -> Iterator[Finding]:
    """Every comparison that the area table allows by itself."""
    for section in sections(table):
        yield from _check_deviations(section, rounded_to)
        yield from _check_parts(section, rounded_to)
    yield from _check_stated_total(table, rounded_to)
    yield from _check_printed_cells(table)
    yield from map(_without_figures, table.without_figures)


def _check_deviations(section: PrintedRows, rounded_to: Decimal | None) -> Iterator[Finding]:
    for number, row in enumerate(section.rows):
        what = Comparison(
            Rule.AREA_DEVIATION, f"{section.pointer}/{number}/deviation", _subject(row.area.name, COLUMNS[2])
        )
        computed = deviation(row.figures.adjusted_budget, row.figures.forecast)
        if computed is not None:
            yield from compare(what, row.stated_deviation, computed, tolerance(2, rounded_to))


def _check_parts(section: PrintedRows, rounded_to: Decimal | None) -> Iterator[Finding]:
    """Tell where the `varav` rows of an area are not all of it.

    A single `varav` row is by its nature a part; two or more look like a division of the whole.
    """
    for number, row in enumerate(section.rows):
        parts = [part for part in section.rows if part.area.parent == row.area.slug]
        if len(parts) < _FEWEST_PARTS_THAT_LOOK_COMPLETE:
            continue
        together = sum_of_rows(parts)
        for column in COLUMNS:
            whole, sum_of_parts = column.of(row.figures), column.of(together)
            allowed = tolerance(len(parts), rounded_to)
            if isinstance(whole, Decimal) and isinstance(sum_of_parts, Decimal) and abs(whole - sum_of_parts) > allowed:
                yield Finding(
                    rule=Rule.OF_WHICH,
                    severity=Severity.NOTE,
                    pointer=f"{section.pointer}/{number}/{column.name}",
                    unit=Unit.KRONOR,
                    stated=whole,
                    recomputed=sum_of_parts,
                    tolerance=allowed,
                    text=_parts_text(row.area, column),
                )


def _check_stated_total(table: AreaTable, rounded_to: Decimal | None) -> Iterator[Finding]:
    if table.stated_total is None:
        return
    rows = sum(row.area.level == 1 for row in table.operations)
    for column in COLUMNS:
        what = Comparison(Rule.AREA_TOTAL, f"/total/{column.name}", _subject("Summa", column, english="Total"))
        stated, computed = column.of(table.stated_total), column.of(table.total)
        yield from compare(what, stated, computed, tolerance(rows, rounded_to))


def _check_printed_cells(table: AreaTable) -> Iterator[Finding]:
    """Tell where the rounded cells of a column do not add up to its rounded sum."""
    figures = [row.figures for row in table.operations if row.area.level == 1]
    for column in COLUMNS:
        printed_total = column.of(table.total)
        if not isinstance(printed_total, Decimal):
            continue
        cells = [cell for cell in map(column.of, figures) if isinstance(cell, Decimal)]
        what = Comparison(
            Rule.PRINTED_CELLS,
            f"/total/printed/{column.name}",
            _subject("Summa i tryckt tabell", column, english="Printed total"),
        )
        yield from compare(
            what,
            _as_printed(printed_total),
            sum(map(_as_printed, cells), ZERO),
            tolerance(len(cells), PRINTED_UNIT),
        )


def _without_figures(area: Area) -> Finding:
    return Finding(
        rule=Rule.AREA_WITHOUT_FIGURES,
        severity=Severity.NOTE,
        pointer="/areas" if area.section is Section.OPERATIONS else "/investments/areas",
        unit=Unit.KRONOR,
        stated=None,
        recomputed=None,
        tolerance=EXACT_TOLERANCE,
        text=Text(
            sv=f"{area.name}: uppföljningen har inga uppgifter om området.",
            en=f"{area.name}: the follow-up has no figures for the area.",
        ),
    )


def _parts_text(area: Area, column: Column) -> Text:
    return Text(
        sv=f"{area.name}, {column.heading.sv}: varav-raderna är inte hela området.",
        en=f"{area.name}, {column.heading.en}: the rows below are not all of the area.",
    )


def _subject(name: str, column: Column, *, english: str | None = None) -> Text:
    return Text(sv=f"{name}, {column.heading.sv}", en=f"{english or name}, {column.heading.en}")


def _as_printed(amount: Decimal) -> Decimal:
    return to_millions(amount) * _KRONOR_PER_MILLION
