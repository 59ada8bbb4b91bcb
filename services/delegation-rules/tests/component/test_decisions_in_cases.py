"""Delegated decisions and the case registry: its cases as a copy, and decisions filed in them at least once."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from boardkit.testing.service import RunningService, if_match, new_key
from delegation_rules.tables import known_cases, known_meetings

pytestmark = pytest.mark.usefixtures("with_order")

DAY = date(2019, 6, 20)
STAFF = ("delegated-decisions:read", "delegated-decisions:write", "delegated-decisions:void")

PURCHASE: dict[str, Any] = {
    "board": "norrmalm",
    "rule": "3.2.1",
    "position": "enhetschef",
    "decided_on": "2019-06-20",
    "amount": "1000.00",
    "outcome": "Avrop av lampor.",
}


RECORD = """Delegationsbeslut 2019-1

Diarienummer: NORR 2019/304
Beslutsdag: 2019-06-20
Beslut: Avrop av lampor.
Beslutande: Enhetschef
Ärendetyp: Rutinmässiga inköp av varor och tjänster till den löpande verksamheten
Stöd: regel 3.2.1 i delegationsordningen version 1
Belopp: 1\u00a0000,00\u00a0kr

Ja. Enhetschef får fatta beslutet enligt regel 3.2.1 i delegationsordningen version 1, som gäller från 2019-06-15.
Enligt regeln får enhetschef besluta om högst 279\u00a0000,00\u00a0kr.
Gränsen är 6 × 46\u00a0500,00\u00a0kr, prisbasbeloppet för 2019.
Beslutet anmäls inte till nämnden: det är verkställighet.
Svaret förutsätter: Inköpet är ett avrop från ett avtal som redan är upphandlat."""


async def _follow(service: RunningService) -> None:
    """Read the registry's changes to the end."""
    async with asyncio.timeout(20):
        while not await service.app.state.followers[0].read_once():
            pass


async def _deliver(service: RunningService) -> None:
    """Deliver until nothing waits for the registry."""
    courier = service.app.state.courier
    async with asyncio.timeout(30):
        while await courier.waiting():
            await courier.deliver_due()
            await asyncio.sleep(0.01)


async def _register(service: RunningService, **changes: Any) -> Any:
    client = service.client(*STAFF, on=DAY)
    return await client.post("/delegated-decisions", json=PURCHASE | changes, headers=new_key())


