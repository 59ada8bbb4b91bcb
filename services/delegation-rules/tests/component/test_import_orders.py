"""Imports of delegation orders through the front door."""

import asyncio
import base64
import io
import zipfile
from typing import Any

import httpx
import pytest
from docx import Document

from boardkit.testing.service import RunningService, if_match, new_key

BOTH = ("delegation-orders:write", "delegation-orders:read")
CSV = (
    "Nr;Ärendetyp;Lagrum m.m.;Lägsta delegat;Kommentar\r\n"
    "3.1 Ekonomi;;;;\r\n"
    "3.1.1;Tilldelning av kort;;Avd.chef verksamhetsstöd;Anmäls inte.\r\n"
    "3.1.3;Kassation;;Kanslist;Anmäls till nämnden.\r\n"
)


def _import(content: str = CSV, wanted: str = "csv", **changes: Any) -> dict[str, Any]:
    return {"board": "norrmalm", "format": wanted, "content": content} | changes


async def _imported(service: RunningService, content: str = CSV, wanted: str = "csv") -> httpx.Response:
    client = service.client(*BOTH)
    return await client.post("/order-imports", json=_import(content, wanted), headers=new_key())


def _rule(number: str) -> dict[str, Any]:
    return {
        "number": number,
        "matter": "Kassation",
        "tiers": [{"delegates": [{"position": "enhetschef"}]}],
        "reporting": {"duty": "reported"},
    }


def _slug(answer: httpx.Response) -> str:
    return str(answer.json()["type"]).rpartition("/")[2]


def _word(rows: list[list[str]]) -> bytes:
    document = Document()
    document.add_heading("3.1 Ekonomi", level=2)
    table = document.add_table(rows=0, cols=5)
    for row in [["", "Ärendetyp", "Lagrum", "Lägsta delegat", "Kommentar"], *rows]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


async def test_the_report_says_what_is_understood_and_what_is_doubtful(with_positions: RunningService) -> None:
    created = await _imported(with_positions)

    report = created.json()
    assert created.status_code == 201
    assert created.headers["etag"] == '"v1"'
    assert (report["doubtful_lines"], report["missing_numbers"]) == (1, ["3.1.2"])
    assert report["chapters"] == [{"number": "3.1", "title": "Ekonomi"}]
    understood, doubtful = report["lines"]
    assert (understood["status"], understood["place"], understood["doubts"]) == ("understood", 3, [])
    assert understood["rule"]["tiers"][0]["delegates"][0]["position"] == "avdelningschef-verksamhetsstod"
    assert understood["summary_sv"] == (
        "3.1.1 Tilldelning av kort. Lägsta delegat: avdelningschef verksamhetsstöd. Anmäls inte."
    )
    assert [note["code"] for note in understood["notes"]] == ["title-in-other-form"]
    assert (doubtful["status"], doubtful["rule"], doubtful["readings"]) == ("doubtful", None, [])
    assert [(doubt["code"], doubt["excerpt"]) for doubt in doubtful["doubts"]] == [
        ("unknown-title", "Kanslist"),
        ("no-delegate", ""),
    ]
    client = with_positions.client(*BOTH)
    assert (await client.get(created.headers["location"])).json() == report
    (listed,) = (await client.get("/order-imports?board=norrmalm")).json()["items"]
    assert "lines" not in listed
    assert listed["id"] == report["id"]


async def test_a_draft_is_made_once_every_line_is_settled(with_positions: RunningService) -> None:
    client = with_positions.client(*BOTH)
    address = (await _imported(with_positions)).headers["location"]
    draft = {"title": "Delegationsordning", "in_force_from": "2019-06-15"}

    early = await client.post(f"{address}/drafts", json=draft, headers=new_key())
    settled = await client.put(f"{address}/lines/2", json={"rule": _rule("3.1.2")}, headers=if_match(1))
    key = new_key()
    made = await client.post(f"{address}/drafts", json=draft, headers=key)
    again = await client.post(f"{address}/drafts", json=draft, headers=key)
    second = await client.post(f"{address}/drafts", json=draft, headers=new_key())
    late = await client.put(f"{address}/lines/2", json={"left_out": True}, headers=if_match(3))

    assert (early.status_code, _slug(early)) == (409, "import-unsettled")
    assert (settled.status_code, settled.headers["etag"], settled.json()["doubtful_lines"]) == (200, '"v2"', 0)
    assert settled.json()["lines"][1]["status"] == "settled"
    assert set(settled.json()["_links"]) == {"self", "docx", "drafts"}
    assert (await client.get(settled.json()["_links"]["docx"]["href"])).status_code == 200
    assert (made.status_code, made.json()["status"]) == (201, "draft")
    assert [rule["number"] for rule in made.json()["rules"]] == ["3.1.1", "3.1.2"]
    assert made.json()["chapters"] == [{"number": "3.1", "title": "Ekonomi"}]
    assert (again.status_code, again.content) == (201, made.content)
    assert (second.status_code, _slug(second)) == (409, "import-finished")
    assert (late.status_code, _slug(late)) == (409, "import-finished")
    assert (await client.get(address)).json()["order_id"] == made.json()["id"]


