"""Errors that say what went wrong, in Swedish and English, and carry their HTTP status.

A rule or a command raises one; a single handler at the edge (`boardkit.api.problems`) turns it into an
RFC 9457 problem. The text never holds a value that the caller sent: it names the field instead, so that
personal data cannot leak through an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

Language = Literal["sv", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One message in the two languages Kansli speaks."""

    sv: str
    en: str

    def in_language(self, language: Language) -> str:
        """The message in `language`."""
        return self.sv if language == "sv" else self.en


class KansliError(Exception):
    """Base of every expected error.

    Class attributes, set by each subclass:
        status: the HTTP status the error has when it leaves a service.
        slug: stable name, the last part of the problem's `type` URL.
        title: short text that is the same for every occurrence.

    Instance attributes:
        detail: what is wrong this time; never a value of the input.
        pointer: JSON pointer (RFC 6901) of the offending field, or None.
        extra: further members of the problem (numbers, dates, allowed values), safe to show.
    """

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal-error"
    title: ClassVar[Text] = Text(sv="Internt fel", en="Internal error")

    def __init__(self, detail: Text, *, pointer: str | None = None, extra: Mapping[str, object] | None = None) -> None:
        super().__init__(detail.en)
        self.detail = detail
        self.pointer = pointer
        self.extra: Mapping[str, object] = extra or {}


class MalformedRequest(KansliError):
    """The request cannot be read at all, or lacks a header it must have."""

    status = 400
    slug = "malformed-request"
    title = Text(sv="Felaktigt anrop", en="Malformed request")


class Unauthenticated(KansliError):
    """There is no valid proof of who is calling."""

    status = 401
    slug = "unauthenticated"
    title = Text(sv="Inloggning krävs", en="Authentication required")


class Forbidden(KansliError):
    """The caller is known but lacks the scope or the right."""

    status = 403
    slug = "forbidden"
    title = Text(sv="Behörighet saknas", en="Not permitted")


class NotFound(KansliError):
    """There is nothing here that the caller may see; another board's object looks the same."""

    status = 404
    slug = "not-found"
    title = Text(sv="Hittades inte", en="Not found")


class Conflict(KansliError):
    """The request is well formed but the state of the object does not allow it."""

    status = 409
    slug = "conflict"
    title = Text(sv="Går inte att genomföra nu", en="Conflict with the current state")


class PreconditionFailed(KansliError):
    """The object has changed since the version named in If-Match."""

    status = 412
    slug = "precondition-failed"
    title = Text(sv="Uppgiften har ändrats", en="Precondition failed")


class ContentTooLarge(KansliError):
    """The body is larger than this route takes."""

    status = 413
    slug = "content-too-large"
    title = Text(sv="För stort innehåll", en="Content too large")


class InvalidInput(KansliError):
    """The request is understood but a value breaks a rule."""

    status = 422
    slug = "invalid-input"
    title = Text(sv="Ogiltig uppgift", en="Invalid input")


class PreconditionRequired(KansliError):
    """A change must say which version it changes (If-Match)."""

    status = 428
    slug = "precondition-required"
    title = Text(sv="Versionsangivelse krävs", en="Precondition required")


class TooManyRequests(KansliError):
    """The caller has used up its allowance for now."""

    status = 429
    slug = "too-many-requests"
    title = Text(sv="För många anrop", en="Too many requests")


class Unavailable(KansliError):
    """Something this answer needs is down; the caller may try again."""

    status = 503
    slug = "unavailable"
    title = Text(sv="Tillfälligt otillgänglig", en="Temporarily unavailable")


def nothing_here() -> NotFound:
    """The error for an object that is not there, or not there for this caller: both look the same."""
    return NotFound(
        Text(
            sv="Det finns inget sådant objekt som du har tillgång till.",
            en="There is no such object that you have access to.",
        )
    )


def stale_version() -> PreconditionFailed:
    """The error for a change that builds on a version that is no longer the latest."""
    return PreconditionFailed(
        Text(
            sv="Uppgiften har ändrats sedan den version som anges i If-Match. Hämta den igen och försök på nytt.",
            en="The object has changed since the version named in If-Match. Fetch it again and retry.",
        )
    )