async def _fetched(service: RunningService, decision: Any) -> Any:
    answer = await service.client(*STAFF).get(f"/delegated-decisions/{decision['id']}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def _copied(service: RunningService, table: Any) -> list[dict[str, Any]]:
    async with service.app.state.runtime.reader.connect() as connection:
        rows = (await connection.execute(select(table).order_by(table.c.id))).mappings().all()
        return [dict(row) for row in rows]


async def test_the_registrys_cases_and_meetings_are_copied(service: RunningService, registry: Any) -> None:
    case = registry.open_case("norrmalm", "NORR 2019/304", "referral")
    meeting = registry.call_meeting("norrmalm", "2019-06-13", 5)
    struck = registry.call_meeting("norrmalm", "2019-08-22", 6)
    registry.tell("created", "boards", "norrmalm", "norrmalm", {"slug": "norrmalm", "name": "x", "aliases": []})
    await _follow(service)

    registry.move_meeting(meeting, "norrmalm", "2019-06-14", 5)
    registry.tell("removed", "meetings", struck, "norrmalm", None)
    await _follow(service)

    assert await _copied(service, known_cases) == [
        {
            "id": case,
            "board": "norrmalm",
            "diary_number": "NORR 2019/304",
            "number_key": "2019/304",
            "case_type": "referral",
            "status": "open",
        }
    ]
    assert await _copied(service, known_meetings) == [
        {"id": meeting, "board": "norrmalm", "held_on": date(2019, 6, 14), "number": 5, "year": 2019}
    ]


async def test_a_decision_is_filed_in_its_case_once(service: RunningService, registry: Any) -> None:
    case = registry.open_case("norrmalm", "NORR 2019/304")
    await _follow(service)
    registry.loses_answers = 2

    decision = (await _register(service, case_id=str(case))).json()
    await _deliver(service)
    filed = await _fetched(service, decision)

    assert (decision["diary_number"], decision["case_id"], decision["filing"]) == (
        "NORR 2019/304",
        str(case),
        "waiting",
    )
    assert len(registry.requests) == 3
    assert len({request.headers["idempotency-key"] for request in registry.requests}) == 1
    assert registry.requests[0].url.path == f"/case-registry/v1/cases/{case}/documents"
    assert registry.bodies() == [
        {
            "title": "Delegationsbeslut 2019-1: Rutinmässiga inköp av varor och tjänster till den löpande verksamheten",
            "kind": "drawn-up",
            "dated": "2019-06-20",
            "media_type": "text/plain",
            "filename": "delegationsbeslut-2019-1.txt",
            "access": "internal",
            "text": RECORD,
        }
    ]
    (answer,) = registry.answers.values()
    assert (filed["filing"], filed["filed_document_id"]) == ("filed", answer["id"])


async def test_a_decision_waits_for_a_registry_that_is_away(service: RunningService, registry: Any) -> None:
    case = registry.open_case("norrmalm", "NORR 2019/304")
    await _follow(service)
    registry.up = False

    decision = (await _register(service, case_id=str(case))).json()
    await service.app.state.courier.deliver_due()
    waiting = await _fetched(service, decision)
    registry.up = True
    await _deliver(service)

    assert (waiting["filing"], waiting["filed_document_id"]) == ("waiting", None)
    assert (await _fetched(service, decision))["filing"] == "filed"


async def test_a_diary_number_finds_its_case_however_it_is_written(service: RunningService, registry: Any) -> None:
    case = registry.open_case("norrmalm", "NORR 2019/304")
    registry.open_case("sodermalm", "SODM 2019/12")
    await _follow(service)

    found = (await _register(service, diary_number="2019/304-1.2.4.")).json()
    another_body = (await _register(service, diary_number="KS 2019/304")).json()
    another_boards = (await _register(service, diary_number="SODM 2019/12")).json()
    unknown = (await _register(service, diary_number="2019/117-4.1.")).json()

    assert (found["case_id"], found["diary_number"]) == (str(case), "2019/304-1.2.4.")
    assert (another_body["case_id"], another_body["filing"]) == (None, "waiting-for-case")
    assert (another_boards["case_id"], another_boards["diary_number"]) == (None, "SODM 2019/12")
    assert (unknown["case_id"], unknown["diary_number"], unknown["filing"]) == (
        None,
        "2019/117-4.1.",
        "waiting-for-case",
    )


async def test_another_boards_case_is_not_known(service: RunningService, registry: Any) -> None:
    case = registry.open_case("sodermalm", "SODM 2019/12")
    await _follow(service)
    everywhere = service.client(*STAFF, boards=["*"], on=DAY)

    for board_reach in (service.client(*STAFF, on=DAY), everywhere):
        answer = await board_reach.post(
            "/delegated-decisions", json=PURCHASE | {"case_id": str(case)}, headers=new_key()
        )
        assert (answer.status_code, answer.json()["pointer"]) == (422, "/case_id")
        assert answer.json()["type"].endswith("/unknown-case")


async def test_a_citizen_proposal_is_the_boards_own_to_decide(service: RunningService, registry: Any) -> None:
    case = registry.open_case("norrmalm", "NORR 2019/305", "citizen-proposal")
    await _follow(service)

    by_id = await _register(service, case_id=str(case))
    by_number = await _register(service, diary_number="2019/000305-1.1.", subject="procurement")
    as_void = await _register(service, case_id=str(case), as_void={"reason": "Medborgarförslag."})

    for refused in (by_id, by_number):
        assert (refused.status_code, refused.json()["type"].rsplit("/", 1)[1]) == (422, "no-authority")
        assert any("KL 6:38 4 p" in reason["sv"] for reason in refused.json()["reasons"])
    assert (as_void.json()["status"], as_void.json()["subject"]) == ("void", "citizen-proposal")


async def test_a_case_that_turns_out_to_be_a_citizen_proposal_makes_its_waiting_decision_void(
    service: RunningService, registry: Any
) -> None:
    decision = (await _register(service, diary_number="2019/305-1.1.")).json()

    case = registry.open_case("norrmalm", "NORR 2019/305", "citizen-proposal")
    await _follow(service)
    found = await _fetched(service, decision)
    later = await _register(service, diary_number="2019/305")

    assert (decision["status"], decision["filing"]) == ("valid", "waiting-for-case")
    assert (found["status"], found["allowed"], found["filing"], found["case_id"], found["subject"]) == (
        "void",
        False,
        "not-to-be-filed",
        str(case),
        "citizen-proposal",
    )
    assert found["void_reason"] == (
        "Ärendet visade sig vara ett medborgarförslag. Medborgarförslag som har överlåtits till nämnden beslutar "
        "nämnden själv om. (KL 6:38 4 p)"
    )
    assert (await service.app.state.courier.waiting(), registry.bodies()) == (0, [])
    assert later.status_code == 422


async def test_what_is_void_from_the_start_is_not_filed(service: RunningService, registry: Any) -> None:
    case = registry.open_case("norrmalm", "NORR 2019/304")
    await _follow(service)

    decision = (
        await _register(service, case_id=str(case), amount="279000.01", as_void={"reason": "Över gränsen."})
    ).json()

    assert (decision["status"], decision["case_id"], decision["filing"]) == ("void", str(case), "not-to-be-filed")
    assert await service.app.state.courier.waiting() == 0


async def test_a_case_is_told_when_its_decision_is_found_void(service: RunningService, registry: Any) -> None:
    case = registry.open_case("norrmalm", "NORR 2019/304")
    await _follow(service)
    decision = (await _register(service, case_id=str(case))).json()
    await _deliver(service)

    voided = await service.client(*STAFF, on=date(2019, 6, 24)).put(
        f"/delegated-decisions/{decision['id']}/voidance", json={"reason": "Fel underlag."}, headers=if_match(2)
    )
    await _deliver(service)

    assert (voided.status_code, voided.json()["filing"]) == (200, "filed")
    assert [body["title"][:36] for body in registry.bodies()] == [
        "Delegationsbeslut 2019-1: Rutinmässi",
        "Ogiltigt delegationsbeslut 2019-1: R",
    ]
    assert [body["dated"] for body in registry.bodies()] == ["2019-06-20", "2019-06-24"]
    assert ["Fel underlag." in body["text"] for body in registry.bodies()] == [False, True]
    assert (await _fetched(service, decision))["filed_document_id"] == voided.json()["filed_document_id"]


async def test_attachments_are_kept_with_the_decision(service: RunningService) -> None:
    attachments = [{"title": "Avropssvar", "document_id": str(uuid4())}]

    decision = (await _register(service, diary_number="2019/1-1.1.", attachments=attachments)).json()

    assert (await _fetched(service, decision))["attachments"] == attachments
    assert UUID(decision["attachments"][0]["document_id"]).version == 4


async def test_a_decision_waits_for_its_case_to_be_known_and_is_filed_once(
    service: RunningService, registry: Any
) -> None:
    decision = (await _register(service, diary_number="2019/305-4.1.")).json()
    voided = (await _register(service, diary_number="2019/305")).json()
    await service.client(*STAFF, on=DAY).put(
        f"/delegated-decisions/{voided['id']}/voidance", json={"reason": "Fel rad."}, headers=if_match(1)
    )

    case = registry.open_case("norrmalm", "NORR 2019/305")
    await _follow(service)
    registry.tell("changed", "cases", case, "norrmalm", registry.feed[-1]["snapshot"] | {"status": "closed"})
    await _follow(service)
    await _deliver(service)
    filed = await _fetched(service, decision)

    assert (decision["filing"], decision["case_id"]) == ("waiting-for-case", None)
    assert (filed["filing"], filed["case_id"], filed["diary_number"]) == ("filed", str(case), "2019/305-4.1.")
    assert [body["title"][:24] for body in registry.bodies()] == ["Delegationsbeslut 2019-1"]
    assert (await _fetched(service, voided))["filing"] == "not-to-be-filed"


async def test_a_case_and_its_decision_that_come_at_once_find_each_other(
    service: RunningService, registry: Any
) -> None:
    for serial in range(401, 409):
        registry.open_case("norrmalm", f"NORR 2019/{serial}")

    answers = await asyncio.gather(
        _follow(service), *(_register(service, diary_number=f"2019/{serial}") for serial in range(401, 409))
    )
    await _deliver(service)

    filed = [await _fetched(service, answer.json()) for answer in answers[1:]]
    assert [decision["filing"] for decision in filed] == ["filed"] * 8
    assert len(registry.bodies()) == 8
