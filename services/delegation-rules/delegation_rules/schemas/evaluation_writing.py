"""Answers written as JSON: what all questions of a cell share is written once and kept.

The bytes are those of `EvaluationView`; a property holds them to it.
"""

import json
from collections.abc import AsyncIterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter

from boardkit.api.links import Links
from boardkit.api.problems import problem_document
from boardkit.api.schemas import Link
from boardkit.domain.errors import KansliError, Language, Text
from boardkit.domain.money import format_kronor
from delegation_rules.domain.answering import Answered, HolderOfPosition
from delegation_rules.domain.answers import Answer
from delegation_rules.domain.errors import AnswersTooLong
from delegation_rules.schemas.evaluations import EvaluationView, HolderOfPositionView, evaluation_links

_LINKS: Final[TypeAdapter[dict[str, Link]]] = TypeAdapter(dict[str, Link])
_HOLDERS: Final[TypeAdapter[list[HolderOfPositionView]]] = TypeAdapter(list[HolderOfPositionView])
_OWN_FIELDS: Final = frozenset({"links", "date", "amount", "person", "holders"})
_MOST_KEPT: Final = 20_000
#: Six times what ten thousand ordinary answers take; each names everyone who holds the lowest positions.
_LONGEST: Final = 128 * 1024 * 1024


class WrittenCells:
    """What the questions of a cell share, as JSON. One for the process."""

    def __init__(self, most: int = _MOST_KEPT) -> None:
        self._most = most
        # With the cell itself: as long as it is kept, no other object has its identity.
        self._kept: dict[tuple[int, Language], tuple[Answer, bytes]] = {}

    def shared_part(self, answered: Answered, language: Language, links: Links) -> bytes:
        """The fields after `holders`, and the brace that ends the object."""
        key = (id(answered.cell), language)
        found = self._kept.get(key)
        if found is not None:
            return found[1]
        view = EvaluationView.of(answered.cell, answered.hierarchy, language, links)
        written = view.model_dump_json(by_alias=True, exclude=set(_OWN_FIELDS)).encode().removeprefix(b"{")
        if len(self._kept) >= self._most:
            self._kept.clear()
        self._kept[key] = (answered.cell, written)
        return written


class AnswerWriter:
    """Writes the answers to one request, in the language and with the addresses of its caller."""

    def __init__(
        self, written_cells: WrittenCells, language: Language, links: Links, *, longest: int = _LONGEST
    ) -> None:
        self._written_cells = written_cells
        self._language = language
        self._links = links
        self._longest = longest
        self._starts: dict[tuple[UUID, str], bytes] = {}
        self._days: dict[date, bytes] = {}
        self._holders: dict[int, tuple[tuple[HolderOfPosition, ...], bytes]] = {}

    def one(self, answered: Answered) -> bytes:
        """One answer, as `EvaluationView` would write it."""
        question, cell = answered.question, answered.cell
        amount = b"null" if question.amount is None else b'"%s"' % format_kronor(question.amount).encode()
        person = b"null" if answered.person is None else b'"%s"' % str(answered.person).encode()
        return b"".join(
            (
                self._starts.get((cell.order.id, cell.rule.number)) or self._start(cell),
                self._days.get(question.on) or self._day(question.on),
                b',"amount":',
                amount,
                b',"person":',
                person,
                b',"holders":',
                self._holders_of(answered.holders),
                b",",
                self._written_cells.shared_part(answered, self._language, self._links),
            )
        )

    async def many(self, found: AsyncIterable[Answered | KansliError]) -> bytes:
        """The answers to a batch, in sequence; where a question has none, its problem. Raises `AnswersTooLong`."""
        written: list[bytes] = []
        length = 0
        async for each in found:
            answer = self._problem(each, len(written)) if isinstance(each, KansliError) else self.one(each)
            length += len(answer)
            if length > self._longest:
                raise _too_long()
            written.append(answer)
        return b'{"answers":[' + b",".join(written) + b"]}"

    def _start(self, cell: Answer) -> bytes:
        start = b'{"_links":' + _LINKS.dump_json(evaluation_links(cell, self._links)) + b',"date":'
        self._starts[cell.order.id, cell.rule.number] = start
        return start

    def _day(self, day: date) -> bytes:
        written = b'"%s"' % day.isoformat().encode()
        self._days[day] = written
        return written

    def _holders_of(self, holders: tuple[HolderOfPosition, ...]) -> bytes:
        if not holders:
            return b"[]"
        found = self._holders.get(id(holders))
        if found is None:
            found = (holders, _HOLDERS.dump_json([HolderOfPositionView.of(each) for each in holders]))
            self._holders[id(holders)] = found
        return found[1]

    def _problem(self, error: KansliError, place: int) -> bytes:
        document: dict[str, Any] = problem_document(error, self._language)
        document["pointer"] = f"/questions/{place}{error.pointer or ''}"
        return json.dumps({"problem": document}, ensure_ascii=False, separators=(",", ":")).encode()


def _too_long() -> AnswersTooLong:
    return AnswersTooLong(
        Text(
            sv="Svaren blir för långa tillsammans; ställ färre frågor åt gången.",
            en="The answers are too long together; put fewer questions at a time.",
        ),
        pointer="/questions",
    )
