"""Who is calling: the client's token in, a short internal token for one service out.

The client's token is verified once and remembered by its hash (`boardkit.auth.tokens`); the internal token
made of it is kept per service and renewed well before it expires. So an ordinary request costs two look-ups.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from boardkit.auth.caller import Caller
from boardkit.auth.keys import Issuer, SigningKey, TrustedIssuers, VerificationKey
from boardkit.auth.tokens import (
    ACCESS_TOKEN,
    GATEWAY,
    INTERNAL_TOKEN,
    InvalidToken,
    TokenMinter,
    TokenVerifier,
    VerifiedToken,
)
from boardkit.domain.errors import Text, Unauthenticated

ACCESS_AUDIENCE: Final = "kansli"
"""The audience of access tokens: the whole suite, through the gateway."""

_RENEW_BEFORE_EXPIRY: Final = 20
_MOST_PASSPORTS: Final = 20_000
_ANONYMOUS_FINGERPRINT: Final = b""

ANONYMOUS: Final = Caller(subject="public", kind="public", scopes=frozenset({"proposals:status"}))
"""A caller without a token, on the addresses that are open to everyone."""

_NO_TOKEN: Final = Text(
    sv="Anropet saknar åtkomsttoken. Hämta en från /oauth/token och skicka den som Authorization: Bearer.",
    en="The request carries no access token. Get one from /oauth/token and send it as Authorization: Bearer.",
)


@dataclass(frozen=True, slots=True)
class Passport:
    """What one caller shows to one service.

    Attributes:
        caller: who it is.
        authorization: the Authorization header for the service, with the internal token.
        renew_at: the second (Unix time) from which a new one is made instead.
    """

    caller: Caller
    authorization: str
    renew_at: float


class Authenticator:
    """Verifies access tokens and issues passports. Follows the keys that the trusted issuers' file names."""

    def __init__(
        self,
        public_url: str,
        key: SigningKey,
        trusted: TrustedIssuers,
        clock_seconds: Callable[[], float] = time.time,
    ) -> None:
        self._public_url = public_url
        self._key = key
        self._trusted = trusted
        self._generation = trusted.generation
        self._own_issue = TrustedIssuers({public_url: self._own_keys()})
        self._clock_seconds = clock_seconds
        self._verifier = TokenVerifier(ACCESS_AUDIENCE, self._own_issue, clock_seconds=clock_seconds, kind=ACCESS_TOKEN)
        self._minter = TokenMinter(GATEWAY, key, clock_seconds)
        self._passports: OrderedDict[tuple[bytes, str], Passport] = OrderedDict()

    def anonymous_passport(self, service: str) -> Passport:
        """What a caller without a token shows to `service`."""
        passport = self._passports.get((_ANONYMOUS_FINGERPRINT, service))
        now = self._clock_seconds()
        if passport is None or passport.renew_at <= now:
            passport = self._issue(ANONYMOUS, service, now, INTERNAL_TOKEN.max_lifetime)
            self._remember((_ANONYMOUS_FINGERPRINT, service), passport)
        return passport

    def passport(self, authorization: bytes, service: str) -> Passport:
        """What the caller with this Authorization header shows to `service`.

        Raises:
            Unauthenticated: the header is no bearer token.
            InvalidToken: the token does not hold.
        """
        self._follow_key_changes()
        verified = self._verifier.verified(_bearer_token(authorization))
        passport = self._passports.get((verified.fingerprint, service))
        now = self._clock_seconds()
        if passport is None or passport.renew_at <= now:
            passport = self._renewed(verified, service, now)
            self._remember((verified.fingerprint, service), passport)
        return passport

    def public_keys(self) -> list[VerificationKey]:
        """The keys that access tokens may be signed with, the current one first."""
        self._follow_key_changes()
        return list(self._own_keys().keys.values())

    def _renewed(self, verified: VerifiedToken, service: str, now: float) -> Passport:
        remaining = int(verified.expires_at - now)
        return self._issue(verified.caller, service, now, remaining)

    def _issue(self, caller: Caller, service: str, now: float, remaining: int) -> Passport:
        # Never longer than the token it stands for; then there is nothing left to renew it with.
        lifetime = max(1, min(remaining, INTERNAL_TOKEN.max_lifetime))
        token = self._minter.mint(service, caller, lifetime)
        may_be_renewed = remaining >= INTERNAL_TOKEN.max_lifetime
        renew_at = int(now) + lifetime - (_RENEW_BEFORE_EXPIRY if may_be_renewed else 0)
        return Passport(caller, f"Bearer {token}", renew_at)

    def _remember(self, key: tuple[bytes, str], passport: Passport) -> None:
        self._passports[key] = passport
        self._passports.move_to_end(key)
        if len(self._passports) > _MOST_PASSPORTS:
            self._passports.popitem(last=False)

    def _follow_key_changes(self) -> None:
        self._trusted.refresh()
        if self._generation != self._trusted.generation:
            self._generation = self._trusted.generation
            self._own_issue.replace({self._public_url: self._own_keys()})

    def _own_keys(self) -> Issuer:
        """The own key, and those that the file names beside it while keys are being rotated."""
        current = self._key.verification_key()
        named = self._trusted.get(GATEWAY)
        others = [] if named is None else [key for key in named.keys.values() if key.kid != current.kid]
        return Issuer.of(current, *others)


def _bearer_token(authorization: bytes) -> str:
    scheme, _, token = authorization.partition(b" ")
    if scheme.lower() != b"bearer" or not token:
        raise missing_token()
    return token.strip().decode("latin-1")


def missing_token() -> Unauthenticated:
    """The error for a request that needs a token and has none."""
    return Unauthenticated(_NO_TOKEN)


def challenge(error: Unauthenticated) -> str:
    """The WWW-Authenticate header that goes with `error` (RFC 6750 section 3)."""
    return (
        'Bearer realm="kansli", error="invalid_token"' if isinstance(error, InvalidToken) else 'Bearer realm="kansli"'
    )
