"""Positions that come and go: who may decide on a day when the lowest delegate does not exist."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from delegation_rules.domain.answers import Answer, Question
from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.errors import PositionRefused, UnknownPosition
from delegation_rules.domain.evaluation import evaluate
from delegation_rules.domain.explanation import reasons
from delegation_rules.domain.orders import Delegate, OrderReference, Reporting, ReportingDuty, Rule, Tier
from delegation_rules.domain.positions import Hierarchy, Position

LAST_DAY, DAY_AFTER = date(2019, 12, 31), date(2020, 1, 1)
DIRECTOR = Position("director", "direktör", "home")
HEAD = Position("head", "chef", "home", superior="director")
CLERK = Position("clerk", "handläggare", "home", superior="head")
RULE = Rule("1.1", "Inköp", (Tier((Delegate("head"),)),), Reporting(ReportingDuty.NOT_REPORTED))
REFERENCE = OrderReference(UUID(int=1), "norrmalm", version=1, in_force_from=date(2019, 1, 1))


def _answer(hierarchy: Hierarchy, position: str, on: date) -> Answer:
    compiled = CompiledOrder(REFERENCE, [RULE], hierarchy.on(on))
    return evaluate(compiled, {}, Question(rule="1.1", position=position, on=on))


@pytest.fixture
def until_new_year() -> Hierarchy:
    """The head in the middle goes at the turn of the year."""
    return Hierarchy([DIRECTOR, replace(HEAD, valid_to=LAST_DAY), CLERK])


def test_a_position_exists_from_its_first_to_its_last_day() -> None:
    position = replace(HEAD, valid_from=date(2019, 2, 1), valid_to=LAST_DAY)
    hierarchy = Hierarchy([DIRECTOR, position])
    days = (date(2019, 1, 31), date(2019, 2, 1), LAST_DAY, DAY_AFTER)

    assert ["head" in hierarchy.on(day) for day in days] == [False, True, True, False]
    assert [[each.slug for each in hierarchy.on(day)] for day in days[:2]] == [["director"], ["director", "head"]]


def test_while_it_exists_nothing_differs(until_new_year: Hierarchy) -> None:
    assert _answer(until_new_year, "head", LAST_DAY).lowest_positions == ("head",)
    assert _answer(until_new_year, "director", LAST_DAY).allowed is True


def test_what_is_delegated_to_one_that_is_gone_is_for_those_above(until_new_year: Hierarchy) -> None:
    answer = _answer(until_new_year, "director", DAY_AFTER)

    assert (answer.allowed, answer.lowest_positions) == (True, ("director",))
    assert _answer(until_new_year, "clerk", DAY_AFTER).allowed is False
    assert until_new_year.on(DAY_AFTER).entitled("clerk") == {"clerk", "director"}


def test_one_that_is_gone_cannot_be_asked_about_but_keeps_its_title(until_new_year: Hierarchy) -> None:
    with pytest.raises(UnknownPosition) as refused:
        _answer(until_new_year, "head", DAY_AFTER)

    assert refused.value.pointer == "/position"
    assert until_new_year.on(DAY_AFTER).position("head").title_sv == "chef"


def test_when_nobody_above_is_left_the_answer_says_so() -> None:
    hierarchy = Hierarchy([replace(HEAD, superior=None, valid_to=LAST_DAY), replace(CLERK, superior=None)])

    answer = _answer(hierarchy, "clerk", DAY_AFTER)
    words = [reason.en for reason in reasons(answer, hierarchy.on(DAY_AFTER))]

    assert (answer.allowed, answer.lowest_positions) == (False, ())
    assert any("a position that does not exist that day" in each for each in words)


def test_one_that_counts_as_another_gives_nobody_a_right_before_it_exists() -> None:
    """The director stands above the head of parks only, and so above the head's matters from that day on."""
    lone_head = replace(HEAD, superior=None)
    head_of_parks = replace(HEAD, slug="head-of-parks", counts_as="head", valid_from=DAY_AFTER)
    hierarchy = Hierarchy([DIRECTOR, lone_head, head_of_parks])

    assert hierarchy.on(LAST_DAY).entitled("head") == {"head"}
    assert hierarchy.on(LAST_DAY).counting_as("head") == {"head"}
    assert hierarchy.on(DAY_AFTER).entitled("head") == {"head", "head-of-parks", "director"}


_DAYS = st.integers(0, 12).map(lambda number: date(2019, 1, 1) + timedelta(days=number))


@st.composite
def _positions(draw: st.DrawFn) -> list[Position]:
    """Positions that refer to others that have begun no later than themselves."""
    made: list[Position] = []
    for number in range(draw(st.integers(1, 7))):
        valid_from = draw(st.none() | _DAYS)
        older = [each.slug for each in made if _begins(each) <= (valid_from or date.min)]
        another: st.SearchStrategy[str | None] = st.none() | st.sampled_from(older) if older else st.none()
        superior, counts_as = draw(another), draw(another)
        length = draw(st.none() | st.integers(0, 12))
        valid_to = None if length is None else (valid_from or date(2019, 1, 1)) + timedelta(days=length)
        made.append(
            Position(f"p{number}", f"p{number}", "home", superior, counts_as, valid_from=valid_from, valid_to=valid_to)
        )
    return made


def _begins(position: Position) -> date:
    return position.valid_from or date.min


def _hierarchy(positions: list[Position]) -> Hierarchy:
    try:
        return Hierarchy(positions)
    except PositionRefused:
        reject()


@given(_positions(), _DAYS)
def test_what_begins_later_changes_nothing(positions: list[Position], day: date) -> None:
    of_day = _hierarchy(positions).on(day)
    known_that_day = Hierarchy([each for each in positions if _begins(each) <= day], day)

    for position in known_that_day:
        assert of_day.entitled(position.slug) == known_that_day.entitled(position.slug)
        assert of_day.counting_as(position.slug) == known_that_day.counting_as(position.slug)
        assert of_day.lowest_first([position.slug]) == known_that_day.lowest_first([position.slug])


@given(_positions(), _DAYS)
def test_only_those_who_exist_are_entitled(positions: list[Position], day: date) -> None:
    hierarchy = _hierarchy(positions).on(day)
    existing = {each.slug for each in positions if each.exists_on(day)}

    assert {each.slug for each in hierarchy} == existing
    for position in positions:
        assert hierarchy.entitled(position.slug) <= existing
        assert set(hierarchy.lowest_first([position.slug])) <= existing


@given(_positions())
def test_one_that_goes_gives_nobody_a_right_that_they_did_not_have(positions: list[Position]) -> None:
    day = date(2019, 1, 6)
    hierarchy = _hierarchy(positions)
    shortened = Hierarchy([replace(positions[0], valid_from=None, valid_to=date(2019, 1, 5)), *positions[1:]])

    for position in positions:
        assert shortened.on(day).entitled(position.slug) <= hierarchy.on(day).entitled(position.slug)
