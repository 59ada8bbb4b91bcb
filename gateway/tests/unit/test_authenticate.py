import pytest

from boardkit.auth.caller import Caller
from boardkit.auth.keys import Issuer, SigningKey, TrustedIssuers
from boardkit.auth.tokens import ACCESS_TOKEN, InvalidToken, TokenMinter, TokenVerifier
from boardkit.domain.errors import Unauthenticated
from gateway.authenticate import ACCESS_AUDIENCE, ANONYMOUS, Authenticator, challenge, missing_token

NOW = 1_559_556_000
URL = "https://kansli.example"
KEY = SigningKey.generate("gateway-1")
PORTAL = Caller("portal", "client", frozenset({"cases:read"}), frozenset({"norrmalm"}))


class Clock:
    def __init__(self) -> None:
        self.seconds = float(NOW)

    def __call__(self) -> float:
        return self.seconds


class Ingoing:
    """The gateway's authentication with a clock and a file of trusted issuers in the test's hands."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.trusted = TrustedIssuers({"gateway": Issuer.of(KEY.verification_key())})
        self.authenticator = Authenticator(URL, KEY, self.trusted, self.clock)

    def header(self, lifetime: int = 300, key: SigningKey = KEY, issuer: str = URL) -> bytes:
        token = TokenMinter(issuer, key, self.clock, ACCESS_TOKEN).mint(ACCESS_AUDIENCE, PORTAL, lifetime)
        return f"Bearer {token}".encode()

    def expiry(self, authorization: str, service: str = "case-registry") -> int:
        verifier = TokenVerifier(service, self.trusted, clock_seconds=self.clock)
        return verifier.verified(authorization.removeprefix("Bearer ")).expires_at


@pytest.fixture
def ingoing() -> Ingoing:
    return Ingoing()


def test_a_passport_names_the_caller_to_one_service(ingoing: Ingoing) -> None:
    passport = ingoing.authenticator.passport(ingoing.header(), "case-registry")

    verifier = TokenVerifier("case-registry", ingoing.trusted, clock_seconds=ingoing.clock)
    assert verifier.verify(passport.authorization.removeprefix("Bearer ")) == passport.caller == PORTAL
    with pytest.raises(InvalidToken):
        TokenVerifier("delegation-rules", ingoing.trusted, clock_seconds=ingoing.clock).verify(
            passport.authorization.removeprefix("Bearer ")
        )


def test_a_passport_is_kept_and_renewed_well_before_it_expires(ingoing: Ingoing) -> None:
    header = ingoing.header()
    first = ingoing.authenticator.passport(header, "case-registry")

    ingoing.clock.seconds += 39
    same = ingoing.authenticator.passport(header, "case-registry")
    ingoing.clock.seconds += 1
    renewed = ingoing.authenticator.passport(header, "case-registry")

    assert same is first
    assert renewed is not first
    assert ingoing.expiry(renewed.authorization) == NOW + 40 + 60


def test_a_passport_does_not_outlive_the_token_it_stands_for(ingoing: Ingoing) -> None:
    header = ingoing.header(lifetime=75)
    ingoing.authenticator.passport(header, "case-registry")

    ingoing.clock.seconds += 50
    last = ingoing.authenticator.passport(header, "case-registry")
    ingoing.clock.seconds += 24
    still = ingoing.authenticator.passport(header, "case-registry")

    assert ingoing.expiry(last.authorization) == NOW + 75
    assert still is last
    ingoing.clock.seconds += 1
    with pytest.raises(InvalidToken):
        ingoing.authenticator.passport(header, "case-registry")


def test_a_caller_without_a_token_may_ask_for_the_status_of_a_proposal_and_nothing_else(ingoing: Ingoing) -> None:
    first = ingoing.authenticator.anonymous_passport("case-registry")

    assert first.caller == ANONYMOUS == Caller("public", "public", frozenset({"proposals:status"}))
    assert ingoing.authenticator.anonymous_passport("case-registry") is first
    ingoing.clock.seconds += 40
    assert ingoing.authenticator.anonymous_passport("case-registry") is not first


def test_both_keys_are_believed_while_they_are_changed(ingoing: Ingoing) -> None:
    following = SigningKey.generate("gateway-2")
    with pytest.raises(InvalidToken):
        ingoing.authenticator.passport(ingoing.header(key=following), "case-registry")

    ingoing.trusted.replace({"gateway": Issuer.of(KEY.verification_key(), following.verification_key())})

    for key in (KEY, following):
        assert ingoing.authenticator.passport(ingoing.header(key=key), "case-registry").caller == PORTAL
    assert [key.kid for key in ingoing.authenticator.public_keys()] == ["gateway-1", "gateway-2"]

    ingoing.trusted.replace({"gateway": Issuer.of(KEY.verification_key())})
    with pytest.raises(InvalidToken):
        ingoing.authenticator.passport(ingoing.header(key=following), "case-registry")


def test_a_token_of_another_issuer_is_not_believed(ingoing: Ingoing) -> None:
    with pytest.raises(InvalidToken):
        ingoing.authenticator.passport(ingoing.header(issuer="https://elsewhere.example"), "case-registry")


@pytest.mark.parametrize("header", [b"", b"Bearer", b"Bearer ", b"Basic abc", b"abc", b"\xff"], ids=repr)
def test_what_is_no_bearer_token_is_treated_as_none(ingoing: Ingoing, header: bytes) -> None:
    with pytest.raises(Unauthenticated) as caught:
        ingoing.authenticator.passport(header, "case-registry")

    assert not isinstance(caught.value, InvalidToken)


def test_the_challenge_tells_a_bad_token_from_none() -> None:
    assert challenge(missing_token()) == 'Bearer realm="kansli"'
    assert challenge(InvalidToken("expired")) == 'Bearer realm="kansli", error="invalid_token"'