async def test_a_document_without_a_table_is_told_to_have_none(with_positions: RunningService) -> None:
    prose = {"board": "norrmalm", "format": "markdown", "content": "Hej."}
    client = with_positions.client(*BOTH)

    report = (await client.post("/order-imports", json=prose, headers=new_key())).json()

    assert [(note["code"], note["text_sv"]) for note in report["notes"]] == [
        ("text-before-table", "En rad text före tabellen har inte lästs in."),
        ("no-table", "Dokumentet har ingen tabell som kan läsas som en delegationsordning."),
    ]


async def test_a_line_may_be_left_out_or_settled_by_a_reading(with_positions: RunningService) -> None:
    client = with_positions.client(*BOTH)
    limited = CSV.replace("Kanslist;Anmäls till nämnden.", "Enhetschef;Gäller bara i vissa fall. Anmäls inte.")
    address = (await _imported(with_positions, limited)).headers["location"]

    none_such = await client.put(f"{address}/lines/2", json={"reading": 2}, headers=if_match(1))
    chosen = await client.put(f"{address}/lines/2", json={"reading": 1}, headers=if_match(1))
    left_out = await client.put(f"{address}/lines/1", json={"left_out": True}, headers=if_match(2))

    assert (none_such.status_code, _slug(none_such)) == (422, "settlement-refused")
    assert chosen.json()["lines"][1]["rule"]["comment"] == "Gäller bara i vissa fall."
    assert [line["status"] for line in left_out.json()["lines"]] == ["ignored", "settled"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, None),
        ({"reading": 1, "left_out": True}, None),
        ({"reading": 0}, "/reading"),
        ({"rule": _rule("3.1.2") | {"number": "x"}}, "/rule/number"),
        ({"rule": _rule("3.1.2") | {"matter": "\u0000"}}, "/rule/matter"),
        (
            {"rule": _rule("3.1.2") | {"tiers": [{"delegates": [{"position": "kung"}]}]}},
            "/rule/tiers/0/delegates/0/position",
        ),
    ],
)
async def test_a_settlement_that_is_none_is_refused(
    with_positions: RunningService, body: dict[str, Any], pointer: str | None
) -> None:
    client = with_positions.client(*BOTH)
    address = (await _imported(with_positions)).headers["location"]

    answer = await client.put(f"{address}/lines/2", json=body, headers=if_match(1))

    assert answer.status_code == 422
    problem = answer.json()
    pointers = [problem.get("pointer"), *(error.get("pointer") for error in problem.get("errors", []))]
    assert pointer is None or pointer in pointers


async def test_a_change_builds_on_the_latest_version_and_one_of_many_wins(with_positions: RunningService) -> None:
    client = with_positions.client(*BOTH)
    address = (await _imported(with_positions)).headers["location"]
    body = {"rule": _rule("3.1.2")}

    assert (await client.put(f"{address}/lines/2", json=body)).status_code == 428
    assert (await client.put(f"{address}/lines/2", json=body, headers=if_match(7))).status_code == 412
    assert (await client.put(f"{address}/lines/9", json=body, headers=if_match(1))).status_code == 404
    answers = await asyncio.gather(
        *(client.put(f"{address}/lines/2", json=body, headers=if_match(1)) for _ in range(5))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412]

    draft = {"title": "Delegationsordning", "in_force_from": "2019-06-15"}
    drafts = await asyncio.gather(*(client.post(f"{address}/drafts", json=draft, headers=new_key()) for _ in range(4)))
    assert sorted(answer.status_code for answer in drafts) == [201, 409, 409, 409]


