"""Every route: 401 without a token, 403 without its scope, 404 for another board's object."""

from typing import Any

import pytest

from boardkit.testing.service import RunningService, if_match, new_key

#: Addresses that are asked for one board at a time.
OF_ONE_BOARD = ("/journal", "/audit", "/audit/verification")
SCOPES = {
    ("POST", "/boards"): "boards:write",
    ("GET", "/boards"): "boards:read",
    ("GET", "/boards/{boardSlug}"): "boards:read",
    ("POST", "/classifications"): "classifications:write",
    ("GET", "/classifications"): "classifications:read",
    ("GET", "/classifications/{classificationId}"): "classifications:read",
    ("POST", "/cases"): "cases:write",
    ("GET", "/cases"): "cases:read",
    ("GET", "/cases/{caseId}"): "cases:read",
    ("PATCH", "/cases/{caseId}"): "cases:write",
    ("POST", "/cases/{caseId}/documents"): "documents:write",
    ("GET", "/cases/{caseId}/documents"): "documents:read",
    ("GET", "/documents/{documentId}"): "documents:read",
    ("PUT", "/documents/{documentId}/content"): "documents:write",
    ("GET", "/documents/{documentId}/content"): "documents:read",
    ("POST", "/citizen-proposals"): "proposals:write",
    ("GET", "/citizen-proposals"): "proposals:read",
    ("GET", "/citizen-proposals/status/{receipt}"): "proposals:status",
    ("GET", "/citizen-proposals/{proposalId}"): "proposals:read",
    ("GET", "/citizen-proposals/{proposalId}/author"): "proposals:read-author",
    ("POST", "/meetings"): "meetings:write",
    ("GET", "/meetings"): "meetings:read",
    ("GET", "/meetings/{meetingId}"): "meetings:read",
    ("POST", "/meetings/{meetingId}/agenda-items"): "meetings:write",
    ("GET", "/meetings/{meetingId}/agenda-items"): "meetings:read",
    ("GET", "/meetings/{meetingId}/agenda-items/{itemId}"): "meetings:read",
    ("POST", "/decisions"): "decisions:write",
    ("GET", "/decisions"): "decisions:read",
    ("GET", "/decisions/{decisionId}"): "decisions:read",
    ("POST", "/minutes"): "minutes:write",
    ("GET", "/minutes"): "minutes:read",
    ("GET", "/minutes/{minutesId}"): "minutes:read",
    ("PUT", "/minutes/{minutesId}/adjustment"): "minutes:write",
    ("POST", "/notices"): "notices:write",
    ("GET", "/notices"): "notices:read",
    ("GET", "/notices/{noticeId}"): "notices:read",
    ("GET", "/journal"): "journal:read",
    ("GET", "/changes"): "changes:read",
    ("GET", "/audit"): "audit:read",
    ("GET", "/audit/verification"): "audit:read",
}
NOTHING = "0191d9a0-5c1e-7b1a-9d5e-000000000000"
EVERY_ID = {
    "boardSlug": "norrmalm",
    "classificationId": NOTHING,
    "caseId": NOTHING,
    "documentId": NOTHING,
    "proposalId": NOTHING,
    "meetingId": NOTHING,
    "itemId": NOTHING,
    "decisionId": NOTHING,
    "minutesId": NOTHING,
    "noticeId": NOTHING,
    "receipt": "2222-2222-2222-2222-2222",
}


def described(service: RunningService) -> dict[tuple[str, str], str | None]:
    """Every operation of the published document with the scope it says it needs."""
    paths = service.app.openapi()["paths"]
    base = service.house.base_path
    return {
        (method.upper(), path.removeprefix(base)): operation.get("x-required-scope")
        for path, operations in paths.items()
        for method, operation in operations.items()
        if path != f"{base}/api-info"
    }


def test_the_table_of_scopes_is_complete(service: RunningService) -> None:
    assert described(service) == SCOPES


async def test_without_a_token_nobody_gets_in_and_without_the_scope_nobody_gets_on(norrmalm: Any) -> None:
    for (method, path), scope in SCOPES.items():
        address = path.format(**EVERY_ID)
        headers = new_key() | if_match(1)
        others = set(SCOPES.values()) - {scope}
        lacking = norrmalm.service.client(*others)

        unknown = await norrmalm.service.anonymous().request(method, address.lstrip("/"), headers=headers, json={})
        unscoped = await lacking.request(method, address, headers=headers, json={})

        assert unknown.status_code == 401, (method, path)
        assert unscoped.status_code == 403, (method, path)
        assert unscoped.json()["required_scope"] == scope


