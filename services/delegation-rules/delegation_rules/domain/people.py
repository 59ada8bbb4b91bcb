"""Who in fact holds which position on a day: assignments (förordnanden) of persons, less those who are absent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


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


class Staffing:
    """The assignments and absences of one board, indexed. Immutable."""

    __slots__ = ("_absences", "_by_person", "_by_position")

    def __init__(self, assignments: Iterable[Assignment] = (), absences: Iterable[Absence] = ()) -> None:
        self._by_position: dict[str, list[Assignment]] = {}
        self._by_person: dict[UUID, list[str]] = {}
        self._absences: dict[UUID, list[Absence]] = {}
        for assignment in sorted(assignments, key=lambda each: (each.valid_from, each.id)):
            self._by_position.setdefault(assignment.position, []).append(assignment)
            positions = self._by_person.setdefault(assignment.person, [])
            if assignment.position not in positions:
                positions.append(assignment.position)
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
        return tuple(
            position
            for position in self._by_person.get(person, ())
            if any(holder.person == person for holder in self.holders(position, day))
        )

    def _present(self, position: str, day: date) -> Iterator[Assignment]:
        for assignment in self._by_position.get(position, ()):
            if assignment.holds_on(day) and not self._is_away(assignment.person, day):
                yield assignment

    def _is_away(self, person: UUID, day: date) -> bool:
        return any(absence.covers(day) for absence in self._absences.get(person, ()))
