"""Reading what a token says, strictly: nothing is guessed, converted or defaulted."""

import json

from boardkit.domain.errors import Text, Unauthenticated


class InvalidToken(Unauthenticated):
    """The token proves nothing. The caller learns only that; `reason` is for the operator's log.

    Attributes:
        reason: a short fixed code such as `signature` or `expired`; never a value from the token.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(Text(sv="Åtkomsttoken är inte giltig.", en="The access token is not valid."))
        self.reason = reason


def json_object(octets: bytes) -> dict[str, object]:
    """The JSON object in `octets`.

    Raises:
        InvalidToken: it is not one, or two of its members have the same name.
    """
    try:
        value = json.loads(octets.decode("utf-8"), object_pairs_hook=_distinct)
    except (ValueError, RecursionError):
        raise InvalidToken("json") from None
    if not isinstance(value, dict):
        raise InvalidToken("json")
    return value


def _distinct(members: list[tuple[str, object]]) -> dict[str, object]:
    distinct = dict(members)
    if len(distinct) != len(members):
        raise ValueError("two members have one name")
    return distinct


def whole_seconds(claims: dict[str, object], name: str) -> int:
    """A NumericDate that is present and a whole number.

    Raises:
        InvalidToken: it is missing or something else, such as a number written as text.
    """
    value = claims.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidToken(name)
    return value


def text(claims: dict[str, object], name: str) -> str:
    """A text that is present and not empty.

    Raises:
        InvalidToken: it is missing or something else.
    """
    value = claims.get(name)
    if not isinstance(value, str) or not value:
        raise InvalidToken(name)
    return value


def texts(claims: dict[str, object], name: str) -> frozenset[str]:
    """A list of texts that is present, maybe empty.

    Raises:
        InvalidToken: it is missing or something else.
    """
    value = claims.get(name)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise InvalidToken(name)
    return frozenset(value)
