"""An OpenAPI document as the checks read it: operations, schemas, media types, and requests made of its examples."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote

METHODS = ("get", "put", "post", "patch", "delete", "head", "options", "trace")


class Finding(NamedTuple):
    """One place that breaks a rule: where (operation, schema or header) and what is wrong there."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path."""

    document: "Document"
    path: str
    method: str
    raw: Mapping[str, Any]

    @property
    def where(self) -> str:
        """The operation as findings name it."""
        return f"{self.method.upper()} {self.path}"

    @property
    def scope(self) -> str | None:
        """The scope it requires, or None when it is open to everyone."""
        return self.raw.get("x-required-scope")

    @property
    def parameters(self) -> list[dict[str, Any]]:
        """Its parameters, resolved."""
        return [self.document.resolved(parameter) for parameter in self.raw.get("parameters", [])]

    @property
    def responses(self) -> dict[str, dict[str, Any]]:
        """Its responses by status, resolved."""
        return {status: self.document.resolved(response) for status, response in self.raw["responses"].items()}

    @property
    def request_schema(self) -> dict[str, Any] | None:
        """The schema of its JSON body, if it takes one."""
        content = self.document.resolved(self.raw.get("requestBody", {})).get("content", {})
        media_type = content.get("application/json")
        return None if media_type is None else self.document.resolved(media_type.get("schema", {}))

    @property
    def success_schema(self) -> dict[str, Any] | None:
        """The schema of the JSON that it answers with when all is well."""
        for status, response in self.responses.items():
            media_type = response.get("content", {}).get("application/json")
            if status.startswith("2") and media_type is not None:
                return self.document.resolved(media_type.get("schema", {}))
        return None

    @property
    def is_list(self) -> bool:
        """Whether it answers with a list in the house's form."""
        schema = self.success_schema
        return self.method == "get" and schema is not None and "items" in schema.get("properties", {})

    def address(self, **replacements: str) -> str:
        """Its path with `replacements`, or else the parameters' examples, and every required query parameter."""
        path, query = self.path, []
        for parameter in self.parameters:
            value = str(replacements.get(parameter["name"], example_of(parameter)))
            if parameter["in"] == "path":
                path = path.replace("{" + parameter["name"] + "}", quote(value, safe=""))
            elif parameter["in"] == "query" and (parameter.get("required") or parameter["name"] in replacements):
                query.append(f"{parameter['name']}={quote(value, safe='')}")
        return path + ("?" + "&".join(query) if query else "")

    def body(self) -> Any:
        """The example of its JSON body, or None when it takes none."""
        content = self.document.resolved(self.raw.get("requestBody", {})).get("content", {})
        return content.get("application/json", {}).get("example")


@dataclass(frozen=True, slots=True)
class Document:
    """The OpenAPI document of the API called `name`."""

    name: str
    raw: Mapping[str, Any]

    @property
    def schemas(self) -> dict[str, dict[str, Any]]:
        """The named schemas."""
        schemas: dict[str, dict[str, Any]] = self.raw.get("components", {}).get("schemas", {})
        return schemas

    def operations(self) -> Iterator[Operation]:
        """Every operation."""
        for path, item in self.raw["paths"].items():
            for method in METHODS:
                if method in item:
                    yield Operation(self, path, method, item[method])

    def resolved(self, node: Mapping[str, Any]) -> dict[str, Any]:
        """`node`, or what it refers to."""
        reference = node.get("$ref")
        if reference is None:
            return dict(node)
        target: Any = self.raw
        for part in reference.removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        return self.resolved(target)

    def properties(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """(schema, property, its schema) of every named schema, inline objects included."""
        for name, schema in self.schemas.items():
            yield from self._properties_of(name, schema)

    def _properties_of(self, name: str, schema: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
        for property_name, property_schema in schema.get("properties", {}).items():
            yield name, property_name, property_schema
            yield from self._properties_of(f"{name}.{property_name}", property_schema)
            yield from self._properties_of(f"{name}.{property_name}[]", property_schema.get("items", {}))


def example_of(parameter: Mapping[str, Any]) -> Any:
    """A value that a parameter takes: its example, or one made from its schema."""
    schema = parameter.get("schema", {})
    for place in (parameter, schema):
        if "example" in place:
            return place["example"]
    if "default" in schema:
        return schema["default"]
    if schema.get("format") == "uuid":
        return "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d"
    return "norrmalm"


def segments(path: str) -> list[str]:
    """The fixed parts of a path's address below its version."""
    return [part for part in path.split("/")[3:] if part and not re.fullmatch(r"\{.*\}", part)]
