"""The dependency that lets a caller in: a valid internal token, and the scope the route declares."""

from dataclasses import dataclass

from starlette.requests import Request

from boardkit.auth.caller import Caller
from boardkit.auth.tokens import TokenVerifier
from boardkit.domain.errors import Forbidden, Text, Unauthenticated

_NO_TOKEN = Text(
    sv="Anropet saknar åtkomsttoken. Skicka den som Authorization: Bearer.",
    en="The request carries no access token. Send it as Authorization: Bearer.",
)


@dataclass(frozen=True, slots=True)
class RequireScope:
    """FastAPI dependency: 401 without a valid token, 403 without `scope`; otherwise the caller."""

    scope: str

    async def __call__(self, request: Request) -> Caller:
        """Verify the caller and remember it on the request."""
        caller = identify(request, request.app.state.runtime.verifier)
        if not caller.has(self.scope):
            raise Forbidden(
                Text(
                    sv=f"Åtkomsttoken saknar behörigheten {self.scope}.",
                    en=f"The access token lacks the scope {self.scope}.",
                ),
                extra={"required_scope": self.scope},
            )
        request.state.caller = caller
        return caller


def identify(request: Request, verifier: TokenVerifier) -> Caller:
    """The caller named by the request's bearer token. Raises `Unauthenticated`."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated(_NO_TOKEN)
    return verifier.verify(token.strip())
