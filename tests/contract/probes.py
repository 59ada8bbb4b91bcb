"""Checks that call a running API: what the document promises is what the service does."""

import re
from collections.abc import AsyncIterator
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from tests.contract.document import Finding
from tests.contract.target import JSON, ORIGIN, PROBLEM, Target, hrefs

_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
_TRACEPARENT = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
_STATUSES_OF_AN_API = {"alpha", "beta", "active", "deprecated", "retired", "decommissioned"}


async def specification_in_place(target: Target) -> AsyncIterator[Finding]:
    """`openapi.json` lies below the version and is the document."""
    async with target.anonymous() as client:
        answer = await client.get(f"{target.base}/openapi.json")
    if answer.status_code != 200 or answer.json() != target.document.raw:
        yield Finding("openapi.json", f"{answer.status_code}, or not the document")


async def documentation_page(target: Target) -> AsyncIterator[Finding]:
    """The documentation that `/api-info` names can be opened, and takes nothing from other hosts."""
    async with target.anonymous() as client:
        information = (await client.get(f"{target.base}/api-info")).json()
        page = await client.get(httpx.URL(ORIGIN).join(information["apiDocumentation"]))
    if page.status_code != 200 or "text/html" not in page.headers["content-type"]:
        yield Finding("apiDocumentation", f"answers {page.status_code}")
    if re.search(r"(src|href)=\"(https?:)?//", page.text):
        yield Finding("apiDocumentation", "loads something from another host")


async def api_information(target: Target) -> AsyncIterator[Finding]:
    """`/api-info` tells name, version, release date, documentation and status."""
    async with target.anonymous() as client:
        answer = await client.get(f"{target.base}/api-info")
    wanted = {"apiName", "apiVersion", "apiReleased", "apiDocumentation", "apiStatus"}
    if answer.status_code != 200 or not wanted <= answer.json().keys():
        yield Finding("api-info", f"{answer.status_code}, or lacks members")
        return
    information = answer.json()
    if information["apiVersion"] != target.document.raw["info"]["version"]:
        yield Finding("api-info", "another version than the document")
    if date.fromisoformat(information["apiReleased"]).year < 2026:
        yield Finding("api-info", "released before it was written")


async def api_status(target: Target) -> AsyncIterator[Finding]:
    """The status is one of the profile's; alpha and beta are 0.x, an active API is at least 1."""
    async with target.anonymous() as client:
        information = (await client.get(f"{target.base}/api-info")).json()
    status, major = information["apiStatus"], int(information["apiVersion"].split(".")[0])
    if status not in _STATUSES_OF_AN_API:
        yield Finding("api-info", f"status {status!r}")
    if (status in ("alpha", "beta")) != (major == 0):
        yield Finding("api-info", f"{status} with major {major}")


async def unused_methods(target: Target) -> AsyncIterator[Finding]:
    """A method that an address does not have is 405, with those it has in Allow."""
    async with target.everything_allowed() as client:
        for path, item in target.document.raw["paths"].items():
            has = {method.upper() for method in item}
            unused = next(method for method in ("DELETE", "PATCH", "PUT", "POST") if method not in has)
            address = ORIGIN + re.sub(r"\{[^}]*\}", "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d", path)
            answer = await client.request(unused, address)
            allowed = {method.strip() for method in answer.headers.get("allow", "").split(",")} - {"HEAD", "OPTIONS"}
            if answer.status_code != 405 or answer.headers["content-type"] != PROBLEM:
                yield Finding(path, f"{unused} answers {answer.status_code}")
            elif not has - {"HEAD", "OPTIONS"} <= allowed:
                yield Finding(path, f"Allow {sorted(allowed)}, has {sorted(has)}")


async def unknown_fields_refused(target: Target) -> AsyncIterator[Finding]:
    """A field that the schema does not have is 422."""
    async with target.everything_allowed() as client:
        for operation in target.document.operations():
            if operation.request_schema is None or operation.method != "post":
                continue
            body = dict(operation.body() or {}) | {"okand_uppgift": "x"}
            key = {"idempotency-key": "contract-unknown-field"}
            answer = await client.post(ORIGIN + operation.address(), json=body, headers=key)
            if answer.status_code not in (404, 422):
                yield Finding(operation.where, f"takes an unknown field ({answer.status_code})")


