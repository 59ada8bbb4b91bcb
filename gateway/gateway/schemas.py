"""Requests and responses of the gateway's own resources."""

from typing import Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import Representation, Timestamp

_AUTHZEN: Final = "https://kansli.example/delegation-rules/v1/authzen"


class TokenForm(BaseModel):
    """Begäran om token. A token request (RFC 6749 section 4.4.2)."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    grant_type: str = Field(default="", max_length=100, json_schema_extra={"example": "client_credentials"})
    client_id: str = Field(
        default="", max_length=200, pattern=r"^[\x20-\x7e]*$", json_schema_extra={"example": "portal-3f9a2c01"}
    )
    client_secret: str = Field(
        default="", max_length=500, json_schema_extra={"example": "the secret that was shown once", "writeOnly": True}
    )
    scope: str = Field(
        default="",
        max_length=4000,
        description="Behörigheter skilda av blanksteg; utelämnad ger alla. Scopes parted by spaces; all when absent.",
        json_schema_extra={"example": "cases:read meetings:read"},
    )


class TokenAnswer(BaseModel):
    """En åtkomsttoken. An access token (RFC 6749 section 5.1)."""

    access_token: str = Field(json_schema_extra={"example": "eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl"})
    token_type: Literal["Bearer"] = Field(default="Bearer", json_schema_extra={"example": "Bearer"})
    expires_in: int = Field(description="Sekunder. Seconds.", json_schema_extra={"example": 300})
    scope: str = Field(json_schema_extra={"example": "cases:read meetings:read"})


class PublicKeyView(BaseModel):
    """A public key as a JSON Web Key (RFC 7517)."""

    kty: str = Field(json_schema_extra={"example": "EC"})
    crv: str = Field(json_schema_extra={"example": "P-256"})
    x: str = Field(json_schema_extra={"example": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"})
    y: str = Field(json_schema_extra={"example": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})
    kid: str = Field(json_schema_extra={"example": "gateway-1"})
    alg: str = Field(json_schema_extra={"example": "ES256"})
    use: str = Field(json_schema_extra={"example": "sig"})


class PublicKeys(BaseModel):
    """The public keys that access tokens are signed with (RFC 7517 section 5)."""

    keys: list[PublicKeyView]


class PolicyDecisionPoint(BaseModel):
    """What clients of AuthZEN Authorization API 1.0 look up before they ask (section 9.1)."""

    policy_decision_point: str = Field(
        description="Identitet. Identifier, from which this address is derived.",
        json_schema_extra={"example": f"{_AUTHZEN}"},
    )
    access_evaluation_endpoint: str = Field(
        description="En fråga. One evaluation.",
        json_schema_extra={"example": f"{_AUTHZEN}/access/v1/evaluation"},
    )
    access_evaluations_endpoint: str = Field(
        description="Flera frågor. Several evaluations.",
        json_schema_extra={"example": f"{_AUTHZEN}/access/v1/evaluations"},
    )
    search_subject_endpoint: str = Field(
        description="Vilka subjekt. Search for subjects.",
        json_schema_extra={"example": f"{_AUTHZEN}/access/v1/search/subject"},
    )
    search_resource_endpoint: str = Field(
        description="Vilka resurser. Search for resources.",
        json_schema_extra={"example": f"{_AUTHZEN}/access/v1/search/resource"},
    )
    search_action_endpoint: str = Field(
        description="Vilka handlingar. Search for actions.",
        json_schema_extra={"example": f"{_AUTHZEN}/access/v1/search/action"},
    )


class ClientView(Representation):
    """En klient: ett system som anropar Kansli. A client: a system that calls Kansli."""

    client_id: str = Field(json_schema_extra={"example": "portal-3f9a2c01"})
    name: str = Field(json_schema_extra={"example": "portal"})
    kind: str = Field(description="citizen, client eller staff.", json_schema_extra={"example": "client"})
    scopes: list[str] = Field(json_schema_extra={"example": ["cases:read"]})
    boards: list[str] = Field(
        description="Nämnder, * för alla. Boards, * for all.", json_schema_extra={"example": ["norrmalm"]}
    )
    demonstration: bool = Field(json_schema_extra={"example": False})
    created_at: Timestamp

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row; the hash of the secret stays behind."""
        shown = {name: row[name] for name in cls.model_fields if name in row}
        return cls(**shown, links=links.self_link("clients"))
