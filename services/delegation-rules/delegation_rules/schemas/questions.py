"""The question who may decide, one or many at a time."""

from typing import Annotated, Any, Final, Self
from uuid import UUID

from pydantic import ConfigDict, Field, SkipValidation, WrapValidator, model_validator

from boardkit.api.input_errors import as_pydantic_error
from boardkit.api.schemas import Line, Schema
from boardkit.domain.errors import InvalidInput, Text
from delegation_rules.domain.answering import Asked
from delegation_rules.domain.answers import Question
from delegation_rules.schemas import examples
from delegation_rules.schemas.facts import (
    Circumstances,
    DecisionAmount,
    DecisionDay,
    LengthInMonths,
    MonthlyRent,
    PurposeOfCase,
    SubjectOfCase,
)
from delegation_rules.schemas.fields import BoardSlug, PositionSlug
from delegation_rules.schemas.rules import RuleNumber

MOST_QUESTIONS: Final = 10_000


class NewQuestion(Schema):
    """Får befattningen, eller personen, fatta beslutet? May the position, or the person, make the decision?

    What is left out is not known, and what is not known never gives a yes.
    """

    model_config = ConfigDict(json_schema_extra={"example": examples.NEW_QUESTION})

    rule: Annotated[
        RuleNumber | None,
        Field(
            description="Regelns nummer; antingen det eller matter. Number of the rule; either that or matter.",
            json_schema_extra={"example": "3.2.1"},
        ),
    ] = None
    matter: Annotated[
        Line | None,
        Field(
            description="Ord ur regelns ärendetyp, utan hänsyn till versaler och accenter. Words of the rule's matter.",
            json_schema_extra={"example": "rutinmässiga inköp"},
        ),
    ] = None
    position: Annotated[
        PositionSlug | None,
        Field(
            description="Befattningen som skulle besluta; antingen den eller person. The position that would decide; "
            "either that or person.",
            json_schema_extra={"example": "enhetschef"},
        ),
    ] = None
    person: Annotated[
        UUID | None,
        Field(
            description="Personen som skulle besluta, genom de befattningar den har den dagen. The person that would "
            "decide, by the positions held that day.",
            json_schema_extra={"example": examples.ORDER_ID},
        ),
    ] = None
    date: DecisionDay
    amount: DecisionAmount = None
    months: LengthInMonths = None
    purpose: PurposeOfCase = None
    monthly_rent: MonthlyRent = None
    circumstances: Circumstances = Field(default_factory=dict)
    subject: SubjectOfCase = None

    @model_validator(mode="after")
    def _names_one_rule_and_one_decider(self) -> Self:
        for one, other in ((self.rule, self.matter), (self.position, self.person)):
            if (one is None) == (other is None):
                raise as_pydantic_error(_EITHER_OR)
        return self

    def as_domain(self) -> Asked:
        """The question as the domain knows it."""
        question = Question(
            rule=self.rule or "",
            position=self.position,
            on=self.date,
            amount=self.amount,
            months=self.months,
            purpose=self.purpose,
            monthly_rent=self.monthly_rent,
            circumstances=self.circumstances,
            subject=self.subject,
        )
        return Asked(question, self.matter, self.person)


_EITHER_OR: Final = InvalidInput(
    Text(
        sv="Ange antingen rule eller matter, och antingen position eller person.",
        en="Give either rule or matter, and either position or person.",
    )
)


class NewEvaluation(NewQuestion):
    """En fråga till en nämnds delegationsordning. One question to a board's delegation order."""

    model_config = ConfigDict(json_schema_extra={"example": examples.NEW_EVALUATION})

    board: BoardSlug


class NewEvaluations(Schema):
    """Upp till 10 000 frågor till en nämnds delegationsordning. Up to 10 000 questions to a board's order."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"board": "norrmalm", "questions": [examples.NEW_QUESTION]}}
    )

    board: BoardSlug
    questions: Annotated[
        list[SkipValidation[NewQuestion]],
        Field(
            min_length=1,
            max_length=MOST_QUESTIONS,
            description="Frågorna; en som inte går att läsa får sitt fel på sin plats i svaret. The questions; one "
            "that cannot be read gets its problem in its place of the answer.",
        ),
    ]

    @property
    def as_sent(self) -> list[Any]:
        """The questions as they came: each is read, and refused, for itself."""
        return list(self.questions)


def _one_or_many(value: Any, _handler: Any) -> NewEvaluation | NewEvaluations:
    if isinstance(value, dict) and "questions" in value:
        return NewEvaluations.model_validate(value)
    return NewEvaluation.model_validate(value)


EvaluationRequest = Annotated[NewEvaluation | NewEvaluations, WrapValidator(_one_or_many)]
"""One question, or many; told apart by `questions`, so that an error speaks of the one that was meant."""
