"""Contents of documents: in by stream and out by stream, kept whole or not at all."""

import asyncio
import base64
import hashlib
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from boardkit.testing.service import if_match
from case_registry.api.contents import PIECE_BYTES
from case_registry.api.documents import MAX_CONTENT_BYTES

MEBIBYTE = 1024 * 1024


def digest_of(content: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"


async def put(norrmalm: Any, document: dict[str, Any], content: Any, **headers: str) -> Any:
    sent = if_match(1) | {name.replace("_", "-"): value for name, value in headers.items()}
    return await norrmalm.staff.put(f"/documents/{document['id']}/content", content=content, headers=sent)


async def chunks_of(norrmalm: Any) -> int:
    async with norrmalm.service.app.state.runtime.engine.connect() as connection:
        return int((await connection.exec_driver_sql("SELECT count(*) FROM document_chunks")).scalar_one())


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"\x00\xff" * 10, b"%PDF" * (PIECE_BYTES // 4), bytes(PIECE_BYTES + 1), bytes(5 * MEBIBYTE)],
    ids=["empty", "one", "binary", "one piece", "one piece and a byte", "many"],
)
async def test_what_went_in_comes_out(norrmalm: Any, content: bytes) -> None:
    document = await norrmalm.document((await norrmalm.case())["id"])

    stored = await put(norrmalm, document, content, content_digest=digest_of(content))
    fetched = await norrmalm.staff.get(f"/documents/{document['id']}/content")

    assert (stored.status_code, stored.headers["etag"]) == (200, '"v2"')
    assert stored.json()["size"] == len(content)
    assert stored.json()["sha256"] == hashlib.sha256(content).hexdigest()
    assert (fetched.status_code, fetched.content) == (200, content)
    assert fetched.headers["content-digest"] == digest_of(content)
    assert fetched.headers["content-length"] == str(len(content))
    assert fetched.headers["content-type"] == "application/pdf"


@pytest.mark.parametrize(
    ("headers", "status", "problem"),
    [
        ({"content_encoding": "gzip"}, 415, "unsupported-media-type"),
        ({"content_encoding": "identity, br"}, 415, "unsupported-media-type"),
        ({"content_range": "bytes 0-2/9"}, 400, "malformed-request"),
    ],
)
async def test_compressed_or_partial_contents_are_not_kept(
    norrmalm: Any, headers: dict[str, str], status: int, problem: str
) -> None:
    document = await norrmalm.document((await norrmalm.case())["id"])

    refused = await put(norrmalm, document, b"abc", **headers)
    accepted = await put(norrmalm, document, b"abc", content_encoding="identity")

    assert (refused.status_code, refused.json()["type"].rsplit("/", 1)[-1]) == (status, problem)
    assert (accepted.status_code, accepted.json()["size"]) == (200, 3)


async def test_a_browser_is_told_to_save_it_and_run_nothing(norrmalm: Any) -> None:
    case = await norrmalm.case()
    document = await norrmalm.filled_document(case["id"], b"<script>", media_type="text/html", filename='å"; x=1.html')

    headers = (await norrmalm.staff.get(f"/documents/{document['id']}/content")).headers

    assert headers["content-disposition"] == "attachment; filename*=UTF-8''%C3%A5%22%3B%20x%3D1.html"
    assert headers["content-type"] == "text/html"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"


async def test_contents_that_the_caller_has_are_not_sent_again(norrmalm: Any) -> None:
    document = await norrmalm.filled_document((await norrmalm.case())["id"], b"abc")
    address = f"/documents/{document['id']}/content"
    etag = (await norrmalm.staff.get(address)).headers["etag"]

    again = await norrmalm.staff.get(address, headers={"if-none-match": etag})

    assert etag == f'"{hashlib.sha256(b"abc").hexdigest()}"'
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)


async def test_a_broken_digest_is_refused_with_nothing_half_done(norrmalm: Any) -> None:
    document = await norrmalm.document((await norrmalm.case())["id"])

    refused = await put(norrmalm, document, bytes(2 * MEBIBYTE), content_digest=digest_of(b"annat"))

    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (422, "digest-mismatch")
    assert await chunks_of(norrmalm) == 0
    assert (await norrmalm.staff.get(f"/documents/{document['id']}")).json() == document
    assert (await put(norrmalm, document, b"annat", content_digest=digest_of(b"annat"))).status_code == 200


async def test_a_digest_that_nobody_can_check_is_refused(norrmalm: Any) -> None:
    document = await norrmalm.document((await norrmalm.case())["id"])

    for header in ("", "sha-256=abc", "sha-256=:abc:", "md5=:rL0Y20zC+Fzt72VPzMSk2A==:", "nonsense"):
        refused = await put(norrmalm, document, b"abc", content_digest=header)
        assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (400, "digest-not-understood")
    assert await chunks_of(norrmalm) == 0


async def test_another_algorithm_beside_sha_256_is_left_unread(norrmalm: Any) -> None:
    document = await norrmalm.document((await norrmalm.case())["id"])

    stored = await put(norrmalm, document, b"abc", content_digest=f"md5=:rL0Y:, {digest_of(b'abc')}")

    assert stored.status_code == 200


async def test_contents_are_handed_over_once(norrmalm: Any) -> None:
    document = await norrmalm.filled_document((await norrmalm.case())["id"], b"abc")
    address = f"/documents/{document['id']}/content"

    refused = await norrmalm.staff.put(address, content=b"xyz", headers=if_match(2))

    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (409, "contents-already-there")
    assert (await norrmalm.staff.get(address)).content == b"abc"


