"""What can go wrong in the registry. Texts name the field, never the value that was sent."""

from boardkit.domain.errors import Conflict, InvalidInput, MalformedRequest, NotFound, Text


class NotADiaryNumber(InvalidInput):
    """The text is not a diary number (diarienummer) in any known form."""

    slug = "not-a-diary-number"
    title = Text(sv="Inte ett diarienummer", en="Not a diary number")


class TakenOverNumberRefused(InvalidInput):
    """The number cannot come from the diary that the board kept before this registry."""

    slug = "taken-over-number-refused"
    title = Text(sv="Diarienumret kan inte tas över", en="The diary number cannot be taken over from the earlier diary")


class DiaryNumberTaken(Conflict):
    """Another case of the board already has this number."""

    slug = "diary-number-taken"
    title = Text(sv="Diarienumret är upptaget", en="The diary number is taken")


class DiaryYearNotOwn(Conflict):
    """The registry may not number cases in a year that belongs to the board's earlier diary."""

    slug = "diary-year-not-own"
    title = Text(sv="Året hör till ett tidigare diarium", en="The year belongs to an earlier diary")


class CaseStatusRefused(Conflict):
    """The case (ärendet) cannot go from the status it has to the one asked for."""

    slug = "case-status-refused"
    title = Text(sv="Statusändringen är inte möjlig", en="The change of status is not possible")


class SlugTaken(Conflict):
    """A board, or a classification of the board, already has this address."""

    slug = "already-exists"
    title = Text(sv="Finns redan", en="Already exists")


class UnknownClassification(InvalidInput):
    """The code is not in the board's classification plan (klassificeringsplan)."""

    slug = "unknown-classification"
    title = Text(sv="Okänd klassificering", en="Unknown classification")


class DateOutOfOrder(InvalidInput):
    """A date lies before or after what it must follow or precede."""

    slug = "date-out-of-order"
    title = Text(sv="Datumet är orimligt", en="The date is out of order")


class AlreadyRecorded(Conflict):
    """What may be recorded once has been recorded."""

    slug = "already-recorded"
    title = Text(sv="Redan registrerat", en="Already recorded")


class MeetingNotHeld(Conflict):
    """The meeting (sammanträdet) has not taken place yet."""

    slug = "meeting-not-held"
    title = Text(sv="Sammanträdet har inte hållits", en="The meeting has not been held")


class MinutesAdjusted(Conflict):
    """The minutes (protokollet) are adjusted (justerade) and no longer open to change."""

    slug = "minutes-adjusted"
    title = Text(sv="Protokollet är justerat", en="The minutes are adjusted")


class MinutesNotAdjusted(Conflict):
    """Only adjusted minutes can be announced on the notice board (KL 8:12)."""

    slug = "minutes-not-adjusted"
    title = Text(sv="Protokollet är inte justerat", en="The minutes are not adjusted")


class ContentsAlreadyThere(Conflict):
    """A document's contents are set once and then kept (arkivlag 1990:782)."""

    slug = "contents-already-there"
    title = Text(sv="Handlingen har redan ett innehåll", en="The document already has its contents")


class TextNotItsContents(InvalidInput):
    """Text was sent as the contents of a document that is no plain text."""

    slug = "text-not-its-contents"
    title = Text(sv="Handlingen är ingen ren text", en="The document is no plain text")


class ContentsMissing(NotFound):
    """The document is registered but its contents have not been handed over yet."""

    slug = "contents-missing"
    title = Text(sv="Handlingen saknar innehåll", en="The document has no contents yet")


class BodyIncomplete(MalformedRequest):
    """The connection closed before the whole body had come."""

    slug = "body-incomplete"
    title = Text(sv="Anropet avbröts", en="The request was cut off")


class DigestNotUnderstood(MalformedRequest):
    """The Content-Digest header is malformed or names no SHA-256 (RFC 9530)."""

    slug = "digest-not-understood"
    title = Text(sv="Kontrollsumman går inte att läsa", en="The digest cannot be read")


class DigestMismatch(InvalidInput):
    """The bytes received are not the ones that the sender's digest describes."""

    slug = "digest-mismatch"
    title = Text(sv="Innehållet stämmer inte med kontrollsumman", en="The contents do not match their digest")


class UnknownReceipt(NotFound):
    """No citizen proposal (medborgarförslag) has this receipt."""

    slug = "unknown-receipt"
    title = Text(sv="Kvittot hittades inte", en="The receipt was not found")


def not_there(pointer: str) -> NotFound:
    """The error for a field that names an object which does not exist, or not for this caller."""
    return NotFound(
        Text(
            sv="Det finns inget sådant objekt som du har tillgång till.",
            en="There is no such object that you have access to.",
        ),
        pointer=pointer,
    )