async def test_the_same_key_gives_one_import(with_positions: RunningService) -> None:
    client = with_positions.client(*BOTH)
    key = new_key()

    first = await client.post("/order-imports", json=_import(), headers=key)
    again = await client.post("/order-imports", json=_import(), headers=key)

    assert (again.status_code, again.content) == (201, first.content)
    assert (await client.get("/order-imports")).json()["_meta"]["total_records"] == 1


async def test_another_board_sees_nothing_of_it(with_positions: RunningService) -> None:
    address = (await _imported(with_positions)).headers["location"]
    stranger = with_positions.client(*BOTH, boards=["sodermalm"])
    draft = {"title": "x", "in_force_from": "2019-06-15"}

    assert (await stranger.get(address)).status_code == 404
    assert (await stranger.get(f"{address}/documents/csv")).status_code == 404
    assert (await stranger.get("/order-imports?board=norrmalm")).json()["items"] == []
    assert (await stranger.put(f"{address}/lines/1", json={"left_out": True}, headers=if_match(1))).status_code == 404
    assert (await stranger.post(f"{address}/drafts", json=draft, headers=new_key())).status_code == 404
    unseen = await stranger.post("/order-imports", json=_import(), headers=new_key())
    assert (unseen.status_code, unseen.json()["pointer"]) == (404, "/board")


async def test_a_word_document_is_read(with_positions: RunningService) -> None:
    content = _word([["3.1.1", "Tilldelning av kort", "", "Enhetschef/parkingenjör", "Anmäls inte."]])

    answer = await _imported(with_positions, base64.b64encode(content).decode(), "docx")

    (line,) = answer.json()["lines"]
    assert (answer.status_code, line["status"]) == (201, "understood")
    assert [each["position"] for each in line["rule"]["tiers"][0]["delegates"]] == ["enhetschef", "parkingenjor"]


async def test_a_markdown_document_is_read(with_positions: RunningService) -> None:
    content = (
        "## 3.1 Ekonomi\n\n| | Ärendetyp | Lagrum | Lägsta delegat | Kommentar |\n|-|-|-|-|-|\n"
        "| 3.1.1 | Skada<br>• upp till 0,5 prisbasbelopp<br>• 50 000 kr | | • Enhetschef<br>• Avdelningschef | |\n"
    )

    answer = await _imported(with_positions, content, "markdown")

    (line,) = answer.json()["lines"]
    assert [tier["amount"]["up_to"] for tier in line["rule"]["tiers"]] == [
        {"quantity": "0.5", "unit": "price-base-amounts"},
        {"quantity": "50000", "unit": "kronor"},
    ]
    assert [note["code"] for note in line["notes"]] == ["bare-amount", "reporting-not-stated"]


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(64 * 1024 * 1024))
    return packed.getvalue()


_STYLES_IN_ITSELF = (
    '<Relationship Id="a" Target="document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/>'
)


def _with_part(name: str, content: bytes, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_word([]))) as source, zipfile.ZipFile(packed, "w", compression) as archive:
        for each in source.namelist():
            archive.writestr(each, content if each == name else source.read(each))
    return packed.getvalue()


