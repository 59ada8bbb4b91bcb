"""A query says only what the address knows, and says it once.

A misspelt filter that were passed over would answer with more than was asked for, and a portal would publish it.
"""

from typing import Any

from starlette.requests import Request

from boardkit.api.input_errors import FieldError
from boardkit.api.problems import InvalidFields
from boardkit.domain.errors import Text


async def require_known_parameters(request: Request) -> None:
    """Dependency of every route. Raises `InvalidFields` for a parameter that the route lacks or that is repeated."""
    if not request.scope["query_string"]:
        return
    given = [name for name, _ in request.query_params.multi_items()]
    known = _declared(request.scope["route"].dependant)
    wrong = [_unknown(known)] if not known.issuperset(given) else []
    wrong += [_repeated(name) for name in sorted(known) if given.count(name) > 1]
    if wrong:
        raise InvalidFields(wrong)


def _declared(dependant: Any) -> set[str]:
    """The names of the query parameters of a route's function and of everything it depends on."""
    names = {parameter.alias for parameter in dependant.query_params}
    return names.union(*(_declared(one) for one in dependant.dependencies))


def _unknown(known: set[str]) -> FieldError:
    # The name is the caller's own text, so the known ones are told instead.
    names = ", ".join(sorted(known)) or "–"
    detail = Text(
        sv=f"Adressen har inte den parametern. Den har: {names}.",
        en=f"The address lacks that parameter. It has: {names}.",
    )
    return FieldError("query", "", "unknown-parameter", detail)


def _repeated(name: str) -> FieldError:
    return FieldError(
        "query", name, "repeated-parameter", Text(sv="Ange parametern en gång.", en="Give the parameter once.")
    )
