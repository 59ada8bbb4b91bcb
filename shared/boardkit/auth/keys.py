"""ES256 keys as JSON Web Keys (RFC 7517): the own signing key, and the public keys of trusted issuers."""

import base64
import hashlib
import json
import logging
import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key

JsonWebKey = dict[str, str]

ALL_SCOPES: Final = "*"
_COORDINATE_BYTES: Final = 32
_SECONDS_BETWEEN_FILE_CHECKS: Final = 1.0

log = logging.getLogger("boardkit.auth")


class UnusableKey(ValueError):
    """A key, or a file of keys, cannot be used. The message says why and never holds key material."""


@dataclass(frozen=True, slots=True)
class VerificationKey:
    """A public ES256 key and the name (`kid`) tokens call it by."""

    kid: str
    public_key: ec.EllipticCurvePublicKey

    @classmethod
    def from_jwk(cls, jwk: Mapping[str, object]) -> Self:
        """Read a public JWK.

        Raises:
            UnusableKey: it is not an EC P-256 key for ES256 signatures, has no `kid`, or is private.
        """
        if "d" in jwk:
            raise UnusableKey("a private key was given where a public one belongs")
        kid = jwk.get("kid")
        if not isinstance(kid, str) or not kid:
            raise UnusableKey("the key has no 'kid'")
        return cls(kid, _public_key(jwk))

    def jwk(self) -> JsonWebKey:
        """The key as a public JWK."""
        return _public_members(self.public_key, self.kid)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private ES256 key. Its representation shows the `kid` only."""

    kid: str
    private_key: ec.EllipticCurvePrivateKey = field(repr=False)

    @classmethod
    def generate(cls, kid: str | None = None) -> Self:
        """A new random key, called by its thumbprint (RFC 7638) unless `kid` is given."""
        private_key = ec.generate_private_key(ec.SECP256R1())
        return cls(kid or thumbprint(private_key.public_key()), private_key)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a private JWK, or an unencrypted PEM key (then called by its thumbprint).

        Raises:
            UnusableKey: the file holds no private EC P-256 key.
            OSError: the file cannot be read.
        """
        content = path.read_bytes()
        if content.lstrip().startswith(b"-----BEGIN"):
            return cls._from_pem(content)
        return cls._from_jwk(_json_object(content, path))

    @classmethod
    def _from_pem(cls, content: bytes) -> Self:
        try:
            private_key = load_pem_private_key(content, password=None)
        except (ValueError, TypeError):
            raise UnusableKey("the PEM file holds no unencrypted private key") from None
        if not isinstance(private_key, ec.EllipticCurvePrivateKey) or private_key.curve.name != "secp256r1":
            raise UnusableKey("a key must be an EC key on the curve P-256")
        return cls(thumbprint(private_key.public_key()), private_key)

    @classmethod
    def _from_jwk(cls, jwk: Mapping[str, object]) -> Self:
        public = VerificationKey.from_jwk({name: value for name, value in jwk.items() if name != "d"})
        numbers = ec.EllipticCurvePrivateNumbers(_decoded(jwk, "d"), public.public_key.public_numbers())
        try:
            return cls(public.kid, numbers.private_key())
        except ValueError:
            raise UnusableKey("the private part of the key does not belong to the public one") from None

    def save(self, path: Path) -> None:
        """Write the key as a private JWK that only the owner of the process may read.

        Raises:
            FileExistsError: there is a file already; a key is never overwritten.
        """
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            json.dump(self.private_jwk(), file, indent=2)

    def verification_key(self) -> VerificationKey:
        """The public half."""
        return VerificationKey(self.kid, self.private_key.public_key())

    def public_jwk(self) -> JsonWebKey:
        """The public half as a JWK."""
        return self.verification_key().jwk()

    def private_jwk(self) -> JsonWebKey:
        """The whole key as a JWK: a secret."""
        return self.public_jwk() | {"d": _encoded(self.private_key.private_numbers().private_value)}


def thumbprint(key: ec.EllipticCurvePublicKey) -> str:
    """The RFC 7638 thumbprint of `key`, base64url."""
    members = _public_members(key, "")
    canonical = json.dumps({name: members[name] for name in ("crv", "kty", "x", "y")}, separators=(",", ":"))
    return base64.urlsafe_b64encode(hashlib.sha256(canonical.encode()).digest()).rstrip(b"=").decode()


def public_jwks(keys: Iterable[VerificationKey]) -> dict[str, list[JsonWebKey]]:
    """A JWK Set (RFC 7517 section 5) of public keys, as served at `/.well-known/jwks.json`."""
    return {"keys": [key.jwk() for key in keys]}


@dataclass(frozen=True, slots=True)
class Issuer:
    """Whose tokens are believed, signed with which keys, and how much they may grant.

    Attributes:
        keys: by `kid`; two during a rotation.
        scopes: the scopes this issuer may hand out, or `*` for all.
    """

    keys: Mapping[str, VerificationKey]
    scopes: frozenset[str]

    def granted(self, scopes: Iterable[str]) -> frozenset[str]:
        """`scopes` cut down to what this issuer may grant."""
        asked = frozenset(scopes)
        return asked if ALL_SCOPES in self.scopes else asked & self.scopes

    @classmethod
    def of(cls, *keys: VerificationKey, scopes: Iterable[str] = (ALL_SCOPES,)) -> Self:
        """An issuer with these keys.

        Raises:
            UnusableKey: two keys have the same `kid`.
        """
        by_kid = {key.kid: key for key in keys}
        if len(by_kid) != len(keys):
            raise UnusableKey("two keys of one issuer have the same 'kid'")
        return cls(by_kid, frozenset(scopes))


