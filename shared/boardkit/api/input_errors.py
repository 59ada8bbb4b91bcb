"""What is wrong with a request's fields, told by place and rule and never by value."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from pydantic_core import PydanticCustomError

from boardkit.domain.errors import KansliError, Language, Text


@dataclass(frozen=True, slots=True)
class FieldError:
    """One broken rule: where (JSON pointer or parameter name), a stable code, and a sentence."""

    location: str
    place: str
    code: str
    detail: Text

    def document(self, language: Language) -> dict[str, str]:
        """The error as a member of a problem's `errors`."""
        key = "pointer" if self.location == "body" else "parameter"
        return {
            "in": self.location,
            key: self.place,
            "code": self.code,
            "detail": self.detail.in_language(language),
        }


def as_pydantic_error(error: KansliError) -> PydanticCustomError:
    """A domain rule's error in the form pydantic collects; `field_errors` turns it back."""
    return PydanticCustomError(
        "kansli_rule", "kansli rule", {"slug": error.slug, "sv": error.detail.sv, "en": error.detail.en}
    )


# Only limits and allowed values that stand in the published schema may be put into a sentence.
_SENTENCES: Mapping[str, Text] = {
    "missing": Text(sv="Uppgiften saknas.", en="The field is missing."),
    "extra_forbidden": Text(sv="Uppgiften är okänd här.", en="The field is not known here."),
    "json_invalid": Text(sv="Innehållet är inte giltig JSON.", en="The body is not valid JSON."),
    "string_too_short": Text(sv="Texten är för kort.", en="The text is too short."),
    "string_too_long": Text(sv="Texten är för lång.", en="The text is too long."),
    "string_type": Text(sv="Uppgiften ska vara text.", en="The value must be a string."),
    "string_pattern_mismatch": Text(
        sv="Texten har inte den form som krävs.", en="The text does not have the required form."
    ),
    "too_short": Text(sv="Listan har för få poster.", en="The list has too few items."),
    "too_long": Text(sv="Listan har för många poster.", en="The list has too many items."),
    "int_parsing": Text(sv="Uppgiften ska vara ett heltal.", en="The value must be an integer."),
    "int_type": Text(sv="Uppgiften ska vara ett heltal.", en="The value must be an integer."),
    "bool_type": Text(sv="Uppgiften ska vara true eller false.", en="The value must be true or false."),
    "uuid_parsing": Text(sv="Uppgiften ska vara ett UUID.", en="The value must be a UUID."),
    "uuid_type": Text(sv="Uppgiften ska vara ett UUID.", en="The value must be a UUID."),
    "list_type": Text(sv="Uppgiften ska vara en lista.", en="The value must be a list."),
    "model_attributes_type": Text(sv="Uppgiften ska vara ett objekt.", en="The value must be an object."),
    "model_type": Text(sv="Uppgiften ska vara ett objekt.", en="The value must be an object."),
    "dict_type": Text(sv="Uppgiften ska vara ett objekt.", en="The value must be an object."),
}
_ANY_OTHER = Text(sv="Uppgiften är ogiltig.", en="The value is invalid.")


#: One answer names no more than these; a list of thousands of wrong items would give a larger answer than itself.
MOST_ERRORS = 100


def field_errors(raw: Sequence[Any], published_names: Collection[str]) -> list[FieldError]:
    """pydantic's errors as field errors, without the input that pydantic repeats in them.

    A place holds only positions in lists and names of the published schema (`published_names`): other names,
    such as the keys of a mapping, are the caller's own text.
    """
    return [_field_error(error, published_names) for error in raw[:MOST_ERRORS]]


def _field_error(error: Mapping[str, Any], published_names: Collection[str]) -> FieldError:
    location, *path = error["loc"]
    code = str(error["type"])
    if code == "kansli_rule":
        code, detail = error["ctx"]["slug"], Text(sv=error["ctx"]["sv"], en=error["ctx"]["en"])
    else:
        detail = _sentence(code, error.get("ctx") or {})
    if code == "json_invalid":
        return FieldError("body", "", code, detail)
    if location != "body":
        return FieldError(str(location), "".join(map(str, path)), code, detail)
    # An unknown field is told by the object that holds it.
    shown = path[:-1] if code == "extra_forbidden" else path
    own = takewhile(lambda part: isinstance(part, int) or part in published_names, shown)
    return FieldError("body", "".join(f"/{part}" for part in own), code, detail)


def _sentence(code: str, context: Mapping[str, Any]) -> Text:
    if code in ("enum", "literal_error"):
        expected = str(context.get("expected", ""))
        return Text(sv=f"Tillåtna värden: {_or_in_swedish(expected)}.", en=f"Allowed values: {expected}.")
    for name, symbol in (("ge", "≥"), ("gt", ">"), ("le", "≤"), ("lt", "<")):
        if name in context:
            return Text(
                sv=f"Värdet ska vara {symbol} {context[name]}.",
                en=f"The value must be {symbol} {context[name]}.",
            )
    return _SENTENCES.get(code, _ANY_OTHER)


def _or_in_swedish(listed: str) -> str:
    # pydantic parts the last two of the allowed values by an English word.
    *others, last = listed.rsplit(" or ", 1)
    return " eller ".join([*others, last])
