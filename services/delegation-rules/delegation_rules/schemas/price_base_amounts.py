"""Price base amounts, as requests send them and responses show them."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import Kronor, Representation, Schema
from delegation_rules.domain.price_base_amounts import PriceBaseAmount, PriceBaseAmountStatus
from delegation_rules.schemas import examples

Year = Annotated[int, Field(ge=1957, le=2200, description="År. Year.", json_schema_extra={"example": 2019})]
Amount = Annotated[
    Kronor, Field(description="Prisbasbelopp i kronor. Kronor.", json_schema_extra={"example": "46500.00"})
]
Sfs = Annotated[
    Annotated[str, Field(pattern=r"^[0-9]{4}:[1-9][0-9]{0,4}$")] | None,
    Field(
        description="Förordningens SFS-nummer; saknas för ett beräknat belopp. Number of the ordinance.",
        json_schema_extra={"example": "2018:1549"},
    ),
]
Status = Annotated[
    PriceBaseAmountStatus,
    Field(
        description="decided (fastställt av regeringen) eller calculated (beräknat).",
        json_schema_extra={"example": "decided"},
    ),
]


class PriceBaseAmountOfYear(Schema):
    """Prisbasbeloppet för adressens år. The price base amount of the year in the address."""

    model_config = ConfigDict(json_schema_extra={"example": examples.DECIDED_PRICE_BASE_AMOUNT})

    amount: Amount
    sfs: Sfs = None
    status: Status

    def as_domain(self, year: int) -> PriceBaseAmount:
        """The amount of `year` as the domain knows it. Raises `PriceBaseAmountRefused`."""
        return PriceBaseAmount(year, self.amount, self.sfs, self.status)


class NewPriceBaseAmount(PriceBaseAmountOfYear):
    """Prisbasbeloppet för ett år. The price base amount of a year."""

    model_config = ConfigDict(json_schema_extra={"example": examples.NEW_PRICE_BASE_AMOUNT})

    year: Year


class PriceBaseAmountView(Representation):
    """Prisbasbeloppet för ett år (SFB 2:6–7). The price base amount of a year."""

    model_config = ConfigDict(json_schema_extra={"example": examples.PRICE_BASE_AMOUNT})

    year: Year
    amount: Amount
    sfs: Sfs
    status: Status

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `price_base_amounts`."""
        return cls(
            year=row["year"],
            amount=row["amount"],
            sfs=row["sfs"],
            status=PriceBaseAmountStatus(row["status"]),
            links=links.self_link("price-base-amounts", row["year"]),
        )
