"""Every expected error speaks both languages and knows its status."""

import pytest

from boardkit.domain import errors
from boardkit.domain.errors import InvalidInput, KansliError, Text

EVERY_ERROR = [
    member for member in vars(errors).values() if isinstance(member, type) and issubclass(member, KansliError)
]

DETAIL = Text(sv="Dagen är passerad.", en="The day has passed.")


@pytest.mark.parametrize(
    ("name", "status", "slug"),
    [
        ("KansliError", 500, "internal-error"),
        ("MalformedRequest", 400, "malformed-request"),
        ("Unauthenticated", 401, "unauthenticated"),
        ("Forbidden", 403, "forbidden"),
        ("NotFound", 404, "not-found"),
        ("Conflict", 409, "conflict"),
        ("PreconditionFailed", 412, "precondition-failed"),
        ("ContentTooLarge", 413, "content-too-large"),
        ("InvalidInput", 422, "invalid-input"),
        ("PreconditionRequired", 428, "precondition-required"),
        ("TooManyRequests", 429, "too-many-requests"),
        ("Unavailable", 503, "unavailable"),
    ],
)
def test_status_and_slug(name: str, status: int, slug: str) -> None:
    error = getattr(errors, name)

    assert (error.status, error.slug) == (status, slug)


def test_slugs_are_unique() -> None:
    slugs = [error.slug for error in EVERY_ERROR]

    assert sorted(slugs) == sorted(set(slugs))


@pytest.mark.parametrize("error", EVERY_ERROR, ids=lambda error: error.slug)
def test_titles_are_written_in_both_languages(error: type[KansliError]) -> None:
    assert error.title.sv
    assert error.title.en
    assert error.title.sv != error.title.en


def test_text_in_a_language() -> None:
    assert DETAIL.in_language("sv") == "Dagen är passerad."
    assert DETAIL.in_language("en") == "The day has passed."


def test_an_error_carries_what_the_problem_shows() -> None:
    error = InvalidInput(DETAIL, pointer="/reply_by", extra={"earliest": "2019-06-20"})

    assert error.detail == DETAIL
    assert error.pointer == "/reply_by"
    assert error.extra == {"earliest": "2019-06-20"}
    assert str(error) == "The day has passed."


def test_pointer_and_extra_may_be_left_out() -> None:
    error = InvalidInput(DETAIL)

    assert error.pointer is None
    assert error.extra == {}


def test_a_house_names_its_own_error_and_keeps_the_status() -> None:
    class ReplyTooLate(InvalidInput):
        slug = "reply-too-late"
        title = Text(sv="Svaret är för sent", en="The reply is too late")

    error = ReplyTooLate(DETAIL)

    assert (error.status, error.slug) == (422, "reply-too-late")
    assert isinstance(error, KansliError)
