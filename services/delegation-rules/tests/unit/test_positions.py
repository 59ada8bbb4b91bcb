"""The hierarchy: who stands above whom, and what does not fit into it."""

import pytest

from delegation_rules.domain.errors import PositionRefused, UnknownPosition
from delegation_rules.domain.positions import Hierarchy, Position
from delegation_rules.domain.statute import PositionKind

DIRECTOR = Position("director", "direktör", "home")
HEAD = Position("head", "chef", "home", superior="director")
HEAD_OF_PARKS = Position("head-of-parks", "chef för parker", "home", superior="director", counts_as="head")
CLERK = Position("clerk", "handläggare", "home", superior="head")
GARDENER = Position("gardener", "trädgårdsmästare", "home", superior="head-of-parks")
STRANGER = Position("stranger", "handläggare annanstans", "elsewhere")


@pytest.fixture
def hierarchy() -> Hierarchy:
    """Two levels above the clerk, a head with a function, and a position of another administration."""
    return Hierarchy([CLERK, HEAD_OF_PARKS, HEAD, GARDENER, DIRECTOR, STRANGER])


def test_superiors_and_those_who_count_as_them_are_entitled(hierarchy: Hierarchy) -> None:
    assert hierarchy.entitled("clerk") == {"clerk", "head", "head-of-parks", "director"}


def test_what_is_delegated_to_a_function_is_not_open_to_the_general_position(hierarchy: Hierarchy) -> None:
    assert hierarchy.entitled("gardener") == {"gardener", "head-of-parks", "director"}
    assert hierarchy.entitled("head-of-parks") == {"head-of-parks", "director"}


def test_nobody_here_stands_above_a_position_of_another_administration(hierarchy: Hierarchy) -> None:
    assert hierarchy.entitled("stranger") == {"stranger"}


def test_the_lowest_are_those_that_stand_above_none_of_the_others(hierarchy: Hierarchy) -> None:
    assert hierarchy.lowest_first(["director", "stranger", "head", "clerk", "clerk", "gardener"]) == (
        "stranger",
        "clerk",
        "gardener",
    )


def test_a_position_without_a_superior_of_its_own_has_that_of_what_it_counts_as(hierarchy: Hierarchy) -> None:
    widened = hierarchy.with_position(Position("head-of-roads", "chef för vägar", "home", counts_as="head"))

    assert widened.entitled("head-of-roads") == {"head-of-roads", "director"}
    assert "head-of-roads" in widened.entitled("clerk")
    assert "head-of-roads" not in hierarchy


def test_an_unknown_position_points_at_the_field(hierarchy: Hierarchy) -> None:
    with pytest.raises(UnknownPosition) as refused:
        hierarchy.position("nobody", pointer="/superior")

    assert refused.value.pointer == "/superior"


@pytest.mark.parametrize(
    ("position", "pointer"),
    [
        (Position("new", "ny", "home", superior="nobody"), "/superior"),
        (Position("new", "ny", "home", counts_as="nobody"), "/counts_as"),
        (Position("new", "ny", "home", superior="stranger"), "/superior"),
        (Position("new", "ny", "elsewhere", counts_as="head"), "/counts_as"),
        (Position("new", "ny", "home", superior="new"), "/superior"),
        (Position("new", "ny", "home", counts_as="new"), "/superior"),
        (Position("new", "ny", "home", superior="clerk", counts_as="head"), "/superior"),
    ],
)
def test_what_does_not_fit_is_refused(hierarchy: Hierarchy, position: Position, pointer: str) -> None:
    with pytest.raises(PositionRefused) as refused:
        hierarchy.with_position(position)

    assert refused.value.pointer == pointer


def test_a_ring_of_superiors_is_refused() -> None:
    with pytest.raises(PositionRefused):
        Hierarchy([Position("a", "a", "home", superior="b"), Position("b", "b", "home", superior="a")])


@pytest.mark.parametrize(
    ("position", "pointer"),
    [
        (Position("aide", "sekreterare", "home", superior="chair"), "/superior"),
        (Position("mover", "ledamot", "home", superior="director", kind=PositionKind.MEMBER), "/superior"),
        (Position("aide", "sekreterare", "home", superior="robot"), "/superior"),
        (Position("aide", "sekreterare", "home", counts_as="chair"), "/counts_as"),
        (Position("twin", "tvilling", "home", counts_as="clerk", kind=PositionKind.AUTOMATED_FUNCTION), "/counts_as"),
    ],
)
def test_nobody_takes_the_place_of_one_of_another_kind(position: Position, pointer: str) -> None:
    hierarchy = Hierarchy(
        [
            CLERK,
            HEAD,
            DIRECTOR,
            Position("chair", "ordförande", "home", kind=PositionKind.CHAIR),
            Position("robot", "e-tjänst", "home", superior="head", kind=PositionKind.AUTOMATED_FUNCTION),
        ]
    )

    with pytest.raises(PositionRefused) as refused:
        hierarchy.with_position(position)

    assert refused.value.pointer == pointer


def test_an_automated_function_stands_below_whoever_answers_for_it(hierarchy: Hierarchy) -> None:
    robot = Position("robot", "e-tjänst", "home", superior="head", kind=PositionKind.AUTOMATED_FUNCTION)

    assert hierarchy.with_position(robot).entitled("robot") == {"robot", "head", "head-of-parks", "director"}
