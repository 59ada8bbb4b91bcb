"""Reports to the board, as requests send them and responses show them."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Line, Link, Representation, Schema, rule
from boardkit.domain.errors import InvalidInput, Text
from delegation_rules.domain.board_reports import Placement, ReportStatus, grouped_by_kind
from delegation_rules.domain.delegated_decisions import DecisionStatus
from delegation_rules.domain.statute import Mandate
from delegation_rules.formats.board_report_pdf import PrintedDecision, PrintedKind, PrintedReport
from delegation_rules.schemas import board_report_examples as examples
from delegation_rules.schemas.fields import BoardSlug, PositionSlug
from delegation_rules.schemas.rules import RuleNumber

MOST_DECISIONS = 2000
"""How many decisions one report or announcement may name."""


def _each_once(ids: list[UUID]) -> list[UUID]:
    if len(set(ids)) < len(ids):
        raise InvalidInput(Text(sv="Samma beslut nämns två gånger.", en="A decision is named twice."))
    return ids


DecisionIds = Annotated[
    list[Id],
    Field(
        min_length=1,
        max_length=MOST_DECISIONS,
        description="Beslutens id, i den följd de ska stå. Ids of the decisions, in the sequence of the list.",
        json_schema_extra={"example": ["0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c42"]},
    ),
    AfterValidator(rule(_each_once)),
]
MeetingId = Annotated[
    Id, Field(description="Sammanträdets id i ärenderegistret. Id of the meeting in the case registry.")
]
HeldOn = Annotated[CalendarDate, Field(description="Sammanträdesdagen. The day of the meeting.")]
Outcome = Annotated[
    str,
    Field(
        description="Beslutet i ord. The decision in words.",
        json_schema_extra={"example": "Bidrag på 8 085 kronor beviljas."},
    ),
]
Matter = Annotated[
    str,
    Field(
        description="Ärendetyp enligt regeln. Matter of the rule.",
        json_schema_extra={"example": "Projektbidrag till föreningar"},
    ),
]
DiaryNumber = Annotated[
    str, Field(description="Diarienummer. Diary number.", json_schema_extra={"example": "2019/303-5.4."})
]


class NewBoardReport(Schema):
    """En anmälan av delegationsbeslut till ett sammanträde. A report of delegated decisions to a meeting."""

    model_config = ConfigDict(json_schema_extra={"example": examples.NEW_REPORT})

    board: BoardSlug
    meeting_id: MeetingId
    decision_ids: Annotated[
        DecisionIds | None,
        Field(
            description="Utelämnat: alla som ska anmälas senast vid sammanträdet. Left out: all that should be "
            "reported by that meeting.",
        ),
    ] = None


class ReportPlacement(Schema):
    """Var anmälan ska stå på föredragningslistan. Where the report is to stand on the agenda."""

    model_config = ConfigDict(json_schema_extra={"example": examples.PLACEMENT})

    group: Annotated[
        Line, Field(description="Rubrik. Heading.", json_schema_extra={"example": "Anmälningsärenden"})
    ] = "Anmälningsärenden"
    title: Annotated[
        Line, Field(description="Punktens titel. Title.", json_schema_extra={"example": "Anmälan av delegationsbeslut"})
    ] = "Anmälan av delegationsbeslut"


class ReportMade(Schema):
    """Att anmälan har gjorts vid sammanträdet. That the report has been made at the meeting."""

    model_config = ConfigDict(json_schema_extra={"example": examples.REPORTING})

    paragraph: Annotated[
        int,
        Field(
            strict=True,
            ge=1,
            le=9999,
            description="Paragraf i protokollet. Paragraph of the minutes.",
            json_schema_extra={"example": 14},
        ),
    ]
    reported_on: Annotated[
        CalendarDate | None,
        Field(
            description="Dagen; utelämnad: sammanträdesdagen. The day; that of the meeting when left out.",
            json_schema_extra={"example": "2019-06-13"},
        ),
    ] = None


class ReportWithdrawal(Schema):
    """Anmälan tas tillbaka. The report is withdrawn."""

    model_config = ConfigDict(json_schema_extra={"example": {"status": "withdrawn"}})

    status: Annotated[
        Literal["withdrawn"],
        Field(description="withdrawn (återtagen).", json_schema_extra={"example": "withdrawn"}),
    ]


class ReportedDecisionView(BaseModel):
    """Ett beslut i en lista: diarienummer, beslut, delegat. A decision as a line of a list."""

    model_config = ConfigDict(frozen=True, json_schema_extra={"example": examples.REPORT_LINE})

    decision_id: Id
    year: int = Field(description="År i delegationsregistret. Year.", json_schema_extra={"example": 2019})
    number: int = Field(description="Nummer inom året. Number within the year.", json_schema_extra={"example": 11})
    diary_number: DiaryNumber
    case_id: Id | None
    rule: RuleNumber
    matter: Matter
    mandate: Annotated[
        Mandate,
        Field(description="Delegation eller brådskande beslut. By what.", json_schema_extra={"example": "delegation"}),
    ]
    outcome: Outcome
    decided_on: CalendarDate
    position: PositionSlug
    position_title: str | None = Field(
        description="Delegatens titel. The delegate's title.", json_schema_extra={"example": "stadsdelsdirektör"}
    )
    person: Id | None
    person_name: str | None = Field(
        description="Visas bara den som får läsa namn (persons:read), och bara när en anmälan läses. Shown only to "
        "who may read names, and only when a report is read.",
        json_schema_extra={"example": "Alva Testberg"},
    )
    status: DecisionStatus = Field(description="valid eller void (ogiltigt).", json_schema_extra={"example": "valid"})
    void_reason: str | None = Field(
        description="Varför det är ogiltigt. Why it is void.", json_schema_extra={"example": "Delegat utan rätt."}
    )


class KindOfDecisionsView(BaseModel):
    """Besluten av ett slag, efter regelns ärendetyp. The decisions of one kind, by the rule's matter."""

    model_config = ConfigDict(frozen=True)

    matter: Matter
    rules: list[RuleNumber] = Field(
        description="Reglerna de fattades enligt. The rules they were taken under.",
        json_schema_extra={"example": ["3.1"]},
    )
    decisions: list[ReportedDecisionView] = Field(
        description="I anmälans följd. In the sequence of the report.",
        json_schema_extra={"example": [examples.REPORT_LINE]},
    )


