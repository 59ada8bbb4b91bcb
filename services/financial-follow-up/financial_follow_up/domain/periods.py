"""The month a follow-up covers, counted from the start of its year."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from boardkit.domain.errors import Text
from financial_follow_up.domain.errors import InvalidPeriod

MONTHS_IN_A_YEAR: Final = 12
_PERIOD: Final = re.compile(r"(?P<year>(?:19|20)[0-9]{2})-(?P<month>0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """January up to and including `month` of `year`; written `2019-05`."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str, *, pointer: str | None = None) -> "Period":
        """The period written `YYYY-MM`.

        Raises:
            InvalidPeriod: the text is not a year from 1900 to 2099 and a month from 01 to 12; `pointer` names
                the field.
        """
        match = _PERIOD.fullmatch(text)
        if match is None:
            raise InvalidPeriod(
                Text(
                    sv="En period anges som år och månad, till exempel 2019-05.",
                    en="A period is a year and a month, for example 2019-05.",
                ),
                pointer=pointer,
            )
        return cls(year=int(match["year"]), month=int(match["month"]))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def share_of_year(self) -> Decimal:
        """How much of the year has passed at the end of the period, 0 to 1 (exact to 28 digits)."""
        return Decimal(self.month) / MONTHS_IN_A_YEAR
