"""Fields that several resources share."""

from typing import Annotated

from pydantic import AfterValidator, Field

from boardkit.api.schemas import Line, rule
from case_registry.domain.diary_numbers import classification_code, parse_diary_number


def _written_diary_number(text: str) -> str:
    return parse_diary_number(text).as_written


WrittenDiaryNumber = Annotated[
    Line,
    AfterValidator(rule(_written_diary_number)),
    Field(max_length=80, json_schema_extra={"example": "KS 2016/000909"}),
]
"""A diary number (diarienummer) in any known form, kept as written."""

ClassificationCode = Annotated[
    Line,
    AfterValidator(rule(classification_code)),
    Field(max_length=60, json_schema_extra={"example": "1.2.4"}),
]
"""A code of a classification plan (klassificeringsplan); a full stop at the end is left out."""

CaseTitle = Annotated[
    Line,
    Field(
        description="Kort vad ärendet rör (OSL 5:2). Briefly what it is about; shown to everyone.",
        json_schema_extra={"example": "Anlägg en rastgård för småhundar i Vanadislunden"},
    ),
]
