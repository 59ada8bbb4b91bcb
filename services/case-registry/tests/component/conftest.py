"""The registry booted on a database of its own, and the board Norrmalm at work in it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx
import pytest

from boardkit.testing.postgres import PostgresServer
from boardkit.testing.service import RunningService, if_match, new_key, running_service
from case_registry.main import HOUSE, build
from case_registry.settings import Settings

STAFF_SCOPES = (
    *("boards:read", "boards:write", "classifications:read", "classifications:write"),
    *("cases:read", "cases:write", "documents:read", "documents:read-internal", "documents:write"),
    *("proposals:write", "proposals:read", "proposals:read-author", "proposals:status"),
    *("meetings:read", "meetings:write", "decisions:read", "decisions:write", "minutes:read", "minutes:write"),
    *("notices:read", "notices:write", "journal:read", "changes:read", "audit:read"),
)

PUBLIC_SCOPES = (
    *("boards:read", "classifications:read", "cases:read", "documents:read", "meetings:read", "decisions:read"),
    *("minutes:read", "notices:read", "journal:read"),
)


@pytest.fixture
async def service(postgres_server: PostgresServer) -> AsyncIterator[RunningService]:
    """The running registry."""
    async with running_service(postgres_server, HOUSE, Settings, build) as running:
        yield running


@dataclass(frozen=True)
class BoardAtWork:
    """A board whose diary is open, with the clients that work with it and short ways to fill it.

    `staff` may do everything on the board, `portal` reads what is public, `stranger` may do everything on
    another board.
    """

    service: RunningService
    staff: httpx.AsyncClient
    portal: httpx.AsyncClient
    stranger: httpx.AsyncClient

    def staff_on(self, day: date) -> httpx.AsyncClient:
        """The staff on another business date."""
        return self.service.client(*STAFF_SCOPES, on=day)

    async def create(
        self, path: str, body: dict[str, Any], *, client: httpx.AsyncClient | None = None
    ) -> dict[str, Any]:
        """POST `body` as the staff, or `client`, and give back what was created."""
        answer = await (client or self.staff).post(path, json=body, headers=new_key())
        assert answer.status_code == 201, answer.text
        created: dict[str, Any] = answer.json()
        return created

    async def case(self, **fields: Any) -> dict[str, Any]:
        """A registered case."""
        return await self.create(
            "/cases", {"board": "norrmalm", "title": "Övriga frågor", "case_type": "general"} | fields
        )

    async def document(self, case_id: str, **fields: Any) -> dict[str, Any]:
        """A registered document."""
        body = {
            "title": "Tjänsteutlåtande",
            "kind": "drawn-up",
            "dated": "2019-06-03",
            "media_type": "application/pdf",
            "filename": "utlåtande.pdf",
        }
        return await self.create(f"/cases/{case_id}/documents", body | fields)

    async def filled_document(self, case_id: str, content: bytes, **fields: Any) -> dict[str, Any]:
        """A registered document with its contents."""
        document = await self.document(case_id, **fields)
        answer = await self.staff.put(f"/documents/{document['id']}/content", content=content, headers=if_match(1))
        assert answer.status_code == 200, answer.text
        filled: dict[str, Any] = answer.json()
        return filled

    async def meeting(self, **fields: Any) -> dict[str, Any]:
        """A meeting: the one of 2019-06-13 unless said otherwise."""
        body = {
            "board": "norrmalm",
            "number": 1,
            "starts_at": "2019-06-13T17:30:00+02:00",
            "place": "Sankt Eriksgatan 117, plan 4",
        }
        return await self.create("/meetings", body | fields)

    async def item(self, meeting_id: str, **fields: Any) -> dict[str, Any]:
        """An item of a meeting's agenda."""
        return await self.create(f"/meetings/{meeting_id}/agenda-items", {"title": "Val av justerare"} | fields)


@pytest.fixture
async def norrmalm(service: RunningService) -> BoardAtWork:
    """Norrmalms stadsdelsnämnd, whose earlier diary ended at 2019/303."""
    board = BoardAtWork(
        service=service,
        staff=service.client(*STAFF_SCOPES),
        portal=service.client(*PUBLIC_SCOPES, subject="portal"),
        stranger=service.client(*STAFF_SCOPES, boards=["sodermalm"], subject="stranger"),
    )
    await board.create(
        "/boards",
        {
            "slug": "norrmalm",
            "name": "Norrmalms stadsdelsnämnd",
            "administration": "Norrmalms stadsdelsförvaltning",
            "diary": {"prefix": "NORR", "padding": 0, "taken_over": {"year": 2019, "last_serial": 303}},
        },
    )
    return board
