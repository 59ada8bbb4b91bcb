"""Authorisation as part of the query: a caller's boards become a condition in every select."""

from typing import Any

from sqlalchemy import ColumnElement, true

from boardkit.auth.caller import Caller


def visible_boards(caller: Caller, board: ColumnElement[Any]) -> ColumnElement[bool]:
    """The condition that keeps a select to the boards that `caller` may see.

    Put it into the query itself, never into code after it: counts, searches and errors follow the same rule.
    """
    if "*" in caller.boards:
        return true()
    return board.in_(sorted(caller.boards))
