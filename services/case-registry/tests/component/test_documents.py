"""Documents of a case: what the register says of them, and to whom."""

import hashlib
from typing import Any

from boardkit.testing.service import new_key

NEW = {
    "title": "Remiss av översyn av styrdokument",
    "kind": "received",
    "dated": "2019-05-28",
    "sender": "Kommunstyrelsen",
    "media_type": "application/pdf",
    "filename": "remiss åäö.pdf",
    "access": "public",
}


async def test_a_document_is_registered_in_its_case(norrmalm: Any) -> None:
    case = await norrmalm.case()

    document = await norrmalm.create(f"/cases/{case['id']}/documents", NEW)

    assert document | {"id": "", "_links": {}} == NEW | {
        "id": "",
        "case_id": case["id"],
        "board": "norrmalm",
        "registered_on": "2019-06-03",
        "recipient": None,
        "size": None,
        "sha256": None,
        "_links": {},
    }
    content = document["_links"]["content"]
    assert (content["method"], content["href"]) == ("PUT", document["_links"]["self"]["href"] + "/content")
    assert (await norrmalm.staff.get(f"/documents/{document['id']}")).json() == document
    assert (await norrmalm.staff.get(f"/cases/{case['id']}/documents")).json()["items"] == [document]


async def test_a_document_is_internal_unless_said_otherwise(norrmalm: Any) -> None:
    case = await norrmalm.case()

    assert (await norrmalm.document(case["id"]))["access"] == "internal"


async def test_internal_documents_are_nowhere_in_the_public_view(norrmalm: Any) -> None:
    case = await norrmalm.case()
    public = await norrmalm.document(case["id"], access="public", sender="Lämnaren", recipient="Mottagaren")
    internal = await norrmalm.filled_document(case["id"], b"hemligt", title="Hemlig bilaga")
    reader = norrmalm.service.client("documents:read", "changes:read", subject="portal")

    listed = await reader.get(f"/cases/{case['id']}/documents")
    feed = await reader.get("/changes")

    assert [document["id"] for document in listed.json()["items"]] == [public["id"]]
    assert listed.json()["_meta"]["total_records"] == 1
    assert (listed.json()["items"][0]["sender"], listed.json()["items"][0]["recipient"]) == (None, None)
    assert (await reader.get(f"/documents/{public['id']}")).json()["sender"] is None
    assert (await reader.get(f"/documents/{internal['id']}")).status_code == 404
    assert (await reader.get(f"/documents/{internal['id']}/content")).status_code == 404
    assert [entry["resource_id"] for entry in feed.json()["items"]] == [public["id"]]


async def test_a_document_from_a_day_that_has_not_come_is_refused(norrmalm: Any) -> None:
    case = await norrmalm.case()

    answer = await norrmalm.staff.post(
        f"/cases/{case['id']}/documents", json=NEW | {"dated": "2019-06-04"}, headers=new_key()
    )

    assert (answer.status_code, answer.json()["pointer"]) == (422, "/dated")
    assert answer.json()["today"] == "2019-06-03"


async def test_the_list_of_a_case_that_is_not_there_is_not_an_empty_list(norrmalm: Any) -> None:
    case = await norrmalm.case()
    address = f"/cases/{case['id']}/documents"

    assert (await norrmalm.stranger.get(address)).status_code == 404
    assert (await norrmalm.stranger.post(address, json=NEW, headers=new_key())).status_code == 404
    assert (await norrmalm.staff.get("/cases/0191d9a0-5c1e-7b1a-9d5e-000000000000/documents")).status_code == 404


async def test_names_that_could_do_harm_in_a_header_or_a_folder_are_refused(norrmalm: Any) -> None:
    case = await norrmalm.case()
    bad = [
        *({"filename": name} for name in ("../../etc/passwd", "a\\b", "a\r\nSet-Cookie: x", "\x00", "")),
        *({"media_type": kind} for kind in ("text/html\r\nx: y", "pdf", "text/", "text/plain; charset=utf-8")),
    ]

    for fields in bad:
        answer = await norrmalm.staff.post(f"/cases/{case['id']}/documents", json=NEW | fields, headers=new_key())
        assert answer.status_code == 422, fields
    assert (await norrmalm.staff.get(f"/cases/{case['id']}/documents")).json()["items"] == []


async def test_a_plain_text_is_registered_with_its_contents(norrmalm: Any) -> None:
    case = await norrmalm.case()
    text = "Anstånd beviljas.\nÅ, ä och ö."

    document = await norrmalm.document(case["id"], media_type="text/plain", filename="beslut.txt", text=text)
    fetched = await norrmalm.staff.get(document["_links"]["content"]["href"])

    assert document["size"] == len(text.encode())
    assert document["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert fetched.content == text.encode()
    assert document["_links"]["content"]["method"] == "GET"


async def test_text_is_the_contents_of_nothing_but_plain_text(norrmalm: Any) -> None:
    case = await norrmalm.case()

    refused = await norrmalm.staff.post(
        f"/cases/{case['id']}/documents", json=NEW | {"text": "Beslut"}, headers=new_key()
    )

    assert refused.status_code == 422
    assert refused.json()["type"].endswith("/text-not-its-contents")
    assert refused.json()["pointer"] == "/text"
