"""The question who may decide, one or many at a time."""

from typing import Annotated, Any, Final, Self
from uuid import UUID

from pydantic import ConfigDict, Field, SkipValidation, WrapValidator, model_validator

from boardkit.api.input_errors import as_pydantic_error
from boardkit.api.schemas import CalendarDate, Line, Schema
from boardkit.domain.errors import InvalidInput, Text
from delegation_rules.domain.answering import Asked
from delegation_rules.domain.answers import Question
from delegation_rules.domain.statute import Subject
from delegation_rules.schemas import examples
from delegation_rules.schemas.conditions import Months, PurposeName
from delegation_rules.schemas.fields import BoardSlug, CircumstanceName, NonNegativeKronor, PositionSlug
from delegation_rules.schemas.rules import RuleNumber

MOST_QUESTIONS: Final = 10_000
MOST_CIRCUMSTANCES: Final = 50

DecisionDate = Annotated[
    CalendarDate, Field(description="Beslutets dag. Day of the decision.", json_schema_extra={"example": "2019-06-20"})
]
DecisionAmount = Annotated[
    NonNegativeKronor | None,
    Field(
        description="Hela beloppet i kronor; ett belopp får inte delas upp. The whole, undivided amount.",
        json_schema_extra={"example": "300000.00"},
    ),
]


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
    date: DecisionDate
    amount: DecisionAmount = None
    months: Annotated[
        Months | None, Field(description="Längd i månader. Length in months.", json_schema_extra={"example": 3})
    ] = None
    purpose: Annotated[
        PurposeName | None,
        Field(
            description="Ett av regelns delsyften. One of the rule's purposes.",
            json_schema_extra={"example": "instalment-plan"},
        ),
    ] = None
    monthly_rent: Annotated[
        NonNegativeKronor | None,
        Field(
            description="En månadshyra, när gränsen räknas i hyror. One month's rent.",
            json_schema_extra={"example": "9500.00"},
        ),
    ] = None
    circumstances: Annotated[
        dict[CircumstanceName, Annotated[bool, Field(strict=True)]],
        Field(
            max_length=MOST_CIRCUMSTANCES,
            description="Omständigheter som regeln frågar efter, ja eller nej. Circumstances told yes or no.",
            json_schema_extra={"example": {"call-off-from-procured-agreement": True}},
        ),
    ] = Field(default_factory=dict)
    subject: Annotated[
        Subject | None,
        Field(
            description="Vad ärendet rör, där KL 6:38 sätter gränser, till exempel citizen-proposal. What the case is "
            "about, where KL 6:38 sets limits.",
            json_schema_extra={"example": "procurement"},
        ),
    ] = None

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
