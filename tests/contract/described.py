"""Checks of the document's words: DOK, and what says which API this is (VER)."""

import re
from collections.abc import Iterator
from typing import Any

from tests.contract.document import Document, Finding

_SEMANTIC_VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")

#: Statuses that an operation of each method must describe, besides those of its success.
_ALWAYS_POSSIBLE = {"400", "405", "406", "414", "429", "500", "503", "504"}
_WITH_TOKEN = {"401", "403"}
_WITH_BODY = {"408", "413", "415", "422"}


def says(*headings: str) -> "HeadingCheck":
    """The check that the API's description has one of these headings with words under it."""
    return HeadingCheck(headings)


class HeadingCheck:
    """Looks for `## heading` and at least one sentence below it."""

    def __init__(self, headings: tuple[str, ...]) -> None:
        self._headings = headings

    def __call__(self, document: Document) -> Iterator[Finding]:
        """A finding when none of the headings is there."""
        description = document.raw["info"].get("description", "")
        sections = re.split(r"^## ", description, flags=re.MULTILINE)[1:]
        for section in sections:
            heading, _, words = section.partition("\n")
            if any(wanted in heading for wanted in self._headings) and len(words.strip()) > 20:
                return
        yield Finding("info.description", f"no section {' / '.join(self._headings)}")


def terms_and_contact(document: Document) -> Iterator[Finding]:
    """Terms, contact, licence, version, data model and authentication are all in the document."""
    info = document.raw["info"]
    present = {
        "info.termsOfService": info.get("termsOfService"),
        "info.contact": info.get("contact", {}).get("url") or info.get("contact", {}).get("email"),
        "info.license": info.get("license", {}).get("name"),
        "info.version": info.get("version"),
        "info.description": info.get("description"),
        "components.schemas": document.schemas,
    }
    yield from (Finding(place, "missing") for place, value in present.items() if not value)


def both_languages(document: Document) -> Iterator[Finding]:
    """Descriptions are Swedish first, then English: two sentences at least."""
    if not document.raw["info"].get("summary"):
        yield Finding("info.summary", "no Swedish title")
    for operation in document.operations():
        words = operation.raw.get("description", "").split("\n\nBehörighet/scope")[0]
        if len(re.findall(r"[.!?](?:\s|$)", words)) < 2:
            yield Finding(operation.where, "described in one language only")


def overview(document: Document) -> Iterator[Finding]:
    """The description begins with what the API is, before any heading."""
    first = document.raw["info"].get("description", "").split("\n## ")[0].strip()
    if len(first) < 40:
        yield Finding("info.description", "no overview")


def everything_described(document: Document) -> Iterator[Finding]:
    """Every operation and every named schema has words of its own."""
    for operation in document.operations():
        for part in ("summary", "description", "operationId", "tags"):
            if not operation.raw.get(part):
                yield Finding(operation.where, f"no {part}")
        summary = operation.raw.get("summary", "")
        if "\n" in summary or summary.count("(") != summary.count(")"):
            yield Finding(operation.where, "summary is not one whole sentence")
    for name, schema in document.schemas.items():
        if not schema.get("description") and "enum" not in schema:
            yield Finding(name, "schema without a description")


def parameters_described(document: Document) -> Iterator[Finding]:
    """Every parameter says what it is."""
    for operation in document.operations():
        for parameter in operation.parameters:
            if not parameter.get("description"):
                yield Finding(operation.where, f"parameter {parameter['name']} has no description")


def responses_described(document: Document) -> Iterator[Finding]:
    """Every operation lists its success and each error that it can give, with words."""
    for operation in document.operations():
        expected = set(_ALWAYS_POSSIBLE)
        expected |= _WITH_TOKEN if operation.scope else set()
        expected |= _WITH_BODY if operation.raw.get("requestBody") else set()
        expected |= {"404"} if "{" in operation.path else set()
        if operation.method in ("put", "patch", "delete"):
            expected |= {"412", "428"}
        missing = sorted(expected - set(operation.responses))
        if missing:
            yield Finding(operation.where, f"undescribed responses {missing}")
        if not any(status.startswith("2") for status in operation.responses):
            yield Finding(operation.where, "no success described")
        for status, response in operation.responses.items():
            if response.get("description", "") in ("", "Successful Response", "Validation Error"):
                yield Finding(operation.where, f"response {status} is described by nothing of ours")


