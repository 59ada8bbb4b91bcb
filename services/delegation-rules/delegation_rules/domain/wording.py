"""Amounts, limits and lists of positions as they are written in Swedish and English sentences."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from boardkit.domain.errors import Text
from boardkit.domain.money import NO_BREAK_SPACE, swedish_number
from delegation_rules.domain.limits import Limit, LimitUnit, Yardsticks
from delegation_rules.domain.positions import Hierarchy


def kronor_text(amount: Decimal) -> Text:
    """`amount` kronor: 279 000,00 kr, SEK 279,000.00."""
    return Text(sv=f"{swedish_number(amount, 2)}{NO_BREAK_SPACE}kr", en=f"SEK{NO_BREAK_SPACE}{amount:,.2f}")


def limit_text(limit: Limit) -> Text:
    """`limit` as the order states it: 6 prisbasbelopp, 6 price base amounts."""
    if limit.unit is LimitUnit.KRONOR:
        # As it counts (limits.in_kronor): no limit grows by being written.
        return kronor_text(limit.quantity.quantize(Decimal("0.01"), rounding=ROUND_FLOOR))
    quantity = quantity_text(limit.quantity)
    unit = _unit_text(limit.unit, one=limit.quantity == 1)
    return Text(sv=f"{quantity.sv} {unit.sv}", en=f"{quantity.en} {unit.en}")


def quantity_text(quantity: Decimal) -> Text:
    """A number without needless zeros: 0,5 and 30; 0.5 and 30."""
    digits = format(quantity.normalize(), "f")
    return Text(sv=digits.replace(".", ","), en=digits)


def _unit_text(unit: LimitUnit, one: bool) -> Text:
    if unit is LimitUnit.MONTHLY_RENTS:
        return Text(sv="månadshyra" if one else "månadshyror", en="monthly rent" if one else "monthly rents")
    return Text(sv="prisbasbelopp", en="price base amount" if one else "price base amounts")


def limit_in_kronor_text(limit: Limit, yardsticks: Yardsticks) -> Text:
    """`limit` and, where it is known, what it comes to: 6 prisbasbelopp (279 000,00 kr)."""
    stated = limit_text(limit)
    kronor = yardsticks.in_kronor(limit)
    if kronor is None or limit.unit is LimitUnit.KRONOR:
        return stated
    amount = kronor_text(kronor)
    return Text(sv=f"{stated.sv} ({amount.sv})", en=f"{stated.en} ({amount.en})")


def limit_calculation_text(limit: Limit, yardsticks: Yardsticks) -> Text | None:
    """How the limit came about: 6 × 46 500,00 kr, the price base amount of 2019.

    None for a limit in kronor, and for one whose unit's worth is not known.
    """
    worth = yardsticks.worth_of(limit.unit)
    if limit.unit is LimitUnit.KRONOR or worth is None:
        return None
    quantity, one_unit = quantity_text(limit.quantity), kronor_text(worth)
    times = Text(sv=f"{quantity.sv} × {one_unit.sv}", en=f"{quantity.en} × {one_unit.en}")
    if limit.unit is LimitUnit.MONTHLY_RENTS:
        return Text(
            sv=f"Gränsen är {times.sv}, månadshyran i ärendet.",
            en=f"The limit is {times.en}, the monthly rent in the case.",
        )
    return Text(
        sv=f"Gränsen är {times.sv}, prisbasbeloppet för {yardsticks.year}.",
        en=f"The limit is {times.en}, the price base amount (prisbasbelopp) of {yardsticks.year}.",
    )


def unknown_worth_text(unit: LimitUnit, yardsticks: Yardsticks) -> Text | None:
    """Why it is not known what one unit is worth; None when it is known."""
    if yardsticks.worth_of(unit) is not None:
        return None
    if unit is LimitUnit.MONTHLY_RENTS:
        return Text(sv="Månadshyran i ärendet är inte angiven.", en="The monthly rent in the case has not been given.")
    if yardsticks.price_base_amount is not None:
        return Text(
            sv=f"Prisbasbeloppet för {yardsticks.year} är bara beräknat, inte beslutat.",
            en=f"The price base amount of {yardsticks.year} is only calculated, not decided.",
        )
    return Text(
        sv=f"Prisbasbeloppet för {yardsticks.year} finns inte i Kansli.",
        en=f"Kansli does not hold the price base amount of {yardsticks.year}.",
    )


def titles_text(slugs: Sequence[str], hierarchy: Hierarchy) -> Text:
    """The positions' titles with commas and an or."""
    if not slugs:  # the lowest delegate does not exist on the day, nor anybody above
        return Text(sv="en befattning som inte finns den dagen", en="a position that does not exist that day")
    return alternatives_text([hierarchy.position(slug).title_sv for slug in slugs])


def alternatives_text(alternatives: Sequence[str]) -> Text:
    """The alternatives with commas and an or."""
    return Text(sv=_joined(alternatives, "eller"), en=_joined(alternatives, "or"))


def sentence_case(text: str) -> str:
    """`text` with its first letter in upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


def _joined(words: Sequence[str], conjunction: str) -> str:
    *first, last = words
    return f"{', '.join(first)} {conjunction} {last}" if first else last
