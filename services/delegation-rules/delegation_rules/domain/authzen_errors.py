"""What can go wrong with an AuthZEN request beside what can go wrong with any question."""

from boardkit.domain.errors import InvalidInput, MalformedRequest, Text


class UnknownEntity(InvalidInput):
    """A subject, action or resource is of a kind that the delegation rules do not know."""

    slug = "unknown-authzen-entity"
    title = Text(sv="Okänt slag av subjekt, handling eller resurs", en="Unknown kind of subject, action or resource")


class PageTokenRefused(MalformedRequest):
    """The token of a page is not one that was given, or the request is no longer the same."""

    slug = "page-token-refused"
    title = Text(sv="Sidans token kan inte användas", en="The page token cannot be used")
