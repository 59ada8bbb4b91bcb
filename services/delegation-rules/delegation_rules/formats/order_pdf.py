"""An order as PDF: tagged, PDF/A-2a, with the fonts of the library and nothing of the machine's."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import typst

from delegation_rules.domain.exchange.documents import Cell
from delegation_rules.domain.exchange.printing import COLUMNS, PrintedSection


def write_pdf(title: str, period: str, sections: Sequence[PrintedSection], made_at: datetime) -> bytes:
    """The order as PDF; `period` says in words when it is in force, and is empty where that is not told."""
    order = {"title": title, "period": period, "columns": COLUMNS, "sections": [_section(each) for each in sections]}
    try:
        return _compiled(json.dumps(order), made_at, "a-2a")
    except typst.TypstError:
        # An archive file (PDF/A) must show every sign that it holds; one that no font has still goes into a plain PDF.
        return _compiled(json.dumps(order), made_at, None)


def _compiled(order: str, made_at: datetime, standard: Literal["a-2a"] | None) -> bytes:
    return typst.compile(
        _template(),
        format="pdf",
        pdf_standards=standard,
        ignore_system_fonts=True,
        sys_inputs={"order": order},
        timestamp=made_at.replace(microsecond=0),
    )


@cache
def _template() -> bytes:
    return (files("delegation_rules.formats") / "order.typ").read_bytes()


def _section(section: PrintedSection) -> dict[str, Any]:
    return {
        "headings": [(_depth(heading), heading) for heading in section.headings],
        "rules": [
            {"number": rule.number, "columns": [_column(column) for column in rule.columns]} for rule in section.rules
        ],
    }


def _depth(heading: str) -> int:
    """The level of a chapter's heading under that of the order: 2 for chapter 3, 3 for 3.1."""
    return min(6, heading.partition(" ")[0].count(".") + 2)


def _column(column: Cell) -> list[dict[str, Any]]:
    return [{"text": each.text, "bullet": each.bullet} for each in column]
