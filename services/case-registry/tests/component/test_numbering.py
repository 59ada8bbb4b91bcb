"""Diary numbers and paragraphs have no gap and no twin, whoever else writes and whatever fails."""

import asyncio
import random
from contextlib import suppress
from datetime import date
from typing import Any

from boardkit.auth.caller import Caller
from boardkit.db.unit_of_work import Transactions
from boardkit.domain.clock import FixedDayClock
from boardkit.testing.service import new_key
from case_registry.commands.register_case import register_case
from case_registry.domain.cases import CaseRegistration, CaseType

WRITERS = 16
BODY = {"board": "norrmalm", "title": "Anmälan", "case_type": "general"}


class ChangedItsMindError(Exception):
    """A writer that gives up after its case was registered and before the transaction commits."""


async def serials(norrmalm: Any) -> list[int]:
    numbers: list[int] = []
    page: dict[str, Any] = {"href": "/cases?limit=200"}
    while page:
        answer = (await norrmalm.staff.get(page["href"])).json()
        numbers += [int(case["diary_number"].rpartition("/")[2]) for case in answer["items"]]
        page = answer["_links"].get("next", {})
    return sorted(numbers)


async def test_sixteen_writers_on_one_diary_leave_no_gap_and_no_twin(norrmalm: Any) -> None:
    async def write() -> None:
        for _ in range(5):
            answer = await norrmalm.staff.post("/cases", json=BODY, headers=new_key())
            assert answer.status_code == 201

    await asyncio.gather(*(write() for _ in range(WRITERS)))

    assert await serials(norrmalm) == list(range(304, 304 + WRITERS * 5))


async def test_nor_do_they_when_some_of_them_roll_back(norrmalm: Any) -> None:
    transactions: Transactions = norrmalm.service.app.state.runtime.transactions
    caller = Caller("staff", "staff", frozenset({"cases:write"}), frozenset({"norrmalm"}))
    registration = CaseRegistration("norrmalm", "Anmälan", CaseType.GENERAL)
    chance = random.Random(20190603)
    kept = 0

    async def write() -> None:
        nonlocal kept
        for _ in range(12):
            gives_up = chance.random() < 0.4
            with suppress(ChangedItsMindError):
                async with transactions.begin(caller, FixedDayClock(date(2019, 6, 3))) as work:
                    await register_case(work, registration)
                    if gives_up:
                        raise ChangedItsMindError
                kept += 1

    await asyncio.gather(*(write() for _ in range(WRITERS)))

    assert 0 < kept < WRITERS * 12
    assert await serials(norrmalm) == list(range(304, 304 + kept))


async def test_a_refused_registration_uses_up_no_number(norrmalm: Any) -> None:
    await norrmalm.case()
    await norrmalm.staff.post("/cases", json=BODY | {"classification": "9.9"}, headers=new_key())
    await norrmalm.staff.post("/cases", json=BODY | {"title": ""}, headers=new_key())

    assert (await norrmalm.case())["diary_number"] == "NORR 2019/305"


async def test_parallel_decisions_get_paragraphs_without_gap_or_twin(norrmalm: Any) -> None:
    meeting = await norrmalm.meeting()
    items = [await norrmalm.item(meeting["id"], title=f"Punkt {number}") for number in range(1, 9)]
    staff = norrmalm.staff_on(date(2019, 6, 13))

    async def decide(item: dict[str, Any]) -> list[int]:
        body = {"agenda_item_id": item["id"], "outcome": "filed", "text": "Läggs till handlingarna."}
        answers = [await staff.post("/decisions", json=body, headers=new_key()) for _ in range(2)]
        return [answer.status_code for answer in answers]

    statuses = await asyncio.gather(*(decide(item) for item in items))

    decisions = (await staff.get("/decisions", params={"meeting_id": meeting["id"]})).json()["items"]
    assert statuses == [[201, 409]] * 8
    assert [decision["paragraph"] for decision in decisions] == list(range(1, 9))