async def test_of_many_who_hand_over_contents_at_once_one_wins(norrmalm: Any) -> None:
    document = await norrmalm.document((await norrmalm.case())["id"])
    contents = [bytes([number]) * (PIECE_BYTES + number) for number in range(6)]

    answers = await asyncio.gather(*(put(norrmalm, document, content) for content in contents))
    kept = (await norrmalm.staff.get(f"/documents/{document['id']}/content")).content

    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 5
    assert kept == contents[[answer.status_code for answer in answers].index(200)]


async def test_contents_need_the_version_and_the_registered_format(norrmalm: Any) -> None:
    document = await norrmalm.document((await norrmalm.case())["id"])
    address = f"/documents/{document['id']}/content"

    missing = await norrmalm.staff.put(address, content=b"abc")
    stale = await norrmalm.staff.put(address, content=b"abc", headers=if_match(7))
    format_differs = await put(norrmalm, document, b"abc", content_type="text/html")
    same_format = await put(norrmalm, document, b"abc", content_type="Application/PDF; version=1.7")

    assert (missing.status_code, stale.status_code) == (428, 412)
    assert (format_differs.status_code, same_format.status_code) == (415, 200)


async def test_too_large_contents_are_refused_before_they_are_read(norrmalm: Any) -> None:
    document = await norrmalm.document((await norrmalm.case())["id"])
    read = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(4):
            read += 1
            yield bytes(1024)

    refused = await put(norrmalm, document, body(), content_length=str(MAX_CONTENT_BYTES + 1))

    assert (refused.status_code, refused.headers["content-type"]) == (413, "application/problem+json")
    assert read <= 1
    assert await chunks_of(norrmalm) == 0


async def test_a_document_without_contents_has_none_to_give(norrmalm: Any) -> None:
    document = await norrmalm.document((await norrmalm.case())["id"])

    answer = await norrmalm.staff.get(f"/documents/{document['id']}/content")

    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (404, "contents-missing")


async def test_contents_of_another_board_can_be_neither_given_nor_taken(norrmalm: Any) -> None:
    document = await norrmalm.document((await norrmalm.case())["id"])
    address = f"/documents/{document['id']}/content"

    taken = await norrmalm.stranger.put(address, content=b"abc", headers=if_match(1))
    await put(norrmalm, document, b"abc")

    assert taken.status_code == 404
    assert (await norrmalm.stranger.get(address)).status_code == 404


async def test_a_neighbour_may_fill_the_internal_document_it_registered_and_no_other(norrmalm: Any) -> None:
    case = await norrmalm.case()
    others = await norrmalm.document(case["id"])
    filer = norrmalm.service.client("documents:write", subject="referral-tracking", kind="service")
    body = {"title": "Svar", "kind": "sent", "dated": "2019-06-03", "media_type": "text/plain", "filename": "svar.txt"}
    own = await norrmalm.create(f"/cases/{case['id']}/documents", body, client=filer)

    filled = await filer.put(f"/documents/{own['id']}/content", content=b"ja", headers=if_match(1))
    refused = await filer.put(f"/documents/{others['id']}/content", content=b"ja", headers=if_match(1))

    assert (filled.status_code, refused.status_code) == (200, 404)


async def test_a_sender_that_goes_away_leaves_nothing(norrmalm: Any) -> None:
    document = await norrmalm.document((await norrmalm.case())["id"])
    messages: Iterator[dict[str, Any]] = iter(
        [{"type": "http.request", "body": b"half", "more_body": True}, {"type": "http.disconnect"}]
    )

    async def receive() -> dict[str, Any]:
        return next(messages)

    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await norrmalm.service.app(scope_of(norrmalm, "PUT", document, if_match(1)), receive, send)

    assert sent[0]["status"] == 400
    assert await chunks_of(norrmalm) == 0
    assert (await norrmalm.staff.get(f"/documents/{document['id']}")).json() == document


async def test_twenty_megabytes_pass_through_without_being_held(norrmalm: Any) -> None:
    document = await norrmalm.document((await norrmalm.case())["id"])
    piece = bytes(range(256)) * 256
    pieces = 20 * MEBIBYTE // len(piece)

    async def upload() -> AsyncIterator[bytes]:
        for _ in range(pieces):
            yield piece

    async def download() -> tuple[int, bytes]:
        digest, size = hashlib.sha256(), 0

        async def send(message: dict[str, Any]) -> None:
            nonlocal size
            digest.update(message.get("body", b""))
            size += len(message.get("body", b""))

        await norrmalm.service.app(scope_of(norrmalm, "GET", document, {}), no_body, send)
        return size, digest.digest()

    tracemalloc.start()
    stored = await put(norrmalm, document, upload())
    _, peak_in = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    before, _ = tracemalloc.get_traced_memory()
    size, digest = await download()
    _, peak_out = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert stored.json()["size"] == size == 20 * MEBIBYTE
    assert stored.json()["sha256"] == digest.hex()
    assert peak_in < 6 * MEBIBYTE
    assert peak_out - before < 6 * MEBIBYTE


async def no_body() -> dict[str, Any]:
    """What a server says of a caller that has nothing to send and stays."""
    await asyncio.Event().wait()
    return {"type": "http.disconnect"}


def scope_of(norrmalm: Any, method: str, document: dict[str, Any], headers: dict[str, str]) -> dict[str, Any]:
    """A request as a server hands it to the app, without a client that would hold the whole answer."""
    client = norrmalm.staff
    url = urlsplit(str(client.base_url))
    all_headers = {"authorization": client.headers["authorization"], "host": url.netloc} | headers
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": f"{url.path.rstrip('/')}/documents/{document['id']}/content",
        "raw_path": b"",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in all_headers.items()],
        "server": ("service.test", 80),
        "client": ("127.0.0.1", 1),
        "root_path": "",
    }
