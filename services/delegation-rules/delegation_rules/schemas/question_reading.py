"""Questions read by the thousand: what a plain one says is read at once, any other by its schema.

Whatever the quick way reads, `NewQuestion` reads alike; what it does not understand it leaves to `NewQuestion`, which
alone refuses.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from pydantic import TypeAdapter, ValidationError

from boardkit.api.input_errors import field_errors
from boardkit.api.problems import InvalidFields
from boardkit.api.schemas import Line, Slug, calendar_date
from boardkit.domain.errors import InvalidInput
from delegation_rules.domain.answering import Asked
from delegation_rules.domain.answers import Question
from delegation_rules.domain.statute import Subject
from delegation_rules.schemas.facts import MOST_CIRCUMSTANCES
from delegation_rules.schemas.questions import NewQuestion
from delegation_rules.schemas.rules import RuleNumber

_PLAIN_KRONOR: Final = re.compile(r"[0-9]{1,15}\.[0-9]{2}")
_LINE: Final[TypeAdapter[str]] = TypeAdapter(Line)
_SLUG: Final[TypeAdapter[str]] = TypeAdapter(Slug)
_RULE_NUMBER: Final[TypeAdapter[str]] = TypeAdapter(RuleNumber)
_NONE_TOLD: Final[Mapping[str, bool]] = MappingProxyType({})
_PUBLISHED_NAMES: Final = frozenset(NewQuestion.model_fields) | {"questions"}


class _PlainQuestion(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    date: str
    rule: str | None = None
    matter: str | None = None
    position: str | None = None
    person: UUID | None = None
    amount: str | None = None
    months: Annotated[int, msgspec.Meta(ge=1, le=1200)] | None = None
    purpose: str | None = None
    monthly_rent: str | None = None
    circumstances: Annotated[dict[str, bool], msgspec.Meta(max_length=MOST_CIRCUMSTANCES)] | msgspec.UnsetType = (
        msgspec.UNSET
    )
    subject: Subject | None = None


def read_question(sent: Any, place: int) -> Asked | InvalidFields:
    """The question `sent`, number `place` of its batch from 0, or what is wrong with it."""
    return read_plainly(sent) or read_by_schema(sent, place)


def read_plainly(sent: Any) -> Asked | None:
    """The question when everything is written in the plainest way, otherwise None."""
    try:
        plain = msgspec.convert(sent, _PlainQuestion)
        if (plain.rule is None) == (plain.matter is None) or (plain.position is None) == (plain.person is None):
            return None
        question = Question(
            "" if plain.rule is None else _rule_number(plain.rule),
            None if plain.position is None else _slug(plain.position),
            _day(plain.date),
            None if plain.amount is None else _kronor(plain.amount),
            plain.months,
            None if plain.purpose is None else _slug(plain.purpose),
            None if plain.monthly_rent is None else _kronor(plain.monthly_rent),
            _NONE_TOLD if plain.circumstances is msgspec.UNSET else _told(plain.circumstances),
            plain.subject,
        )
        return Asked(question, None if plain.matter is None else _line(plain.matter), plain.person)
    except (msgspec.ValidationError, InvalidInput, ValidationError, UnicodeError):
        return None


def read_by_schema(sent: Any, place: int) -> Asked | InvalidFields:
    """The question as `NewQuestion` reads it, or every rule that it breaks."""
    try:
        return NewQuestion.model_validate(sent).as_domain()
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        placed = [{**each, "loc": ("body", "questions", place, *each["loc"])} for each in found]
        return InvalidFields(field_errors(placed, _PUBLISHED_NAMES))


@lru_cache(maxsize=4096)
def _day(text: str) -> date:
    return calendar_date(text)


@lru_cache(maxsize=4096)
def _line(text: str) -> str:
    return _LINE.validate_python(text)


@lru_cache(maxsize=4096)
def _slug(text: str) -> str:
    return _SLUG.validate_python(text)


@lru_cache(maxsize=4096)
def _rule_number(text: str) -> str:
    return _RULE_NUMBER.validate_python(text)


def _kronor(text: str) -> Decimal:
    if _PLAIN_KRONOR.fullmatch(text) is None:
        raise msgspec.ValidationError
    return Decimal(text)


def _told(circumstances: dict[str, bool]) -> Mapping[str, bool]:
    for name in circumstances:
        _slug(name)
    return circumstances
