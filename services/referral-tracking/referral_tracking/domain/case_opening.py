"""How far the registry has come with opening the case (ärendet) of a referral."""

import re
from dataclasses import dataclass
from enum import StrEnum

_REFUSAL = re.compile(r"[1-5][0-9]{2} (?P<reason>[a-z0-9-]+)")


class OpeningState(StrEnum):
    """Waiting for the registry's answer, refused by it so far, or opened."""

    WAITING = "waiting"
    REFUSED = "refused"
    OPENED = "opened"


@dataclass(frozen=True, slots=True)
class CaseOpening:
    """Where the opening stands; `reason` is the slug of the problem that the registry last refused it with."""

    state: OpeningState
    reason: str | None = None


def case_opening(*, is_open: bool, last_failure: str | None) -> CaseOpening:
    """The opening of a case, from what the last attempt to ask the registry came to.

    `last_failure` is the registry's refusal ("409 diary-number-taken"), or any other text when it was not reached.
    """
    if is_open:
        return CaseOpening(OpeningState.OPENED)
    refusal = None if last_failure is None else _REFUSAL.fullmatch(last_failure)
    if refusal is None:
        return CaseOpening(OpeningState.WAITING)
    return CaseOpening(OpeningState.REFUSED, refusal["reason"])
