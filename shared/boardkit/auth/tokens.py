"""Signed tokens: minted by the gateway and the services, verified by whoever receives them.

The only file that knows the token library (python-jose), and it uses the library for one thing: the ES256
signature. What a token says is checked here, because the library is lenient where it matters: it drops
characters outside the alphabet, takes the last of two members with one name, reads times written as text,
and accepts a token in the second it expires.

There are two kinds of token. An *access token* (RFC 9068) is what a client holds. An *internal token* is
what the gateway, or a neighbour, says to one service about one caller; clients never see it.
"""

import base64
import hashlib
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, cast

from jose import jwk, jws
from jose.backends.base import Key
from jose.constants import ALGORITHMS
from jose.exceptions import JOSEError

from boardkit.auth.caller import CALLER_KINDS, Caller, CallerKind
from boardkit.auth.claims import InvalidToken, json_object, text, texts, whole_seconds
from boardkit.auth.keys import Issuer, JsonWebKey, SigningKey, TrustedIssuers, VerificationKey

__all__ = [
    "ACCESS_TOKEN",
    "GATEWAY",
    "INTERNAL_TOKEN",
    "MAX_TOKEN_CHARACTERS",
    "InvalidToken",
    "TokenKind",
    "TokenMinter",
    "TokenVerifier",
    "VerifiedToken",
    "signed_payload",
]

GATEWAY: Final = "gateway"
MAX_TOKEN_CHARACTERS: Final = 8192

# Three parts of unpadded base64url. An ES256 signature is 64 bytes: 86 characters, the last of which
# carries four unused bits that must be zero, so that each signature has exactly one spelling.
_COMPACT_ES256: Final = re.compile(r"[\w-]+\.[\w-]+\.[\w-]{85}[AQgw]", re.ASCII)
_HEADER_MEMBERS: Final = frozenset({"alg", "kid", "typ"})


@dataclass(frozen=True, slots=True)
class TokenKind:
    """What sets one kind of token apart: its `typ` header and how long it may live (seconds)."""

    typ: str
    max_lifetime: int


INTERNAL_TOKEN: Final = TokenKind(typ="kansli-internal+jwt", max_lifetime=60)
ACCESS_TOKEN: Final = TokenKind(typ="at+jwt", max_lifetime=300)


@dataclass(frozen=True, slots=True)
class VerifiedToken:
    """A token that held.

    Attributes:
        caller: whom it names.
        expires_at: the second (Unix time) from which it no longer holds.
        fingerprint: SHA-256 of the token, for caches; the token itself is kept nowhere.
    """

    caller: Caller
    expires_at: int
    fingerprint: bytes


class TokenMinter:
    """Signs tokens as `issuer`. The key object is built once."""

    def __init__(
        self,
        issuer: str,
        key: SigningKey,
        clock_seconds: Callable[[], float] = time.time,
        kind: TokenKind = INTERNAL_TOKEN,
    ) -> None:
        self.issuer = issuer
        self._key = _jose_key(key.private_jwk())
        self._header = {"typ": kind.typ, "kid": key.kid}
        self._clock_seconds = clock_seconds
        self._kind = kind

    def mint(self, audience: str, caller: Caller, lifetime: int) -> str:
        """A token that tells `audience` about `caller` for `lifetime` seconds.

        Raises:
            ValueError: the lifetime is not within what this kind of token allows.
        """
        if not 0 < lifetime <= self._kind.max_lifetime:
            raise ValueError(f"a {self._kind.typ} lives between 1 and {self._kind.max_lifetime} seconds")
        now = int(self._clock_seconds())
        claims: dict[str, object] = {
            "iss": self.issuer,
            "sub": caller.subject,
            "aud": audience,
            "iat": now,
            "exp": now + lifetime,
            "jti": secrets.token_urlsafe(16),
            "kind": caller.kind,
            "scopes": sorted(caller.scopes),
            "boards": sorted(caller.boards),
            "roles": sorted(caller.roles),
        }
        if self._kind is ACCESS_TOKEN:
            claims["client_id"] = caller.subject
        return jws.sign(claims, self._key, headers=self._header, algorithm=ALGORITHMS.ES256)


