import json
import os
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from boardkit.auth.keys import (
    Issuer,
    SigningKey,
    TrustedIssuers,
    UnusableKey,
    VerificationKey,
    public_jwks,
    thumbprint,
)

RFC_7515_A3_KEY = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    "kid": "rfc-7515",
}


def write_issuers(path: Path, *keys: SigningKey, scopes: tuple[str, ...] = ("*",)) -> None:
    replacement = path.with_suffix(".new")
    replacement.write_text(
        json.dumps({"gateway": {"keys": [key.public_jwk() for key in keys], "scopes": list(scopes)}})
    )
    replacement.replace(path)


class Stopwatch:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_saved_key_is_the_same_key_when_loaded(tmp_path: Path) -> None:
    key = SigningKey.generate("first")
    key.save(tmp_path / "key.json")

    loaded = SigningKey.load(tmp_path / "key.json")

    assert loaded.kid == "first"
    assert loaded.private_jwk() == key.private_jwk()


def test_only_the_owner_may_read_a_saved_key(tmp_path: Path) -> None:
    previous = os.umask(0)
    try:
        SigningKey.generate().save(tmp_path / "key.json")
    finally:
        os.umask(previous)

    assert stat.S_IMODE((tmp_path / "key.json").stat().st_mode) == 0o600


def test_a_key_file_is_never_overwritten(tmp_path: Path) -> None:
    SigningKey.generate("first").save(tmp_path / "key.json")

    with pytest.raises(FileExistsError):
        SigningKey.generate("second").save(tmp_path / "key.json")
    assert SigningKey.load(tmp_path / "key.json").kid == "first"


def test_a_key_shows_neither_its_secret_in_its_representation_nor_in_its_public_jwk() -> None:
    key = SigningKey.generate("shown")

    assert repr(key) == "SigningKey(kid='shown')"
    assert "d" not in key.public_jwk()
    assert public_jwks([key.verification_key()]) == {"keys": [key.public_jwk()]}


def test_a_key_without_a_name_is_called_by_its_thumbprint(tmp_path: Path) -> None:
    key = SigningKey.generate()
    pem = key.private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "key.pem").write_bytes(pem)

    loaded = SigningKey.load(tmp_path / "key.pem")

    assert loaded.kid == key.kid == thumbprint(key.private_key.public_key())
    assert loaded.private_jwk() == key.private_jwk()


def test_thumbprint_follows_rfc_7638() -> None:
    # SHA-256 of the canonical members, computed outside this project with sha256sum.
    key = VerificationKey.from_jwk(dict(RFC_7515_A3_KEY))

    assert thumbprint(key.public_key) == "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U"


@pytest.mark.parametrize(
    "pem",
    [
        ec.generate_private_key(ec.SECP384R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        ed25519.Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        ec.generate_private_key(ec.SECP256R1()).private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"a passphrase")
        ),
        b"-----BEGIN PUBLIC KEY-----\nnothing\n-----END PUBLIC KEY-----\n",
    ],
    ids=["another curve", "another kind", "encrypted", "not a private key"],
)
def test_a_pem_file_that_is_not_a_plain_p256_private_key_is_refused(tmp_path: Path, pem: bytes) -> None:
    (tmp_path / "key.pem").write_bytes(pem)

    with pytest.raises(UnusableKey):
        SigningKey.load(tmp_path / "key.pem")


@pytest.mark.parametrize("content", ["", "{", "[]", '"text"', "{}", "null"])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "key.json").write_text(content)

    with pytest.raises(UnusableKey):
        SigningKey.load(tmp_path / "key.json")


def test_a_private_part_of_another_key_is_refused(tmp_path: Path) -> None:
    mixed = SigningKey.generate("mixed").public_jwk() | {"d": SigningKey.generate().private_jwk()["d"]}
    (tmp_path / "key.json").write_text(json.dumps(mixed))

    with pytest.raises(UnusableKey):
        SigningKey.load(tmp_path / "key.json")


@pytest.mark.parametrize(
    "change",
    [
        {"kty": "RSA"},
        {"kty": "oct", "k": "AAAA"},
        {"crv": "P-384"},
        {"crv": "secp256k1"},
        {"alg": "HS256"},
        {"alg": "ES384"},
        {"use": "enc"},
        {"key_ops": ["encrypt"]},
        {"key_ops": "verify"},
        {"kid": ""},
        {"kid": None},
        {"kid": 7},
        {"x": None},
        {"x": "!"},
        {"y": "AAAA"},
        {"d": "AAAA"},
    ],
    ids=lambda change: "-".join(f"{name}={value}" for name, value in change.items()),
)
def test_a_jwk_that_is_no_public_es256_key_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(UnusableKey):
        VerificationKey.from_jwk(dict(RFC_7515_A3_KEY) | change)


