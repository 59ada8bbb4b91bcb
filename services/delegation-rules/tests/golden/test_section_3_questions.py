"""Section 3 against `section_3.csv`: questions and answers written by hand from the published text.

Each line of the file is one question and the whole answer to it, to be read by a lawyer without any code:

- `who` is the official title, `told` what else is told, `day` the day of the decision. What is left out of `told`
  is not known.
- `allowed` is yes, no, or not known while facts are missing (which is never a yes); no such rule where the order has
  none with the number.
- `limit` is in kronor; `tier` the step of the rule, counted from the top; `lowest` the lowest delegates (lägsta
  delegat), side by side.
- `report`, `announce`, `consult`, `act` and `head`: reported to the board, minuted separately and announced, whom to
  consult, a decision or execution, and reported to the head of administration.
- `open` is everything that is not met or not known; `reading` how the text is read, where that needs to be said.

In 2021, and in no other year, two rights are sub-delegated: 3.1.14 to avdelningschef, and of 3.2.4 taking part and
choosing a supplier to förvaltningschef vid serviceförvaltningen. They are `SUB_DELEGATIONS` below.

The file is never written from what the code answers: where the two differ, the text decides.
"""

import csv
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import httpx
import pytest
import pytest_asyncio

from boardkit.testing.postgres import PostgresServer
from boardkit.testing.service import RunningService, new_key, running_service
from delegation_rules.domain.answers import (
    Answer,
    Finding,
    LimitKind,
    PositionCondition,
    Question,
    StatuteCondition,
    SubDelegationCondition,
)
from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.conditions import (
    AmountCondition,
    CircumstanceCondition,
    MonthsCondition,
    PurposeCondition,
    Status,
)
from delegation_rules.domain.errors import UnknownRule
from delegation_rules.domain.evaluation import evaluate
from delegation_rules.domain.limits import LimitUnit
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.domain.price_base_amounts import PriceBaseAmount, PriceBaseAmounts, PriceBaseAmountStatus
from delegation_rules.domain.statute import Subject
from delegation_rules.domain.sub_delegations import SubDelegationGrant
from delegation_rules.main import HOUSE, build
from delegation_rules.settings import Settings

Line = dict[str, str]

LINES: Final[list[Line]] = list(
    csv.DictReader((Path(__file__).parent / "section_3.csv").read_text(encoding="utf-8").splitlines())
)
ANSWERED: Final = [line for line in LINES if line["allowed"] != "no such rule"]
REFUSED: Final = [line for line in LINES if line["allowed"] == "no such rule"]
PRICE_BASE_AMOUNTS: Final[PriceBaseAmounts] = {
    2019: PriceBaseAmount(2019, Decimal(46500), "2018:1549", PriceBaseAmountStatus.DECIDED),
    2020: PriceBaseAmount(2020, Decimal(47300), "2019:572", PriceBaseAmountStatus.DECIDED),
    2021: PriceBaseAmount(2021, Decimal(47600), "2020:764", PriceBaseAmountStatus.DECIDED),
    2027: PriceBaseAmount(2027, Decimal(59600), None, PriceBaseAmountStatus.CALCULATED),
}
ORE: Final = Decimal("0.01")
KINDS: Final[dict[type, str]] = {
    AmountCondition: "amount",
    MonthsCondition: "months",
    PurposeCondition: "purpose",
    PositionCondition: "position",
    SubDelegationCondition: "sub-delegation",
    StatuteCondition: "statute",
}
SUB_DELEGATIONS: Final[list[dict[str, Any]]] = [
    {"rule": "3.1.14", "receiver": "avdelningschef", "purposes": []},
    {
        "rule": "3.2.4",
        "receiver": "forvaltningschef-vid-serviceforvaltningen",
        "purposes": ["joint-procurement", "supplier"],
    },
]
DIRECTOR, FIRST_DAY, LAST_DAY = "stadsdelsdirektor", date(2021, 1, 1), date(2021, 12, 31)
#: What `told` says other than circumstances.
FACTS: Final = ("months", "purpose", "monthly-rent", "subject")
EXPECTED: Final = ("allowed", "limit", "tier", "lowest", "report", "announce", "consult", "act", "head", "open")


