"""A proposal's author is absent from every list, feed, journal, log line and error (invariants 6 and 10)."""

import json
from typing import Any

import pytest
from sqlalchemy import Select, literal_column, select, table

from boardkit.testing.service import if_match, new_key
from case_registry.schemas.proposals import NewProposal

#: Addresses that are asked for one board at a time.
OF_ONE_BOARD = ("/journal", "/audit", "/audit/verification")
#: One mark per personal field, found nowhere else.
MARKS = {
    "name": "Qvxname Åmärkesdotter",
    "address": "Qvxaddress 12",
    "postal_code": "98765 qvx",
    "city": "Qvxcity",
    "phone": "070-999 qvx",
    "email": "qvxemail@kansli.example",
}
PROPOSAL = {"board": "norrmalm", "title": "Fler bänkar", "text": "Ställ ut fler bänkar."} | MARKS


def marks_in(text: str) -> list[str]:
    plain = text.lower()
    escaped = (json.dumps(mark).strip('"').lower() for mark in MARKS.values())
    return [mark for mark in {*escaped, *(mark.lower() for mark in MARKS.values()), "qvx"} if mark in plain]


def get_addresses(norrmalm: Any, ids: dict[str, str]) -> list[str]:
    """Every GET of the registry but the author's own, filled with `ids`."""
    paths = norrmalm.service.app.openapi()["paths"]
    base = norrmalm.service.house.base_path
    own = [path.removeprefix(base) for path in paths if path.startswith(base) and "get" in paths[path]]
    return [path.format(**ids) for path in own if not path.endswith(("/author", "/docs", "/openapi.json"))]


async def test_the_author_is_in_no_answer_that_is_not_the_authors_own(norrmalm: Any) -> None:
    created = await norrmalm.create("/citizen-proposals", PROPOSAL)
    proposal = (await norrmalm.staff.get("/citizen-proposals")).json()["items"][0]
    case = f"/cases/{created['case_id']}"
    await norrmalm.staff.patch(case, json={"status": "in-preparation"}, headers=if_match(1))
    nothing = "0191d9a0-5c1e-7b1a-9d5e-000000000000"
    ids = dict.fromkeys(("classificationId", "meetingId", "itemId", "decisionId", "minutesId", "noticeId"), nothing) | {
        "boardSlug": "norrmalm",
        "caseId": created["case_id"],
        "documentId": proposal["document_id"],
        "proposalId": proposal["id"],
        "receipt": created["receipt"],
    }

    asked = 0
    for address in get_addresses(norrmalm, ids):
        for caller in (norrmalm.staff, norrmalm.portal):
            answer = await caller.get(address, params={"board": "norrmalm"} if address in OF_ONE_BOARD else {})
            asked += answer.status_code == 200
            assert marks_in(answer.text) == [], address
            assert marks_in(str(answer.headers)) == [], address
    assert asked >= 20


async def test_the_author_is_in_no_table_but_its_own(norrmalm: Any) -> None:
    await norrmalm.create("/citizen-proposals", PROPOSAL)
    tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"

    holding = set()
    async with norrmalm.service.app.state.runtime.engine.connect() as connection:
        for name in (await connection.exec_driver_sql(tables)).scalars().all():
            whole_rows: Select[Any] = select(literal_column("t::text")).select_from(table(name).alias("t"))
            for row in (await connection.execute(whole_rows)).scalars():
                if marks_in(row) or any(mark.encode().hex() in row for mark in MARKS.values()):
                    holding.add(name)

    assert holding == {"proposal_authors"}


async def test_the_author_is_in_no_log_line(norrmalm: Any, capfd: pytest.CaptureFixture[str]) -> None:
    key = new_key()
    await norrmalm.staff.post("/citizen-proposals", json=PROPOSAL, headers=key)
    await norrmalm.staff.post("/citizen-proposals", json=PROPOSAL | {"name": "Qvxname annan"}, headers=key)
    await norrmalm.staff.post("/citizen-proposals", json=PROPOSAL | {"qvx": "Qvxname"}, headers=new_key())
    await norrmalm.staff.get("/citizen-proposals/Qvxname", params={"qvx": "Qvxname"})

    out, err = capfd.readouterr()

    assert "request" in out + err
    assert marks_in(out + err) == []


async def test_no_error_repeats_what_was_sent(norrmalm: Any) -> None:
    for field in PROPOSAL:
        for broken in ("Qvx" * 20_000, {"qvx": MARKS["name"]}, "Qvx\x07", ["Qvx"], 98765):
            answer = await norrmalm.staff.post("/citizen-proposals", json=PROPOSAL | {field: broken}, headers=new_key())
            assert answer.status_code == 422, field
            assert marks_in(answer.text) == [], field


async def test_a_missing_field_is_named_and_nothing_else(norrmalm: Any) -> None:
    for field in PROPOSAL:
        body = {name: value for name, value in PROPOSAL.items() if name != field}
        answer = await norrmalm.staff.post("/citizen-proposals", json=body, headers=new_key())

        assert answer.status_code == (201 if field in ("phone", "email") else 422), field
        assert marks_in(answer.text) == [], field


def test_not_even_the_request_shows_its_author_by_accident() -> None:
    proposal = NewProposal.model_validate(PROPOSAL).as_domain()

    assert marks_in(repr(proposal.author)) == []
