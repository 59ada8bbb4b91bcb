"""Give a client an access token (RFC 6749 section 4.4, client credentials)."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncEngine

from boardkit.auth.caller import Caller
from boardkit.auth.tokens import TokenMinter
from boardkit.domain.errors import Text
from gateway.authenticate import ACCESS_AUDIENCE
from gateway.domain.clients import granted_scopes, is_secret_of, secret_hash
from gateway.domain.errors import IncompleteTokenRequest, UnknownClient, UnsupportedGrant
from gateway.queries import active_client

# Compared with when there is no such client, so that both refusals take the same steps.
_HASH_OF_NOBODY: Final = secret_hash("nobody has this secret, since no hash that is kept was made of it")


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """What the client sent; what it did not send is an empty text."""

    grant_type: str
    client_id: str
    client_secret: str
    scope: str


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """The token, its life in seconds and its scopes."""

    access_token: str
    lifetime: int
    scopes: frozenset[str]


async def issue_token(engine: AsyncEngine, minter: TokenMinter, lifetime: int, request: TokenRequest) -> IssuedToken:
    """A token for the client that `request` names and proves to be.

    Raises:
        IncompleteTokenRequest: a parameter is missing.
        UnsupportedGrant: another grant than client credentials is asked for.
        UnknownClient: no such client, or the secret is wrong; which of the two is not told.
        UnknownScope: a scope is asked for that the client does not hold.
    """
    _must_be_complete(request)
    async with engine.connect() as connection:
        row = (await connection.execute(active_client(request.client_id))).mappings().first()
    if not is_secret_of(_HASH_OF_NOBODY if row is None else row["secret_hash"], request.client_secret) or row is None:
        raise UnknownClient(
            Text(sv="Klienten är okänd eller hemligheten fel.", en="The client is unknown or the secret is wrong."),
            extra={"error": UnknownClient.oauth_error},
        )
    caller = _caller(row, granted_scopes(row["scopes"], request.scope))
    return IssuedToken(minter.mint(ACCESS_AUDIENCE, caller, lifetime), lifetime, caller.scopes)


def _must_be_complete(request: TokenRequest) -> None:
    if not request.grant_type:
        raise IncompleteTokenRequest(
            Text(sv="Ange grant_type.", en="Give grant_type."),
            pointer="/grant_type",
            extra={"error": IncompleteTokenRequest.oauth_error},
        )
    if request.grant_type != "client_credentials":
        raise UnsupportedGrant(
            Text(
                sv="Token ges för grant_type client_credentials.",
                en="Tokens are given for grant_type client_credentials.",
            ),
            pointer="/grant_type",
            extra={"error": UnsupportedGrant.oauth_error},
        )
    if not request.client_id or not request.client_secret:
        raise IncompleteTokenRequest(
            Text(sv="Ange client_id och client_secret.", en="Give client_id and client_secret."),
            extra={"error": IncompleteTokenRequest.oauth_error},
        )


def _caller(row: RowMapping, scopes: frozenset[str]) -> Caller:
    return Caller(subject=row["client_id"], kind=row["kind"], scopes=scopes, boards=frozenset(row["boards"]))