class BoardReportSummary(Representation):
    """En anmälan utan sina beslut. A report without its decisions."""

    model_config = ConfigDict(json_schema_extra={"example": examples.REPORT_SUMMARY})

    id: Id
    board: BoardSlug
    meeting_id: MeetingId
    held_on: HeldOn
    status: Annotated[
        ReportStatus,
        Field(description="prepared (förberedd), reported (anmäld) eller withdrawn (återtagen)."),
    ]
    placement: Annotated[
        Placement,
        Field(description="På föredragningslistan: not-asked, waiting eller placed. On the agenda."),
    ]
    placement_failure: str | None = Field(
        description="Vad det senaste försöket föll på, medan det väntar. What the last attempt failed on.",
        json_schema_extra={"example": "409 minutes-adjusted"},
    )
    agenda_item_id: Id | None
    agenda_number: int | None = Field(description="Punktens nummer. Number.", json_schema_extra={"example": 16})
    paragraph: int | None = Field(description="Paragraf. Paragraph.", json_schema_extra={"example": 14})
    reported_on: CalendarDate | None
    drawn_up_on: CalendarDate
    decision_count: int = Field(description="Antal beslut. Decisions.", json_schema_extra={"example": 13})
    left_to_settle: int = Field(
        description="Beslut som ordningen inte säger om de ska anmälas, och som inte togs med när anmälan gjordes i "
        "ordning. Decisions of which the order is silent, waiting when the report was drawn up.",
        json_schema_extra={"example": 0},
    )

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `board_reports_visible_to`."""
        return cls(**_shown(row), links=links.self_link("board-reports", row["id"]))


class BoardReportView(BoardReportSummary):
    """En anmälan av delegationsbeslut, ordnad efter ärendetyp (KL 6:40, 7:8). A report, grouped by kind."""

    model_config = ConfigDict(json_schema_extra={"example": examples.REPORT})

    groups: list[KindOfDecisionsView] = Field(
        description="Efter ärendetyp. By kind.", json_schema_extra={"example": examples.REPORT["groups"]}
    )

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `board_report_by_id`."""
        lines = [ReportedDecisionView.model_validate(item) for item in row["items"]]
        groups = [_kind(group) for group in grouped_by_kind(lines, lambda line: line.matter)]
        return cls(**_shown(row), groups=groups, links=_links(row, links))

    def as_printed(self, board_name: str | None) -> PrintedReport:
        """The report as it is printed; with names of persons when this has them."""
        return PrintedReport(
            board=board_name or self.board,
            held_on=self.held_on,
            paragraph=self.paragraph,
            kinds=tuple(
                PrintedKind(group.matter, tuple(group.rules), tuple(map(_printed, group.decisions)))
                for group in self.groups
            ),
        )


def _shown(row: RowMapping) -> dict[str, Any]:
    return {name: row[name] for name in BoardReportSummary.model_fields if name != "links"}


def _kind(lines: Sequence[ReportedDecisionView]) -> KindOfDecisionsView:
    return KindOfDecisionsView(
        matter=lines[0].matter, rules=list(dict.fromkeys(line.rule for line in lines)), decisions=list(lines)
    )


def _printed(line: ReportedDecisionView) -> PrintedDecision:
    title = line.position_title or line.position
    return PrintedDecision(
        diary_number=line.diary_number,
        outcome=line.outcome,
        delegate=title if line.person_name is None else f"{line.person_name}, {title}",
        decided_on=line.decided_on,
        void_reason=line.void_reason,
    )


def _links(row: RowMapping, links: Links) -> Mapping[str, Link]:
    place = ("board-reports", row["id"])
    shown = links.self_link(*place) | {"pdf": links.link(*place, "documents", "pdf", rel="alternate")}
    if row["status"] != ReportStatus.PREPARED:
        return shown
    possible = ["reporting"]
    if row["placement"] == Placement.NOT_ASKED:
        possible += ["placement", "withdrawal"]
    return shown | {name: links.link(*place, name, rel=name, method="PUT") for name in possible}
