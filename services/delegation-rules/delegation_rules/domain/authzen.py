"""AuthZEN Authorization API 1.0 as far as it is rules: requests with defaults, when a batch ends, pages by token.

A subject is a position (befattning) or a person, a resource is a rule of the delegation order or the words of its
matter, and the one action is to decide (besluta). What is told of the case stands among the resource's properties,
the day in the context.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final, Generic, TypeVar

from boardkit.domain.clock import STOCKHOLM
from boardkit.domain.errors import InvalidInput, Text
from delegation_rules.domain.authzen_errors import PageTokenRefused, UnknownEntity

Result = TypeVar("Result")

DECIDE: Final = "decide"
RULE_TYPE: Final = "delegation-rule"
MATTER_TYPE: Final = "matter"
POSITION_TYPE: Final = "position"
PERSON_TYPE: Final = "person"

#: Most results of one page, and how many when the request says nothing.
MOST_RESULTS: Final = 1000
USUAL_RESULTS: Final = 100

_FIELDS_OF_SUBJECT: Final = {POSITION_TYPE: "position", PERSON_TYPE: "person"}
_FIELDS_OF_RESOURCE: Final = {RULE_TYPE: "rule", MATTER_TYPE: "matter"}
_FACTS: Final = ("board", "amount", "months", "purpose", "monthly_rent", "circumstances", "subject")
_MOST_LETTERS_OF_TOKEN: Final = 200


class EvaluationsSemantic(StrEnum):
    """When a batch of requests ends: not before all are answered, at the first no, or at the first yes."""

    EXECUTE_ALL = "execute_all"
    DENY_ON_FIRST_DENY = "deny_on_first_deny"
    PERMIT_ON_FIRST_PERMIT = "permit_on_first_permit"

    def ends_with(self, decision: bool) -> bool:
        """Whether nothing more is answered after `decision`."""
        ending = {self.DENY_ON_FIRST_DENY: False, self.PERMIT_ON_FIRST_PERMIT: True}.get(self)
        return ending is decision


@dataclass(frozen=True, slots=True)
class Entity:
    """A subject or a resource; `type` and `id` are None as long as they are not told."""

    type: str | None = None
    id: str | None = None
    properties: Mapping[str, Any] = field(default_factory=dict)

    def completed_by(self, default: "Entity | None") -> "Entity":
        """With `type` and `id` of `default` where it lacks its own. The properties are its own altogether."""
        if default is None:
            return self
        return replace(self, type=self.type or default.type, id=self.id or default.id)

    def named(self, identity: str) -> "Entity":
        """With `identity` for its id."""
        return replace(self, id=identity)


@dataclass(frozen=True, slots=True)
class AccessRequest:
    """May the subject do the action with the resource in the context? None for what has not been told."""

    subject: Entity | None = None
    action: str | None = None
    resource: Entity | None = None
    context: Mapping[str, Any] | None = None

    def with_defaults(self, defaults: "AccessRequest") -> "AccessRequest":
        """With what `defaults` tells in place of what is not told here."""
        return AccessRequest(
            subject=defaults.subject if self.subject is None else self.subject.completed_by(defaults.subject),
            action=defaults.action if self.action is None else self.action,
            resource=defaults.resource if self.resource is None else self.resource.completed_by(defaults.resource),
            context=defaults.context if self.context is None else self.context,
        )

    def missing(self) -> str | None:
        """JSON pointer of the first thing lacking that every request must tell; None when it is complete."""
        for name, entity in (("subject", self.subject), ("resource", self.resource)):
            if entity is None:
                return f"/{name}"
            for part in ("type", "id"):
                if getattr(entity, part) is None:
                    return f"/{name}/{part}"
        return "/action" if self.action is None else None


def told_facts(request: AccessRequest) -> dict[str, Any]:
    """What the resource's properties tell of the case, by the names that a question has for it."""
    properties = {} if request.resource is None else request.resource.properties
    return {name: properties[name] for name in _FACTS if properties.get(name) is not None}


def question_fields(request: AccessRequest, today: date) -> dict[str, Any]:
    """The fields of the question that a complete `request` comes to, none of them checked.

    Raises:
        UnknownEntity: a type or an action that is not known here.
        InvalidInput: the context tells a day or a time that cannot be read, or two different days.
    """
    subject, resource = request.subject or Entity(), request.resource or Entity()
    if request.action != DECIDE:
        raise _unknown("/action/name", {DECIDE: DECIDE})
    if subject.type not in _FIELDS_OF_SUBJECT:
        raise _unknown("/subject/type", _FIELDS_OF_SUBJECT)
    if resource.type not in _FIELDS_OF_RESOURCE:
        raise _unknown("/resource/type", _FIELDS_OF_RESOURCE)
    return told_facts(request) | {
        _FIELDS_OF_SUBJECT[subject.type]: subject.id,
        _FIELDS_OF_RESOURCE[resource.type]: resource.id,
        "date": day_of(request.context or {}, today),
    }


