"""What the financial follow-up asks of its one neighbour, the case registry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from boardkit.db.unit_of_work import Message

CASE_REGISTRY: Final = "case-registry"
FOLLOW_UP_FILED: Final = "follow-up-filed"
"""The registry has opened a case for a follow-up."""


@dataclass(frozen=True, slots=True)
class FiledCase:
    """The case that the registry opened."""

    case_id: UUID
    diary_number: str

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> "FiledCase":
        """The case as the registry's answer to `POST cases` tells it."""
        return cls(case_id=UUID(answer["id"]), diary_number=str(answer["diary_number"]))


def file_as_case(follow_up_id: UUID, board: str, title: str, taken_over_number: str | None) -> Message:
    """The message that asks the registry to open a case for a follow-up.

    `taken_over_number` is the number the case already has in an earlier diary, if any.
    """
    body = {"board": board, "title": title, "case_type": "follow-up"}
    if taken_over_number is not None:
        body["taken_over_number"] = taken_over_number
    return Message(
        neighbour=CASE_REGISTRY,
        event=FOLLOW_UP_FILED,
        ordering_key=f"follow-ups/{follow_up_id}",
        method="POST",
        path="/case-registry/v1/cases",
        body=body,
        scope="cases:write",
        board=board,
        context={"follow_up_id": str(follow_up_id)},
    )
