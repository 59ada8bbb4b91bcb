"""What the gateway costs: calls through it, with authentication on, against calling one worker directly.

Both ways are measured in turn in the same run, several times, because the machine's speed drifts; the medians
and their ratio are what counts.
"""

import json
import statistics
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from boardkit.auth.caller import Caller
from boardkit.auth.tokens import TokenMinter
from kansli_local.suite import Suite

ROUNDS = 5
SECONDS = 3.0
CONNECTIONS = 32
SERVICE = "case-registry"

_LOAD = Path(__file__).with_name("load.py")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Medians of one address, direct and through the gateway, and of the ratios and differences pair by pair."""

    path: str
    direct_rate: float
    gateway_rate: float
    rate_ratio: float
    direct_median_ms: float
    gateway_median_ms: float
    added_ms: float
    failures: int


def compare(suite: Suite, path: str) -> Comparison:
    """Measure GET `path` of the registry, direct and through the gateway, at 32 connections and at one."""
    gateway_token, internal_token = access_token(suite), own_token(suite)
    ways = {"direct": (suite.url(SERVICE), internal_token), "gateway": (suite.gateway_url, gateway_token)}
    busy: dict[str, list[Mapping[str, float]]] = {way: [] for way in ways}
    alone: dict[str, list[Mapping[str, float]]] = {way: [] for way in ways}
    for _ in range(ROUNDS):
        for way, (url, token) in ways.items():
            busy[way].append(_load(url, path, token, CONNECTIONS))
            alone[way].append(_load(url, path, token, 1))
        gateway_token, internal_token = access_token(suite), own_token(suite)
        ways = {"direct": (ways["direct"][0], internal_token), "gateway": (ways["gateway"][0], gateway_token)}
    rates = {way: [figures["requests_per_second"] for figures in rounds] for way, rounds in busy.items()}
    medians = {way: [figures["median_ms"] for figures in rounds] for way, rounds in alone.items()}
    return Comparison(
        path=path,
        direct_rate=statistics.median(rates["direct"]),
        gateway_rate=statistics.median(rates["gateway"]),
        rate_ratio=statistics.median(g / d for g, d in zip(rates["gateway"], rates["direct"], strict=True)),
        direct_median_ms=statistics.median(medians["direct"]),
        gateway_median_ms=statistics.median(medians["gateway"]),
        added_ms=statistics.median(g - d for g, d in zip(medians["gateway"], medians["direct"], strict=True)),
        failures=int(sum(figures["failures"] for way in ways for figures in (*busy[way], *alone[way]))),
    )


def access_token(suite: Suite) -> str:
    """A fresh access token of the demonstration's staff."""
    staff = suite.clients["staff"]
    form = {
        "grant_type": "client_credentials",
        "client_id": staff.client_id,
        "client_secret": staff.client_secret,
    }
    answer = httpx.post(f"{suite.gateway_url}/oauth/token", data=form).raise_for_status()
    return str(answer.json()["access_token"])


def own_token(suite: Suite) -> str:
    """An internal token for the registry with the same rights, as the gateway would mint it."""
    staff = suite.clients["staff"]
    caller = Caller(staff.client_id, "client", frozenset(staff.scopes), frozenset(staff.boards))
    return TokenMinter("gateway", suite.keys["gateway"]).mint(SERVICE, caller, 60)


def _load(url: str, path: str, token: str, connections: int) -> Mapping[str, float]:
    port = url.rsplit(":", 1)[1]
    command = [sys.executable, str(_LOAD), "--port", port, "--path", path]
    command += ["--connections", str(connections), "--seconds", str(SECONDS)]
    done = subprocess.run(command, input=token + "\n", capture_output=True, text=True, check=True)
    figures: Mapping[str, float] = json.loads(done.stdout)
    return figures
