"""Step 5 of the journey: the report per May 2019 with every published figure, through the front door."""

import asyncio
from typing import Any

import httpx
import pytest

from boardkit.testing.service import RunningService, new_key

SERVICE = "stod-och-service-till-personer-med-funktionsnedsattning"
OPERATIONS = f"""
namnd-och-forvaltningsadministration|Nämnd- och förvaltningsadministration|1||37.8|33.3|4.5|4.7
individ-och-familjeomsorg|Individ- och familjeomsorg|1||74.5|73.3|1.2|0.2
socialpsykiatri|socialpsykiatri|2|individ-och-familjeomsorg|23.8|24.6|-0.8|-1.8
barn-och-unga|barn och unga|2|individ-och-familjeomsorg|34.8|32.8|2.0|2.8
vuxna-missbruk|vuxna missbruk|2|individ-och-familjeomsorg|15.3|15.3|0.0|-0.1
flyktingmottagande|Flyktingmottagande|1||3.9|0.9|3.0|2.8
stadsmiljoverksamhet|Stadsmiljöverksamhet|1||17.3|17.3|0.0|2.2
avskrivningar|Avskrivningar|1||9.3|9.3|0.0|0.1
internrantor|Internräntor|1||0.6|0.6|0.0|-0.2
forskoleverksamhet|Förskoleverksamhet|1||272.7|273.2|-0.5|-0.8
aldreomsorg|Äldreomsorg|1||500.9|503.9|-3.0|2.3
{SERVICE}|Stöd och service till personer med funktionsnedsättning|1||192.8|196.8|-4.0|-7.8
kultur-och-foreningsverksamhet|Kultur- och föreningsverksamhet|1||12.8|12.8|0.0|5.0
arbetsmarknadsatgarder|Arbetsmarknadsåtgärder|1||3.3|3.3|0.0|-0.1
ekonomiskt-bistand|Ekonomiskt bistånd|1||19.4|20.6|-1.2|-1.1
handlaggare|handläggare|2|ekonomiskt-bistand|4.7|4.7|0.0|-0.6
ovrig-verksamhet|Övrig verksamhet|1||0.0|0.0|0.0|0.0
""".strip().splitlines()
INVESTMENTS = """
investeringsplan-netto|Investeringsplan netto|1||24.6|24.6|0.0|-
stadsmiljo|stadsmiljö|2|investeringsplan-netto|18.6|18.6|0.0|-
maskiner-och-inventarier|maskiner och inventarier|2|investeringsplan-netto|6.0|6.0|0.0|-
""".strip().splitlines()
LINES = [
    ("namnd-och-forvaltningsadministration", "deviation", None, "-4.5", "", "-4.5"),
    ("socialpsykiatri", "deviation", None, "0.8", "", "0.8"),
    ("barn-och-unga", "deviation", None, "-2.0", "", "-2.0"),
    ("flyktingmottagande", "deviation", None, "3.0", "", "3.0"),
    ("flyktingmottagande", "deviation", None, "", "-6.0", "-6.0"),
    ("ekonomiskt-bistand", "deviation", None, "1.2", "", "1.2"),
    ("forskoleverksamhet", "deviation", None, "0.5", "", "0.5"),
    ("forskoleverksamhet", "performance-change", "expected", "5.0", "", "5.0"),
    ("aldreomsorg", "deviation", None, "3.0", "", "3.0"),
    (SERVICE, "deviation", None, "4.0", "", "4.0"),
    (SERVICE, "performance-change", "expected", "6.6", "", "6.6"),
]
ZEROS = ["0.0", "0.0", "0.0", "0.0", "0.0"]
REPORT = "/reports/2019-05?board=norrmalm"


@pytest.fixture
async def handed_in(with_areas: RunningService, may_2019: dict[str, Any]) -> RunningService:
    """The service with the follow-up per May 2019 handed in."""
    answer = await with_areas.client("follow-ups:write").post("/follow-ups", json=may_2019, headers=new_key())
    assert answer.status_code == 201, answer.text
    return with_areas


@pytest.fixture
async def report(handed_in: RunningService) -> dict[str, Any]:
    """The report per May 2019."""
    answer = await handed_in.client("reports:read").get(REPORT)
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


async def filed(service: RunningService) -> None:
    """Wait until the registry has answered, so that nothing changes the report by itself."""
    async with asyncio.timeout(20):
        while await service.app.state.courier.waiting():
            await service.app.state.courier.deliver_due()


def printed_area(row: dict[str, Any]) -> str:
    """A row as the table above writes it."""
    words = [row["slug"], row["name"], str(row["level"]), row["parent"] or ""]
    return "|".join([*words, *row["printed"].values()])


def printed(row: dict[str, Any]) -> list[str]:
    """The printed cells of a row of a specification."""
    return list(row["printed"].values())


async def test_area_table_holds_every_published_figure(report: dict[str, Any]) -> None:
    assert [printed_area(row) for row in report["areas"]] == OPERATIONS
    assert [printed_area(row) for row in report["investments"]["areas"]] == INVESTMENTS