def _told(line: Line) -> dict[str, str]:
    return dict(fact.split("=") for fact in line["told"].split("; ") if fact)


def _circumstances(line: Line) -> dict[str, bool]:
    return {name: value == "yes" for name, value in _told(line).items() if name not in FACTS}


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def _question(line: Line, slugs: dict[str, str]) -> Question:
    told = _told(line)
    return Question(
        rule=line["rule"],
        position=slugs[line["who"]],
        on=date.fromisoformat(line["day"]),
        amount=_decimal(line["amount"]),
        months=int(told["months"]) if "months" in told else None,
        purpose=told.get("purpose"),
        monthly_rent=_decimal(told.get("monthly-rent")),
        circumstances=_circumstances(line),
        subject=Subject(told["subject"]) if "subject" in told else None,
    )


def _body(line: Line, slugs: dict[str, str]) -> dict[str, Any]:
    told = _told(line)
    body = {
        "board": "norrmalm",
        "rule": line["rule"],
        "position": slugs[line["who"]],
        "date": line["day"],
        "amount": line["amount"] or None,
        "months": int(told["months"]) if "months" in told else None,
        "purpose": told.get("purpose"),
        "monthly_rent": told.get("monthly-rent"),
        "circumstances": _circumstances(line),
        "subject": told.get("subject"),
    }
    return {name: value for name, value in body.items() if value is not None}


def _yes_no(value: bool | None) -> str:
    return {True: "yes", False: "no", None: "not known"}[value]


def _allowed(allowed: bool, statuses: set[str]) -> str:
    return "not known" if not allowed and "not-met" not in statuses else _yes_no(allowed)


def _side_by_side(slugs: tuple[str, ...] | list[str] | None, titles: dict[str, str]) -> str:
    if slugs is None:
        return "not known"
    return " / ".join(titles[slug] for slug in slugs) or "nobody"


def _limit(kind: str, kronor: str) -> str:
    return kronor if kind == LimitKind.AMOUNT else kind.replace("-", " ")


def _open(findings: list[tuple[str, str]]) -> str:
    return "; ".join(sorted(f"{name} {status.replace('-', ' ')}" for name, status in findings if status != "met"))


def _name(finding: Finding) -> str:
    condition = finding.condition
    return condition.name if isinstance(condition, CircumstanceCondition) else KINDS[type(condition)]


def _as_line(answer: Answer, titles: dict[str, str]) -> Line:
    """The answer of the rules, in the words of the file."""
    kronor = answer.limit.kronor
    return {
        "allowed": _allowed(answer.allowed, {finding.status.value for finding in answer.findings}),
        "limit": _limit(answer.limit.kind, "" if kronor is None else str(kronor)),
        "tier": "" if answer.tier_number is None else str(answer.tier_number),
        "lowest": _side_by_side(answer.lowest_positions, titles),
        "report": _yes_no(answer.report_to_board),
        "announce": _yes_no(answer.announce),
        "consult": "" if not answer.consult else _side_by_side(answer.consult, titles),
        "act": "not known" if answer.act is None else answer.act.value,
        "head": _yes_no(answer.report_to_head),
        "open": _open([(_name(finding), finding.status) for finding in answer.findings]),
    }


def _served_as_line(served: dict[str, Any], titles: dict[str, str]) -> Line:
    """The answer of the service, in the words of the file."""
    conditions = [(each["circumstance"] or each["kind"], each["status"]) for each in served["conditions"]]
    return {
        "allowed": _allowed(served["allowed"], {status for _, status in conditions}),
        "limit": _limit(served["limit_basis"]["kind"], served["limit"] or ""),
        "tier": "" if served["tier"] is None else str(served["tier"]["number"]),
        "lowest": _side_by_side(served["lowest_positions"], titles),
        "report": _yes_no(served["report_to_board"]),
        "announce": _yes_no(served["announce"]),
        "consult": "" if not served["consult"] else _side_by_side(served["consult"], titles),
        "act": served["act"] or "not known",
        "head": _yes_no(served["report_to_head"]),
        "open": _open(conditions),
    }