async def queries_validated(target: Target) -> AsyncIterator[Finding]:
    """A parameter outside its limits is 422."""
    async with target.everything_allowed() as client:
        for operation, address in target.reads():
            if operation.is_list:
                answer = await client.get(str(httpx.URL(address).copy_merge_params({"limit": "0"})))
                if answer.status_code != 422:
                    yield Finding(operation.where, f"limit=0 answers {answer.status_code}")


async def content_type_respected(target: Target) -> AsyncIterator[Finding]:
    """A body of another kind than the operation takes is 415."""
    async with target.everything_allowed() as client:
        for operation in target.document.operations():
            if operation.request_schema is None:
                continue
            headers = {"content-type": "text/plain", "idempotency-key": "contract-media-type", "if-match": '"v1"'}
            address = ORIGIN + operation.address()
            answer = await client.request(operation.method.upper(), address, content=b"x", headers=headers)
            if answer.status_code != 415:
                yield Finding(operation.where, f"text/plain answers {answer.status_code}")


async def accept_respected(target: Target) -> AsyncIterator[Finding]:
    """A caller that takes no JSON gets 406."""
    async with target.everything_allowed() as client:
        for operation, address in target.reads():
            content = operation.responses.get("200", {}).get("content", {})
            answer = await client.get(address, headers={"accept": "application/x-nothing-of-ours"})
            if JSON in content and answer.status_code != 406:
                yield Finding(operation.where, f"answers {answer.status_code} to an Accept it cannot meet")


async def problems_at_run_time(target: Target) -> AsyncIterator[Finding]:
    """An error is a problem with the five members and the right media type."""
    async with target.everything_allowed() as client:
        answer = await client.get(f"{target.base}/finns-inte")
    if answer.status_code != 404 or answer.headers["content-type"] != PROBLEM:
        yield Finding("finns-inte", f"{answer.status_code} as {answer.headers.get('content-type')}")
    elif not {"type", "title", "status", "detail", "instance"} <= answer.json().keys():
        yield Finding("finns-inte", f"members {sorted(answer.json())}")


async def created_where_location_says(target: Target) -> AsyncIterator[Finding]:
    """A create answers 201 with the absolute Location where the object then is."""
    async with target.everything_allowed() as client:
        for operation, answer in target.created:
            location = answer.headers.get("location", "")
            if not location.startswith(target.base):
                yield Finding(operation.where, "201 without an absolute Location")
                continue
            fetched = await client.get(location)
            if fetched.status_code != 200:
                yield Finding(operation.where, f"Location answers {fetched.status_code}")


async def links_absolute(target: Target) -> AsyncIterator[Finding]:
    """Every link is an absolute URL, and each answer links to itself."""
    async for where, content in _answers(target):
        if "self" not in content.get("_links", {}):
            yield Finding(where, "no self link")
        for href in hrefs(content):
            if not href.startswith(("http://", "https://")):
                yield Finding(where, f"relative link {href}")


async def links_follow_forwarded(target: Target) -> AsyncIterator[Finding]:
    """Links have the host and scheme that the gateway passes on in Forwarded; no caller of its own can set them."""
    async with target.everything_allowed() as client:
        for operation, address in target.reads():
            forwarded = {"forwarded": "for=192.0.2.1;host=api.kansli.example;proto=https"}
            answer = await client.get(address, headers=forwarded)
            follow = [href.startswith("https://api.kansli.example/") for href in hrefs(answer.json())]
            if set(follow) - {target.believes_forwarded}:
                yield Finding(operation.where, "links do not follow Forwarded")


async def page_links(target: Target) -> AsyncIterator[Finding]:
    """A list links to self, first and last, and to next and prev where they are; other parameters are kept."""
    async with target.everything_allowed() as client:
        for operation, address in target.reads():
            if not operation.is_list or "page" not in {parameter["name"] for parameter in operation.parameters}:
                continue
            asked = httpx.URL(address).copy_merge_params({"limit": "1", "page": "2"})
            answer = await client.get(asked)
            if answer.status_code != 200:
                continue
            links = answer.json()["_links"]
            if not {"self", "first", "last", "prev"} <= links.keys():
                yield Finding(operation.where, f"links {sorted(links)}")
            others = {k: v for k, v in parse_qsl(asked.query.decode()) if k != "page"}
            for rel, link in links.items():
                if not others.items() <= dict(parse_qsl(urlsplit(link["href"]).query)).items():
                    yield Finding(operation.where, f"the link {rel} drops parameters")


