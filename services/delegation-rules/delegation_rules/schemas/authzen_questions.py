"""An AuthZEN request read as the question it comes to, by the same rules as any question."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from pydantic import ValidationError

from boardkit.api.input_errors import field_errors
from boardkit.domain.errors import InvalidInput, KansliError, Text
from delegation_rules.commands._access_records import AskedOfBoard
from delegation_rules.domain.authzen import (
    DECIDE,
    PERSON_TYPE,
    POSITION_TYPE,
    RULE_TYPE,
    AccessRequest,
    place_in_request,
    question_fields,
)
from delegation_rules.schemas.questions import NewEvaluation

_NAMES: Final = frozenset(NewEvaluation.model_fields)
#: Stands for the subject or the resource that a search is for, until each one is tried.
_ANY_ID: Final = {POSITION_TYPE: "any", PERSON_TYPE: "00000000-0000-0000-0000-000000000000", RULE_TYPE: "1"}


def asked_of_board(request: AccessRequest, today: date) -> AskedOfBoard | KansliError:
    """The question that `request` comes to, or what is wrong with it, told by its place in the request."""
    missing = request.missing()
    if missing is not None:
        return InvalidInput(Text(sv="Uppgiften saknas.", en="The field is missing."), pointer=missing)
    try:
        question = NewEvaluation.model_validate(question_fields(request, today))
    except KansliError as error:
        return error
    except ValidationError as error:
        return _as_told(error, request)
    return AskedOfBoard(question.board, question.as_domain())


def searched(request: AccessRequest, today: date) -> AskedOfBoard | KansliError:
    """As `asked_of_board`, for a search: what is searched for has no id, and the action may be left out."""
    subject, resource = request.subject, request.resource
    return asked_of_board(
        AccessRequest(
            subject=subject
            and (subject if subject.id is not None else subject.named(_ANY_ID.get(subject.type or "", ""))),
            action=request.action or DECIDE,
            resource=resource
            and (resource if resource.id is not None else resource.named(_ANY_ID.get(resource.type or "", "any"))),
            context=request.context,
        ),
        today,
    )


def _as_told(error: ValidationError, request: AccessRequest) -> InvalidInput:
    raw: list[Mapping[str, Any]] = [
        {**each, "loc": ("body", *each["loc"])} for each in error.errors(include_url=False, include_input=False)
    ]
    first = field_errors(raw, _NAMES)[0]
    return InvalidInput(first.detail, pointer=place_in_request(first.place, request))
