"""Orders that are refused: they contradict themselves or are badly written. Nothing of them is kept."""

from typing import Any

import pytest

from boardkit.testing.service import RunningService, new_key

pytestmark = pytest.mark.asyncio(loop_scope="module")

READ_AND_WRITE = ("delegation-orders:write", "delegation-orders:read")


@pytest.mark.parametrize(
    ("change", "slug", "pointer"),
    [
        ({"in_force_from": "2019-06-12"}, "order-refused", "/in_force_from"),
        ({"in_force_to": "2019-06-14"}, "order-refused", "/in_force_to"),
    ],
)
async def test_an_order_that_contradicts_itself_is_refused(
    *,
    read_only: RunningService,
    order_document: dict[str, Any],
    change: dict[str, Any],
    slug: str,
    pointer: str,
) -> None:
    client = read_only.client(*READ_AND_WRITE)

    answer = await client.post("/delegation-orders", json=order_document | change, headers=new_key())

    assert answer.status_code == 422
    assert answer.json()["type"].endswith(f"/{slug}")
    assert answer.json()["pointer"] == pointer
    assert (await client.get("/delegation-orders")).json()["_meta"]["total_records"] == 1


@pytest.mark.parametrize(
    ("field", "value", "place", "code"),
    [
        ("number", "3:1", "/rules/0/number", "string_pattern_mismatch"),
        ("matter", "", "/rules/0/matter", "string_too_short"),
        ("tiers", [], "/rules/0/tiers", "too_short"),
        ("reporting", {"duty": "hemligt"}, "/rules/0/reporting/duty", "enum"),
        ("conditions", [{"kind": "hemligt"}], "/rules/0/conditions/0", "union_tag_invalid"),
        (
            "conditions",
            [{"kind": "months", "at_most": "hemligt"}],
            "/rules/0/conditions/0/months/at_most",
            "int_parsing",
        ),
        (
            "tiers",
            [{"amount": {"up_to": {"quantity": "-1", "unit": "kronor"}}, "delegates": [{"position": "enhetschef"}]}],
            "/rules/0/tiers/0/amount/up_to/quantity",
            "invalid-input",
        ),
        ("hemligt", 1, "/rules/0", "extra_forbidden"),
    ],
)
async def test_bad_input_is_refused_field_by_field(
    *,
    read_only: RunningService,
    order_document: dict[str, Any],
    field: str,
    value: Any,
    place: str,
    code: str,
) -> None:
    client = read_only.client(*READ_AND_WRITE)
    broken = order_document | {"rules": [order_document["rules"][0] | {field: value}]}

    answer = await client.post("/delegation-orders", json=broken, headers=new_key())

    assert answer.status_code == 422
    assert {error["pointer"]: error["code"] for error in answer.json()["errors"]} == {place: code}
    assert "hemligt" not in answer.text