class TrustedIssuers:
    """The issuers a service believes, by name.

    Read from a file it follows the file, so that keys are rotated by replacing the file atomically, without
    a restart. A replacement that cannot be read is logged and the former issuers stay.

    `generation` grows with every change: whoever caches a verdict drops it when the number differs.
    """

    def __init__(self, issuers: Mapping[str, Issuer]) -> None:
        self.generation = 0
        self._issuers = dict(issuers)
        self._path: Path | None = None
        self._monotonic: Callable[[], float] = time.monotonic
        self._file_stamp = (0, 0)
        self._next_check = 0.0

    @classmethod
    def load(cls, path: Path, monotonic: Callable[[], float] = time.monotonic) -> Self:
        """Read `{"issuer": {"keys": [JWK, …], "scopes": ["*"]}, …}` and follow the file from then on.

        Raises:
            UnusableKey: the file is not of that shape or holds an unusable key.
            OSError: the file cannot be read.
        """
        trusted = cls(_read_issuers(path))
        trusted._path = path
        trusted._monotonic = monotonic
        trusted._file_stamp = _stamp(path)
        trusted._next_check = monotonic() + _SECONDS_BETWEEN_FILE_CHECKS
        return trusted

    def get(self, issuer: str) -> Issuer | None:
        """The issuer by that name, or None when it is not trusted."""
        return self._issuers.get(issuer)

    def replace(self, issuers: Mapping[str, Issuer]) -> None:
        """Trust these issuers instead, from now on."""
        self._issuers = dict(issuers)
        self.generation += 1

    def refresh(self) -> None:
        """Read the file again when it has changed; looks at most once a second."""
        if self._path is None or self._monotonic() < self._next_check:
            return
        self._next_check = self._monotonic() + _SECONDS_BETWEEN_FILE_CHECKS
        try:
            stamp = _stamp(self._path)
            if stamp != self._file_stamp:
                self._file_stamp = stamp
                self.replace(_read_issuers(self._path))
        except (OSError, UnusableKey):
            log.exception("The trusted issuers could not be read again; the former ones stay.")


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_ino


def _read_issuers(path: Path) -> dict[str, Issuer]:
    return {name: _issuer(entry) for name, entry in _json_object(path.read_bytes(), path).items()}


def _issuer(entry: object) -> Issuer:
    if not isinstance(entry, dict):
        raise UnusableKey("an issuer must be an object with 'keys' and 'scopes'")
    keys, scopes = entry.get("keys"), entry.get("scopes")
    if not isinstance(keys, list) or not all(isinstance(key, dict) for key in keys):
        raise UnusableKey("'keys' of an issuer must be a list of JWKs")
    if not isinstance(scopes, list) or not all(isinstance(scope, str) for scope in scopes):
        raise UnusableKey("'scopes' of an issuer must be a list of texts")
    return Issuer.of(*(VerificationKey.from_jwk(key) for key in keys), scopes=scopes)


def _json_object(content: bytes, path: Path) -> dict[str, object]:
    try:
        value = json.loads(content)
    except ValueError:
        raise UnusableKey(f"{path.name} is not JSON") from None
    if not isinstance(value, dict):
        raise UnusableKey(f"{path.name} does not hold a JSON object")
    return value


def _public_key(jwk: Mapping[str, object]) -> ec.EllipticCurvePublicKey:
    if jwk.get("kty") != "EC" or jwk.get("crv") != "P-256":
        raise UnusableKey("a key must be an EC key on the curve P-256")
    operations = jwk.get("key_ops", ["verify"])
    for_verifying = isinstance(operations, list) and bool({"verify", "sign"} & set(operations))
    if jwk.get("alg", "ES256") != "ES256" or jwk.get("use", "sig") != "sig" or not for_verifying:
        raise UnusableKey("the key is not meant for ES256 signatures")
    numbers = ec.EllipticCurvePublicNumbers(_decoded(jwk, "x"), _decoded(jwk, "y"), ec.SECP256R1())
    try:
        return numbers.public_key()
    except ValueError:
        raise UnusableKey("the key is not a point on the curve P-256") from None


def _public_members(key: ec.EllipticCurvePublicKey, kid: str) -> JsonWebKey:
    numbers = key.public_numbers()
    coordinates = {"x": _encoded(numbers.x), "y": _encoded(numbers.y)}
    return {"kty": "EC", "crv": "P-256", **coordinates, "kid": kid, "alg": "ES256", "use": "sig"}


def _encoded(number: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes(_COORDINATE_BYTES, "big")).rstrip(b"=").decode()


def _decoded(jwk: Mapping[str, object], member: str) -> int:
    text = jwk.get(member)
    if not isinstance(text, str):
        raise UnusableKey(f"the key lacks '{member}'")
    try:
        octets = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raise UnusableKey(f"'{member}' of the key is not base64url") from None
    return int.from_bytes(octets, "big")