class TokenVerifier:
    """Decides whether a token holds, for one audience and one kind of token.

    A verdict is remembered by the token's SHA-256 until the token expires, for at most `cache_size` tokens
    (the least recently used goes first), and not longer than the issuers and their keys stay the same.
    Refusals are not remembered.

    Not for use from several threads.
    """

    def __init__(
        self,
        audience: str,
        trusted: TrustedIssuers,
        *,
        clock_seconds: Callable[[], float] = time.time,
        kind: TokenKind = INTERNAL_TOKEN,
        cache_size: int = 10_000,
        clock_skew: int = 5,
    ) -> None:
        self._audience = audience
        self._trusted = trusted
        self._generation = trusted.generation
        self._clock_seconds = clock_seconds
        self._kind = kind
        self._cache_size = cache_size
        self._clock_skew = clock_skew
        self._verdicts: OrderedDict[bytes, VerifiedToken] = OrderedDict()
        self._jose_keys: dict[tuple[str, str], Key] = {}

    def verify(self, token: str) -> Caller:
        """The caller that `token` names.

        Raises:
            InvalidToken: the token does not hold, for whatever reason.
        """
        return self.verified(token).caller

    def verified(self, token: str) -> VerifiedToken:
        """Like `verify`, with the time of expiry and the token's fingerprint.

        Raises:
            InvalidToken: the token does not hold, for whatever reason.
        """
        self._follow_key_changes()
        fingerprint = hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
        verdict = self._verdicts.get(fingerprint)
        if verdict is None:
            return self._remember(self._verify_anew(token, fingerprint))
        if verdict.expires_at <= self._clock_seconds():
            del self._verdicts[fingerprint]
            raise InvalidToken("expired")
        self._verdicts.move_to_end(fingerprint)
        return verdict

    def _follow_key_changes(self) -> None:
        self._trusted.refresh()
        if self._generation != self._trusted.generation:
            self._generation = self._trusted.generation
            self._verdicts.clear()
            self._jose_keys.clear()

    def _remember(self, verdict: VerifiedToken) -> VerifiedToken:
        self._verdicts[verdict.fingerprint] = verdict
        if len(self._verdicts) > self._cache_size:
            self._verdicts.popitem(last=False)
        return verdict

    def _verify_anew(self, token: str, fingerprint: bytes) -> VerifiedToken:
        header = _header(token)
        if header.get("typ") != self._kind.typ:
            raise InvalidToken("typ")
        # Read before it is verified, only to find the keys; the signature by one of them then proves it.
        issuer_name = text(json_object(_decoded_part(token, 1)), "iss")
        issuer = self._trusted.get(issuer_name)
        if issuer is None:
            raise InvalidToken("iss")
        key = self._key(issuer_name, issuer, header.get("kid"))
        claims = json_object(_signed_payload(token, key))
        expires_at = self._checked_expiry(claims)
        via = None if self._kind is ACCESS_TOKEN or issuer_name == GATEWAY else issuer_name
        return VerifiedToken(_caller(claims, issuer, via), expires_at, fingerprint)

    def _key(self, issuer_name: str, issuer: Issuer, kid: object) -> Key:
        key = issuer.keys.get(kid) if isinstance(kid, str) else None
        if key is None:
            raise InvalidToken("kid")
        found = self._jose_keys.get((issuer_name, key.kid))
        if found is None:
            found = self._jose_keys[issuer_name, key.kid] = _jose_key(key.jwk())
        return found

    def _checked_expiry(self, claims: dict[str, object]) -> int:
        if claims.get("aud") != self._audience:
            raise InvalidToken("aud")
        issued_at = whole_seconds(claims, "iat")
        expires_at = whole_seconds(claims, "exp")
        not_before = whole_seconds(claims, "nbf") if "nbf" in claims else issued_at
        now = self._clock_seconds()
        if expires_at <= now:
            raise InvalidToken("expired")
        if max(issued_at, not_before) > now + self._clock_skew:
            raise InvalidToken("not yet valid")
        if not 0 < expires_at - issued_at <= self._kind.max_lifetime:
            raise InvalidToken("lifetime")
        return expires_at


def signed_payload(token: str, key: VerificationKey) -> bytes:
    """The payload of a compact ES256 signature by `key`, with no word about what the payload means.

    Raises:
        InvalidToken: it is anything else.
    """
    _header(token)
    return _signed_payload(token, _jose_key(key.jwk()))


def _caller(claims: dict[str, object], issuer: Issuer, via: str | None) -> Caller:
    kind = text(claims, "kind")
    if kind not in CALLER_KINDS:
        raise InvalidToken("kind")
    return Caller(
        subject=text(claims, "sub"),
        kind=cast("CallerKind", kind),
        scopes=issuer.granted(texts(claims, "scopes")),
        boards=texts(claims, "boards"),
        roles=texts(claims, "roles"),
        via=via,
    )


def _jose_key(key: JsonWebKey) -> Key:
    return jwk.construct(dict(key), ALGORITHMS.ES256)


def _signed_payload(token: str, key: Key) -> bytes:
    try:
        return jws.verify(token, key, [ALGORITHMS.ES256])
    except JOSEError:
        raise InvalidToken("signature") from None


def _header(token: str) -> dict[str, object]:
    """The header of a token of the one form accepted; extensions (`crit`, `jwk`, `b64`…) are refused."""
    if len(token) > MAX_TOKEN_CHARACTERS or _COMPACT_ES256.fullmatch(token) is None:
        raise InvalidToken("form")
    header = json_object(_decoded_part(token, 0))
    if header.get("alg") != ALGORITHMS.ES256:
        raise InvalidToken("algorithm")
    if not header.keys() <= _HEADER_MEMBERS:
        raise InvalidToken("header")
    return header


def _decoded_part(token: str, position: int) -> bytes:
    part = token.split(".")[position]
    try:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except ValueError:
        raise InvalidToken("form") from None
