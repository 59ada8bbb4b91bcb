"""Statistics of delegated decisions, as responses show them."""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Kronor, Representation
from delegation_rules.domain.decision_statistics import DecisionStatistics, Use
from delegation_rules.schemas import board_report_examples as examples
from delegation_rules.schemas.board_reports import Matter
from delegation_rules.schemas.fields import BoardSlug, PositionSlug
from delegation_rules.schemas.rules import RuleNumber


class UseView(BaseModel):
    """Hur mycket något har använts. How much something was used."""

    model_config = ConfigDict(frozen=True, json_schema_extra={"example": examples.USE})

    count: int = Field(description="Antal giltiga beslut. Valid decisions.", json_schema_extra={"example": 13})
    without_amount: int = Field(
        description="De av dem som inte anger belopp. Those without an amount.", json_schema_extra={"example": 11}
    )
    total: Annotated[
        Kronor | None,
        Field(
            description="Summan av de andra; null när inga finns. Sum of the others; null when there are none.",
            json_schema_extra={"example": "2264144.00"},
        ),
    ]
    with_limit: int = Field(
        description="De vars belopp och delegatens gräns är kända. Those whose amount and limit are known.",
        json_schema_extra={"example": 0},
    )
    near_limit: int = Field(
        description="De av dem som nådde tröskeln. Those of them that reached the threshold.",
        json_schema_extra={"example": 0},
    )

    @classmethod
    def of(cls, use: Use) -> Self:
        """The representation of `use`."""
        return cls(
            count=use.count,
            without_amount=use.without_amount,
            total=use.total,
            with_limit=use.with_limit,
            near_limit=use.near_limit,
        )


class RuleUseView(BaseModel):
    """Användningen av en regel. The use of a rule."""

    rule: RuleNumber
    matter: Matter
    use: UseView


class PositionUseView(BaseModel):
    """En befattnings användning. The use by a position."""

    position: PositionSlug
    use: UseView


class MonthUseView(BaseModel):
    """En månads användning. The use in a month."""

    month: str = Field(description="ÅÅÅÅ-MM.", pattern=r"^[0-9]{4}-[0-9]{2}$", json_schema_extra={"example": "2019-05"})
    use: UseView


class UnusedRuleView(BaseModel):
    """En regel som ingen har beslutat enligt. A rule that nothing was decided under."""

    rule: RuleNumber
    matter: Matter


class DecisionStatisticsView(Representation):
    """Hur delegationen har använts under en period. How delegation was used in a period."""

    model_config = ConfigDict(json_schema_extra={"example": examples.STATISTICS})

    board: BoardSlug
    first_day: CalendarDate
    last_day: CalendarDate
    threshold_percent: int = Field(
        description="Andel av gränsen som räknas som nära. Share of the limit.", json_schema_extra={"example": 90}
    )
    everything: UseView
    void_count: int = Field(
        description="Ogiltiga beslut, räknade för sig. Void decisions, counted apart.", json_schema_extra={"example": 0}
    )
    rules: list[RuleUseView] = Field(
        description="Efter regel. By rule.", json_schema_extra={"example": examples.STATISTICS["rules"]}
    )
    positions: list[PositionUseView] = Field(
        description="Efter befattning. By position.", json_schema_extra={"example": examples.STATISTICS["positions"]}
    )
    months: list[MonthUseView] = Field(
        description="Efter månad. By month.", json_schema_extra={"example": examples.STATISTICS["months"]}
    )
    rules_never_used: list[UnusedRuleView] | None = Field(
        description="Regler i den ordning som gäller periodens sista dag; null när ingen är känd. Rules of the order "
        "in force on the last day; null when none is known.",
        json_schema_extra={"example": examples.STATISTICS["rules_never_used"]},
    )

    @classmethod
    def of_period(
        cls,
        board: str,
        period: tuple[date, date],
        threshold_percent: int,
        figures: tuple[DecisionStatistics, int],
        links: Links,
    ) -> Self:
        """The representation of `figures`: the statistics of the period and how many decisions were void."""
        found, void_count = figures
        unused = found.never_used
        return cls(
            board=board,
            first_day=period[0],
            last_day=period[1],
            threshold_percent=threshold_percent,
            everything=UseView.of(found.everything),
            void_count=void_count,
            rules=[RuleUseView(rule=key[0], matter=key[1], use=UseView.of(use)) for key, use in found.by_rule],
            positions=[PositionUseView(position=key, use=UseView.of(use)) for key, use in found.by_position],
            months=[MonthUseView(month=f"{key:%Y-%m}", use=UseView.of(use)) for key, use in found.by_month],
            rules_never_used=None
            if unused is None
            else [UnusedRuleView(rule=each.rule, matter=each.matter) for each in unused],
            links={"self": links.this_request("self")},
        )
