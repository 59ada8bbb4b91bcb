"""Who in fact holds a position on a day."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delegation_rules.domain.people import Absence, Assignment, AssignmentKind, Holder, Staffing

ORDINARY, ACTING, SUBSTITUTE = AssignmentKind
EBBA, IVAR, MAJ = (UUID(int=number) for number in (1, 2, 3))
HEAD = "avdelningschef"
CLERK = "registrator"
FIRST = date(2019, 6, 3)


def _assigned(
    *,
    person: UUID,
    kind: AssignmentKind = ORDINARY,
    position: str = HEAD,
    valid_from: date = FIRST,
    valid_to: date | None = None,
) -> Assignment:
    number = (person.int * 100 + list(AssignmentKind).index(kind)) * 10 + (position == HEAD)
    return Assignment(UUID(int=number), person, position, kind, valid_from, valid_to)


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2019, 6, 2), False),
        (date(2019, 6, 3), True),
        (date(2019, 6, 28), True),
        (date(2019, 6, 29), False),
    ],
)
def test_an_assignment_holds_from_its_first_to_its_last_day(day: date, *, holds: bool) -> None:
    staffing = Staffing([_assigned(person=EBBA, valid_to=date(2019, 6, 28))])

    assert staffing.holders(HEAD, day) == ((Holder(EBBA, ORDINARY),) if holds else ())
    assert staffing.positions_held(EBBA, day) == ((HEAD,) if holds else ())


@pytest.mark.parametrize(
    ("day", "holders"),
    [
        (date(2019, 7, 7), (Holder(EBBA, ORDINARY),)),
        (date(2019, 7, 8), (Holder(IVAR, SUBSTITUTE),)),
        (date(2019, 7, 19), (Holder(IVAR, SUBSTITUTE),)),
        (date(2019, 7, 20), (Holder(EBBA, ORDINARY),)),
    ],
)
def test_the_substitute_serves_while_the_ordinary_holder_is_away(day: date, holders: tuple[Holder, ...]) -> None:
    staffing = Staffing(
        [_assigned(person=EBBA), _assigned(person=IVAR, kind=SUBSTITUTE)],
        [Absence(EBBA, date(2019, 7, 8), date(2019, 7, 19))],
    )

    assert staffing.holders(HEAD, day) == holders


def test_the_substitute_does_not_serve_while_an_acting_holder_is_there() -> None:
    staffing = Staffing(
        [
            _assigned(person=EBBA),
            _assigned(person=MAJ, kind=ACTING, valid_from=date(2019, 7, 8)),
            _assigned(person=IVAR, kind=SUBSTITUTE),
        ],
        [Absence(EBBA, date(2019, 7, 8))],
    )

    assert staffing.holders(HEAD, date(2019, 7, 9)) == (Holder(MAJ, ACTING),)
    assert staffing.positions_held(IVAR, date(2019, 7, 9)) == ()


def test_ordinary_and_acting_holders_serve_side_by_side_the_longest_serving_first() -> None:
    staffing = Staffing([_assigned(person=MAJ, kind=ACTING, valid_from=date(2019, 7, 8)), _assigned(person=EBBA)])

    assert staffing.holders(HEAD, date(2019, 7, 8)) == (Holder(EBBA, ORDINARY), Holder(MAJ, ACTING))


def test_with_everybody_away_nobody_holds_the_position() -> None:
    staffing = Staffing(
        [_assigned(person=EBBA), _assigned(person=IVAR, kind=SUBSTITUTE)],
        [Absence(EBBA, FIRST), Absence(IVAR, FIRST)],
    )

    assert staffing.holders(HEAD, FIRST) == ()


def test_a_person_holds_several_positions_each_once() -> None:
    staffing = Staffing(
        [
            _assigned(person=EBBA, valid_to=date(2019, 6, 30)),
            _assigned(person=EBBA, position=CLERK),
            _assigned(person=EBBA, kind=ACTING, valid_from=date(2019, 7, 1)),
        ]
    )

    assert set(staffing.positions_held(EBBA, date(2019, 7, 1))) == {HEAD, CLERK}
    assert len(staffing.positions_held(EBBA, date(2019, 7, 1))) == 2
    assert staffing.positions_held(MAJ, date(2019, 7, 1)) == ()


_DAYS = st.integers(0, 20).map(lambda number: FIRST + timedelta(days=number))
_ENDS = st.none() | st.integers(0, 20)
_PEOPLE = st.sampled_from([EBBA, IVAR, MAJ])


@st.composite
def _assignments(draw: st.DrawFn) -> Assignment:
    first, length = draw(_DAYS), draw(_ENDS)
    last = None if length is None else first + timedelta(days=length)
    kind, position = draw(st.sampled_from(AssignmentKind)), draw(st.sampled_from([HEAD, CLERK]))
    return Assignment(draw(st.uuids()), draw(_PEOPLE), position, kind, first, last)


@st.composite
def _absences(draw: st.DrawFn) -> Absence:
    first, length = draw(_DAYS), draw(_ENDS)
    return Absence(draw(_PEOPLE), first, None if length is None else first + timedelta(days=length))


@given(st.lists(_assignments(), max_size=8), st.lists(_absences(), max_size=5), _DAYS)
def test_whoever_is_away_holds_nothing_and_both_questions_agree(
    assignments: list[Assignment], absences: list[Absence], day: date
) -> None:
    staffing = Staffing(assignments, absences)

    for person in (EBBA, IVAR, MAJ):
        held = staffing.positions_held(person, day)
        assert set(held) == {p for p in (HEAD, CLERK) if person in {h.person for h in staffing.holders(p, day)}}
        assert held == () or not any(each.person == person and each.covers(day) for each in absences)


@given(st.lists(_assignments(), max_size=8), st.lists(_absences(), max_size=5), _DAYS)
def test_what_begins_later_changes_nothing_today(
    assignments: list[Assignment], absences: list[Absence], day: date
) -> None:
    known_today = Staffing(
        [each for each in assignments if each.valid_from <= day], [each for each in absences if each.first_day <= day]
    )

    assert Staffing(assignments, absences).holders(HEAD, day) == known_today.holders(HEAD, day)


def test_a_persons_positions_are_found_without_asking_about_thousands_of_others() -> None:
    asked: list[UUID] = []

    class Watched(Assignment):
        def holds_on(self, day: date) -> bool:
            asked.append(self.person)
            return Assignment.holds_on(self, day)

    crowd = [
        Watched(UUID(int=number), UUID(int=number), "handlaggare", AssignmentKind.ORDINARY, date(2019, 1, 1))
        for number in range(1, 5_001)
    ]

    held = Staffing(crowd).positions_held(UUID(int=17), date(2019, 6, 20))

    assert (held, asked) == (("handlaggare",), [UUID(int=17)])
