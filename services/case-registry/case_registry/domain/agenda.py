"""The order of an agenda (föredragningslista): numbered from 1 without gaps, each group kept together."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item to put on the agenda of a meeting.

    `group` is the heading it is printed under (`Beslutsärenden`), None for items above the first heading.
    `closed` items are taken up behind closed doors (slutet sammanträde).
    """

    meeting_id: UUID
    title: str
    group: str | None = None
    case_id: UUID | None = None
    closed: bool = False


def number_for_new_item(groups: Sequence[str | None], group: str | None) -> int:
    """The number a new item gets on an agenda whose items, in order, lie in `groups`.

    An item joins the end of its group when the agenda has that group, and comes last otherwise; so does an
    item without a group. Items from the returned number on move down by one.
    """
    if group is None or group not in groups:
        return len(groups) + 1
    return len(groups) - list(reversed(groups)).index(group) + 1
