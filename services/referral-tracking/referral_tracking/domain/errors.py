"""What can be wrong with a referral, its recipients or its reply."""

from boardkit.domain.errors import Conflict, InvalidInput, Text


class ReplyByBeforeReceived(InvalidInput):
    """A reply is asked for on a day before the referral arrived."""

    slug = "reply-by-before-received"
    title = Text(sv="Svarsdagen ligger före ankomstdagen", en="The reply day is before the day of arrival")


class ReceivedInFuture(InvalidInput):
    """A referral cannot have arrived on a day that has not come (FL 22 §)."""

    slug = "received-in-future"
    title = Text(sv="Ankomstdagen har inte inträffat", en="The day of arrival has not come")


class ExceptionForUnknownRecipient(InvalidInput):
    """A separate reply day names someone who is not among the printed recipients."""

    slug = "exception-for-unknown-recipient"
    title = Text(sv="Undantaget gäller ingen mottagare", en="The exception names no recipient")


class ConflictingReplyDays(InvalidInput):
    """The same recipient has been given two different reply days."""

    slug = "conflicting-reply-days"
    title = Text(sv="Mottagaren har två olika svarsdagar", en="The recipient has two reply days")


class ReplyOutsideTime(InvalidInput):
    """A reply cannot have been sent before the referral arrived, nor on a day that has not come."""

    slug = "reply-outside-time"
    title = Text(sv="Svarets dag är inte möjlig", en="The day of the reply is not possible")


class UnknownBody(InvalidInput):
    """No consulted body has this slug."""

    slug = "unknown-body"
    title = Text(sv="Okänd remissinstans", en="Unknown consulted body")


class AlreadyAnswered(Conflict):
    """The reply to this referral has already been sent."""

    slug = "already-answered"
    title = Text(sv="Remissen är redan besvarad", en="The referral has already been answered")


class TakenOverNumberInUse(Conflict):
    """Another referral of the board already carries this number of the earlier diary; one case cannot serve both."""

    slug = "taken-over-number-in-use"
    title = Text(sv="Diarienumret finns på en annan remiss", en="Another referral carries the diary number")
