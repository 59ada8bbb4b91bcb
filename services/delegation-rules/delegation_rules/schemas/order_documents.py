"""Orders as documents: read from a file into the domain's shape, and written in each format."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, ValidationError

from boardkit.api.schemas import CalendarDate, Line, Schema
from delegation_rules.domain.exchange.documents import SourceDocument
from delegation_rules.domain.exchange.printing import OrderText, printed_sections
from delegation_rules.domain.exchange.titles import PositionTitles
from delegation_rules.domain.orders import Chapter, OrderPeriod, Rule
from delegation_rules.formats.annex import safe_json
from delegation_rules.formats.csv_table import write_csv
from delegation_rules.formats.markdown import write_markdown
from delegation_rules.formats.order_pdf import write_pdf
from delegation_rules.formats.word import write_word
from delegation_rules.schemas.orders import AdoptionSchema, ChapterSchema
from delegation_rules.schemas.rules import RuleSchema

_UNTITLED: Final = "Delegationsordning"


class DocumentFormat(StrEnum):
    """The formats in which an order is given out."""

    WORD = "docx"
    PDF = "pdf"
    MARKDOWN = "markdown"
    CSV = "csv"


MEDIA_TYPES: Final[Mapping[DocumentFormat, str]] = {
    DocumentFormat.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    DocumentFormat.PDF: "application/pdf",
    DocumentFormat.MARKDOWN: "text/markdown; charset=utf-8",
    DocumentFormat.CSV: "text/csv; charset=utf-8; header=present",
}
EXTENSIONS: Final[Mapping[DocumentFormat, str]] = {
    DocumentFormat.WORD: "docx",
    DocumentFormat.PDF: "pdf",
    DocumentFormat.MARKDOWN: "md",
    DocumentFormat.CSV: "csv",
}


class AnnexHeader(Schema):
    """Bilagans första rad: det som inte står i någon regel. What the annex says besides the rules."""

    delegation_order: Annotated[int, Field(ge=1, le=1, description="Bilagans form. Form of the annex.")] = 1
    title: Line | None = None
    in_force_from: CalendarDate | None = None
    in_force_to: CalendarDate | None = None
    adopted_by: AdoptionSchema | None = None
    chapters: Annotated[list[ChapterSchema], Field(max_length=200)] = Field(default_factory=list)

    def period(self) -> OrderPeriod | None:
        """When the order is in force, where the annex says so."""
        if self.in_force_from is None:
            return None
        adoption = None if self.adopted_by is None else self.adopted_by.as_domain()
        return OrderPeriod(self.in_force_from, self.in_force_to, adoption)

    @classmethod
    def of(cls, order: OrderText) -> "AnnexHeader":
        """The header for `order`."""
        period = order.period
        adoption = None if period is None else period.adopted_by
        return cls(
            title=order.title,
            in_force_from=None if period is None else period.in_force_from,
            in_force_to=None if period is None else period.in_force_to,
            adopted_by=None
            if adoption is None
            else AdoptionSchema(case_number=adoption.case_number, decided_on=adoption.decided_on),
            chapters=[ChapterSchema(number=each.number, title=each.title) for each in order.chapters],
        )


@dataclass(frozen=True, slots=True)
class AnnexReading:
    """What the annex of a document says, and whether some of it could not be read."""

    order: OrderText | None
    has_unreadable_lines: bool


def annex_lines_of(order: OrderText) -> list[str]:
    """The annex of `order`: its header, then a line for each rule."""
    header = AnnexHeader.of(order).model_dump_json(exclude_none=True)
    return [safe_json(header), *(safe_json(_rule_json(rule)) for rule in order.rules)]


def annex_of(document: SourceDocument) -> AnnexReading:
    """What the annex of `document` says. A line that is not as it was written counts as not there."""
    header: AnnexHeader | None = None
    rules: list[Rule] = []
    unreadable = False
    for line in document.annex:
        try:
            content = json.loads(line)
            if isinstance(content, dict) and "delegation_order" in content:
                header = AnnexHeader.model_validate_json(line)
            else:
                rules.append(RuleSchema.model_validate_json(line).as_domain())
        except (ValidationError, ValueError, RecursionError):
            unreadable = True
    if header is None:
        return AnnexReading(None, bool(document.annex))
    chapters = tuple(Chapter(each.number, each.title) for each in header.chapters)
    return AnnexReading(OrderText(header.title, header.period(), chapters, tuple(rules)), unreadable)


def written_document(order: OrderText, titles: PositionTitles, wanted: DocumentFormat, made_at: datetime) -> bytes:
    """`order` as a file of the format `wanted`, in its published form."""
    sections = printed_sections(order, titles)
    title = order.title or _UNTITLED
    period = _period_text(order.period)
    annex = annex_lines_of(order)
    writers: Mapping[DocumentFormat, Callable[[], bytes]] = {
        DocumentFormat.WORD: lambda: write_word(title, period, sections, annex),
        DocumentFormat.PDF: lambda: write_pdf(title, period, sections, made_at),
        DocumentFormat.MARKDOWN: lambda: write_markdown(title, period, sections, annex),
        DocumentFormat.CSV: lambda: write_csv(sections, annex[0], annex[1:]),
    }
    return writers[wanted]()


def is_within_bounds(rule: Rule) -> bool:
    """Whether every text, number and list of `rule` is one that a rule may have."""
    try:
        RuleSchema.of(rule)
    except ValidationError:
        return False
    return True


def _rule_json(rule: Rule) -> str:
    return RuleSchema.of(rule).model_dump_json(exclude_defaults=True)


def _period_text(period: OrderPeriod | None) -> str:
    if period is None:
        return ""
    until = "" if period.in_force_to is None else f" till och med {period.in_force_to}"
    adoption = period.adopted_by
    decided = "Utkast" if adoption is None else f"Antagen {adoption.decided_on}, dnr {adoption.case_number}"
    return f"Gäller från och med {period.in_force_from}{until}. {decided}."
