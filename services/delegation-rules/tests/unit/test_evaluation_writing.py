"""The bytes that are put together are those that the schema would write."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request

from boardkit.api.links import Links
from boardkit.domain.errors import KansliError, Language
from delegation_rules.domain.answering import Answered, Asked, StaffedOrder
from delegation_rules.domain.answers import Question
from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.decision_table import DecisionTable
from delegation_rules.domain.errors import AnswersTooLong
from delegation_rules.domain.evaluation import evaluate
from delegation_rules.domain.people import Assignment, AssignmentKind, Staffing
from delegation_rules.domain.price_base_amounts import PriceBaseAmounts
from delegation_rules.domain.statute import Subject
from delegation_rules.schemas.evaluation_writing import AnswerWriter, WrittenCells
from delegation_rules.schemas.evaluations import EvaluationView

REQUEST = {"type": "http", "method": "POST", "path": "/", "headers": [(b"host", b"service.test")], "scheme": "http"}
LINKS = Links(Request(REQUEST | {"server": ("service.test", 80), "query_string": b""}), "delegation-rules")
POSITIONS = ["stadsdelsdirektor", "avdelningschef", "enhetschef", "parkingenjor"]
PERSON = UUID("0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d")
STAFFING = Staffing(
    [
        Assignment(UUID(int=place), PERSON, position, AssignmentKind.ORDINARY, date(2019, 1, 1), date(2019, 12, 31))
        for place, position in enumerate(POSITIONS[1:])
    ]
)


@pytest.fixture(scope="module")
def order(section_3: CompiledOrder, price_base_amounts: PriceBaseAmounts) -> StaffedOrder:
    """Section 3 with one person who holds many of its positions during 2019."""
    return StaffedOrder(DecisionTable(section_3, price_base_amounts), STAFFING)


@pytest.fixture(scope="module")
def written_cells() -> WrittenCells:
    """So few that they are thrown away now and then."""
    return WrittenCells(most=20)


@st.composite
def asked(draw: st.DrawFn, order: StaffedOrder) -> Asked:
    """Any question that section 3 can be asked."""
    rule = draw(st.sampled_from(list(order.table.compiled)))
    person = draw(st.none() | st.sampled_from([PERSON, UUID(int=1)]))
    question = Question(
        rule=rule.rule.number,
        position=draw(st.sampled_from(POSITIONS)) if person is None else None,
        on=draw(st.sampled_from([date(2019, 6, 20), date(2019, 7, 1), date(2020, 1, 1), date(2027, 1, 1)])),
        amount=draw(st.none() | st.decimals(0, 2_000_000, places=2)),
        months=draw(st.none() | st.integers(1, 50)),
        purpose=draw(st.none() | st.sampled_from(sorted(rule.purposes))) if rule.purposes else None,
        monthly_rent=draw(st.none() | st.just(Decimal("5000.00"))),
        circumstances={name: draw(st.booleans()) for name in sorted(rule.circumstances) if draw(st.booleans())},
        subject=draw(st.none() | st.sampled_from(Subject)),
    )
    return Asked(question, None, person)


def _by_schema(found: Answered, order: StaffedOrder, language: Language) -> bytes:
    answer = evaluate(order.table.compiled, order.table.price_base_amounts, found.question)
    hierarchy = order.table.compiled.hierarchy
    view = EvaluationView.of(answer, hierarchy, language, LINKS, person=found.person, holders=found.holders)
    return view.model_dump_json(by_alias=True).encode()


@settings(deadline=None, max_examples=200)
@given(data=st.data(), language=st.sampled_from(["sv", "en"]))
def test_an_answer_is_written_as_its_schema_writes_it(
    order: StaffedOrder, written_cells: WrittenCells, data: st.DataObject, language: Language
) -> None:
    found = order.answer(data.draw(asked(order)))

    assert AnswerWriter(written_cells, language, LINKS).one(found) == _by_schema(found, order, language)


@settings(deadline=None, max_examples=50)
@given(data=st.data())
async def test_each_of_a_batch_is_written_as_if_it_stood_alone(
    order: StaffedOrder, written_cells: WrittenCells, data: st.DataObject
) -> None:
    found = [order.answer(each) for each in data.draw(st.lists(asked(order), min_size=1, max_size=8))]

    async def in_sequence() -> AsyncIterator[Answered | KansliError]:
        for each in found:
            yield each

    written = await AnswerWriter(written_cells, "sv", LINKS).many(in_sequence())

    assert written == b'{"answers":[' + b",".join(_by_schema(each, order, "sv") for each in found) + b"]}"


def test_the_same_cell_on_another_day_gets_its_own_day_and_holders(
    order: StaffedOrder, written_cells: WrittenCells
) -> None:
    question = Question("3.2.1", "enhetschef", date(2020, 1, 1), Decimal(1000))
    writer = AnswerWriter(written_cells, "sv", LINKS)

    first = order.answer(Asked(question))
    second = order.answer(Asked(replace(question, on=date(2020, 12, 31), amount=Decimal(1001))))

    assert first.cell is second.cell
    assert writer.one(second) == _by_schema(second, order, "sv") != writer.one(first)


async def test_answers_that_are_too_long_together_are_refused(order: StaffedOrder, written_cells: WrittenCells) -> None:
    found = order.answer(Asked(Question("3.2.1", "enhetschef", date(2019, 6, 20), Decimal(1000))))
    length = len(AnswerWriter(written_cells, "sv", LINKS).one(found))

    async def of_number(number: int) -> AsyncIterator[Answered | KansliError]:
        for _ in range(number):
            yield found

    writer = AnswerWriter(written_cells, "sv", LINKS, longest=2 * length)

    assert len(await writer.many(of_number(2))) > 2 * length
    with pytest.raises(AnswersTooLong) as refused:
        await writer.many(of_number(3))
    assert refused.value.pointer == "/questions"
