"""The requests of AuthZEN Authorization API 1.0. Unknown fields are passed over, as the specification demands."""

from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from delegation_rules.domain.authzen import AccessRequest, Entity, EvaluationsSemantic
from delegation_rules.schemas import authzen_examples as examples

MOST_EVALUATIONS: Final = 1000

EntityType = Annotated[
    str, Field(description="Subjektets eller resursens slag. Kind.", json_schema_extra={"example": "position"})
]
EntityId = Annotated[
    str,
    Field(description="Identitet inom slaget. Identity within its kind.", json_schema_extra={"example": "enhetschef"}),
]
Properties = Annotated[
    dict[str, Any] | None,
    Field(description="Fler uppgifter. Additional attributes.", json_schema_extra={"example": {"board": "norrmalm"}}),
]
Surroundings = Annotated[
    dict[str, Any] | None,
    Field(
        description="Omgivningen: dagen för beslutet som date, eller time med tidszon; annars i dag. The environment: "
        "the day of the decision.",
        json_schema_extra={"example": {"date": "2019-06-20"}},
    ),
]


class AuthzenMessage(BaseModel):
    """Base of every AuthZEN request: it is read for what is known, and the rest of it is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class AuthzenEntity(AuthzenMessage):
    """Ett subjekt (position eller person) eller en resurs (delegation-rule eller matter). A subject or a resource."""

    model_config = ConfigDict(json_schema_extra={"example": examples.SUBJECT})

    type: EntityType
    id: EntityId
    properties: Properties = None

    def as_domain(self) -> Entity:
        """The entity as the domain knows it."""
        return Entity(self.type, self.id, self.properties or {})


class AuthzenResource(AuthzenEntity):
    """En resurs: delegation-rule med regelns nummer, eller matter med ord ur ärendetypen. A resource.

    Its properties tell of the case: board, amount, months, purpose, monthly_rent, circumstances, subject.
    """

    model_config = ConfigDict(json_schema_extra={"example": examples.RESOURCE})


class AuthzenEntityInPart(AuthzenMessage):
    """Ett subjekt eller en resurs där något kan stå som förval. One that defaults may complete."""

    model_config = ConfigDict(json_schema_extra={"example": examples.RESOURCE})

    type: EntityType | None = None
    id: EntityId | None = None
    properties: Properties = None

    def as_domain(self) -> Entity:
        """The entity as the domain knows it."""
        return Entity(self.type, self.id, self.properties or {})


class AuthzenSearchedEntity(AuthzenMessage):
    """Det slag som söks; ett id läses inte. The kind that is searched for; an id is passed over."""

    model_config = ConfigDict(json_schema_extra={"example": {"type": "position"}})

    type: EntityType
    properties: Properties = None

    def as_domain(self) -> Entity:
        """The entity as the domain knows it."""
        return Entity(self.type, None, self.properties or {})


class AuthzenAction(AuthzenMessage):
    """Handlingen: decide (besluta). The action: decide."""

    name: Annotated[str, Field(description="decide (besluta).", json_schema_extra={"example": "decide"})]
    properties: Properties = None


class AuthzenPageRequest(AuthzenMessage):
    """Vilken del av resultatet. Which part of the results."""

    token: Annotated[
        str | None,
        Field(description="next_token ur förra svaret. Of the answer before.", json_schema_extra={"example": ""}),
    ] = None
    limit: Annotated[
        int | None,
        Field(
            ge=0, description="Högst så många resultat. At most so many results.", json_schema_extra={"example": 100}
        ),
    ] = None


class AccessEvaluationRequest(AuthzenMessage):
    """Får subjektet göra handlingen med resursen? May the subject do the action with the resource?"""

    model_config = ConfigDict(json_schema_extra={"example": examples.EVALUATION_REQUEST})

    subject: AuthzenEntity
    action: AuthzenAction
    resource: AuthzenResource
    context: Surroundings = None

    def as_domain(self) -> AccessRequest:
        """The request as the domain knows it."""
        return AccessRequest(self.subject.as_domain(), self.action.name, self.resource.as_domain(), self.context)


class AccessEvaluationInPart(AuthzenMessage):
    """En av flera frågor; det som saknas gäller enligt förvalen. One of several; defaults stand in for what lacks."""

    model_config = ConfigDict(json_schema_extra={"example": {"resource": examples.RESOURCE}})

    subject: AuthzenEntityInPart | None = None
    action: AuthzenAction | None = None
    resource: AuthzenEntityInPart | None = None
    context: Surroundings = None

    def as_domain(self) -> AccessRequest:
        """The request as the domain knows it."""
        return AccessRequest(
            subject=None if self.subject is None else self.subject.as_domain(),
            action=None if self.action is None else self.action.name,
            resource=None if self.resource is None else self.resource.as_domain(),
            context=self.context,
        )


class EvaluationsOptions(AuthzenMessage):
    """Hur frågorna ska utföras. How the evaluations are carried out."""

    evaluations_semantic: Annotated[
        EvaluationsSemantic,
        Field(
            description="execute_all (alla), deny_on_first_deny (till första nej) eller permit_on_first_permit "
            "(till första ja). When to stop.",
            json_schema_extra={"example": "execute_all"},
        ),
    ] = EvaluationsSemantic.EXECUTE_ALL


class AccessEvaluationsRequest(AccessEvaluationInPart):
    """Flera frågor, med förval. Several evaluations, with defaults; without any, it is a single evaluation."""

    model_config = ConfigDict(json_schema_extra={"example": examples.EVALUATIONS_REQUEST})

    evaluations: Annotated[
        list[AccessEvaluationInPart] | None,
        Field(max_length=MOST_EVALUATIONS, description="Frågorna. The evaluations."),
    ] = None
    options: EvaluationsOptions | None = None


class SubjectSearchRequest(AuthzenMessage):
    """Vilka subjekt får göra handlingen med resursen? Which subjects may do the action with the resource?"""

    model_config = ConfigDict(json_schema_extra={"example": examples.SUBJECT_SEARCH})

    subject: AuthzenSearchedEntity
    action: AuthzenAction
    resource: AuthzenResource
    context: Surroundings = None
    page: AuthzenPageRequest | None = None

    def as_domain(self) -> AccessRequest:
        """The request as the domain knows it, without an id of its subject."""
        return AccessRequest(self.subject.as_domain(), self.action.name, self.resource.as_domain(), self.context)


class ResourceSearchRequest(AuthzenMessage):
    """Med vilka resurser får subjektet göra handlingen? With which resources may the subject do the action?"""

    model_config = ConfigDict(json_schema_extra={"example": examples.RESOURCE_SEARCH})

    subject: AuthzenEntity
    action: AuthzenAction
    resource: AuthzenSearchedEntity
    context: Surroundings = None
    page: AuthzenPageRequest | None = None

    def as_domain(self) -> AccessRequest:
        """The request as the domain knows it, without an id of its resource."""
        return AccessRequest(self.subject.as_domain(), self.action.name, self.resource.as_domain(), self.context)


class ActionSearchRequest(AuthzenMessage):
    """Vilka handlingar får subjektet göra med resursen? Which actions may the subject do with the resource?"""

    model_config = ConfigDict(json_schema_extra={"example": examples.ACTION_SEARCH})

    subject: AuthzenEntity
    resource: AuthzenResource
    context: Surroundings = None
    page: AuthzenPageRequest | None = None

    def as_domain(self) -> AccessRequest:
        """The request as the domain knows it, without an action."""
        return AccessRequest(self.subject.as_domain(), None, self.resource.as_domain(), self.context)