def _expected(line: Line) -> Line:
    return {name: line[name] for name in EXPECTED}


@pytest.fixture(scope="module")
def of_2021(order_asked: CompiledOrder, hierarchy: Hierarchy) -> CompiledOrder:
    """Section 3 with the rights that are sub-delegated in 2021."""
    grants = [
        SubDelegationGrant(
            id=UUID(int=number),
            rule=given["rule"],
            giver=DIRECTOR,
            receiver=given["receiver"],
            purposes=tuple(given["purposes"]),
            valid_from=FIRST_DAY,
            valid_to=LAST_DAY,
        )
        for number, given in enumerate(SUB_DELEGATIONS, start=1)
    ]
    return CompiledOrder(order_asked.reference, [compiled.rule for compiled in order_asked], hierarchy, grants)


@pytest.fixture(scope="module")
def titles(hierarchy: Hierarchy) -> dict[str, str]:
    """Official title by slug."""
    return {position.slug: position.title_sv for position in hierarchy}


@pytest.fixture(scope="module")
def slugs(titles: dict[str, str]) -> dict[str, str]:
    """Slug by official title."""
    return {title: slug for slug, title in titles.items()}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def service(
    postgres_server: PostgresServer, position_documents: list[dict[str, Any]], order_document: dict[str, Any]
) -> AsyncIterator[RunningService]:
    """The running service with the positions and section 3."""
    silent = httpx.MockTransport(lambda request: httpx.Response(503))
    registry = {"case_registry_url": "http://case-registry.test"}
    async with running_service(
        postgres_server, HOUSE, Settings, build, settings=registry, neighbour_transport=silent
    ) as running:
        writer = running.client("positions:write", "delegation-orders:write", "sub-delegations:write", on=FIRST_DAY)
        decision = {
            "board": "norrmalm",
            "giver": DIRECTOR,
            "valid_from": FIRST_DAY.isoformat(),
            "valid_to": LAST_DAY.isoformat(),
            "decided_on": FIRST_DAY.isoformat(),
            "decision_reference": "2021/000001",
        }
        for path, document in [
            *(("/positions", position) for position in position_documents),
            ("/delegation-orders", order_document),
            *(("/sub-delegations", decision | given) for given in SUB_DELEGATIONS),
        ]:
            answer = await writer.post(path, json=document, headers=new_key())
            assert answer.status_code == 201, answer.text
        yield running


@pytest.mark.parametrize("line", ANSWERED, ids=lambda line: line["question"])
def test_the_answer_is_the_one_read_from_the_text(
    order_asked: CompiledOrder, of_2021: CompiledOrder, titles: dict[str, str], slugs: dict[str, str], line: Line
) -> None:
    order = of_2021 if line["day"].startswith("2021") else order_asked
    answer = evaluate(order, PRICE_BASE_AMOUNTS, _question(line, slugs))

    assert _as_line(answer, titles) == _expected(line)
    assert answer.allowed == all(finding.status is Status.MET for finding in answer.findings)
    assert answer.report_to_head == (answer.grant is not None)


@pytest.mark.parametrize("line", REFUSED, ids=lambda line: line["question"])
def test_a_number_that_the_text_lacks_is_refused(order_asked: CompiledOrder, slugs: dict[str, str], line: Line) -> None:
    with pytest.raises(UnknownRule):
        evaluate(order_asked, PRICE_BASE_AMOUNTS, _question(line, slugs))


@pytest.mark.asyncio(loop_scope="module")
async def test_the_service_answers_as_the_rules_do(
    service: RunningService, titles: dict[str, str], slugs: dict[str, str]
) -> None:
    client = service.client("evaluations:run")

    for line in ANSWERED:
        served = await client.post("/evaluations", json=_body(line, slugs))
        assert served.status_code == 200, (line["question"], served.text)
        assert (line["question"], _served_as_line(served.json(), titles)) == (line["question"], _expected(line))
    for line in REFUSED:
        served = await client.post("/evaluations", json=_body(line, slugs))
        assert served.status_code == 422
        assert served.json()["type"].endswith("/unknown-rule")


