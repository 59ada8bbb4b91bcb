"""`.well-known/authzen-configuration/…`: where the delegation rules answer OpenID AuthZEN Authorization API 1.0.

The specification derives the address of the metadata from the identifier of the policy decision point: the
well-known part stands between host and path, and only the gateway answers there.
"""

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from boardkit.api.forwarded import public_origin
from gateway.schemas import PolicyDecisionPoint

router = APIRouter(tags=["authzen"])

_PATH: Final = "/delegation-rules/v1/authzen"
_MAX_AGE_SECONDS: Final = 300


@router.get(f"/.well-known/authzen-configuration{_PATH}", response_model=PolicyDecisionPoint)
async def authzen_configuration(request: Request) -> Response:
    """Var delegationsreglerna svarar enligt AuthZEN. Where the delegation rules answer by AuthZEN 1.0 (section 9)."""
    identifier = f"{public_origin(request)}{_PATH}"
    access = f"{identifier}/access/v1"
    metadata = PolicyDecisionPoint(
        policy_decision_point=identifier,
        access_evaluation_endpoint=f"{access}/evaluation",
        access_evaluations_endpoint=f"{access}/evaluations",
        search_subject_endpoint=f"{access}/search/subject",
        search_resource_endpoint=f"{access}/search/resource",
        search_action_endpoint=f"{access}/search/action",
    )
    headers = {"cache-control": f"public, max-age={_MAX_AGE_SECONDS}"}
    return Response(metadata.model_dump_json().encode(), media_type="application/json", headers=headers)