@pytest.fixture
async def filled(norrmalm: Any) -> dict[str, str]:
    """One object of every kind on Norrmalm, by the name its id has in addresses."""
    received = await norrmalm.create(
        "/citizen-proposals",
        {
            "board": "norrmalm",
            "title": "Fler bänkar",
            "text": "Ställ ut fler bänkar.",
            "name": "Exempel Exempelsson",
            "address": "Exempelgatan 1",
            "postal_code": "123 45",
            "city": "Stockholm",
        },
    )
    proposal = (await norrmalm.staff.get("/citizen-proposals")).json()["items"][0]
    code = await norrmalm.create("/classifications", {"board": "norrmalm", "code": "1", "title": "Allt"})
    meeting = await norrmalm.meeting(starts_at="2019-05-23T17:30:00+02:00")
    item = await norrmalm.item(meeting["id"])
    decision = await norrmalm.create(
        "/decisions", {"agenda_item_id": item["id"], "outcome": "filed", "text": "Till handlingarna."}
    )
    people = {"chair": "Alva Testberg", "secretary": "Cleo Mallqvist", "adjusters": ["Bo Provström"]}
    minutes = await norrmalm.create("/minutes", people | {"meeting_id": meeting["id"]})
    adjustment = f"/minutes/{minutes['id']}/adjustment"
    await norrmalm.staff.put(adjustment, json={"adjusted_on": "2019-05-28"}, headers=if_match(1))
    notice = await norrmalm.create(
        "/notices", {"minutes_id": minutes["id"], "announced_on": "2019-05-29", "minutes_kept_at": "Kansliet"}
    )
    return {
        "boardSlug": "norrmalm",
        "classificationId": code["id"],
        "caseId": received["case_id"],
        "documentId": proposal["document_id"],
        "proposalId": proposal["id"],
        "meetingId": meeting["id"],
        "itemId": item["id"],
        "decisionId": decision["id"],
        "minutesId": minutes["id"],
        "noticeId": notice["id"],
        "receipt": received["receipt"],
    }


async def test_what_the_staff_can_read_a_stranger_cannot_find(norrmalm: Any, filled: dict[str, str]) -> None:
    seen = 0
    for method, path in SCOPES:
        if method != "GET" or path.endswith("{receipt}") or path.startswith(("/audit", "/changes")):
            continue
        address = path.format(**filled)
        own = await norrmalm.staff.get(address, params={"board": "norrmalm"} if address in OF_ONE_BOARD else {})
        other = await norrmalm.stranger.get(address, params={"board": "norrmalm"} if address in OF_ONE_BOARD else {})
        assert own.status_code == 200, path
        if "{" in path:
            assert other.status_code == 404, path
        else:
            assert (other.json()["items"], other.json()["_meta"]["total_records"]) == ([], 0), path
        seen += 1
    assert seen == 23


async def test_a_stranger_learns_nothing_from_the_feed_or_the_chain(norrmalm: Any, filled: dict[str, str]) -> None:
    feed = await norrmalm.stranger.get("/changes")
    chain = await norrmalm.stranger.get("/audit", params={"board": "norrmalm"})
    verdict = await norrmalm.stranger.get("/audit/verification", params={"board": "norrmalm"})

    assert (feed.json()["items"], chain.json()["items"], verdict.status_code) == ([], [], 404)


async def test_no_object_of_another_board_can_be_changed_or_built_on(norrmalm: Any, filled: dict[str, str]) -> None:
    ids = filled
    document = {"title": "x", "kind": "sent", "dated": "2019-06-03", "media_type": "text/plain", "filename": "x"}
    attempts = [
        ("PATCH", f"/cases/{ids['caseId']}", {"title": "Kapat"}),
        ("POST", f"/cases/{ids['caseId']}/documents", document),
        ("POST", f"/meetings/{ids['meetingId']}/agenda-items", {"title": "Kapat"}),
        ("PUT", f"/minutes/{ids['minutesId']}/adjustment", {"adjusted_on": "2019-06-03"}),
        ("POST", "/cases", {"board": "norrmalm", "title": "Kapat", "case_type": "general"}),
        ("POST", "/classifications", {"board": "norrmalm", "code": "2", "title": "Kapat"}),
        (
            "POST",
            "/meetings",
            {"board": "norrmalm", "number": 9, "starts_at": "2019-06-13T15:30:00Z", "place": "Kapat"},
        ),
    ]

    for method, address, body in attempts:
        answer = await norrmalm.stranger.request(method, address, json=body, headers=new_key() | if_match(1))
        assert answer.status_code == 404, (method, address, answer.text)
    assert "Kapat" not in (await norrmalm.staff.get("/changes", params={"limit": 200})).text
