"""Why a rule answered as it did, as responses show it."""

from collections.abc import Sequence
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from case_registry.domain.reasons import Reason


class ReasonView(BaseModel):
    """Ett led i bedömningen. One step of a rule's answer, with the provisions it rests on."""

    model_config = ConfigDict(frozen=True)

    sv: str = Field(
        description="På svenska. In Swedish.",
        json_schema_extra={"example": "Besluten får laga kraft 2019-07-11 om ingen har överklagat."},
    )
    en: str = Field(
        description="På engelska. In English.",
        json_schema_extra={"example": "The decisions gain legal force on 2019-07-11 if nobody has appealed."},
    )
    rules: list[str] = Field(
        description="Lagrum. Provisions: chapter and section of the law.",
        json_schema_extra={"example": ["KL 13:5", "KL 8:12"]},
    )

    @classmethod
    def of(cls, reason: Reason) -> Self:
        """The representation of `reason`."""
        return cls(sv=reason.text.sv, en=reason.text.en, rules=list(reason.rules))

    @classmethod
    def stored(cls, reasons: Sequence[Any] | None) -> list[Self] | None:
        """The representations of reasons as the database keeps them."""
        return None if reasons is None else [cls.model_validate(reason) for reason in reasons]
