"""Whole examples for a document's bodies, put together of the examples of their fields (DOK.S15)."""

from collections.abc import Mapping
from typing import Any


def give_examples(document: dict[str, Any]) -> None:
    """Add an example to every JSON body, and to every field whose parts have examples, that has none of its own."""
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        for part in (schema, *schema.get("properties", {}).values()):
            if "example" in part:
                _restore_nulls(part, part["example"], schemas)
    for schema in schemas.values():
        _give_field_examples(schema, schemas)
    for operations in document["paths"].values():
        for operation in operations.values():
            for body in (operation.get("requestBody", {}), *operation["responses"].values()):
                _give_body_example(body, schemas)


def _give_field_examples(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> None:
    for part in schema.get("properties", {}).values():
        example = None if {"$ref", "example"} & part.keys() else example_of(part, schemas)
        if example is not None:
            part["example"] = example


def example_of(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    """An instance of `schema`: its own example, or one made of the examples of its parts."""
    for given in ("example", "const"):
        if given in schema:
            return schema[given]
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rsplit("/", 1)[1]], schemas)
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return example_of(schema[choice][0], schemas)
    if "default" in schema or "enum" in schema:
        return schema.get("default", schema.get("enum", [None])[0])
    if "properties" in schema:
        return {name: example_of(part, schemas) for name, part in schema["properties"].items()}
    return _example_of_collection(schema, schemas)


def _restore_nulls(schema: Mapping[str, Any], example: Any, schemas: Mapping[str, Any]) -> None:
    """Put back the nulls that FastAPI drops from examples when it makes the document."""
    if "$ref" in schema:
        _restore_nulls(schemas[schema["$ref"].rsplit("/", 1)[1]], example, schemas)
    elif "anyOf" in schema:
        _restore_nulls(schema["anyOf"][0], example, schemas)
    elif isinstance(example, list):
        for item in example:
            _restore_nulls(schema.get("items", {}), item, schemas)
    elif isinstance(example, dict):
        for name, part in schema.get("properties", {}).items():
            if name in example:
                _restore_nulls(part, example[name], schemas)
            elif name in schema.get("required", []) and {"type": "null"} in part.get("anyOf", []):
                example[name] = None


def _example_of_collection(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    if schema.get("type") == "array":
        return [example_of(schema["items"], schemas)] if "items" in schema else []
    values = schema.get("additionalProperties")
    if isinstance(values, dict) and values.get("$ref", "").endswith("/Link"):
        return {"self": example_of(values, schemas)}
    return {} if schema.get("type") == "object" else None


def _give_body_example(body: dict[str, Any], schemas: Mapping[str, Any]) -> None:
    for media_type, content in body.get("content", {}).items():
        if "json" in media_type and "schema" in content and not {"example", "examples"} & content.keys():
            content["example"] = example_of(content["schema"], schemas)
