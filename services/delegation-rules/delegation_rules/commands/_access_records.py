"""What the commands on AuthZEN requests share: what is asked, and what came of it."""

from dataclasses import dataclass

from delegation_rules.domain.answering import Answered, Asked
from delegation_rules.domain.answers import Answer


@dataclass(frozen=True, slots=True)
class AskedOfBoard:
    """A question and the board whose order answers it."""

    board: str
    asked: Asked


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of an access request: the whole answer, and whom it was about."""

    answer: Answer
    answered: Answered
