"""The answers of AuthZEN Authorization API 1.0. What is not known is left out, never null."""

from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from boardkit.api.links import Links
from boardkit.api.problems import problem_document
from boardkit.api.schemas import Id, Kronor
from boardkit.domain.errors import KansliError, Language
from delegation_rules.commands._access_records import Decided
from delegation_rules.domain.answers import Act
from delegation_rules.domain.authzen import AccessRequest, PageOfResults, place_in_request
from delegation_rules.domain.conditions import Status
from delegation_rules.schemas import authzen_examples as examples
from delegation_rules.schemas.authzen import EntityId, EntityType
from delegation_rules.schemas.evaluations import ConditionKind, EvaluationView, HolderOfPositionView
from delegation_rules.schemas.fields import PositionSlug
from delegation_rules.schemas.rules import RuleNumber


class AuthzenErrorView(BaseModel):
    """Varför frågan inte gick att besvara. Why the request could not be answered; the decision is then no."""

    status: int = Field(description="Som HTTP-status. As an HTTP status.", json_schema_extra={"example": 422})
    message: str = Field(
        description="Vad som är fel. What is wrong.",
        json_schema_extra={"example": "Delegationsordningen har ingen regel med det numret."},
    )
    type: str = Field(
        description="Felets slag (RFC 9457). Kind of problem.",
        json_schema_extra={"example": "https://kansli.example/problems/unknown-rule"},
    )
    pointer: str | None = Field(
        default=None,
        description="Vilken uppgift i frågan. Which field of the request.",
        json_schema_extra={"example": "/resource/id"},
    )

    @classmethod
    def of(cls, error: KansliError, request: AccessRequest, language: Language) -> Self:
        """The representation of `error` with `request`."""
        document = problem_document(error, language)
        pointer = error.pointer
        if pointer is not None and pointer.split("/")[1] not in ("subject", "action", "resource", "context"):
            pointer = place_in_request(pointer, request)
        return cls(status=error.status, message=document["detail"], type=document["type"], pointer=pointer or None)


class AuthzenConditionView(BaseModel):
    """Ett villkor och om det är uppfyllt. A condition and whether it is met."""

    model_config = ConfigDict(from_attributes=True)

    kind: ConditionKind = Field(json_schema_extra={"example": "amount"})
    status: Status = Field(
        description="met (uppfyllt), not-met (inte uppfyllt) eller not-known (inte känt).",
        json_schema_extra={"example": "not-met"},
    )
    circumstance: str | None = Field(
        default=None,
        description="Namnet att ange i circumstances. Name to tell it by in circumstances.",
        json_schema_extra={"example": "consultation-held"},
    )
    text: str = Field(
        description="Vad villkoret kräver. What the condition asks for.",
        json_schema_extra={"example": "Beloppet är högst 6 prisbasbelopp, 279 000,00 kr."},
    )


class AuthzenDecisionContext(BaseModel):
    """Vad svaret vilar på; fälten betyder detsamma som i evaluations. What the decision rests on, as in evaluations."""

    model_config = ConfigDict(from_attributes=True, json_schema_extra={"example": examples.DENIAL["context"]})

    error: AuthzenErrorView | None = None
    rule: RuleNumber | None = None
    position: PositionSlug | None = None
    person: UUID | None = Field(
        default=None,
        description="Personen som frågan gällde. The person asked about.",
        json_schema_extra={"example": examples.PERSON_ID},
    )
    order_id: Id | None = None
    order_version: int | None = Field(
        default=None,
        description="Delegationsordningens version. Version of the order.",
        json_schema_extra={"example": 1},
    )
    limit: Kronor | None = Field(
        default=None,
        description="Högsta belopp befattningen får besluta om. Highest amount the position may decide.",
        json_schema_extra={"example": "279000.00"},
    )
    lowest_positions: list[PositionSlug] | None = Field(
        default=None,
        description="Lägsta befattningar som får besluta. Lowest positions that may decide.",
        json_schema_extra={"example": ["avdelningschef"]},
    )
    holders: list[HolderOfPositionView] | None = Field(
        default=None, description="Vilka som innehar dem den dagen. Who holds them that day."
    )
    report_to_board: bool | None = Field(
        default=None,
        description="Ska beslutet anmälas till nämnden. Is the decision reported to the board.",
        json_schema_extra={"example": False},
    )
    act: Act | None = Field(
        default=None,
        description="decision (beslut) eller execution (verkställighet). Decision or execution.",
        json_schema_extra={"example": "decision"},
    )
    announce: bool | None = Field(
        default=None,
        description="Ska beslutet protokollföras särskilt och anslås. Is it minuted separately and announced.",
        json_schema_extra={"example": True},
    )
    consult: list[PositionSlug] | None = Field(
        default=None,
        description="Befattningar att samråda med före beslutet. Positions to consult before the decision.",
        json_schema_extra={"example": ["avdelningschef"]},
    )
    report_to_head: bool | None = Field(
        default=None,
        description="Anmäls till förvaltningschefen (KL 7:6). Reported to the head.",
        json_schema_extra={"example": False},
    )
    conditions: list[AuthzenConditionView] | None = None
    reasons: list[str] | None = Field(
        default=None,
        description="Skälen, efter Accept-Language. Why, in the caller's language.",
        json_schema_extra={"example": ["Beslutet anmäls inte till nämnden."]},
    )


