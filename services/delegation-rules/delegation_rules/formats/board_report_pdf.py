"""A report to the board as a PDF to put before the meeting: diary number, decision and delegate, kind by kind.

What the decisions say reaches the typesetter as values, never as markup, so nothing in them can steer it. The file
is tagged (PDF/UA-1), so that it can be read aloud, wherever the fonts have every sign of it, and the same report always
gives the same bytes.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

import typst


@dataclass(frozen=True, slots=True)
class PrintedDecision:
    """One line: `delegate` is the title, after the name where the reader may see it."""

    diary_number: str
    outcome: str
    delegate: str
    decided_on: date
    void_reason: str | None


@dataclass(frozen=True, slots=True)
class PrintedKind:
    """The decisions of one kind (ärendetyp) and the rules they were taken under."""

    matter: str
    rules: tuple[str, ...]
    decisions: tuple[PrintedDecision, ...]


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """A report as it is printed; `paragraph` is None until it has been made."""

    board: str
    held_on: date
    paragraph: int | None
    kinds: tuple[PrintedKind, ...]


#: The signs without a space that the width of each column surely holds.
_LONGEST: Final = (15, 48, 22)
_LAYOUT: Final = b"""
#let report = json(bytes(sys.inputs.report))
#set document(title: report.title, date: none)
#set page(
  paper: "a4",
  margin: (x: 2.2cm, y: 2.4cm),
  footer: context text(8.5pt)[#report.title #h(1fr) #counter(page).display() (#counter(page).final().first())],
)
#set text(font: "Libertinus Serif", size: 10.5pt, lang: "sv", region: "SE", hyphenate: false)
#set par(leading: 0.6em)
#show heading.where(level: 1): set text(size: 17pt)
#show heading.where(level: 2): set text(size: 12pt)
#show heading.where(level: 2): set block(above: 1.6em, below: 0.8em)
= #report.title
#report.introduction
#for kind in report.kinds [
  == #kind.heading
  #table(
    columns: (8em, 1fr, 11em),
    stroke: (x, y) => (bottom: if y == 0 { 0.9pt } else { 0.4pt + luma(150) }),
    inset: (x: 0.35em, y: 0.5em),
    align: left + top,
    table.header(..report.columns.map(strong)),
    ..kind.rows.flatten()
  )
]
"""


def board_report_pdf(report: PrintedReport) -> bytes:
    """`report` as a tagged PDF in Swedish."""
    values = json.dumps(_values(report), ensure_ascii=False)
    try:
        return _compiled(values, "ua-1")
    except typst.TypstError:
        # PDF/UA refuses a sign that no font has, as an emoji in a decision's words; a plain PDF leaves its place empty.
        return _compiled(values, None)


def _compiled(values: str, standard: Literal["ua-1"] | None) -> bytes:
    return typst.compile(
        _LAYOUT, format="pdf", ignore_system_fonts=True, sys_inputs={"report": values}, pdf_standards=standard
    )


def _values(report: PrintedReport) -> Mapping[str, Any]:
    return {
        "title": f"Delegationsbeslut att anmäla till nämnden {report.held_on.isoformat()}",
        "introduction": _introduction(report),
        "columns": ["Diarienummer", "Beslut", "Delegat"],
        "kinds": [
            {"heading": _heading(kind), "rows": [_row(decision) for decision in kind.decisions]}
            for kind in report.kinds
        ],
    }


def _introduction(report: PrintedReport) -> str:
    number = sum(len(kind.decisions) for kind in report.kinds)
    amount = "Ett beslut" if number == 1 else f"{number} beslut, ordnade efter ärendetyp"
    told = "" if report.paragraph is None else f" Anmält under § {report.paragraph}."
    return f"Nämnd: {report.board}. {amount} (KL 6:40, 7:8).{told}"


def _heading(kind: PrintedKind) -> str:
    return f"{kind.matter} ({', '.join(kind.rules)})"


def _row(decision: PrintedDecision) -> list[str]:
    outcome = decision.outcome
    if decision.void_reason is not None:
        outcome = f"OGILTIGT: {decision.void_reason}\n{outcome}"
    delegate = f"{decision.delegate}\n{decision.decided_on.isoformat()}"
    columns = (decision.diary_number, outcome, delegate)
    return [_breakable(text, longest) for text, longest in zip(columns, _LONGEST, strict=True)]


def _breakable(text: str, longest: int) -> str:
    """`text` with a place to break (a space of no width) in what would else run over into the next column."""
    return re.sub(rf"(\S{{{longest}}})(?=\S)", "\\1\u200b", text)
