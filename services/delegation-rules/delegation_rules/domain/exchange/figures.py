"""Limits of amount and numbers of months, as a published order words them."""

import re
from decimal import Decimal
from typing import Final

from delegation_rules.domain.conditions import AmountCondition
from delegation_rules.domain.limits import Limit, LimitUnit

_NUMBER: Final = r"(?:\d{1,3}(?: \d{3}){1,3}|\d{1,12})(?:,\d{1,4})?"
_UNIT: Final = r"prisbasbelopp|pbb|kronor|kr|månadshyror|månadshyra"
LIMIT_PATTERN: Final = rf"{_NUMBER} (?:{_UNIT})"
_LIMIT: Final = re.compile(rf"({_NUMBER}) ({_UNIT})", re.IGNORECASE)
_UP_TO: Final = r"(?:upp till och med|upp till|t\.o\.m\.|till och med|högst)"
_ABOVE: Final = r"(?:över|överstigande|mer än)"
_STATED_LAST: Final = re.compile(rf"(?:{_ABOVE}|{_UP_TO}) {LIMIT_PATTERN}", re.IGNORECASE)
_TIER: Final = re.compile(
    rf"(?:{_ABOVE} (?P<above>{LIMIT_PATTERN}))?"
    rf"(?: och | men |, )?(?:{_UP_TO} (?P<up_to>{LIMIT_PATTERN}))?",
    re.IGNORECASE,
)
_BARE: Final = re.compile(LIMIT_PATTERN, re.IGNORECASE)
_UNITS: Final = {
    "prisbasbelopp": LimitUnit.PRICE_BASE_AMOUNTS,
    "pbb": LimitUnit.PRICE_BASE_AMOUNTS,
    "kronor": LimitUnit.KRONOR,
    "kr": LimitUnit.KRONOR,
    "månadshyror": LimitUnit.MONTHLY_RENTS,
    "månadshyra": LimitUnit.MONTHLY_RENTS,
}
_WORDS: Final = ("en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
MONTHS_PATTERN: Final = rf"(?P<months>\d{{1,4}}|{'|'.join(_WORDS)})(?: \(\d{{1,4}}\))? månad(?:er)?"


def limit(text: str) -> Limit | None:
    """The limit that `text` is, as 0,5 prisbasbelopp; None when it is none that is above zero."""
    match = _LIMIT.fullmatch(text)
    if match is None:
        return None
    quantity = Decimal(match[1].replace(" ", "").replace(",", "."))
    if quantity == 0 or quantity >= 10**12:
        return None
    return Limit(quantity, _UNITS[match[2].lower()])


def amount(text: str) -> AmountCondition | None:
    """The condition that `text` is, as över 1 prisbasbelopp och upp till 5 prisbasbelopp; None when it is none."""
    match = _TIER.fullmatch(text)
    if match is None or not text:
        return None
    above, up_to = (None if match[name] is None else limit(match[name]) for name in ("above", "up_to"))
    if (match["above"] is not None and above is None) or (match["up_to"] is not None and up_to is None):
        return None
    return None if above is None and up_to is None else AmountCondition(above, up_to)


def amount_at_the_end(text: str) -> AmountCondition | None:
    """The one limit that `text` ends with, as in Bidrag upp till 50 000 kr; None when there is none, or more."""
    stated = [*_STATED_LAST.finditer(text.rstrip(" ."))]
    return amount(stated[0][0]) if len(stated) == 1 and stated[0].end() == len(text.rstrip(" .")) else None


def bare_amount(text: str) -> AmountCondition | None:
    """The upper limit that stands alone, without upp till; None when `text` is something else."""
    alone = limit(text) if _BARE.fullmatch(text) else None
    return None if alone is None else AmountCondition(up_to=alone)


def months(word: str) -> int:
    """The number that `word`, matched by `MONTHS_PATTERN`, stands for."""
    return int(word) if word.isdecimal() else _WORDS.index(word.lower()) + 1


def written_quantity(quantity: Decimal) -> str:
    """A quantity with a decimal comma, thousands apart and no needless zeros: 0,5 and 50 000."""
    whole, _, fraction = format(quantity.normalize(), "f").partition(".")
    grouped = f"{int(whole):,}".replace(",", " ")
    return f"{grouped},{fraction}" if fraction else grouped


def written_limit(found: Limit) -> str:
    """A limit as an order states it."""
    one = found.quantity == 1
    unit = {
        LimitUnit.PRICE_BASE_AMOUNTS: "prisbasbelopp",
        LimitUnit.KRONOR: "kronor",
        LimitUnit.MONTHLY_RENTS: "månadshyra" if one else "månadshyror",
    }[found.unit]
    return f"{written_quantity(found.quantity)} {unit}"


def written_amount(condition: AmountCondition) -> str:
    """A condition on the amount as an order states it."""
    parts = []
    if condition.above is not None:
        parts.append(f"över {written_limit(condition.above)}")
    if condition.up_to is not None:
        parts.append(f"upp till {written_limit(condition.up_to)}")
    return " och ".join(parts)


def written_months(number: int) -> str:
    """So many months at most."""
    return f"högst {number} {'månad' if number == 1 else 'månader'}"
