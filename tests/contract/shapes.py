"""Checks of the addresses, parameters, bodies and answers that a document describes."""

import re
from collections.abc import Iterator
from typing import Any

from tests.contract.document import Document, Finding, Operation, segments

_SEGMENT = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*(\.(json|ics|csv|pdf))?")
_CAMEL_PARAMETER = re.compile(r"[a-z][a-zA-Z0-9]*")
_SNAKE_CASE = re.compile(r"_?[a-z][a-z0-9]*(_[a-z0-9]+)*")

#: One thing of its kind below what the address names: a singular noun is right.
_SINGULAR_PLACES = {
    "adjustment", "adoption", "api-info", "audit", "author", "content", "erasure", "expiry", "journal", "jwks.json",
    "oauth", "openapi.json", "pdf", "placement", "reporting", "status", "token", "verification", "voidance",
    "withdrawal",
}  # fmt: skip
#: Lists whose English names are plural without an s, or name a group.
_PLURAL_WITHOUT_S = {"consult", "present"}

#: Where something is, not when.
_PLACES = {"minutes_kept_at"}

_TABLE_WORDS = re.compile(r"(^|_)(pk|fk|oid|ctid|xmin|rowid|row_id|table|tuple)(_|$)")
_IDENTITY_WORDS = re.compile(r"personnummer|personal_identity|social_security|samordningsnummer")
_SECRET_WORDS = re.compile(r"(^|[_-])(token|secret|password|api[_-]?key|key|credential|authorization)($|[_-])")
_FREE_TEXT_WORDS = re.compile(r"(^|_)(email|phone|address|text|body|payload|message)($|_)")


def noun_segments(document: Document) -> Iterator[Finding]:
    """Resources are nouns in the plural, lower-case, alphanumeric with hyphens."""
    for path in document.raw["paths"]:
        for segment in segments(path):
            if _SEGMENT.fullmatch(segment) is None:
                yield Finding(path, f"segment {segment!r}")
            elif not segment.split(".")[0].endswith("s") and segment not in _SINGULAR_PLACES:
                yield Finding(path, f"segment {segment!r} is not plural")


def plain_paths(document: Document) -> Iterator[Finding]:
    """No space or underscore outside the query, path parameters in camelCase."""
    for path in document.raw["paths"]:
        if re.search(r"[ _]|%20", path):
            yield Finding(path, "space or underscore")
        for name in re.findall(r"\{([^}]*)\}", path):
            if _CAMEL_PARAMETER.fullmatch(name) is None:
                yield Finding(path, f"path parameter {name!r}")


def no_numeric_ids(document: Document) -> Iterator[Finding]:
    """Nothing is addressed or identified by a number that counts up."""
    for operation in document.operations():
        for parameter in operation.parameters:
            numeric = parameter.get("schema", {}).get("type") in ("integer", "number")
            if parameter["in"] == "path" and numeric and parameter["name"] != "year":
                yield Finding(operation.where, f"{parameter['name']} is a number")
    for schema, name, part in document.properties():
        if (name == "id" or name.endswith("_id")) and part.get("type") in ("integer", "number"):
            yield Finding(f"{schema}.{name}", "an id that is a number")


def ids_are_uuids(document: Document) -> Iterator[Finding]:
    """Every `id` is a UUID."""
    for schema, name, part in document.properties():
        if name == "id" and part.get("format") != "uuid":
            yield Finding(f"{schema}.{name}", "not a UUID")


def no_personal_or_table_ids(document: Document) -> Iterator[Finding]:
    """No personnummer, table or internal key is a field or a parameter."""
    names = [(f"{schema}.{name}", name) for schema, name, _ in document.properties()]
    names += [(o.where, parameter["name"]) for o in document.operations() for parameter in o.parameters]
    for where, name in names:
        if _TABLE_WORDS.search(name.lower()) or _IDENTITY_WORDS.search(name.lower()):
            yield Finding(where, f"exposes {name}")


def no_payload_in_query(document: Document) -> Iterator[Finding]:
    """What is sent in is in the body; a query only selects. GET has no body."""
    for operation in document.operations():
        if operation.method in ("get", "head", "delete") and operation.raw.get("requestBody"):
            yield Finding(operation.where, "has a request body")
        for parameter in operation.parameters:
            if parameter["in"] == "query" and (
                operation.method not in ("get", "head") or _FREE_TEXT_WORDS.search(parameter["name"])
            ):
                yield Finding(operation.where, f"query parameter {parameter['name']} carries content")


def no_secret_in_address(document: Document) -> Iterator[Finding]:
    """No key, token or secret is a part of an address."""
    for operation in document.operations():
        for parameter in operation.parameters:
            if parameter["in"] in ("query", "path") and _SECRET_WORDS.search(parameter["name"].lower()):
                yield Finding(operation.where, f"parameter {parameter['name']}")


