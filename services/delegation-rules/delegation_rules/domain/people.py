"""Who in fact holds which position on a day: assignments (förordnanden) of persons, less those who are absent."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from boardkit.domain.errors import Text
from delegation_rules.domain.people_errors import PositionNotHeld
from delegation_rules.domain.positions import Position


class AssignmentKind(StrEnum):
    """How a person holds a position: ordinary holder (ordinarie), acting (tillförordnad) or substitute (ersättare)."""

    ORDINARY = "ordinary"
    ACTING = "acting"
    SUBSTITUTE = "substitute"


class ErasureGround(StrEnum):
    """Why a name is erased (GDPR art. 17): the person asks for it, or it is no longer needed."""

    ON_REQUEST = "on-request"
    NO_LONGER_NEEDED = "no-longer-needed"


@dataclass(frozen=True, slots=True)
class Assignment:
    """A person holds a position from one day to another.

    Attributes:
        id: of the assignment.
        person: id of the person.
        position: slug of the position.
        kind: a substitute serves only while nobody else is there to serve.
        valid_from: first day.
        valid_to: last day; None until further notice.
    """

    id: UUID
    person: UUID
    position: str
    kind: AssignmentKind
    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it holds on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Absence:
    """A person is away (frånvarande). Why is nobody's business here.

    Attributes:
        person: id of the person.
        first_day: first day away.
        last_day: last day away; None until further notice.
    """

    person: UUID
    first_day: date
    last_day: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the person is away on `day`."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who in fact holds a position, and as what."""

    person: UUID
    kind: AssignmentKind


def check_held_by_persons(position: Position) -> None:
    """Raise `PositionNotHeld` for a body or a function: none of its members may decide alone (KL 6:37)."""
    if not position.kind.is_held_by_persons:
        raise PositionNotHeld(
            Text(
                sv="Ett presidium eller utskott beslutar som organ och en automatiserad beslutsfunktion själv; ingen "
                "person har rätten ensam.",
                en="A presidium or committee decides as a body and an automated function by itself; no person has the "
                "right alone.",
            ),
            pointer="/position",
        )


class Staffing:
    """The assignments and absences of one board, indexed. Immutable."""

    __slots__ = ("_absences", "_by_person", "_by_position")

    def __init__(self, assignments: Iterable[Assignment] = (), absences: Iterable[Absence] = ()) -> None:
        self._by_position: dict[str, list[Assignment]] = {}
        self._by_person: dict[UUID, dict[str, list[Assignment]]] = {}
        self._absences: dict[UUID, list[Absence]] = {}
        for assignment in sorted(assignments, key=lambda each: (each.valid_from, each.id)):
            self._by_position.setdefault(assignment.position, []).append(assignment)
            of_person = self._by_person.setdefault(assignment.person, {})
            of_person.setdefault(assignment.position, []).append(assignment)
        for absence in absences:
            self._absences.setdefault(absence.person, []).append(absence)

    def holders(self, position: str, day: date) -> tuple[Holder, ...]:
        """Who in fact holds `position` on `day`: the one who has held it longest first.

        Those who are absent hold nothing. Substitutes do so only when no ordinary or acting holder is there.
        """
        present = tuple(self._present(position, day))
        serving = tuple(each for each in present if each.kind is not AssignmentKind.SUBSTITUTE) or present
        return tuple(Holder(each.person, each.kind) for each in serving)

    def positions_held(self, person: UUID, day: date) -> tuple[str, ...]:
        """The positions that `person` in fact holds on `day`, by the rule of `holders`, each once."""
        if self._is_away(person, day):
            return ()
        return tuple(
            position
            for position, own in self._by_person.get(person, {}).items()
            if self._serves(position, [each for each in own if each.holds_on(day)], day)
        )

    def _serves(self, position: str, own: Sequence[Assignment], day: date) -> bool:
        """Whether someone who is there serves by one of `own`, assignments to `position` that hold on `day`."""
        if any(each.kind is not AssignmentKind.SUBSTITUTE for each in own):
            return True
        # Only a substitute need be compared with the others, of whom there may be thousands.
        return bool(own) and all(each.kind is AssignmentKind.SUBSTITUTE for each in self._present(position, day))

    def _present(self, position: str, day: date) -> Iterator[Assignment]:
        for assignment in self._by_position.get(position, ()):
            if assignment.holds_on(day) and not self._is_away(assignment.person, day):
                yield assignment

    def _is_away(self, person: UUID, day: date) -> bool:
        return any(absence.covers(day) for absence in self._absences.get(person, ()))
