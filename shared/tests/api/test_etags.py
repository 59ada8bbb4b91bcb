"""ETags: strong, compared as RFC 9110 says, and named exactly when something is changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardkit.api.etags import content_etag, is_unchanged, version_etag, version_named_by
from boardkit.domain.errors import KansliError, MalformedRequest, PreconditionFailed, PreconditionRequired

VERSIONS = st.integers(1, 999_999_999)


@given(VERSIONS)
def test_a_version_is_found_again_in_its_own_tag(version: int) -> None:
    assert version_named_by(version_etag(version)) == version
    assert version_named_by(f"  {version_etag(version)} ") == version


@given(VERSIONS, VERSIONS)
def test_tags_are_equal_when_versions_are(one: int, other: int) -> None:
    assert (version_etag(one) == version_etag(other)) == (one == other)
    assert is_unchanged(version_etag(one), version_etag(other)) == (one == other)


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_a_content_tag_is_made_of_the_bytes(one: bytes, other: bytes) -> None:
    assert (content_etag(one) == content_etag(other)) == (one == other)
    assert content_etag(one).startswith('"')
    assert content_etag(one).endswith('"')


@pytest.mark.parametrize("header", ['"v3"', 'W/"v3"', '"v1", "v3"', '"v1",W/"v3" , "x"', "*", ' "v3" '])
def test_what_the_caller_has_is_unchanged(header: str) -> None:
    assert is_unchanged(header, '"v3"')


@pytest.mark.parametrize("header", [None, "", '"v2"', "v3", '"v33"', 'w/"v3"', '"V3"', '""', ","])
def test_what_the_caller_lacks_is_not(header: str | None) -> None:
    assert not is_unchanged(header, '"v3"')


@pytest.mark.parametrize(
    ("header", "error"),
    [
        (None, PreconditionRequired),
        ("", PreconditionRequired),
        ("  ", PreconditionRequired),
        ("*", MalformedRequest),
        ('"v1","v2"', MalformedRequest),
        ('W/"v1"', PreconditionFailed),
        ('"v01"', PreconditionFailed),
        ('"v-1"', PreconditionFailed),
        ('"v1234567890"', PreconditionFailed),
        ('"v１"', PreconditionFailed),
        ('"d41d8cd98f00b204"', PreconditionFailed),
    ],
)
def test_a_tag_that_names_no_version_is_refused(header: str | None, error: type[KansliError]) -> None:
    with pytest.raises(error):
        version_named_by(header)


@given(st.text())
def test_any_header_is_a_version_or_an_expected_error(header: str) -> None:
    try:
        version = version_named_by(header)
    except (MalformedRequest, PreconditionFailed, PreconditionRequired):
        return
    assert 1 <= version <= 999_999_999
