"""What a minted token says, and how long a verdict is remembered."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardkit.auth.caller import CALLER_KINDS, Caller
from boardkit.auth.keys import Issuer, SigningKey, TrustedIssuers
from boardkit.auth.tokens import ACCESS_TOKEN, InvalidToken, TokenMinter, TokenVerifier

NOW = 1_559_556_000
KEY = SigningKey.generate("gateway-1")
STAFF = Caller(
    subject="staff",
    kind="staff",
    scopes=frozenset({"cases:read", "cases:write"}),
    boards=frozenset({"norrmalm"}),
    roles=frozenset({"registrator"}),
)


class Clock:
    def __init__(self, seconds: float = NOW) -> None:
        self.seconds = seconds

    def __call__(self) -> float:
        return self.seconds


def trusting(*keys: SigningKey) -> TrustedIssuers:
    return TrustedIssuers({"gateway": Issuer.of(*(key.verification_key() for key in keys))})


def decoded(token: str, part: int) -> dict[str, object]:
    text = token.split(".")[part]
    value = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    assert isinstance(value, dict)
    return value


def test_what_was_minted_is_what_is_verified() -> None:
    clock = Clock()
    token = TokenMinter("gateway", KEY, clock).mint("case-registry", STAFF, 60)

    verified = TokenVerifier("case-registry", trusting(KEY), clock_seconds=clock).verified(token)

    assert verified.caller == STAFF
    assert verified.expires_at == NOW + 60


@given(
    st.builds(
        Caller,
        subject=st.text(min_size=1, max_size=40).filter(lambda text: text.isprintable()),
        kind=st.sampled_from(sorted(CALLER_KINDS)),
        scopes=st.frozensets(st.sampled_from(["cases:read", "cases:write", "audit:read"])),
        boards=st.frozensets(st.sampled_from(["norrmalm", "sodermalm", "*"])),
        roles=st.frozensets(st.text(max_size=10).filter(lambda text: text.isprintable())),
    )
)
def test_every_caller_survives_the_journey(caller: Caller) -> None:
    token = TokenMinter("gateway", KEY).mint("case-registry", caller, 30)

    assert TokenVerifier("case-registry", trusting(KEY)).verify(token) == caller


def test_the_claims_of_an_internal_token() -> None:
    token = TokenMinter("gateway", KEY, Clock()).mint("case-registry", STAFF, 45)

    claims = decoded(token, 1)
    assert decoded(token, 0) == {"alg": "ES256", "kid": "gateway-1", "typ": "kansli-internal+jwt"}
    assert isinstance(claims.pop("jti"), str)
    assert claims == {
        "iss": "gateway",
        "sub": "staff",
        "aud": "case-registry",
        "iat": NOW,
        "exp": NOW + 45,
        "kind": "staff",
        "scopes": ["cases:read", "cases:write"],
        "boards": ["norrmalm"],
        "roles": ["registrator"],
    }


def test_an_access_token_has_its_own_type_and_names_the_client() -> None:
    clock = Clock()
    token = TokenMinter("gateway", KEY, clock, ACCESS_TOKEN).mint("kansli", STAFF, 300)

    assert decoded(token, 0)["typ"] == "at+jwt"
    assert decoded(token, 1)["client_id"] == "staff"
    verifier = TokenVerifier("kansli", trusting(KEY), clock_seconds=clock, kind=ACCESS_TOKEN)
    assert verifier.verify(token) == STAFF


def test_no_two_tokens_are_the_same() -> None:
    minter = TokenMinter("gateway", KEY, Clock())

    assert minter.mint("case-registry", STAFF, 60) != minter.mint("case-registry", STAFF, 60)


@pytest.mark.parametrize("lifetime", [0, -1, 61])
def test_a_token_cannot_be_minted_to_live_longer_than_its_kind(lifetime: int) -> None:
    with pytest.raises(ValueError, match="between 1 and 60 seconds"):
        TokenMinter("gateway", KEY).mint("case-registry", STAFF, lifetime)


def test_a_neighbours_token_is_cut_to_what_the_neighbour_may_grant_and_names_it() -> None:
    neighbour = SigningKey.generate("referral-1")
    trusted = TrustedIssuers({"referral-tracking": Issuer.of(neighbour.verification_key(), scopes=["cases:write"])})
    token = TokenMinter("referral-tracking", neighbour).mint("case-registry", STAFF, 60)

    caller = TokenVerifier("case-registry", trusted).verify(token)

    assert caller.scopes == {"cases:write"}
    assert caller.via == "referral-tracking"
    assert caller.subject == "staff"


def test_an_access_token_never_acts_for_somebody_else() -> None:
    trusted = TrustedIssuers({"http://localhost:8080": Issuer.of(KEY.verification_key())})
    token = TokenMinter("http://localhost:8080", KEY, kind=ACCESS_TOKEN).mint("kansli", STAFF, 300)

    assert TokenVerifier("kansli", trusted, kind=ACCESS_TOKEN).verify(token).via is None


def test_a_remembered_token_stops_holding_when_it_expires() -> None:
    clock = Clock()
    verifier = TokenVerifier("case-registry", trusting(KEY), clock_seconds=clock)
    token = TokenMinter("gateway", KEY, clock).mint("case-registry", STAFF, 60)
    verifier.verify(token)

    clock.seconds = NOW + 59.9
    assert verifier.verify(token) == STAFF
    clock.seconds = NOW + 60
    with pytest.raises(InvalidToken):
        verifier.verify(token)


def test_a_remembered_token_is_not_verified_twice() -> None:
    clock = Clock()
    verifier = TokenVerifier("case-registry", trusting(KEY), clock_seconds=clock)
    token = TokenMinter("gateway", KEY, clock).mint("case-registry", STAFF, 60)

    assert verifier.verified(token) is verifier.verified(token)


def test_a_removed_key_ends_what_was_remembered() -> None:
    trusted = trusting(KEY)
    verifier = TokenVerifier("case-registry", trusted)
    token = TokenMinter("gateway", KEY).mint("case-registry", STAFF, 60)
    verifier.verify(token)

    trusted.replace({"gateway": Issuer.of(SigningKey.generate("gateway-2").verification_key())})

    with pytest.raises(InvalidToken):
        verifier.verify(token)


def test_both_keys_hold_during_a_rotation() -> None:
    following = SigningKey.generate("gateway-2")
    verifier = TokenVerifier("case-registry", trusting(KEY, following))

    for key in (KEY, following):
        assert verifier.verify(TokenMinter("gateway", key).mint("case-registry", STAFF, 60)) == STAFF


def test_a_key_replaced_under_the_same_name_ends_what_was_remembered() -> None:
    trusted = trusting(KEY)
    verifier = TokenVerifier("case-registry", trusted)
    token = TokenMinter("gateway", KEY).mint("case-registry", STAFF, 60)
    verifier.verify(token)

    trusted.replace({"gateway": Issuer.of(SigningKey.generate("gateway-1").verification_key())})

    with pytest.raises(InvalidToken):
        verifier.verify(token)


def test_the_least_recently_used_token_is_forgotten_first() -> None:
    verifier = TokenVerifier("case-registry", trusting(KEY), cache_size=2)
    minter = TokenMinter("gateway", KEY)
    first, second, third = (minter.mint("case-registry", STAFF, 60) for _ in range(3))
    verdict_on_first = verifier.verified(first)
    verdict_on_second = verifier.verified(second)

    verifier.verified(first)
    verifier.verified(third)

    assert verifier.verified(first) is verdict_on_first
    assert verifier.verified(second) is not verdict_on_second