async def test_every_printed_cell_has_its_exact_amount_beside_it(report: dict[str, Any]) -> None:
    for row in [*report["areas"], report["total"], *report["investments"]["areas"]]:
        for name, cell in row["printed"].items():
            if cell == "-":
                assert row[name] is None
                assert name in row["inapplicable_figures"]
            else:
                assert row[name] == f"{float(cell) * 1_000_000:.2f}"
                assert name not in row["inapplicable_figures"]


async def test_total_shows_what_is_stated_beside_what_the_rows_give(report: dict[str, Any]) -> None:
    total = report["total"]
    assert total["adjusted_budget"] == total["forecast"] == "1145300000.00"
    assert (total["deviation"], total["prior_year_result"]) == ("0.00", "7300000.00")
    assert list(total["printed"].values()) == ["1145.3", "1145.3", "0.0", "7.3"]
    assert total["stated"]["prior_year_result"] == "7000000.00"
    assert list(total["stated"]["printed"].values()) == ["1145.3", "1145.3", "0.0", "7.0"]


async def test_specification_holds_every_published_figure_in_its_printed_sign(report: dict[str, Any]) -> None:
    specification = report["specification"]
    lines = specification["lines"]
    cells = [(each["area"], each["kind"], each["status"], printed(each)) for each in lines]
    assert [(area, kind, status, row[0], row[1], row[4]) for area, kind, status, row in cells] == LINES
    assert {(row[2], row[3]) for *_, row in cells} == {("", "")}
    assert {name: printed(specification[name]) for name in _SUMS} == {
        "board_budget": ["1341.6", "-217.8", "9.3", "0.6", "1133.7"],
        "forecast": ["1359.2", "-223.8", "9.3", "0.6", "1145.3"],
        "deviations": ["-17.6", "6.0", "0.0", "0.0", "-11.6"],
        "turnover_changes": ZEROS,
        "budget_adjustments": ZEROS,
        "performance_changes": ["11.6", "0.0", "0.0", "0.0", "11.6"],
        "result_transfers": ZEROS,
        "remaining_deviation": ["-6.0", "6.0", "0.0", "0.0", "0.0"],
    }
    assert {name: specification[name]["report_columns"] for name in _SUMS} == {
        "board_budget": [1],
        "forecast": [3],
        "deviations": [],
        "turnover_changes": [7],
        "budget_adjustments": [6],
        "performance_changes": [4],
        "result_transfers": [8, 9],
        "remaining_deviation": [12],
    }


async def test_every_sum_of_the_specification_equals_what_the_source_states(report: dict[str, Any]) -> None:
    for name in _SUMS:
        row = report["specification"][name]
        assert row["stated"] == {cell: row[cell] for cell in row["stated"]}


async def test_amounts_of_the_specification_are_exact_kronor(report: dict[str, Any]) -> None:
    specification = report["specification"]
    assert specification["board_budget"]["income"] == "-217800000.00"
    assert specification["deviations"]["net"] == "-11600000.00"
    assert specification["lines"][0]["income"] is None
    assert specification["deviations"]["sign"] == "plus-is-lower-net-cost"
    assert specification["performance_changes"]["sign"] == "minus-is-lower-net-cost"
    assert specification["adjusted_budget"] == {
        "board_budget": "1133700000.00",
        "adjusted": "1145300000.00",
        "decided": "1133700000.00",
        "adjustments": [
            {"status": "requested", "net": "0.00"},
            {"status": "expected", "net": "11600000.00"},
            {"status": "granted", "net": "0.00"},
            {"status": "rejected", "net": "0.00"},
        ],
    }
    assert specification["cover"] == {"deficits": "12500000.00", "surpluses": "12500000.00"}


async def test_share_of_budget_used_against_the_guide_value(report: dict[str, Any]) -> None:
    assert report["share_of_budget_used"] == {
        "outcome_to_date": "468300000.00",
        "adjusted_net_budget": "1145300000.00",
        "percent": "40.9",
        "guide_percent": "41.7",
        "stated_percent": "40.9",
        "stated_guide_percent": "41.7",
        "printed": {"outcome_to_date": "468.3", "adjusted_net_budget": "1145.3"},
    }


async def test_investments_are_not_neutralised(report: dict[str, Any]) -> None:
    specification = report["investments"]["specification"]
    assert printed(specification["board_budget"]) == ["22.3", "0.0", "22.3"]
    assert [(line["area"], line["status"], printed(line)) for line in specification["lines"]] == [
        ("maskiner-och-inventarier", "requested", ["2.3", "", "2.3"])
    ]
    assert printed(specification["forecast"]) == ["24.6", "0.0", "24.6"]
    assert printed(specification["deviations"]) == ["-2.3", "0.0", "-2.3"]
    assert specification["deviations"]["stated"]["net"] == "-2300000.00"
    assert specification["adjusted_budget"]["decided"] == "22300000.00"


