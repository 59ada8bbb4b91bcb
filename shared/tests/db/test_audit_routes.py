"""The audit chain through the front door: read, verified, and for those who may see the board."""

import json

from sqlalchemy.ext.asyncio import create_async_engine

from boardkit.db import audit
from boardkit.testing.service import RunningService, new_key
from sample_house.chains import tamper, write


async def test_the_chain_can_be_read_and_verified_through_the_front_door(sample: RunningService) -> None:
    client = sample.client("notes:write", "audit:read")
    for title in ("Ett", "Två"):
        await client.post("/notes", json={"board": "norrmalm", "title": title}, headers=new_key())

    listed = (await client.get("/audit", params={"board": "norrmalm"})).json()
    found = (await client.get("/audit/verification", params={"board": "norrmalm"})).json()

    assert [(item["seq"], item["entry"]["event"], item["entry"]["actor"]) for item in listed["items"]] == [
        (1, "created", "staff"),
        (2, "created", "staff"),
    ]
    assert {name: found[name] for name in ("entries", "intact", "broken_at", "reason")} == {
        "entries": 2,
        "intact": True,
        "broken_at": None,
        "reason": None,
    }
    assert "Ett" not in json.dumps(listed)


async def test_a_tampered_chain_is_told_and_can_still_be_read(sample: RunningService) -> None:
    client = sample.client("notes:write", "audit:read")
    await client.post("/notes", json={"board": "norrmalm", "title": "Ett"}, headers=new_key())
    owner = create_async_engine(sample.database.owner_url)
    await tamper(owner, "UPDATE audit_entries SET entry = 'not even JSON'")
    await owner.dispose()

    listed = await client.get("/audit", params={"board": "norrmalm"})
    found = (await client.get("/audit/verification", params={"board": "norrmalm"})).json()

    assert listed.json()["items"][0]["entry"] == {"unreadable": True}
    assert (found["intact"], found["broken_at"], found["reason"]) == (False, 1, "an entry does not match its seal")


async def test_another_boards_chain_is_not_there(sample: RunningService) -> None:
    await sample.client("notes:write").post("/notes", json={"board": "norrmalm", "title": "Ett"}, headers=new_key())
    stranger = sample.client("audit:read", boards=["sodermalm"])

    listed = await stranger.get("/audit", params={"board": "norrmalm"})
    verification = await stranger.get("/audit/verification", params={"board": "norrmalm"})

    assert (listed.json()["items"], listed.json()["_meta"]["total_records"]) == ([], 0)
    assert verification.status_code == 404


async def test_the_installations_own_chain_is_for_those_who_see_every_board(sample: RunningService) -> None:
    engine = sample.app.state.runtime.engine
    await write(engine, 2, audit.INSTALLATION)

    everywhere = sample.client("audit:read", boards=["*"])
    on_one = sample.client("audit:read", boards=["norrmalm"])

    assert (await everywhere.get("/audit/verification", params={"board": "*"})).json()["entries"] == 2
    assert len((await everywhere.get("/audit", params={"board": "*"})).json()["items"]) == 2
    assert (await on_one.get("/audit/verification", params={"board": "*"})).status_code == 404
    assert (await on_one.get("/audit", params={"board": "*"})).json()["items"] == []
