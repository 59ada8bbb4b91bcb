"""`oauth/token` and `.well-known/jwks.json`: tokens for clients, and the keys to verify them with."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from boardkit.api.problems import UnsupportedMediaType
from boardkit.api.runtime import runtime_of
from boardkit.domain.errors import Text
from gateway.commands.issue_token import TokenRequest, issue_token
from gateway.domain.errors import IncompleteTokenRequest
from gateway.parts import parts_of
from gateway.schemas import PublicKeys, PublicKeyView, TokenAnswer, TokenForm

router = APIRouter(tags=["oauth"])

_FORM = "application/x-www-form-urlencoded"
_KEYS_MAX_AGE_SECONDS = 300


async def require_form(request: Request) -> None:
    """Dependency of the token endpoint. Raises `UnsupportedMediaType` for anything but a form."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise UnsupportedMediaType(Text(sv=f"Skicka innehållet som {_FORM}.", en=f"Send the body as {_FORM}."))


async def require_each_parameter_once(request: Request) -> None:
    """Dependency of the token endpoint. Raises `IncompleteTokenRequest` for a repeated parameter."""
    form = await request.form()
    if len(form.multi_items()) != len(form):
        raise IncompleteTokenRequest(
            Text(sv="En parameter är upprepad.", en="A parameter is repeated."),
            extra={"error": IncompleteTokenRequest.oauth_error},
        )


@router.post(
    "/oauth/token",
    response_model=TokenAnswer,
    dependencies=[Depends(require_form), Depends(require_each_parameter_once)],
)
async def create_token(request: Request, form: Annotated[TokenForm, Form()]) -> Response:
    """Åtkomsttoken för en klient. An access token for a client (RFC 6749 section 4.4).

    The client proves itself with its id and secret in the form; HTTP Basic is not used (SAK.S09). The token
    lives for at most five minutes; there is no refresh token, a new one is asked for in the same way.
    """
    parts = parts_of(request)
    allowance = await parts.limits.tokens.count(f"client:{form.client_id}")
    allowance.must_suffice()
    token = await issue_token(
        runtime_of(request).engine,
        parts.access_minter,
        parts.access_token_seconds,
        TokenRequest(form.grant_type, form.client_id, form.client_secret, form.scope),
    )
    answer = TokenAnswer(
        access_token=token.access_token, expires_in=token.lifetime, scope=" ".join(sorted(token.scopes))
    )
    headers = {"cache-control": "no-store", "pragma": "no-cache"}
    return Response(answer.model_dump_json().encode(), media_type="application/json", headers=headers)


@router.get("/.well-known/jwks.json", response_model=PublicKeys)
async def public_keys(request: Request) -> Response:
    """Publika nycklar som åtkomsttoken är undertecknade med. Public keys of access tokens (RFC 7517)."""
    keys = [PublicKeyView.model_validate(key.jwk()) for key in parts_of(request).authenticator.public_keys()]
    headers = {"cache-control": f"public, max-age={_KEYS_MAX_AGE_SECONDS}"}
    body = PublicKeys(keys=keys).model_dump_json().encode()
    return Response(body, media_type="application/json", headers=headers)