@given(st.dictionaries(st.sampled_from(["kty", "crv", "x", "y", "kid", "alg"]), st.text(max_size=50)))
def test_any_other_jwk_is_refused_in_words(jwk: dict[str, str]) -> None:
    with pytest.raises(UnusableKey):
        VerificationKey.from_jwk(jwk)


def test_two_keys_of_one_issuer_may_not_share_a_name() -> None:
    with pytest.raises(UnusableKey):
        Issuer.of(SigningKey.generate("same").verification_key(), SigningKey.generate("same").verification_key())


def test_an_issuer_grants_at_most_its_own_scopes() -> None:
    assert Issuer({}, frozenset({"cases:write"})).granted(["cases:write", "boards:write"]) == {"cases:write"}
    assert Issuer({}, frozenset({"*"})).granted(["boards:write"]) == {"boards:write"}
    assert Issuer({}, frozenset()).granted(["boards:write"]) == frozenset()


def test_issuers_are_read_from_their_file(tmp_path: Path) -> None:
    key = SigningKey.generate("one")
    write_issuers(tmp_path / "issuers.json", key, scopes=("cases:read",))

    trusted = TrustedIssuers.load(tmp_path / "issuers.json")

    gateway = trusted.get("gateway")
    assert gateway is not None
    assert gateway.scopes == {"cases:read"}
    assert gateway.keys["one"].jwk() == key.public_jwk()
    assert trusted.get("somebody else") is None


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"gateway": []}',
        '{"gateway": {}}',
        '{"gateway": {"keys": {}, "scopes": []}}',
        '{"gateway": {"keys": ["x"], "scopes": []}}',
        '{"gateway": {"keys": [], "scopes": "*"}}',
        '{"gateway": {"keys": [], "scopes": [1]}}',
        '{"gateway": {"keys": [{}], "scopes": []}}',
    ],
)
def test_a_file_of_issuers_in_another_shape_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "issuers.json").write_text(content)

    with pytest.raises(UnusableKey):
        TrustedIssuers.load(tmp_path / "issuers.json")


def test_a_private_key_among_the_issuers_is_refused(tmp_path: Path) -> None:
    entry = {"gateway": {"keys": [SigningKey.generate("one").private_jwk()], "scopes": ["*"]}}
    (tmp_path / "issuers.json").write_text(json.dumps(entry))

    with pytest.raises(UnusableKey, match="private key"):
        TrustedIssuers.load(tmp_path / "issuers.json")


def test_a_replaced_file_is_followed_without_a_restart(tmp_path: Path) -> None:
    path, watch = tmp_path / "issuers.json", Stopwatch()
    write_issuers(path, SigningKey.generate("old"))
    trusted = TrustedIssuers.load(path, monotonic=watch)
    write_issuers(path, SigningKey.generate("new"))

    watch.seconds += 2
    trusted.refresh()

    gateway = trusted.get("gateway")
    assert gateway is not None
    assert set(gateway.keys) == {"new"}
    assert trusted.generation == 1


def test_the_file_is_looked_at_once_a_second_at_most(tmp_path: Path) -> None:
    path, watch = tmp_path / "issuers.json", Stopwatch()
    write_issuers(path, SigningKey.generate("old"))
    trusted = TrustedIssuers.load(path, monotonic=watch)
    write_issuers(path, SigningKey.generate("new"))

    watch.seconds += 0.5
    trusted.refresh()

    assert trusted.generation == 0


@pytest.mark.parametrize("content", ["{", None], ids=["broken", "missing"])
def test_a_file_that_cannot_be_read_again_changes_nothing(tmp_path: Path, content: str | None) -> None:
    path, watch = tmp_path / "issuers.json", Stopwatch()
    write_issuers(path, SigningKey.generate("old"))
    trusted = TrustedIssuers.load(path, monotonic=watch)
    path.unlink() if content is None else path.write_text(content)

    watch.seconds += 2
    trusted.refresh()

    assert trusted.get("gateway") is not None
    assert trusted.generation == 0
