"""Authorisation as part of the query: a caller's boards become a condition in every select."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, any_, literal, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

from boardkit.auth.caller import Caller


def visible_boards(caller: Caller, board: ColumnElement[Any]) -> ColumnElement[bool]:
    """The condition that keeps a select to the boards that `caller` may see.

    Put it into the query itself, never into code after it: counts, searches and errors follow the same rule.
    """
    if "*" in caller.boards:
        return true()
    return one_of(board, caller.boards)


def one_of(column: ColumnElement[Any], words: Iterable[str]) -> ColumnElement[bool]:
    """The condition that `column` holds one of `words`.

    One array is one parameter, so the statement stays the same whatever the number of words: it is compiled and
    prepared once. A list in parentheses is written out anew in every execution.
    """
    condition: ColumnElement[bool] = column == any_(literal(sorted(words), ARRAY(Text())))
    return condition