@pytest.mark.asyncio(loop_scope="module")
async def test_asked_all_at_once_it_answers_the_same(
    service: RunningService, titles: dict[str, str], slugs: dict[str, str]
) -> None:
    questions = [_body(line, slugs) for line in LINES]
    for question in questions:
        del question["board"]

    served = await service.client("evaluations:run").post(
        "/evaluations", json={"board": "norrmalm", "questions": questions}
    )

    assert served.status_code == 200, served.text
    answers = list(zip(LINES, served.json()["answers"], strict=True))
    for line, answer in answers:
        if line in REFUSED:
            assert answer["problem"]["type"].endswith("/unknown-rule")
        else:
            assert (line["question"], _served_as_line(answer, titles)) == (line["question"], _expected(line))


def test_every_superior_may_what_the_text_gives_the_lower(
    section_3: CompiledOrder, hierarchy: Hierarchy, slugs: dict[str, str]
) -> None:
    for line in ANSWERED:
        if line["allowed"] == "yes" and line["head"] == "no":
            question = _question(line, slugs)
            for superior in hierarchy.entitled(slugs[line["who"]]):
                answer = evaluate(section_3, PRICE_BASE_AMOUNTS, replace(question, position=superior))
                assert answer.allowed, (line["question"], superior)


def test_no_higher_amount_opens_what_the_text_closes(section_3: CompiledOrder, slugs: dict[str, str]) -> None:
    for line in ANSWERED:
        if line["allowed"] != "yes" and line["amount"]:
            for more in (ORE, Decimal(50_000), Decimal(5_000_000)):
                question = replace(_question(line, slugs), amount=Decimal(line["amount"]) + more)
                assert not evaluate(section_3, PRICE_BASE_AMOUNTS, question).allowed, (line["question"], more)


def _limits_of(order: CompiledOrder, year: int, titles: dict[str, str]) -> Iterator[tuple[str, str, Decimal]]:
    """Rule, lowest delegate and each limit of the tier in kronor, where it is counted in price base amounts."""
    for compiled in order:
        for tier in compiled.rule.tiers:
            for limit in () if tier.amount is None else (tier.amount.above, tier.amount.up_to):
                if limit is None or limit.unit is LimitUnit.MONTHLY_RENTS:
                    continue
                assert limit.unit is LimitUnit.PRICE_BASE_AMOUNTS
                for delegate in tier.delegates:
                    kronor = limit.quantity * PRICE_BASE_AMOUNTS[year].amount
                    yield compiled.rule.number, titles[delegate.position], kronor


@pytest.mark.parametrize("year", [2019, 2020])
def test_the_file_asks_about_every_tier_at_the_limit_one_ore_under_and_one_over(
    section_3: CompiledOrder, titles: dict[str, str], year: int
) -> None:
    asked = {
        (line["rule"], line["who"], Decimal(line["amount"]))
        for line in ANSWERED
        if line["amount"] and line["day"].startswith(str(year))
    }
    wanted = {
        (rule, who, limit + step)
        for rule, who, limit in _limits_of(section_3, year, titles)
        for step in (-ORE, Decimal(0), ORE)
    }

    assert len(wanted) == 27 * 3
    assert wanted - asked == set()


def test_the_file_covers_the_section(section_3: CompiledOrder, hierarchy: Hierarchy) -> None:
    tiers = {(compiled.rule.number, tier) for compiled in section_3 for tier, _ in enumerate(compiled.rule.tiers, 1)}
    answered_by = {(line["rule"], int(line["tier"])) for line in ANSWERED if line["tier"] and line["allowed"] == "yes"}
    circumstances = {(compiled.rule.number, name) for compiled in section_3 for name in compiled.circumstances}

    assert len(LINES) >= 150
    assert len({line["question"] for line in LINES}) == len(LINES)
    assert answered_by == tiers
    assert {line["who"] for line in LINES} == {position.title_sv for position in hierarchy}
    for value in ("yes", "no"):
        told = {(line["rule"], name) for line in LINES for name, told in _told(line).items() if told == value}
        assert circumstances - told == set()
