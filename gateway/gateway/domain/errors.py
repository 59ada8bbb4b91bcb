"""What can go wrong at the gateway. Texts name what is wrong, never what was sent."""

from typing import ClassVar

from boardkit.domain.errors import KansliError, MalformedRequest, Text, Unauthenticated


class AddressTooLong(KansliError):
    """The address with its query is longer than the gateway passes on."""

    status = 414
    slug = "address-too-long"
    title = Text(sv="Adressen är för lång", en="The address is too long")


class RequestTimedOut(KansliError):
    """The caller stopped sending in the middle of a body."""

    status = 408
    slug = "request-timed-out"
    title = Text(sv="Anropet avbröts", en="The request timed out")


class ServiceTimedOut(KansliError):
    """The service did not answer in time."""

    status = 504
    slug = "service-timed-out"
    title = Text(sv="Tjänsten svarade inte i tid", en="The service did not answer in time")


class UnknownClient(Unauthenticated):
    """There is no client with that id and secret (RFC 6749 section 5.2, `invalid_client`)."""

    slug = "invalid-client"
    title = Text(sv="Okänd klient eller fel hemlighet", en="Unknown client or wrong secret")
    oauth_error: ClassVar[str] = "invalid_client"


class UnsupportedGrant(MalformedRequest):
    """The token endpoint gives tokens for client credentials only (`unsupported_grant_type`)."""

    slug = "unsupported-grant-type"
    title = Text(sv="Beviljandetypen stöds inte", en="Unsupported grant type")
    oauth_error: ClassVar[str] = "unsupported_grant_type"


class UnknownScope(MalformedRequest):
    """A scope was asked for that the client does not have (`invalid_scope`)."""

    slug = "invalid-scope"
    title = Text(sv="Behörigheten finns inte hos klienten", en="The client does not have that scope")
    oauth_error: ClassVar[str] = "invalid_scope"


class IncompleteTokenRequest(MalformedRequest):
    """The token request lacks a parameter or repeats one (`invalid_request`)."""

    slug = "invalid-token-request"
    title = Text(sv="Ofullständig begäran om token", en="Incomplete token request")
    oauth_error: ClassVar[str] = "invalid_request"