def bearer_only(document: Document) -> Iterator[Finding]:
    """The one way in is `Authorization: Bearer`."""
    for name, scheme in document.raw.get("components", {}).get("securitySchemes", {}).items():
        if scheme.get("type") == "http" and scheme.get("scheme", "").lower() == "bearer":
            continue
        if scheme.get("type") in ("oauth2", "openIdConnect"):
            continue
        yield Finding(f"securitySchemes.{name}", "neither bearer nor OAuth 2")


def closed_request_bodies(document: Document) -> Iterator[Finding]:
    """A request body is a closed schema: unknown fields are refused, at every depth."""
    for operation in document.operations():
        if operation.request_schema is not None:
            yield from _open_objects(document, operation.request_schema, operation.where, set())


def _open_objects(document: Document, schema: dict[str, Any], where: str, seen: set[str]) -> Iterator[Finding]:
    whole = document.resolved(schema)
    name = str(whole.get("title", ""))
    if name in seen:
        return
    if "properties" in whole:
        seen = seen | {name}
        if whole.get("additionalProperties") is not False:
            yield Finding(where, f"body schema {name} takes unknown fields")
    parts = [*whole.get("properties", {}).values(), *whole.get("anyOf", []), *whole.get("oneOf", [])]
    if isinstance(whole.get("items"), dict):
        parts.append(whole["items"])
    for part in parts:
        yield from _open_objects(document, part, where, seen)


def http_verbs(document: Document) -> Iterator[Finding]:
    """Methods mean what HTTP says: 201 or 200 from POST, a change names its version, no verb in an address."""
    for operation in document.operations():
        headers = {parameter["name"] for parameter in operation.parameters if parameter["in"] == "header"}
        if operation.method in ("put", "patch", "delete") and "If-Match" not in headers:
            yield Finding(operation.where, "a change without If-Match")
        if operation.method == "post" and "201" in operation.responses and "Idempotency-Key" not in headers:
            yield Finding(operation.where, "a create without Idempotency-Key")


def asking_by_post_explained(document: Document) -> Iterator[Finding]:
    """A POST that only asks says that it changes nothing."""
    for operation in document.operations():
        asks = operation.method == "post" and "201" not in operation.responses and "202" not in operation.responses
        words = operation.raw.get("description", "")
        # Without a scope it is the token endpoint, which does give something new.
        if asks and operation.scope and not ("ändrar ingenting" in words or "changes nothing" in words):
            yield Finding(operation.where, "does not say why it is a POST")


def one_naming_style(document: Document) -> Iterator[Finding]:
    """Fields are snake_case everywhere."""
    for schema, name, _ in document.properties():
        if _SNAKE_CASE.fullmatch(name) is None:
            yield Finding(f"{schema}.{name}", "not snake_case")


def snake_case_query(document: Document) -> Iterator[Finding]:
    """Query parameters are snake_case like the fields."""
    for operation in document.operations():
        for parameter in operation.parameters:
            if parameter["in"] == "query" and _SNAKE_CASE.fullmatch(parameter["name"]) is None:
                yield Finding(operation.where, f"query parameter {parameter['name']}")


def plural_lists(document: Document) -> Iterator[Finding]:
    """A field that is a list has a plural name."""
    for schema, name, part in document.properties():
        kinds = [part, *part.get("anyOf", [])]
        is_list = any(kind.get("type") == "array" for kind in kinds)
        plural = any(word.endswith("s") for word in name.split("_"))
        if is_list and not plural and name not in _PLURAL_WITHOUT_S:
            yield Finding(f"{schema}.{name}", "a list with a singular name")


def json_bodies(document: Document) -> Iterator[Finding]:
    """Bodies are JSON, except streams of any format."""
    for operation in document.operations():
        content = document.resolved(operation.raw.get("requestBody", {})).get("content", {})
        streamed = operation.path.endswith("/content")
        form = operation.path.endswith("/oauth/token")
        if content and "application/json" not in content and not streamed and not form:
            yield Finding(operation.where, f"takes {sorted(content)}")


def creation_answers(document: Document) -> Iterator[Finding]:
    """A 201 has Location."""
    for operation in document.operations():
        created = operation.responses.get("201")
        if created is not None and "Location" not in created.get("headers", {}):
            yield Finding(operation.where, "201 without a described Location")


def common_statuses(document: Document) -> Iterator[Finding]:
    """Only well-known statuses."""
    known = {"200", "201", "202", "204", "206", "301", "302", "303", "304", "307", "308"}
    known |= {"400", "401", "403", "404", "405", "406", "408", "409", "410", "412", "413", "414", "415", "416", "422"}
    known |= {"428", "429", "431", "500", "501", "502", "503", "504"}
    for operation in document.operations():
        unknown = sorted(set(operation.responses) - known)
        if unknown:
            yield Finding(operation.where, f"statuses {unknown}")