async def page_out_of_range(target: Target) -> AsyncIterator[Finding]:
    """A page after the last is 200 and empty."""
    async with target.everything_allowed() as client:
        for operation, address in target.reads():
            if operation.is_list and "page" in {parameter["name"] for parameter in operation.parameters}:
                answer = await client.get(httpx.URL(address).copy_merge_params({"page": "9999"}))
                if answer.status_code == 200 and answer.json()["items"]:
                    yield Finding(operation.where, "items beyond the last page")
                elif answer.status_code not in (200, 404):
                    yield Finding(operation.where, f"page 9999 answers {answer.status_code}")


async def reads_are_cacheable(target: Target) -> AsyncIterator[Finding]:
    """A read has an ETag and answers 304 to it."""
    async with target.everything_allowed() as client:
        for operation, address in target.reads():
            first = await client.get(address)
            if first.status_code == 404:
                continue
            again = await client.get(address, headers={"if-none-match": first.headers.get("etag", "")})
            if again.status_code != 304 or again.content or "cache-control" not in first.headers:
                yield Finding(operation.where, f"{first.status_code}, then {again.status_code} to its own ETag")


async def reads_change_nothing(target: Target) -> AsyncIterator[Finding]:
    """After every read, the change feed is as before, and the same read gives the same answer."""
    if "changes:read" not in target.scopes:
        return
    async with target.everything_allowed() as client:
        before = (await client.get(f"{target.base}/changes")).json()["items"]
        for operation, address in target.reads():
            if (await client.get(address)).content != (await client.get(address)).content:
                yield Finding(operation.where, "two reads differ")
        after = (await client.get(f"{target.base}/changes")).json()["items"]
    if before != after:
        yield Finding("changes", "a read changed something")


async def trace_continued(target: Target) -> AsyncIterator[Finding]:
    """`traceparent` is taken up and comes back; without one, a new trace starts. x-request-id replaces nothing."""
    async with target.anonymous() as client:
        given = {"traceparent": f"00-{_TRACE}-00f067aa0ba902b7-01", "x-request-id": "annat"}
        continued = await client.get(f"{target.base}/api-info", headers=given)
        started = await client.get(f"{target.base}/api-info")
        broken = await client.get(f"{target.base}/api-info", headers={"traceparent": "00-0-0-01"})
    if f"-{_TRACE}-" not in continued.headers.get("traceparent", ""):
        yield Finding("traceparent", "not continued")
    for answer in (started, broken):
        found = answer.headers.get("traceparent", "")
        if _TRACEPARENT.fullmatch(found) is None or _TRACE in found:
            yield Finding("traceparent", "no new trace")


async def trace_in_problems(target: Target) -> AsyncIterator[Finding]:
    """A problem's instance names the trace, so that a person can quote it."""
    async with target.anonymous() as client:
        given = {"traceparent": f"00-{_TRACE}-00f067aa0ba902b7-01"}
        answer = await client.get(f"{target.base}/finns-inte", headers=given)
    if _TRACE not in answer.json()["instance"]:
        yield Finding("finns-inte", "instance does not name the trace")


async def no_cors(target: Target) -> AsyncIterator[Finding]:
    """No other origin is let in: nobody needs it."""
    async with target.anonymous() as client:
        answer = await client.get(f"{target.base}/api-info", headers={"origin": "https://annan.example"})
    if any(name.startswith("access-control-") for name in answer.headers):
        yield Finding("api-info", "CORS headers")


async def utf8(target: Target) -> AsyncIterator[Finding]:
    """Answers are UTF-8."""
    async with target.everything_allowed() as client:
        for operation, address in target.reads():
            answer = await client.get(address)
            charset = httpx.Headers(answer.headers).get("content-type", "").partition("charset=")[2]
            if charset.lower() not in ("", "utf-8"):
                yield Finding(operation.where, f"charset {charset}")
            answer.content.decode("utf-8")


async def times_in_utc(target: Target) -> AsyncIterator[Finding]:
    """Every date-time in an answer is in UTC."""
    async for where, content in _answers(target):
        for moment in re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+[^\"',} ]*", str(content)):
            if not moment.endswith(("Z", "+00:00")):
                yield Finding(where, f"time {moment}")


async def _answers(target: Target) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    """The JSON of every parameterless read that gives 200, and of every created object."""
    async with target.everything_allowed() as client:
        for operation, address in target.reads():
            answer = await client.get(address)
            if answer.status_code == 200:
                yield operation.where, answer.json()
    for operation, answer in target.created:
        yield operation.where, answer.json()