def place_in_request(pointer: str, request: AccessRequest) -> str:
    """Where in `request` the question's field at `pointer` was told."""
    name = pointer.removeprefix("/").split("/")[0]
    if name in _FIELDS_OF_SUBJECT.values():
        return "/subject/id"
    if name in _FIELDS_OF_RESOURCE.values():
        return "/resource/id"
    if name == "date":
        return "/context/date" if "date" in (request.context or {}) else "/context/time"
    return f"/resource/properties{pointer}" if name in _FACTS else ""


def day_of(context: Mapping[str, Any], today: date) -> str:
    """The day of the decision, as written: `date`, else the Swedish calendar day of `time`, else today.

    Raises `InvalidInput` for a `time` that cannot be read, or that falls on another day than `date`.
    """
    told, time = context.get("date"), context.get("time")
    if time is None:
        return today.isoformat() if told is None else _text(told, "/context/date")
    day = _swedish_day(_text(time, "/context/time")).isoformat()
    if told is not None and told != day:
        raise InvalidInput(
            Text(sv="Tiden ligger på en annan dag än datumet.", en="The time falls on another day than the date."),
            pointer="/context/time",
        )
    return day


def _swedish_day(text: str) -> date:
    try:
        moment = datetime.fromisoformat(text.upper())
        if moment.utcoffset() is None:
            raise _bad_time()
        return moment.astimezone(STOCKHOLM).date()
    except (ValueError, OverflowError):
        raise _bad_time() from None


def _bad_time() -> InvalidInput:
    return InvalidInput(
        Text(
            sv="En tidpunkt anges med tidszon, till exempel 2019-06-20T09:30:00+02:00.",
            en="A time is given with its zone, for example 2019-06-20T09:30:00+02:00.",
        ),
        pointer="/context/time",
    )


def _text(value: object, pointer: str) -> str:
    if not isinstance(value, str):
        raise InvalidInput(Text(sv="Uppgiften ska vara text.", en="The value must be a string."), pointer=pointer)
    return value


def _unknown(pointer: str, known: Mapping[str, str]) -> UnknownEntity:
    allowed = ", ".join(known)
    return UnknownEntity(
        Text(sv=f"Delegationsreglerna känner bara: {allowed}.", en=f"The delegation rules only know: {allowed}."),
        pointer=pointer,
    )


@dataclass(frozen=True, slots=True)
class PageOfResults(Generic[Result]):
    """A part of the results; `next_token` is empty when nothing remains."""

    results: tuple[Result, ...]
    total: int
    next_token: str


def page_of(results: Sequence[Result], asked: str, token: str | None, limit: int | None) -> PageOfResults[Result]:
    """The part of `results` that `token` continues with, or else the first.

    `asked` is what was searched for, in words that are the same whenever the same is asked. A token remembers it
    and the page's size, so that it continues only the search that it was given for.

    Raises:
        PageTokenRefused: the token is not one that was given for this search with this limit.
    """
    start, size = 0, min(USUAL_RESULTS if limit is None else limit, MOST_RESULTS)
    if token:
        start, remembered = _read(token, asked)
        if limit is not None and size != remembered:
            raise _refused()
        size = remembered
    end = start + size
    return PageOfResults(
        results=tuple(results[start:end]),
        total=len(results),
        next_token=_token(end, size, asked) if end < len(results) else "",
    )


def _token(start: int, size: int, asked: str) -> str:
    content = json.dumps([start, size, _digest(asked)], separators=(",", ":"))
    return urlsafe_b64encode(content.encode()).decode()


def _read(token: str, asked: str) -> tuple[int, int]:
    try:
        if len(token) > _MOST_LETTERS_OF_TOKEN:
            raise _refused()
        start, size, digest = json.loads(urlsafe_b64decode(token.encode()))
    except (ValueError, TypeError, NotBase64):
        raise _refused() from None
    in_order = type(start) is int and type(size) is int and start >= 0 and 0 <= size <= MOST_RESULTS
    if not in_order or digest != _digest(asked):
        raise _refused()
    return start, size


def _digest(asked: str) -> str:
    return sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _refused() -> PageTokenRefused:
    return PageTokenRefused(
        Text(
            sv="Sidans token hör inte till den här sökningen. Börja om utan token.",
            en="The page token does not belong to this search. Start over without a token.",
        ),
        pointer="/page/token",
    )
