"""The outside oracle: Project Wycheproof's JWS vectors (Apache-2.0, see ../vectors/wycheproof_LICENSE)."""

import json
from pathlib import Path
from typing import Any

import pytest

from boardkit.auth.keys import UnusableKey, VerificationKey
from boardkit.auth.tokens import InvalidToken, signed_payload

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "wycheproof_json_web_signature.json").read_text())
FOR_ES256 = [group for group in VECTORS["testGroups"] if group["public"].get("alg") == "ES256"]
OTHERS = [group for group in VECTORS["testGroups"] if group not in FOR_ES256]
ES256_KEY = VerificationKey.from_jwk(FOR_ES256[0]["public"])


def cases(groups: list[dict[str, Any]]) -> list[Any]:
    return [
        pytest.param(group, case, id=f"{case['tcId']}-{case['comment']}") for group in groups for case in group["tests"]
    ]


def holds(token: str, key: VerificationKey) -> bool:
    try:
        signed_payload(token, key)
    except InvalidToken:
        return False
    return True


def as_text(signature: object) -> str:
    return signature if isinstance(signature, str) else json.dumps(signature)


def test_the_subset_is_the_one_expected() -> None:
    assert sum(len(group["tests"]) for group in FOR_ES256) == 39
    assert sum(len(group["tests"]) for group in OTHERS) == 109


@pytest.mark.parametrize(("group", "case"), cases(FOR_ES256))
def test_es256_signatures_hold_exactly_when_the_vectors_say_so(group: dict[str, Any], case: dict[str, Any]) -> None:
    key = VerificationKey.from_jwk(group["public"])

    assert holds(as_text(case["jws"]), key) == (case["result"] == "valid")


@pytest.mark.parametrize(("group", "case"), cases(OTHERS))
def test_signatures_for_other_algorithms_and_uses_never_hold(group: dict[str, Any], case: dict[str, Any]) -> None:
    with pytest.raises(UnusableKey):
        VerificationKey.from_jwk(group["public"])
    if group["public"].get("kid") != ES256_KEY.kid:
        assert not holds(as_text(case["jws"]), ES256_KEY)