class AuthzenDecision(BaseModel):
    """Svaret: ja bara när varje villkor är känt och uppfyllt. Yes only when every condition is known to be met."""

    model_config = ConfigDict(json_schema_extra={"example": examples.DENIAL})

    decision: bool = Field(description="Får subjektet. May the subject.", json_schema_extra={"example": False})
    context: AuthzenDecisionContext | None = None

    @classmethod
    def of(cls, outcome: Decided | KansliError, request: AccessRequest, language: Language, links: Links) -> Self:
        """The representation of what came of `request`."""
        if isinstance(outcome, KansliError):
            error = AuthzenErrorView.of(outcome, request, language)
            return cls(decision=False, context=AuthzenDecisionContext(error=error))
        answered = outcome.answered
        view = EvaluationView.of(
            outcome.answer,
            answered.hierarchy,
            language,
            links,
            person=answered.person,
            holders=answered.holders,
        )
        return cls(decision=view.allowed, context=AuthzenDecisionContext.model_validate(view))


class AuthzenDecisions(BaseModel):
    """Svaren i frågornas ordning, eller ett enda svar när bara en fråga ställdes. The decisions, or a single one."""

    model_config = ConfigDict(json_schema_extra={"example": {"evaluations": [examples.DENIAL, examples.PERMISSION]}})

    evaluations: list[AuthzenDecision] | None = None
    decision: bool | None = Field(
        default=None, description="Svaret på en enda fråga. Of a single one.", json_schema_extra={"example": True}
    )
    context: AuthzenDecisionContext | None = None


class AuthzenPageView(BaseModel):
    """Var i resultatet svaret står. Where in the results the answer stands."""

    next_token: str = Field(
        description="Ange som page.token för nästa del; tom när inget återstår. For the next part; empty at the end.",
        json_schema_extra={"example": ""},
    )
    count: int = Field(description="Antal i den här delen. Results in this part.", json_schema_extra={"example": 1})
    total: int = Field(description="Antal i allt. Results in all.", json_schema_extra={"example": 1})

    @classmethod
    def of(cls, page: PageOfResults[Any]) -> Self:
        """The representation of where `page` stands."""
        return cls(next_token=page.next_token, count=len(page.results), total=page.total)


class AuthzenSearchContext(BaseModel):
    """Varför sökningen inte gav något. Why the search found nothing."""

    error: AuthzenErrorView


class AuthzenFoundEntity(BaseModel):
    """Ett subjekt eller en resurs som får ja. A subject or a resource that gets a yes."""

    model_config = ConfigDict(json_schema_extra={"example": examples.RESOURCE})

    type: EntityType
    id: EntityId
    properties: dict[str, Any] | None = Field(
        default=None,
        description="Det som frågan angav om ärendet. What the request told of the case.",
        json_schema_extra={"example": {"board": "norrmalm"}},
    )


class AuthzenFoundAction(BaseModel):
    """En handling som får ja. An action that gets a yes."""

    name: str = Field(description="decide (besluta).", json_schema_extra={"example": "decide"})


class AuthzenEntitiesFound(BaseModel):
    """Subjekten eller resurserna. The subjects or the resources."""

    model_config = ConfigDict(json_schema_extra={"example": examples.RESOURCES_FOUND})

    page: AuthzenPageView
    context: AuthzenSearchContext | None = None
    results: list[AuthzenFoundEntity]


class AuthzenActionsFound(BaseModel):
    """Handlingarna. The actions."""

    model_config = ConfigDict(json_schema_extra={"example": examples.ACTIONS_FOUND})

    page: AuthzenPageView
    context: AuthzenSearchContext | None = None
    results: list[AuthzenFoundAction]
