"""Each OpenAPI document is valid, and every example in it is an instance of its own schema."""

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.contract.apis import present_services, service_document
from tests.contract.document import Document

APIS = present_services()
_FORMATS = FormatChecker(["date", "date-time", "uuid"])


@pytest.mark.parametrize("api", APIS)
def test_the_document_is_valid_openapi(api: str) -> None:
    errors = [error.message for error in OpenAPIV31SpecValidator(dict(service_document(api).raw)).iter_errors()]

    assert errors == []


@pytest.mark.parametrize("api", APIS)
def test_every_example_is_an_instance_of_its_schema(api: str) -> None:
    document = service_document(api)

    broken = [
        f"{where}: {error.message[:200]}"
        for where, schema, example in examples(document)
        for error in validator(document, schema).iter_errors(example)
    ]

    assert broken == []


@pytest.mark.parametrize("api", APIS)
def test_operation_ids_name_one_operation_each(api: str) -> None:
    ids = [operation.raw["operationId"] for operation in service_document(api).operations()]

    assert sorted(ids) == sorted(set(ids))


def validator(document: Document, schema: dict[str, Any]) -> Draft202012Validator:
    """A validator of `schema` that finds the document's components."""
    whole = dict(schema) | {"components": document.raw["components"]}
    return Draft202012Validator(whole, format_checker=_FORMATS)


def examples(document: Document) -> Iterator[tuple[str, dict[str, Any], Any]]:
    """(where, schema, example) of every field, parameter and body."""
    for schema, name, part in document.properties():
        if "example" in part:
            yield f"{schema}.{name}", part, part["example"]
    for operation in document.operations():
        for parameter in operation.parameters:
            if "example" in parameter["schema"]:
                yield f"{operation.where} {parameter['name']}", parameter["schema"], parameter["schema"]["example"]
        bodies = [document.resolved(operation.raw.get("requestBody", {})), *operation.responses.values()]
        for body in bodies:
            for media_type, content in body.get("content", {}).items():
                if "example" in content:
                    yield f"{operation.where} {media_type}", content["schema"], content["example"]