async def test_findings_tell_what_does_not_add_up(report: dict[str, Any]) -> None:
    assert report["findings"][-1] == {
        "rule": "area-total",
        "severity": "within-rounding",
        "pointer": "/total/prior_year_result",
        "unit": "kronor",
        "stated": "7000000.00",
        "recomputed": "7300000.00",
        "difference": "-300000.00",
        "tolerance": "650000.00",
        "text": "Total, result of the year before: stated SEK 7.0 million, recomputed SEK 7.3 million. "
        "Rounding may explain the difference.",
    }
    assert [(each["rule"], each["pointer"], each["severity"]) for each in report["findings"][:-1]] == [
        ("of-which-not-exhaustive", "/areas/1/adjusted_budget", "note"),
        ("of-which-not-exhaustive", "/areas/1/forecast", "note"),
        ("of-which-not-exhaustive", "/areas/1/prior_year_result", "note"),
    ]


async def test_findings_are_told_in_swedish_unless_english_is_preferred(handed_in: RunningService) -> None:
    client = handed_in.client("reports:read", headers={"accept-language": "sv"})

    answer = await client.get(REPORT)

    assert answer.headers["content-language"] == "sv"
    assert answer.json()["findings"][-1]["text"] == (
        "Summa, bokslut föregående år: angivet 7,0 mnkr, omräknat 7,3 mnkr. Avrundning kan förklara skillnaden."
    )


async def test_report_names_its_source_and_its_follow_up(handed_in: RunningService, report: dict[str, Any]) -> None:
    assert (report["board"], report["period"], report["edition"]) == ("norrmalm", "2019-05", 1)
    assert (report["source"], report["as_of"], report["preliminary"]) == (
        "Agresso UB061, nämnd 709",
        "2019-05-31",
        False,
    )
    follow_up = await handed_in.client("follow-ups:read").get(report["_links"]["follow-up"]["href"])
    itself = await handed_in.client("reports:read").get(report["_links"]["self"]["href"])
    assert follow_up.json()["id"] == report["follow_up_id"]
    assert itself.json()["total"] == report["total"]


async def test_report_is_not_sent_again_until_something_changes(
    handed_in: RunningService, may_2019: dict[str, Any]
) -> None:
    reader = handed_in.client("reports:read")
    writer = handed_in.client("follow-ups:read", "follow-ups:write")
    await filed(handed_in)
    first = await reader.get(REPORT)
    known = {"if-none-match": first.headers["etag"]}

    unchanged = await reader.get(REPORT, headers=known)
    await _correct_prior_year_sum(writer, first.json()["follow_up_id"], may_2019)
    changed = await reader.get(REPORT, headers=known)

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged.headers["etag"] == first.headers["etag"]
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]
    assert changed.json()["edition"] == 2
    assert "area-total" not in [each["rule"] for each in changed.json()["findings"]]


async def test_what_is_no_period_is_refused_clearly(service: RunningService) -> None:
    client = service.client("reports:read")
    for period in ("2019-13", "2019-5", "2019", "maj-2019", "2019-05-31"):
        answer = await client.get(f"/reports/{period}?board=norrmalm")

        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["errors"] == [
            {
                "in": "path",
                "parameter": "period",
                "code": "invalid-period",
                "detail": "A period is a year and a month, for example 2019-05.",
            }
        ]


async def test_period_without_a_follow_up_is_not_found(handed_in: RunningService) -> None:
    assert (await handed_in.client("reports:read").get("/reports/2019-04?board=norrmalm")).status_code == 404


async def test_report_of_another_board_is_not_found(handed_in: RunningService) -> None:
    stranger = handed_in.client("reports:read", boards=["sodermalm"])

    for board in ("norrmalm", "sodermalm"):
        assert (await stranger.get(f"/reports/2019-05?board={board}")).status_code == 404


async def test_report_needs_a_board(handed_in: RunningService) -> None:
    answer = await handed_in.client("reports:read").get("/reports/2019-05")

    assert answer.status_code == 422
    assert [(each["parameter"], each["code"]) for each in answer.json()["errors"]] == [("board", "missing")]


_SUMS = (
    "board_budget",
    "forecast",
    "deviations",
    "turnover_changes",
    "budget_adjustments",
    "performance_changes",
    "result_transfers",
    "remaining_deviation",
)


async def _correct_prior_year_sum(writer: httpx.AsyncClient, follow_up_id: str, given: dict[str, Any]) -> None:
    current = await writer.get(f"/follow-ups/{follow_up_id}")
    corrected = {name: value for name, value in given.items() if name != "taken_over_number"}
    corrected["stated_total"] = given["stated_total"] | {"prior_year_result": "7300000.00"}
    answer = await writer.put(
        f"/follow-ups/{follow_up_id}",
        json=corrected | {"correction_reason": "Summan av bokslutet var fel."},
        headers={"if-match": current.headers["etag"]},
    )
    assert answer.status_code == 200, answer.text
