"""Content-Digest headers (RFC 9530): read when they name a SHA-256, refused when nobody could check them."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_registry.domain.digests import content_digest, sha256_of
from case_registry.domain.errors import DigestNotUnderstood

#: The digest of {"hello": "world"} and a newline that RFC 9530 gives as its example.
EXAMPLE = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"


def test_reads_and_writes_the_example_of_the_rfc() -> None:
    sha256 = hashlib.sha256(b'{"hello": "world"}\n').digest()

    assert sha256_of(EXAMPLE) == sha256
    assert content_digest(sha256) == EXAMPLE


@given(st.binary())
def test_reads_what_it_writes(content: bytes) -> None:
    sha256 = hashlib.sha256(content).digest()

    assert sha256_of(content_digest(sha256)) == sha256
    assert sha256_of(f"md5=:rL0Y20zC+Fzt72VPzMSk2A==: , {content_digest(sha256)}") == sha256


@pytest.mark.parametrize(
    "header",
    [
        "",
        "sha-256",
        "sha-256=RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=",
        "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg:",
        "sha-256=:YQ==:",
        "sha-256=:=:",
        "sha-512=:YQ==:",
        f"{EXAMPLE},",
        f"{EXAMPLE}, nonsense",
        "SHA-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:",
    ],
)
def test_refuses_what_nobody_could_check(header: str) -> None:
    with pytest.raises(DigestNotUnderstood):
        sha256_of(header)


@given(st.text(max_size=80))
def test_any_header_is_read_or_refused(header: str) -> None:
    try:
        digest = sha256_of(header)
    except DigestNotUnderstood:
        return
    assert base64.b64encode(digest).decode() in header
