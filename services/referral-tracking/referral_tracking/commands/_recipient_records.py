"""What registering and settling recipients share: how they are stored."""

from typing import Any

from referral_tracking.domain.referrals import ConsultedRecipient


def recipient_columns(consulted: ConsultedRecipient) -> dict[str, Any]:
    """A recipient as columns of `recipients`."""
    recipient = consulted.recipient
    return {
        "position": recipient.position,
        "as_printed": recipient.as_printed,
        "reply_by": consulted.reply_by,
        "how": recipient.how,
        "body": recipient.body_slug,
        "body_name": None if recipient.body is None else recipient.body.name,
        "body_kind": None if recipient.body is None else recipient.body.kind,
        "distance": recipient.distance,
        "candidates": [body.slug for body in recipient.candidates],
        "duplicate_of": recipient.duplicate_of,
    }
