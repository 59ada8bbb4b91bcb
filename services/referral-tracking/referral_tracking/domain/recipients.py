"""Recognising the recipients of a referral as they are printed: twice, misspelt, shortened, inflected.

Nothing is guessed in silence. A line that could be two bodies, or is not close enough to one, is left for a
person to settle.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from referral_tracking.domain.bodies import Body
from referral_tracking.domain.body_register import BodyRegister, comparable
from referral_tracking.domain.spelling import edit_distance

# One wrong letter in a word of eight, two in sixteen: enough for a slip of the pen, too little to turn the
# name of one Stockholm body into that of another (tested on the whole register).
_SHORTEST_MISSPELT = 8
_SHORTEST_TWICE_MISSPELT = 16
# Another body so much further away, in letters, that the nearest is beyond doubt.
_CLEAR_LEAD = 2


class How(StrEnum):
    """How a printed line was matched with a body, or why it was not."""

    EXACT = "exact"
    ALIAS = "alias"
    SPELLING = "spelling"
    PERSON = "person"
    AMBIGUOUS = "ambiguous"
    UNRECOGNISED = "unrecognised"


#: What a person has to look at, since nothing is guessed.
LEFT_FOR_A_PERSON = frozenset({How.AMBIGUOUS, How.UNRECOGNISED})


@dataclass(frozen=True, slots=True)
class Recipient:
    """One printed line of a referral's list of recipients, and what it was recognised as.

    position: its place in the printed list, from 1.
    as_printed: the line, unchanged.
    body: the body it names, None when ambiguous or unrecognised.
    distance: letters wrong, 0 unless recognised by spelling.
    candidates: the bodies an ambiguous line could mean.
    duplicate_of: position of the first line that names the same body (or has the same text without a body).
    """

    position: int
    as_printed: str
    how: How
    body: Body | None = None
    distance: int = 0
    candidates: tuple[Body, ...] = ()
    duplicate_of: int | None = None

    @property
    def body_slug(self) -> str | None:
        """Slug of the body it names, if any."""
        return None if self.body is None else self.body.slug


def recognise_recipients(printed: Sequence[str], register: BodyRegister) -> tuple[Recipient, ...]:
    """Every line of a printed list of recipients, recognised, with repetitions pointed out."""
    return _mark_duplicates(recognise(line, register, position) for position, line in enumerate(printed, start=1))


def recognise(as_printed: str, register: BodyRegister, position: int = 1) -> Recipient:
    """One printed line, recognised by name, by alias or by its spelling."""
    line = comparable(as_printed)
    named = register.by_form.get(line, ())
    if len(named) == 1:
        body = named[0]
        return Recipient(position, as_printed, How.EXACT if line == comparable(body.name) else How.ALIAS, body)
    if named:
        return Recipient(position, as_printed, How.AMBIGUOUS, candidates=named)
    return _recognise_spelling(as_printed, line, register, position)


def settle(recipients: Iterable[Recipient], position: int, body: Body | None) -> tuple[Recipient, ...]:
    """The list after a person has said what the line at `position` is; None: no body of the register."""
    settled = [
        Recipient(recipient.position, recipient.as_printed, How.PERSON, body)
        if recipient.position == position
        else recipient
        for recipient in recipients
    ]
    return _mark_duplicates(settled)


def _recognise_spelling(as_printed: str, line: str, register: BodyRegister, position: int) -> Recipient:
    allowed = _allowed_distance(line)
    nearest = _nearest_bodies(line, register, allowed + _CLEAR_LEAD - 1) if allowed else []
    if not nearest or nearest[0][0] > allowed:
        return Recipient(position, as_printed, How.UNRECOGNISED)
    distance, body = nearest[0]
    rivals = tuple(other for other_distance, other in nearest if other_distance < distance + _CLEAR_LEAD)
    if len(rivals) > 1:
        return Recipient(position, as_printed, How.AMBIGUOUS, candidates=rivals)
    return Recipient(position, as_printed, How.SPELLING, body, distance)


def _allowed_distance(line: str) -> int:
    if len(line) >= _SHORTEST_TWICE_MISSPELT:
        return 2
    return 1 if len(line) >= _SHORTEST_MISSPELT else 0


def _nearest_bodies(line: str, register: BodyRegister, limit: int) -> list[tuple[int, Body]]:
    """Bodies with a form within `limit` letters of the line, nearest first, each body once."""
    nearest: dict[str, tuple[int, Body]] = {}
    for form, bodies in register.by_form.items():
        distance = edit_distance(line, form, limit)
        if distance is None:
            continue
        for body in bodies:
            if body.slug not in nearest or distance < nearest[body.slug][0]:
                nearest[body.slug] = (distance, body)
    return sorted(nearest.values(), key=lambda found: (found[0], found[1].slug))


def _mark_duplicates(recipients: Iterable[Recipient]) -> tuple[Recipient, ...]:
    first_position: dict[str, int] = {}
    marked = []
    for recipient in recipients:
        identity = _identity(recipient)
        first = first_position.setdefault(identity, recipient.position)
        marked.append(replace(recipient, duplicate_of=None if first == recipient.position else first))
    return tuple(marked)


def _identity(recipient: Recipient) -> str:
    if recipient.body_slug is not None:
        return f"body:{recipient.body_slug}"
    return f"text:{comparable(recipient.as_printed)}"
