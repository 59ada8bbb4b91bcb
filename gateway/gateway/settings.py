"""Settings of the gateway: those that every process has, and the addresses and limits that are its own."""

from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Annotated, Self
from urllib.parse import urlsplit

from limits import parse
from pydantic import AfterValidator, Field, model_validator

from boardkit.auth.tokens import ACCESS_TOKEN
from boardkit.settings import ProcessSettings


def _origin(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        raise ValueError("must be http(s)://host[:port] and nothing more")
    if parts.query or parts.fragment or parts.username or parts.password:
        raise ValueError("must be http(s)://host[:port] and nothing more")
    return f"{parts.scheme}://{parts.netloc}"


def _rate(text: str) -> str:
    parse(text)
    return text


Origin = Annotated[str, AfterValidator(_origin)]
Rate = Annotated[str, AfterValidator(_rate)]
"""A rate such as `6000/minute`."""


class Settings(ProcessSettings):
    """Environment variables with the prefix `KANSLI_`."""

    port: int = Field(default=8080, ge=0, le=65535, description="Port to listen on.")
    public_url: Origin = Field(
        default="http://127.0.0.1:8080", description="The address that callers use; issuer of access tokens."
    )
    upstream_case_registry: Origin = Field(default="http://127.0.0.1:8001", description="Where it listens.")
    upstream_delegation_rules: Origin = Field(default="http://127.0.0.1:8002", description="Where it listens.")
    upstream_referral_tracking: Origin = Field(default="http://127.0.0.1:8003", description="Where it listens.")
    upstream_financial_follow_up: Origin = Field(default="http://127.0.0.1:8004", description="Where it listens.")
    upstream_connections: int = Field(
        default=128, ge=1, le=4096, description="Most connections to one service at a time."
    )
    access_token_seconds: int = Field(
        default=ACCESS_TOKEN.max_lifetime, ge=1, le=ACCESS_TOKEN.max_lifetime, description="Life of a token."
    )
    client_rate: Rate = Field(default="1000000/minute", description="Most requests of one client.")
    anonymous_rate: Rate = Field(
        default="6000/minute", description="Most requests without a valid token from one address."
    )
    token_rate: Rate = Field(
        default="600/minute", description="Most token requests from one address, and for one client."
    )
    rate_storage: str = Field(
        default="bounded-memory://",
        description="Where requests are counted; async+redis://… when several gateways share the count.",
    )
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = Field(
        default=(),
        description="Networks of the proxies before the gateway, whose X-Forwarded-For is believed; a JSON list.",
    )

    @property
    def upstreams(self) -> dict[str, str]:
        """Where each service listens, by its name."""
        return {
            "case-registry": self.upstream_case_registry,
            "delegation-rules": self.upstream_delegation_rules,
            "referral-tracking": self.upstream_referral_tracking,
            "financial-follow-up": self.upstream_financial_follow_up,
        }

    @model_validator(mode="after")
    def refuse_clear_text_in_production(self) -> Self:
        """Tokens go over TLS (SAK.S01); only this very machine may be called without."""
        if self.environment == "production" and self.public_url.startswith("http://"):
            host = urlsplit(self.public_url).hostname or ""
            if host != "localhost" and not _is_loopback(host):
                raise ValueError("KANSLI_PUBLIC_URL is not https; production refuses to start with it")
        return self


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
