"""Amounts of money as exact decimals, and numbers the way Swedish reports print them.

An amount is a `Decimal` in kronor with at most two decimals (öre); a `float` never is. Rounding is half up,
done once per printed cell from the exact stored amount: a printed table never rounds a rounded figure.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum
from typing import Final

from boardkit.domain.errors import InvalidInput, Text

NO_BREAK_SPACE: Final = "\u00a0"
NARROW_NO_BREAK_SPACE: Final = "\u202f"
MINUS_SIGN: Final = "\u2212"

_KRONOR_PER_MILLION: Final = Decimal(1_000_000)
_ORE: Final = Decimal("0.01")

# The process-wide decimal context may be changed by anyone; money does not depend on it.
_EXACT: Final = Context(prec=60, rounding=ROUND_HALF_UP)

_MACHINE_AMOUNT: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,2})?")
_SWEDISH_NUMBER: Final = re.compile(
    r"(?P<sign>[-\u2212]?)"
    r"(?P<whole>[0-9]{1,3}(?:(?P<space>[ \u00a0\u202f])[0-9]{3}(?:(?P=space)[0-9]{3}){0,3})?|[0-9]{1,15})"
    r"(?:,(?P<fraction>[0-9]{1,6}))?"
)


class Dash(Enum):
    """A cell where the report prints a dash: no figure belongs there. Neither zero nor a missing figure."""

    DASH = "-"


PrintedNumber = Decimal | Dash | None
"""What a cell of a Swedish report holds: a number, a dash, or nothing yet (`None`, a blank cell)."""

_PRINTED_DASHES: Final = frozenset({"-", "\u2013", MINUS_SIGN})


def parse_kronor(text: object, *, pointer: str | None = None) -> Decimal:
    """The amount in kronor that a machine wrote: digits, at most two decimals after a point, `-` if negative.

    At most 15 digits before the point. The answer always has two decimals and is never negative zero.

    Raises:
        InvalidInput: anything else, a JSON number included; `pointer` names the field.
    """
    if not isinstance(text, str) or _MACHINE_AMOUNT.fullmatch(text) is None:
        raise InvalidInput(
            Text(
                sv="Ett belopp anges i kronor som text med högst 15 siffror och två decimaler, "
                'till exempel "300000.00".',
                en="An amount is given in kronor as a string with at most 15 digits and two decimals, "
                'for example "300000.00".',
            ),
            pointer=pointer,
        )
    return _rounded(Decimal(text), _ORE)


def format_kronor(amount: Decimal) -> str:
    """`amount` in kronor as the API writes it: always two decimals, half up, never `-0.00`."""
    return format(_rounded(amount, _ORE), "f")


def to_millions(amount: Decimal) -> Decimal:
    """`amount` kronor in mnkr with exactly one decimal, half up: 1145300000.00 → 1145.3."""
    return _rounded(_EXACT.divide(amount, _KRONOR_PER_MILLION), Decimal("0.1"))


def swedish_number(number: PrintedNumber, decimals: int = 1, nbsp: str = NO_BREAK_SPACE) -> str:
    """`number` as a Swedish report prints it: `1 145,3`, minus as U+2212; blank for `None`, `-` for a dash.

    Args:
        number: rounded half up to `decimals`; never printed as negative zero.
        decimals: digits after the decimal comma; with 0 there is no comma.
        nbsp: thousands separator, U+00A0 unless told; U+202F and the empty string are also useful.
    """
    if number is None:
        return ""
    if number is Dash.DASH:
        return Dash.DASH.value
    rounded = _rounded(number, Decimal((0, (1,), -decimals)))
    digits = format(rounded.copy_abs(), ",f").replace(",", nbsp).replace(".", ",")
    return f"{MINUS_SIGN}{digits}" if rounded < 0 else digits


def parse_swedish_number(text: str, *, pointer: str | None = None) -> PrintedNumber:
    """What a cell of a Swedish report says: a `Decimal`, `Dash.DASH` for `-`, `None` for a blank cell.

    Takes a decimal comma, groups of three digits separated by one kind of space (plain, U+00A0 or U+202F),
    and U+2212 or a hyphen-minus before a negative number. Decimals are kept: `0,0` is `Decimal("0.0")`.

    Raises:
        InvalidInput: the text is no such cell; `pointer` names the field.
    """
    cell = text.strip()
    if not cell:
        return None
    if cell in _PRINTED_DASHES:
        return Dash.DASH
    match = _SWEDISH_NUMBER.fullmatch(cell)
    if match is None:
        raise InvalidInput(
            Text(
                sv='Ett tal skrivs med decimalkomma och mellanslag mellan tusental, till exempel "1 145,3".',
                en='A number has a decimal comma and spaces between thousands, for example "1 145,3".',
            ),
            pointer=pointer,
        )
    whole = re.sub(r"[^0-9]", "", match["whole"])
    number = Decimal(f"{whole}.{match['fraction']}" if match["fraction"] else whole)
    return number.copy_negate() if match["sign"] and number else number


def _rounded(number: Decimal, unit: Decimal) -> Decimal:
    rounded = number.quantize(unit, context=_EXACT)
    return rounded or rounded.copy_abs()
