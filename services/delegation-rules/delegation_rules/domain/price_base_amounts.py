"""The price base amount (prisbasbelopp, SFB 2:6–7): one for each year, decided by the Government."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from boardkit.domain.errors import Text
from delegation_rules.domain.errors import PriceBaseAmountDecided, PriceBaseAmountRefused


class PriceBaseAmountStatus(StrEnum):
    """Whether the Government has decided the amount, or it is only calculated (beräknat) so far."""

    DECIDED = "decided"
    CALCULATED = "calculated"


@dataclass(frozen=True, slots=True)
class PriceBaseAmount:
    """The price base amount of one year.

    Attributes:
        year: calendar year that it applies to.
        amount: kronor.
        sfs: number of the ordinance in Svensk författningssamling, such as 2018:1549; None until decided.
        status: decided or calculated. No limit is known by a calculated amount: it may still change.
    """

    year: int
    amount: Decimal
    sfs: str | None
    status: PriceBaseAmountStatus

    def __post_init__(self) -> None:
        """Refuse an amount that is decided without its ordinance, or calculated with one."""
        if (self.sfs is None) == (self.status is PriceBaseAmountStatus.DECIDED):
            raise PriceBaseAmountRefused(
                Text(
                    sv="Ett beslutat prisbasbelopp anges med sitt SFS-nummer, ett beräknat utan.",
                    en="A decided price base amount is given with its SFS number, a calculated one without.",
                ),
                pointer="/sfs",
            )
        if self.amount <= 0:
            raise PriceBaseAmountRefused(
                Text(
                    sv="Prisbasbeloppet ska vara större än noll.",
                    en="The price base amount must be greater than zero.",
                ),
                pointer="/amount",
            )

    @property
    def is_decided(self) -> bool:
        """Whether the Government has decided it, so that a limit can be built on it."""
        return self.status is PriceBaseAmountStatus.DECIDED


PriceBaseAmounts = Mapping[int, PriceBaseAmount]
"""Price base amounts by year. A year that is missing is not known; it is never taken from another year."""


def replace_price_base_amount(present: PriceBaseAmount, coming: PriceBaseAmount) -> PriceBaseAmount:
    """The amount that stands after `coming` has been entered for the year of `present`.

    Raises:
        PriceBaseAmountDecided: `present` is decided, and a decided amount never changes.
    """
    if present.is_decided:
        raise PriceBaseAmountDecided(
            Text(
                sv="Årets prisbasbelopp är beslutat och ändras inte.",
                en="The price base amount of the year is decided and does not change.",
            )
        )
    return coming