def _with_relations(relations: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    whole = f'<Relationships xmlns="{namespace}">{relations}</Relationships>'
    return _with_part("word/_rels/document.xml.rels", whole.encode())


def _packed_otherwise() -> bytes:
    return _with_part("", b"", zipfile.ZIP_LZMA)


def _of_nothing_but_tags() -> bytes:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "<w:p/>" * 1_600_000
    return _with_part(
        "word/document.xml", f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'.encode()
    )


def _with_broken_contents() -> bytes:
    broken = bytearray(_word([]))
    start = broken.find(b"word/document.xml") + 40
    broken[start : start + 20] = bytes(each ^ 0x5A for each in broken[start : start + 20])
    return bytes(broken)


def _encrypted() -> bytes:
    """A file whose every part says that it is encrypted."""
    marked = bytearray(_word([]))
    for signature, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = marked.find(signature)
        while place >= 0:
            marked[place + flags] |= 1
            place = marked.find(signature, place + 4)
    return bytes(marked)


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("not base64 at all!", "docx"),
        (base64.b64encode(b"no archive").decode(), "docx"),
        (base64.b64encode(_bomb()).decode(), "docx"),
        (base64.b64encode(_word([])[:2000]).decode(), "docx"),
        (base64.b64encode(_with_broken_contents()).decode(), "docx"),
        (base64.b64encode(_encrypted()).decode(), "docx"),
        (base64.b64encode(_with_relations("<Relationship/>")).decode(), "docx"),
        (base64.b64encode(_with_relations(_STYLES_IN_ITSELF)).decode(), "docx"),
        (base64.b64encode(_packed_otherwise()).decode(), "docx"),
        (base64.b64encode(_of_nothing_but_tags()).decode(), "docx"),
        ('a;"b\nc', "csv"),
        ("|a|\n|-|\n" + "|" * 100_000, "markdown"),
    ],
)
async def test_a_file_of_another_kind_is_refused(with_positions: RunningService, content: str, wanted: str) -> None:
    answer = await _imported(with_positions, content, wanted)

    assert (answer.status_code, _slug(answer)) == (422, "document-unreadable")
    assert answer.json()["pointer"] == "/content"


@pytest.mark.parametrize(
    "content",
    [
        "ingen tabell alls",
        "\u0000\ufffe\u202e\t\u0000\t\t\t",
        "3.1.1\tx • upp till 0 prisbasbelopp\t\tenhetschef\tTiden är högst 9999 månader.",
        f"3.1.1\t{'x' * 25_000}\t{'y' * 400}\tEnhetschef\tAnmäls inte.",
        "9999999999.1\tx\ty\tz\tw\tq",
        "3.1.1\tx • 999999999999999999 kr\t\t• Enhetschef\t",
        "\u200b\t3.1 \u200b\t\t\t\n3.1 \u200b\t\t\t\t\n3.1.1\t\u200b\t\tEnhetschef\t",
        "3.1.1\tx\t\t" + "/".join(["enhetschef"] * 200) + "\t",
    ],
)
async def test_strange_text_is_reported_never_a_fault(with_positions: RunningService, content: str) -> None:
    answer = await _imported(with_positions, content, "tab-separated")

    assert answer.status_code == 201
    assert all(line["status"] == "doubtful" for line in answer.json()["lines"])
    assert (await with_positions.client(*BOTH).get(answer.headers["location"])).status_code == 200


async def test_a_long_document_is_taken_and_a_longer_one_is_not(with_positions: RunningService) -> None:
    row = "3.1.1\tTilldelning av kort\t\tEnhetschef\tAnmäls inte.\n"

    long = await _imported(with_positions, "x" * 1_500_000 + "\n" + row, "tab-separated")
    longer = await _imported(with_positions, "x" * (4 * 1024 * 1024 + 1), "tab-separated")

    assert (long.status_code, long.json()["doubtful_lines"]) == (201, 0)
    assert (longer.status_code, longer.json()["errors"][0]["pointer"]) == (422, "/content")


async def test_more_rows_than_an_order_holds_are_refused(with_positions: RunningService) -> None:
    rows = "".join(f"3.1.{number}\tx\t\tEnhetschef\tAnmäls inte.\n" for number in range(1, 2002))

    answer = await _imported(with_positions, rows, "tab-separated")

    assert (answer.status_code, _slug(answer)) == (422, "document-unreadable")


async def test_the_feed_tells_of_it_without_what_the_document_says(with_positions: RunningService) -> None:
    await _imported(with_positions)
    client = with_positions.client("delegation-orders:read", "changes:read")

    (entry,) = [item for item in (await client.get("/changes")).json()["items"] if item["resource"] == "order-imports"]

    assert entry["snapshot"] == {"format": "csv", "lines": 2, "doubtful_lines": 1, "order_id": None}


async def test_a_cell_longer_than_any_rule_is_refused(with_positions: RunningService) -> None:
    row = "3.1.1|" + "ord " * 13_000 + "||enhetschef|Anmäls inte."
    document = {"board": "norrmalm", "format": "tab-separated", "content": row.replace("|", "\t")}

    refused = await with_positions.client(*BOTH).post("/order-imports", json=document, headers=new_key())

    assert (refused.status_code, _slug(refused)) == (422, "document-unreadable")
