"""Positions (befattningar) and who stands above whom, within one administration (förvaltning).

A delegation order names the *lowest* delegate (lägsta delegat): every superior of that position may decide
too. A position with a function, such as the head of department for verksamhetsstöd, counts as the general
position (avdelningschef): it may do what the general one may, while the general one may not do what is
delegated to the function.

Positions of another administration appear in an order as delegates. Who stands above them there is that
administration's affair and not known here, so nobody of the board's own administration inherits their right.

Positions come and go. On a day when a position does not exist, nobody holds what is delegated to it, but those
who stand above it still do: it keeps its place in the chain, and its title.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from boardkit.domain.errors import Text
from delegation_rules.domain.errors import PositionRefused, UnknownPosition
from delegation_rules.domain.statute import PositionKind


@dataclass(frozen=True, slots=True)
class Position:
    """A position by which an order delegates.

    Attributes:
        slug: the title in lower-case ASCII with hyphens, the position's permanent address.
        title_sv: the official Swedish title, as it reads inside a sentence.
        administration: slug of the administration (förvaltning) that the position belongs to.
        superior: slug of the position immediately above; None at the top, or where it is not known.
        counts_as: slug of the general position of which this is one with a particular function.
        kind: what it is in law.
        several_holders: whether several people hold it at the same time, as there are many heads of unit.
        valid_from: first day that it exists; None when it has always been there.
        valid_to: last day that it exists; None while no end is decided.
    """

    slug: str
    title_sv: str
    administration: str
    superior: str | None = None
    counts_as: str | None = None
    kind: PositionKind = PositionKind.EMPLOYEE
    several_holders: bool = True
    valid_from: date | None = None
    valid_to: date | None = None

    def exists_on(self, day: date) -> bool:
        """Whether the position is there on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Hierarchy:
    """All positions of one board, with the chain upwards from each. Immutable."""

    __slots__ = ("_counting_as", "_entitled", "_existing", "_positions")

    def __init__(self, positions: Iterable[Position] = (), day: date | None = None) -> None:
        """Build the hierarchy: of `day`, or of every position that has been or will be.

        Raises:
            PositionRefused: a superior or a general position is missing, belongs to another administration
                or stands below the position itself.
        """
        self._positions: Mapping[str, Position] = MappingProxyType({each.slug: each for each in positions})
        for position in self._positions.values():
            self._check_reference(position, position.superior, "/superior")
            self._check_reference(position, position.counts_as, "/counts_as")
        self._existing = frozenset(each.slug for each in self._positions.values() if day is None or each.exists_on(day))
        above = self._steps_upwards()
        self._entitled = self._who_exist({slug: _reachable(slug, above) for slug in self._positions})
        special = self._special_positions()
        self._counting_as = self._who_exist({slug: _reachable(slug, special) for slug in self._positions})

    def with_position(self, position: Position) -> "Hierarchy":
        """The hierarchy with `position` added. Raises `PositionRefused`."""
        self._check_kinds(position)
        return Hierarchy([*self._positions.values(), position])

    def on(self, day: date) -> "Hierarchy":
        """The hierarchy of `day`."""
        return Hierarchy(self._positions.values(), day)

    def __iter__(self) -> Iterator[Position]:
        return (each for each in self._positions.values() if each.slug in self._existing)

    def __contains__(self, slug: str) -> bool:
        return slug in self._existing

    def position(self, slug: str, pointer: str = "/position") -> Position:
        """The position with `slug`. Raises `UnknownPosition` pointing at the field `pointer`."""
        found = self._positions.get(slug)
        if found is None:
            raise UnknownPosition(
                Text(sv="Nämnden har ingen sådan befattning.", en="The board has no such position."),
                pointer=pointer,
            )
        return found

    def existing(self, slug: str, pointer: str = "/position") -> Position:
        """The position with `slug`, which must exist on the hierarchy's day. Raises `UnknownPosition`."""
        found = self.position(slug, pointer)
        if slug not in self._existing:
            raise UnknownPosition(
                Text(sv="Befattningen finns inte den dagen.", en="The position does not exist on that day."),
                pointer=pointer,
            )
        return found

    def entitled(self, lowest: str) -> frozenset[str]:
        """Every position that may decide what is delegated to `lowest`: itself and all who stand above."""
        return self._entitled[lowest]

    def counting_as(self, slug: str) -> frozenset[str]:
        """The position and those that count as it. Nobody above: a sub-delegated right is the receiver's alone."""
        return self._counting_as[slug]

    def lowest_first(self, positions: Iterable[str]) -> tuple[str, ...]:
        """Those of `positions` that stand above none of the others, each once, in the order given.

        In the place of one that does not exist stand those above it.
        """
        distinct = tuple(dict.fromkeys(each for slug in positions for each in self._who_serve_as(slug)))
        return tuple(
            each for each in distinct if not any(each in self._entitled[other] for other in distinct if other != each)
        )

    def _who_exist(self, groups: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
        return MappingProxyType({slug: group & self._existing for slug, group in groups.items()})

    def _who_serve_as(self, slug: str) -> tuple[str, ...]:
        return (slug,) if slug in self._existing else tuple(sorted(self._entitled[slug]))

    def _check_reference(self, position: Position, slug: str | None, pointer: str) -> None:
        if slug is None:
            return
        other = self._positions.get(slug)
        if other is None:
            raise PositionRefused(
                Text(
                    sv="Befattningen som anges finns inte hos nämnden.",
                    en="The position referred to does not exist with the board.",
                ),
                pointer=pointer,
            )
        if other.administration != position.administration:
            raise PositionRefused(
                Text(
                    sv="Befattningen som anges hör till en annan förvaltning.",
                    en="The position referred to belongs to another administration.",
                ),
                pointer=pointer,
            )

    def _check_kinds(self, position: Position) -> None:
        """Every superior may decide too, so an elected person stands above no employee, and no employee above one."""
        superior = self._positions.get(position.superior or "")
        general = self._positions.get(position.counts_as or "")
        if superior is not None and not superior.kind.may_stand_above(position.kind):
            raise _of_another_kind("/superior")
        if general is not None and not position.kind.may_count_as(general.kind):
            raise _of_another_kind("/counts_as")

    def _steps_upwards(self) -> Mapping[str, frozenset[str]]:
        """For each position, those who may step into its place directly."""
        steps: dict[str, set[str]] = {slug: set() for slug in self._positions}
        for position in self._positions.values():
            if position.counts_as is not None and position.slug in self._existing:
                steps[position.counts_as].add(position.slug)
            superior = self._superior_of(position)
            if superior is not None:
                steps[position.slug].add(superior)
        return {slug: frozenset(others) for slug, others in steps.items()}

    def _special_positions(self) -> Mapping[str, frozenset[str]]:
        """For each position, those that count directly as it."""
        special: dict[str, set[str]] = {slug: set() for slug in self._positions}
        for position in self._positions.values():
            if position.counts_as is not None and position.slug in self._existing:
                special[position.counts_as].add(position.slug)
        return {slug: frozenset(others) for slug, others in special.items()}

    def _superior_of(self, position: Position) -> str | None:
        """The position's own superior, or that of what it counts as."""
        seen: set[str] = set()
        while position.superior is None and position.counts_as is not None and position.slug not in seen:
            seen.add(position.slug)
            position = self._positions[position.counts_as]
        return position.superior


def _of_another_kind(pointer: str) -> PositionRefused:
    return PositionRefused(
        Text(
            sv="Förtroendevalda, anställda och automatiserade beslutsfunktioner beslutar inte i varandras ställe "
            "(KL 6:37).",
            en="Elected persons, employees and automated functions do not decide in each other's place (KL 6:37).",
        ),
        pointer=pointer,
    )


def _reachable(start: str, above: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    frontier = [start]
    while frontier:
        for each in above[frontier.pop()]:
            if each == start:
                raise PositionRefused(
                    Text(
                        sv="Befattningen skulle stå över sig själv.",
                        en="The position would stand above itself.",
                    ),
                    pointer="/superior",
                )
            if each not in found:
                found.add(each)
                frontier.append(each)
    return frozenset(found | {start})