def examples_given(document: Document) -> Iterator[Finding]:
    """Every body, in and out, has an example, and so has every field that needs one to be understood."""
    for operation in document.operations():
        bodies = {"request": document.resolved(operation.raw.get("requestBody", {}))} | operation.responses
        for what, body in bodies.items():
            for media_type, content in body.get("content", {}).items():
                if "json" in media_type and not {"example", "examples"} & content.keys():
                    yield Finding(operation.where, f"{what} {media_type} without an example")
    for schema, name, part in document.properties():
        if _needs_example(document, part) and "example" not in part and "examples" not in part:
            yield Finding(f"{schema}.{name}", "field without an example")


def parameters_have_examples(document: Document) -> Iterator[Finding]:
    """Every parameter has an example or a default, so that a reader can try it."""
    for operation in document.operations():
        for parameter in operation.parameters:
            schema = parameter.get("schema", {})
            kinds = [schema, *(document.resolved(branch) for branch in schema.get("anyOf", []))]
            told = {"example", "examples"} & parameter.keys()
            if not told and not any(_explains_itself(kind) for kind in kinds):
                yield Finding(operation.where, f"parameter {parameter['name']} without an example")


def _explains_itself(schema: dict[str, Any]) -> bool:
    return schema.get("type") == "boolean" or bool({"example", "default", "enum", "const"} & schema.keys())


def _needs_example(document: Document, part: dict[str, Any]) -> bool:
    branches = [document.resolved(branch) for key in ("anyOf", "oneOf") for branch in part.get(key, [])]
    kinds = {branch.get("type") for branch in [part, *branches]}
    # A reference to a named schema is exemplified there.
    named = "$ref" in part or any("$ref" in branch for key in ("anyOf", "oneOf") for branch in part.get(key, []))
    return not named and bool(kinds & {"string", "array", "object"})


def newest_openapi(document: Document) -> Iterator[Finding]:
    """OpenAPI 3.1 or later."""
    if not document.raw["openapi"].startswith(("3.1", "3.2")):
        yield Finding("openapi", f"version {document.raw['openapi']}")


def authentication_stated(document: Document) -> Iterator[Finding]:
    """A bearer scheme is declared, described, and required by every operation with a scope."""
    schemes = document.raw.get("components", {}).get("securitySchemes", {})
    if not schemes:
        yield Finding("components.securitySchemes", "missing")
    for name, scheme in schemes.items():
        if not scheme.get("description"):
            yield Finding(f"securitySchemes.{name}", "no description")
    for operation in document.operations():
        required = {scheme for choice in operation.raw.get("security", []) for scheme in choice}
        if operation.scope and not required:
            yield Finding(operation.where, "needs a scope but states no security")
        if not required <= schemes.keys():
            yield Finding(operation.where, "names an undeclared security scheme")


def semantic_version(document: Document) -> Iterator[Finding]:
    """The version is MAJOR.MINOR.PATCH, and 1 or later for an active API."""
    version = document.raw["info"]["version"]
    if _SEMANTIC_VERSION.fullmatch(version) is None:
        yield Finding("info.version", "not a semantic version")


def major_in_addresses(document: Document) -> Iterator[Finding]:
    """Every address is below `/{api}/v{MAJOR}/` of the document's own version."""
    major = document.raw["info"]["version"].split(".")[0]
    start = f"/{document.name}/v{major}/"
    for path in document.raw["paths"]:
        if not path.startswith(start):
            yield Finding(path, f"not below {start}")


def retirement_headers(document: Document) -> Iterator[Finding]:
    """A deprecated operation documents Deprecation and Sunset."""
    for operation in document.operations():
        if operation.raw.get("deprecated"):
            headers = [
                name.lower() for response in operation.responses.values() for name in response.get("headers", {})
            ]
            if not {"deprecation", "sunset"} <= set(headers):
                yield Finding(operation.where, "deprecated without Deprecation and Sunset")


def no_webhooks(document: Document) -> Iterator[Finding]:
    """There are no webhooks or callbacks; their rules then have nothing to hold for."""
    if document.raw.get("webhooks"):
        yield Finding("webhooks", "present, but their rules are not checked")
    for operation in document.operations():
        if operation.raw.get("callbacks"):
            yield Finding(operation.where, "callbacks present, but their rules are not checked")
