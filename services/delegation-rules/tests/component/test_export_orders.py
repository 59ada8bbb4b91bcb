"""Orders as documents through the front door, and read in again."""

import base64
from typing import Any

import httpx
import pytest

from boardkit.testing.service import RunningService, if_match, new_key

BOTH = ("delegation-orders:write", "delegation-orders:read")
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "markdown": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8; header=present",
}


def _as_sent(answer: httpx.Response, wanted: str) -> str:
    return base64.b64encode(answer.content).decode() if wanted == "docx" else answer.content.decode()


async def _order(service: RunningService) -> dict[str, Any]:
    client = service.client(*BOTH)
    listed = (await client.get("/delegation-orders")).json()["items"][0]
    found: dict[str, Any] = (await client.get(listed["_links"]["self"]["href"])).json()
    return found


@pytest.mark.parametrize("wanted", MEDIA_TYPES)
async def test_the_order_is_given_out_in_each_format(with_order: RunningService, wanted: str) -> None:
    client = with_order.client("delegation-orders:read")
    order = await _order(with_order)
    address = f"/delegation-orders/{order['id']}/documents/{wanted}"

    answer = await client.get(address)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == MEDIA_TYPES[wanted]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"].startswith('attachment; filename="delegationsordning-norrmalm-1.')
    if wanted != "docx":
        kept = await client.get(address, headers={"if-none-match": answer.headers["etag"]})
        assert kept.status_code == 304


@pytest.mark.parametrize("wanted", ["docx", "markdown", "csv"])
async def test_what_is_exported_is_imported_without_doubts(with_order: RunningService, wanted: str) -> None:
    client = with_order.client(*BOTH)
    order = await _order(with_order)
    exported = await client.get(f"/delegation-orders/{order['id']}/documents/{wanted}")
    body = {"board": "norrmalm", "format": wanted, "content": _as_sent(exported, wanted)}

    imported = await client.post("/order-imports", json=body, headers=new_key())
    draft = await client.post(
        f"{imported.headers['location']}/drafts",
        json={"title": order["title"], "in_force_from": "2027-01-01"},
        headers=new_key(),
    )

    assert (imported.json()["doubtful_lines"], imported.json()["title"]) == (0, order["title"])
    assert draft.status_code == 201
    assert draft.json()["rules"] == order["rules"]
    assert draft.json()["chapters"] == order["chapters"]


@pytest.mark.parametrize("wanted", ["docx", "markdown", "csv"])
async def test_a_settled_import_is_exported_and_imported_again(with_positions: RunningService, wanted: str) -> None:
    client = with_positions.client(*BOTH)
    text = "3.1 Ekonomi\t\t\t\t\n3.1.2\tInköp\t\tKanslist\tAnmäls inte."
    body = {"board": "norrmalm", "format": "tab-separated", "content": text}
    address = (await client.post("/order-imports", json=body, headers=new_key())).headers["location"]
    rule = {
        "number": "3.1.2",
        "matter": "Inköp",
        "conditions": [
            {
                "kind": "prerequisite",
                "circumstance": "asked",
                "expected": True,
                "text_sv": "Någon har bett om det.",
                "text_en": "Somebody has asked for it.",
            }
        ],
        "tiers": [{"delegates": [{"position": "enhetschef"}]}],
        "reporting": {"duty": "not-reported"},
    }

    early = await client.get(f"{address}/documents/{wanted}")
    settled = await client.put(f"{address}/lines/1", json={"rule": rule}, headers=if_match(1))
    exported = await client.get(f"{address}/documents/{wanted}")
    again = await client.post(
        "/order-imports",
        json={"board": "norrmalm", "format": wanted, "content": _as_sent(exported, wanted)},
        headers=new_key(),
    )

    assert (early.status_code, early.json()["type"].rpartition("/")[2]) == (404, "document-not-ready")
    assert [line["rule"] for line in again.json()["lines"]] == [line["rule"] for line in settled.json()["lines"]]
    assert again.json()["doubtful_lines"] == 0


async def test_only_known_formats_and_visible_orders(with_order: RunningService) -> None:
    order = await _order(with_order)
    address = f"/delegation-orders/{order['id']}/documents"
    stranger = with_order.client("delegation-orders:read", boards=["sodermalm"])

    assert (await with_order.client("delegation-orders:read").get(f"{address}/xls")).status_code == 422
    assert (await stranger.get(f"{address}/csv")).status_code == 404
    assert (await with_order.client("positions:read").get(f"{address}/csv")).status_code == 403
