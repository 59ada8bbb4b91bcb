"""What stands out in a delegation order, as responses show it."""

from typing import Self

from pydantic import ConfigDict, Field

from boardkit.api.links import Links
from boardkit.api.schemas import Representation
from boardkit.domain.errors import Language
from delegation_rules.domain.order_findings import FindingCode, OrderFinding, Severity
from delegation_rules.schemas import orders_examples
from delegation_rules.schemas.fields import PositionSlug


class OrderFindingView(Representation):
    """Något som framgår av en granskning av ordningen. One thing that stands out when the order is examined."""

    model_config = ConfigDict(json_schema_extra={"example": orders_examples.FINDING})

    code: FindingCode = Field(description="Vad. What.", json_schema_extra={"example": "number-missing"})
    severity: Severity = Field(
        description="error (lagen hindrar antagande), warning (varning), suspected (misstanke utifrån orden) eller "
        "note (upplysning). An error keeps the order from being adopted; a suspicion rests on words alone.",
        json_schema_extra={"example": "note"},
    )
    rule: str | None = Field(
        description="Regelns nummer; null när hela ordningen avses. Number of the rule; null for the whole order.",
        json_schema_extra={"example": "3.1.20"},
    )
    tier_number: int | None = Field(
        description="Steget, från 1. The tier, from 1.", json_schema_extra={"example": None}
    )
    position: PositionSlug | None
    law: str | None = Field(description="Lagrummet. The provision.", json_schema_extra={"example": "KL 6:38 4 p"})
    text: str = Field(
        description="Vad som framgår, på det språk som anroparen föredrar. What was found, in the caller's language.",
        json_schema_extra={"example": orders_examples.FINDING["text"]},
    )

    @classmethod
    def of(cls, finding: OrderFinding, order_id: object, language: Language, links: Links) -> Self:
        """The representation of `finding` about the order with that id."""
        is_there = finding.rule is not None and finding.code is not FindingCode.NUMBER_MISSING
        return cls(
            code=finding.code,
            severity=finding.severity,
            rule=finding.rule,
            tier_number=finding.tier,
            position=finding.position,
            law=finding.law,
            text=finding.text.in_language(language),
            links={"rule": links.link("delegation-orders", order_id, "rules", finding.rule)} if is_there else {},
        )
