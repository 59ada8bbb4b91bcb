"""The token endpoint (RFC 6749 section 4.4), the keys, and the list of clients."""

import base64
import json
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from boardkit.domain.ids import new_id
from gateway.domain.clients import NewClient
from gateway.testing import RunningGateway

pytestmark = pytest.mark.asyncio(loop_scope="session")

SECRET = "do-not-repeat-me"


def reader(name: str) -> NewClient:
    return NewClient(name, "client", frozenset({"cases:read", "meetings:read"}), frozenset({"norrmalm"}))


async def ask(gateway: RunningGateway, form: dict[str, str], **headers: str) -> httpx.Response:
    async with gateway.anonymous(**headers) as client:
        return await client.post("/oauth/token", data=form)


def claims(token: str) -> dict[str, Any]:
    part = token.split(".")[1]
    value: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return value


async def test_a_client_gets_a_token_that_opens_the_services(gateway: RunningGateway) -> None:
    form = await gateway.register(reader("opens"))

    answer = await ask(gateway, form)

    content = answer.json()
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert {name: content[name] for name in ("token_type", "expires_in", "scope")} == {
        "token_type": "Bearer",
        "expires_in": 300,
        "scope": "cases:read meetings:read",
    }
    async with gateway.anonymous(authorization=f"Bearer {content['access_token']}") as client:
        assert (await client.get("/case-registry/v1/cases")).status_code == 200


async def test_what_a_token_says(gateway: RunningGateway) -> None:
    form = await gateway.register(reader("says"))

    said = claims((await ask(gateway, form | {"scope": "cases:read"})).json()["access_token"])

    assert said["iss"] == gateway.url
    assert said["aud"] == "kansli"
    assert said["sub"] == said["client_id"] == form["client_id"]
    assert said["exp"] - said["iat"] == 300
    assert (said["scopes"], said["boards"], said["kind"]) == (["cases:read"], ["norrmalm"], "client")


async def test_a_wrong_secret_and_an_unknown_client_look_the_same(gateway: RunningGateway) -> None:
    form = await gateway.register(reader("same"))

    wrong = await ask(gateway, form | {"client_secret": SECRET})
    unknown = await ask(gateway, form | {"client_id": "nobody-00000000"})

    for answer in (wrong, unknown):
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.json()["error"] == "invalid_client"
        assert SECRET not in answer.text
    differing = {name for name in wrong.json() if wrong.json()[name] != unknown.json()[name]}
    assert differing == {"instance"}


async def test_a_revoked_client_gets_no_more_tokens(gateway: RunningGateway) -> None:
    form = await gateway.register(reader("revoked"))
    assert (await ask(gateway, form)).status_code == 200

    await gateway.revoke("revoked")

    assert (await ask(gateway, form)).json()["error"] == "invalid_client"


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": "authorization_code"}, 400, "unsupported_grant_type"),
        ({"grant_type": ""}, 400, "invalid_request"),
        ({"client_id": ""}, 400, "invalid_request"),
        ({"client_secret": ""}, 400, "invalid_request"),
        ({"scope": "boards:write"}, 400, "invalid_scope"),
        ({"scope": f"cases:read {SECRET}"}, 400, "invalid_scope"),
    ],
    ids=repr,
)
async def test_what_is_not_given(gateway: RunningGateway, change: dict[str, str], status: int, error: str) -> None:
    form = await gateway.register(reader(f"refused {change}"))

    answer = await ask(gateway, form | change)

    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.headers["content-type"] == "application/problem+json"
    assert SECRET not in answer.text


async def test_the_form_must_be_a_form(gateway: RunningGateway) -> None:
    form = await gateway.register(reader("json"))

    async with gateway.anonymous() as client:
        as_json = await client.post("/oauth/token", json=form)
        repeated = await client.post(
            "/oauth/token",
            content=b"grant_type=client_credentials&client_id=a&client_id=b&client_secret=c",
            headers={"content-type": "application/x-www-form-urlencoded"},
        )
        fetched = await client.get("/oauth/token")

    assert as_json.status_code == 415
    assert (repeated.status_code, repeated.json()["error"]) == (400, "invalid_request")
    assert fetched.status_code == 405


async def test_http_basic_is_no_way_in(gateway: RunningGateway) -> None:
    form = await gateway.register(reader("basic"))
    credentials = base64.b64encode(f"{form['client_id']}:{form['client_secret']}".encode()).decode()

    answer = await ask(gateway, {"grant_type": "client_credentials"}, authorization=f"Basic {credentials}")

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


async def test_an_old_token_does_not_stand_in_the_way_of_a_new_one(gateway: RunningGateway) -> None:
    form = await gateway.register(reader("renewal"))

    assert (await ask(gateway, form, authorization="Bearer expired")).status_code == 200


async def test_the_public_keys(gateway: RunningGateway) -> None:
    async with gateway.anonymous() as client:
        answer = await client.get("/.well-known/jwks.json")

    assert answer.json() == {"keys": [gateway.key.public_jwk()]}
    assert answer.headers["cache-control"] == "public, max-age=300"


@pytest.mark.parametrize("name", ["client_id", "client_secret", "grant_type", "scope"])
@pytest.mark.parametrize("odd", ["\0", "a\0b", "\ud800", "å", "\u2028"], ids=ascii)
async def test_odd_characters_in_a_token_request_are_expected_errors(
    gateway: RunningGateway, name: str, odd: str
) -> None:
    form = await gateway.register(reader(f"odd {new_id()}")) | {name: odd}
    body = urlencode(form, encoding="utf-8", errors="surrogatepass").encode()

    async with gateway.anonymous() as client:
        headers = {"content-type": "application/x-www-form-urlencoded"}
        answer = await client.post("/oauth/token", content=body, headers=headers)

    assert answer.status_code in (400, 401, 422)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_clients_are_listed_without_their_secrets(gateway: RunningGateway) -> None:
    form = await gateway.register(reader("listed"))

    async with gateway.client("clients:read") as client:
        answer = await client.get("/clients", params={"limit": 200})

    [listed] = [item for item in answer.json()["items"] if item["name"] == "listed"]
    assert listed["client_id"] == form["client_id"]
    assert listed["scopes"] == ["cases:read", "meetings:read"]
    assert listed["boards"] == ["norrmalm"]
    assert not {name for name in listed if "secret" in name}
    assert form["client_secret"] not in answer.text


async def test_clients_are_for_those_who_may_read_them(gateway: RunningGateway) -> None:
    async with gateway.anonymous() as stranger, gateway.client("cases:read") as client:
        without = [await stranger.get(path) for path in ("/clients", "/v1/clients", "/gateway/v1/clients")]
        with_another = await client.get("/gateway/v1/clients")

    assert [answer.status_code for answer in without] == [401, 401, 401]
    assert with_another.status_code == 403


async def test_secrets_are_not_in_the_database(gateway: RunningGateway) -> None:
    form = await gateway.register(reader("hashed"))

    rows = await gateway.rows("SELECT * FROM clients WHERE name = 'hashed'")

    assert form["client_secret"] not in str(rows)
    assert form["client_secret"].encode() not in bytes(rows[0]["secret_hash"])
    assert len(rows[0]["secret_hash"]) == 32