def problem_members(document: Document) -> Iterator[Finding]:
    """The problem schema has the five members of RFC 9457, all of them always there."""
    problem = document.schemas.get("Problem", {})
    wanted = {"type", "title", "status", "detail", "instance"}
    if not wanted <= set(problem.get("required", [])):
        yield Finding("Problem", f"required {problem.get('required')}")


def problem_media_type(document: Document) -> Iterator[Finding]:
    """Every error is `application/problem+json`."""
    for operation in document.operations():
        for status, response in operation.responses.items():
            if status[0] in "45" and set(response.get("content", {})) != {"application/problem+json"}:
                yield Finding(operation.where, f"{status} as {sorted(response.get('content', {}))}")


def times_are_rfc3339(document: Document) -> Iterator[Finding]:
    """Fields called `…_at` are date-times in UTC; fields called `…_on` are dates without a time."""
    for schema, name, part in document.properties():
        kinds = [document.resolved(branch) for branch in [part, *part.get("anyOf", [])]]
        formats = {kind.get("format") for kind in kinds}
        is_text = any(kind.get("type") == "string" for kind in kinds)
        if name.endswith("_at") and name not in _PLACES and is_text and "date-time" not in formats:
            yield Finding(f"{schema}.{name}", "not a date-time")
        if name.endswith("_on") and is_text and "date" not in formats:
            yield Finding(f"{schema}.{name}", "not a date")
        if "date-time" in formats and not str(part.get("example", "Z")).endswith("Z"):
            yield Finding(f"{schema}.{name}", "example not in UTC")


def links_in_answers(document: Document) -> Iterator[Finding]:
    """Every representation has `_links`; the answer to a question (POST 200) has no address of its own."""
    for operation in document.operations():
        schema = operation.success_schema
        if not schema or (operation.method == "post" and "201" not in operation.responses):
            continue
        if "_links" not in schema.get("properties", {}):
            yield Finding(operation.where, f"{schema.get('title')} has no _links")


def link_members(document: Document) -> Iterator[Finding]:
    """A link has href, rel and method, and `_links` holds nothing else."""
    link = document.schemas.get("Link", {})
    if not {"href", "rel", "method"} <= link.get("properties", {}).keys():
        yield Finding("Link", "lacks href, rel or method")
    for schema, name, part in document.properties():
        if name == "_links" and part.get("additionalProperties", {}).get("$ref") != "#/components/schemas/Link":
            yield Finding(f"{schema}._links", "holds something other than links")


def paged_lists(document: Document) -> Iterator[Finding]:
    """A list is paged by `limit` and `page`."""
    for operation in document.operations():
        if operation.is_list and not {"limit", "page"} <= _query_names(operation):
            yield Finding(operation.where, "not paged by limit and page")


def first_page_is_one(document: Document) -> Iterator[Finding]:
    """`page` starts at 1."""
    yield from _limit_of(document, "page", {"minimum": 1, "default": 1})


def twenty_by_default(document: Document) -> Iterator[Finding]:
    """`limit` is 20 unless asked otherwise, and has a maximum."""
    yield from _limit_of(document, "limit", {"minimum": 1, "default": 20})


def list_envelope(document: Document) -> Iterator[Finding]:
    """A list has `_meta` and `_links`."""
    for operation in document.operations():
        schema = operation.success_schema
        if operation.is_list and schema is not None and not {"_meta", "_links"} <= schema["properties"].keys():
            yield Finding(operation.where, "a list without _meta and _links")


def list_totals(document: Document) -> Iterator[Finding]:
    """`_meta` tells total_records, page, limit and count."""
    for operation in document.operations():
        schema = operation.success_schema
        if not operation.is_list or schema is None or "_meta" not in schema["properties"]:
            continue
        meta = document.resolved(schema["properties"]["_meta"])
        missing = {"total_records", "page", "limit", "count"} - meta.get("properties", {}).keys()
        if missing:
            yield Finding(operation.where, f"_meta lacks {sorted(missing)}")


def _limit_of(document: Document, name: str, wanted: dict[str, int]) -> Iterator[Finding]:
    for operation in document.operations():
        for parameter in operation.parameters:
            if parameter["in"] == "query" and parameter["name"] == name:
                found = {key: parameter["schema"].get(key) for key in wanted}
                if found != wanted:
                    yield Finding(operation.where, f"{name} has {found}")


def _query_names(operation: Operation) -> set[str]:
    return {parameter["name"] for parameter in operation.parameters if parameter["in"] == "query"}
