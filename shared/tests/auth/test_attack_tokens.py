"""Tokens that must not hold, each refused for its own reason and with the same words to the caller."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from boardkit.auth.caller import Caller
from boardkit.auth.keys import Issuer, SigningKey, TrustedIssuers
from boardkit.auth.tokens import ACCESS_TOKEN, MAX_TOKEN_CHARACTERS, InvalidToken, TokenMinter, TokenVerifier

NOW = 1_559_556_000
KEY = SigningKey.generate("gateway-1")
NEIGHBOUR_KEY = SigningKey.generate("referral-1")
STRANGER_KEY = SigningKey.generate("gateway-1")
TRUSTED = TrustedIssuers(
    {
        "gateway": Issuer.of(KEY.verification_key()),
        "referral-tracking": Issuer.of(NEIGHBOUR_KEY.verification_key(), scopes=["cases:write"]),
    }
)
HEADER: dict[str, object] = {"alg": "ES256", "kid": "gateway-1", "typ": "kansli-internal+jwt"}
CLAIMS: dict[str, object] = {
    "iss": "gateway",
    "sub": "staff",
    "aud": "case-registry",
    "iat": NOW,
    "exp": NOW + 60,
    "jti": "1",
    "kind": "staff",
    "scopes": ["cases:read"],
    "boards": ["norrmalm"],
    "roles": [],
}
ABSENT = "(absent)"

Sign = Callable[[bytes], bytes]


def encoded(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def es256(key: SigningKey) -> Sign:
    def sign(message: bytes) -> bytes:
        r, s = decode_dss_signature(key.private_key.sign(message, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    return sign


def hs256(secret: bytes) -> Sign:
    return lambda message: hmac.digest(secret, message, hashlib.sha256)


def changed(members: dict[str, object], **changes: object) -> dict[str, object]:
    return {name: value for name, value in (members | changes).items() if value != ABSENT}


def compact(
    header: dict[str, object] | bytes = HEADER,
    claims: dict[str, object] | bytes = CLAIMS,
    sign: Sign | None = None,
) -> str:
    parts = [part if isinstance(part, bytes) else json.dumps(part).encode() for part in (header, claims)]
    signed = ".".join(encoded(part) for part in parts)
    return f"{signed}.{encoded((sign or es256(KEY))(signed.encode()))}"


def refusal(token: str) -> InvalidToken:
    verifier = TokenVerifier("case-registry", TRUSTED, clock_seconds=lambda: NOW + 1.0)
    with pytest.raises(InvalidToken) as caught:
        verifier.verify(token)
    with pytest.raises(InvalidToken):
        verifier.verify(token)
    return caught.value


def test_the_honest_token_that_all_others_are_made_from_holds() -> None:
    verifier = TokenVerifier("case-registry", TRUSTED, clock_seconds=lambda: NOW + 1.0)

    assert verifier.verify(compact()) == Caller("staff", "staff", frozenset({"cases:read"}), frozenset({"norrmalm"}))


PUBLIC_PEM = KEY.private_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
PUBLIC_DER = KEY.private_key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
PUBLIC_POINT = KEY.private_key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
PUBLIC_JWK = json.dumps(KEY.public_jwk()).encode()


@pytest.mark.parametrize(
    "secret",
    [PUBLIC_PEM, PUBLIC_PEM.strip(), PUBLIC_DER, PUBLIC_POINT, PUBLIC_JWK, b""],
    ids=["PEM", "stripped PEM", "DER", "point", "JWK", "empty"],
)
@pytest.mark.parametrize("padded", [False, True], ids=["", "as long as ES256"])
def test_the_public_key_is_no_shared_secret(secret: bytes, padded: bool) -> None:
    def sign(message: bytes) -> bytes:
        signature = hs256(secret)(message)
        return signature * 2 if padded else signature

    assert refusal(compact(changed(HEADER, alg="HS256"), sign=sign)).reason in {"form", "algorithm"}
    assert refusal(compact(HEADER, sign=sign)).reason in {"form", "signature"}


@pytest.mark.parametrize(
    "algorithm", ["none", "None", "NONE", "nOnE", "", None, ABSENT, ["ES256"], "es256", "ES384"], ids=repr
)
@pytest.mark.parametrize("signature", [b"", bytes(64), None], ids=["unsigned", "zeroes", "honest"])
def test_no_other_algorithm_holds(algorithm: object, signature: bytes | None) -> None:
    sign = es256(KEY) if signature is None else lambda _: signature
    reason = refusal(compact(changed(HEADER, alg=algorithm), sign=sign)).reason
    assert reason == ("form" if signature == b"" else "algorithm")


@pytest.mark.parametrize(
    "typ",
    ["JWT", "at+jwt", "application/kansli-internal+jwt", "KANSLI-INTERNAL+JWT", "", None, ABSENT],
    ids=repr,
)
def test_another_type_does_not_hold(typ: object) -> None:
    assert refusal(compact(changed(HEADER, typ=typ))).reason == "typ"


def test_an_access_token_is_no_internal_token_even_for_the_same_audience() -> None:
    caller = Caller("staff", "staff")
    token = TokenMinter("gateway", KEY, lambda: NOW, ACCESS_TOKEN).mint("case-registry", caller, 60)

    assert refusal(token).reason == "typ"


def test_an_internal_token_is_no_access_token() -> None:
    verifier = TokenVerifier("case-registry", TRUSTED, clock_seconds=lambda: NOW, kind=ACCESS_TOKEN)

    with pytest.raises(InvalidToken):
        verifier.verify(compact())


@pytest.mark.parametrize(
    "extension",
    [
        {"crit": ["exp"]},
        {"b64": False},
        {"crit": ["b64"], "b64": False},
        {"jwk": STRANGER_KEY.public_jwk()},
        {"jku": "https://elsewhere.example/jwks.json"},
        {"x5u": "https://elsewhere.example/cert"},
        {"x5c": ["AAAA"]},
        {"zip": "DEF"},
        {"cty": "JWT"},
        {"enc": "A256GCM"},
    ],
    ids=lambda extension: "+".join(f"{name}={type(value).__name__}" for name, value in extension.items()),
)
def test_header_extensions_do_not_hold(extension: dict[str, object]) -> None:
    assert refusal(compact(HEADER | extension)).reason == "header"


def test_a_key_carried_by_the_token_itself_is_not_used() -> None:
    header = HEADER | {"jwk": STRANGER_KEY.public_jwk()}

    assert refusal(compact(header, sign=es256(STRANGER_KEY))).reason == "header"


def test_a_strangers_signature_under_a_trusted_name_does_not_hold() -> None:
    assert refusal(compact(sign=es256(STRANGER_KEY))).reason == "signature"


@pytest.mark.parametrize(
    "kid", ["unknown", "", None, ABSENT, 1, ["gateway-1"], {"gateway-1": 1}, "../gateway-1"], ids=repr
)
def test_an_unknown_key_name_does_not_hold(kid: object) -> None:
    assert refusal(compact(changed(HEADER, kid=kid))).reason == "kid"


@pytest.mark.parametrize("issuer", ["gateway", "referral-tracking"])
def test_a_key_of_one_issuer_does_not_sign_for_another(issuer: str) -> None:
    key = NEIGHBOUR_KEY if issuer == "gateway" else KEY
    token = compact(changed(HEADER, kid=key.kid), changed(CLAIMS, iss=issuer), es256(key))

    assert refusal(token).reason == "kid"


@pytest.mark.parametrize(
    ("claim", "values"),
    [
        ("iss", ["stranger", "", None, ABSENT, ["gateway"], 1]),
        ("aud", ["delegation-rules", "*", "", None, ABSENT, ["case-registry"], ["case-registry", "other"]]),
        ("sub", ["", None, ABSENT, 1, ["staff"]]),
        ("iat", [None, ABSENT, str(NOW), float(NOW), True, [NOW]]),
        ("exp", [None, ABSENT, str(NOW + 60), NOW + 60.0, True, [NOW + 60], {"": 1}]),
        ("nbf", [None, str(NOW), float(NOW), [NOW]]),
        ("kind", ["admin", "STAFF", "", None, ABSENT, ["staff"]]),
        ("scopes", ["cases:read", None, ABSENT, [1], {"cases:read": 1}, [["cases:read"]]]),
        ("boards", ["*", None, ABSENT, [None]]),
        ("roles", ["chair", None, ABSENT, [True]]),
    ],
)
def test_a_claim_that_is_missing_or_of_another_form_does_not_hold(claim: str, values: list[object]) -> None:
    for value in values:
        assert refusal(compact(claims=changed(CLAIMS, **{claim: value}))).reason == claim


@pytest.mark.parametrize(
    ("times", "reason"),
    [
        ({"iat": NOW - 60, "exp": NOW + 1}, "expired"),
        ({"iat": NOW - 60, "exp": NOW - 1}, "expired"),
        ({"exp": -1}, "expired"),
        ({"iat": NOW + 7, "exp": NOW + 60}, "not yet valid"),
        ({"nbf": NOW + 7}, "not yet valid"),
        ({"exp": NOW + 61}, "lifetime"),
        ({"exp": 10**18}, "lifetime"),
        ({"iat": -(10**18)}, "lifetime"),
        ({"iat": NOW + 4, "exp": NOW + 3}, "lifetime"),
    ],
    ids=repr,
)
def test_a_token_outside_its_time_does_not_hold(times: dict[str, object], reason: str) -> None:
    # The verifier's clock stands one second after NOW.
    assert refusal(compact(claims=CLAIMS | times)).reason == reason


def test_a_small_difference_between_clocks_is_borne() -> None:
    verifier = TokenVerifier("case-registry", TRUSTED, clock_seconds=lambda: NOW - 4.0)

    assert verifier.verify(compact()).subject == "staff"


@pytest.mark.parametrize(
    ("header", "claims"),
    [
        (b'{"alg":"none","alg":"ES256","kid":"gateway-1","typ":"kansli-internal+jwt"}', CLAIMS),
        (HEADER, json.dumps(CLAIMS).encode()[:-1] + b',"sub":"chair"}'),
        (HEADER, json.dumps(CLAIMS).encode()[:-1] + b',"exp":9999999999}'),
        (HEADER, b"[]"),
        (HEADER, b"null"),
        (HEADER, b'"text"'),
        (HEADER, b"{"),
        (HEADER, b"\xff\xfe{}"),
        (HEADER, b"[" * 5000),
        (HEADER, b'{"exp":' + b"9" * 5000 + b"}"),
        (b"[]", CLAIMS),
        (b"{", CLAIMS),
        (b"\x00", CLAIMS),
        (b"[" * 5000, CLAIMS),
    ],
    ids=lambda part: "honest" if isinstance(part, dict) else repr(part[-30:]),
)
def test_what_is_not_plain_json_does_not_hold(
    header: dict[str, object] | bytes, claims: dict[str, object] | bytes
) -> None:
    assert refusal(compact(header, claims)).reason == "json"


def honest_parts() -> list[str]:
    return compact().split(".")


def respelt(signature: str) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return signature[:-1] + alphabet[alphabet.index(signature[-1]) + 1]


@pytest.mark.parametrize(
    "form",
    [
        "",
        "..",
        "{header}.{claims}",
        "{header}.{claims}.",
        "{header}..{signature}",
        ".{claims}.{signature}",
        "{header}.{claims}.{signature}.",
        "{header}.{claims}.{signature}.{signature}",
        "{header}.{claims}.{signature}\n",
        " {header}.{claims}.{signature}",
        "{header}.{claims}.{signature}==",
        "{header}.{claims}.{cut}",
        "{header}.{claims}.{cut}å",
        "{header}.{claims}.{respelt}",
        "{header}.{claims}.?{signature}",
        "{header}.{claims}!.{signature}",
        "{header}.{claims}.\ud800",
        '{{"payload":"{claims}","protected":"{header}","signature":"{signature}"}}',
        '{{"payload":"{claims}","signatures":[{{"protected":"{header}","signature":"{signature}"}}]}}',
        "{far_too_long}.{claims}.{signature}",
    ],
    ids=repr,
)
def test_only_the_compact_form_holds(form: str) -> None:
    header, claims, signature = honest_parts()
    token = form.format(
        header=header,
        claims=claims,
        signature=signature,
        cut=signature[:-1],
        respelt=respelt(signature),
        far_too_long="A" * MAX_TOKEN_CHARACTERS,
    )

    assert refusal(token).reason == "form"


def test_a_changed_claim_breaks_the_signature() -> None:
    header, _, signature = honest_parts()
    claims = encoded(json.dumps(CLAIMS | {"boards": ["*"]}).encode())

    assert refusal(f"{header}.{claims}.{signature}").reason == "signature"


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_no_changed_octet_of_the_signature_holds(position: int, difference: int) -> None:
    def sign(message: bytes) -> bytes:
        signature = bytearray(es256(KEY)(message))
        signature[position % 64] ^= difference
        return bytes(signature)

    assert refusal(compact(sign=sign)).reason == "signature"


@given(st.text(max_size=200))
def test_no_text_makes_the_verifier_fail_in_another_way(text: str) -> None:
    assert refusal(text).reason


@given(st.binary(max_size=100), st.binary(max_size=100))
def test_no_signed_content_makes_the_verifier_fail_in_another_way(header: bytes, claims: bytes) -> None:
    assert refusal(compact(header, claims)).reason


def test_every_refusal_says_the_same() -> None:
    refusals = [
        refusal("x"),
        refusal(compact(sign=es256(STRANGER_KEY))),
        refusal(compact(claims=CLAIMS | {"exp": NOW})),
    ]

    assert {(str(each), each.detail.sv, each.pointer, each.status) for each in refusals} == {
        ("The access token is not valid.", "Åtkomsttoken är inte giltig.", None, 401)
    }
    assert all(not each.extra and each.__cause__ is None for each in refusals)
