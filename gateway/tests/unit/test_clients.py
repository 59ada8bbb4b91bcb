import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardkit.domain.errors import InvalidInput
from gateway.domain.clients import NewClient, granted_scopes, is_secret_of, secret_hash
from gateway.domain.errors import UnknownScope

scopes = st.frozensets(st.sampled_from(["cases:read", "cases:write", "audit:read", "boards:write"]))


@given(st.text(), st.text())
def test_a_secret_is_recognised_by_its_hash_alone(secret: str, other: str) -> None:
    assert is_secret_of(secret_hash(secret), secret)
    assert is_secret_of(secret_hash(secret), other) == (secret == other)
    assert len(secret_hash(secret)) == 32


@given(scopes, scopes)
def test_a_token_holds_what_is_asked_for_and_never_more_than_the_client(
    held: frozenset[str], asked: frozenset[str]
) -> None:
    if asked <= held:
        assert granted_scopes(held, " ".join(sorted(asked))) == (asked or held)
    else:
        with pytest.raises(UnknownScope):
            granted_scopes(held, " ".join(sorted(asked)))


@pytest.mark.parametrize(
    ("scope", "board"),
    [("*", "norrmalm"), ("cases", "norrmalm"), ("cases:*", "norrmalm"), ("cases:read", "Norrmalm"), ("cases:read", "")],
)
def test_a_client_that_cannot_be_is_refused(scope: str, board: str) -> None:
    with pytest.raises(InvalidInput):
        NewClient("portal", "client", frozenset({scope}), frozenset({board}))


def test_a_client_without_scopes_is_refused() -> None:
    with pytest.raises(InvalidInput):
        NewClient("portal", "client", frozenset(), frozenset({"*"}))
