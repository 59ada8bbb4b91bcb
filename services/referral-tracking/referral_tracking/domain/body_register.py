"""The register of consulted bodies, searchable by every form in which a name is printed."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Self

from referral_tracking.domain.bodies import STOCKHOLM, Body, BodyKind


def comparable(text: str) -> str:
    """The text without what print varies freely: case, hyphens, spacing, full stops, invisible characters."""
    letters = []
    for character in unicodedata.normalize("NFKC", text).casefold():
        if character.isalnum():
            letters.append(character)
        elif character not in ".:'’" and unicodedata.category(character) != "Cf":
            letters.append(" ")
    return " ".join("".join(letters).split())


@dataclass(frozen=True, slots=True)
class BoardNames:
    """What the case registry calls one of its boards."""

    slug: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyRegister:
    """Every known body and, for each printed form, the bodies it can stand for."""

    bodies: tuple[Body, ...]
    by_form: Mapping[str, tuple[Body, ...]]

    @classmethod
    def of(cls, bodies: Iterable[Body]) -> Self:
        """A register of these bodies; slugs must be unique."""
        listed = tuple(bodies)
        by_form: dict[str, tuple[Body, ...]] = {}
        for body in listed:
            for form in printed_forms(body):
                by_form[form] = (*by_form.get(form, ()), body)
        return cls(listed, MappingProxyType(by_form))

    def with_boards(self, boards: Iterable[BoardNames]) -> Self:
        """The same register with the names that the case registry knows its boards by."""
        known = {body.slug: body for body in self.bodies}
        for board in boards:
            body = known.get(board.slug, Body(board.slug, board.name, BodyKind.BOARD))
            known[board.slug] = replace(body, aliases=(*body.aliases, board.name, *board.aliases))
        return self.of(known.values())

    def find(self, slug: str) -> Body | None:
        """The body with this slug, or None."""
        return next((body for body in self.bodies if body.slug == slug), None)


def printed_forms(body: Body) -> frozenset[str]:
    """The comparable forms of a body's name: official, shortened and inflected."""
    forms: set[str] = set()
    for name in (body.name, *body.aliases):
        forms |= _inflected(comparable(name))
    if body.place is not None:
        forms |= _district_forms(body.place)
    if body.kind is BodyKind.COMPANY:
        forms |= {moved for form in forms for moved in _company_forms(form)}
    return frozenset(forms)


def _inflected(name: str) -> set[str]:
    """A board's name in definite and indefinite form, and with the genitive s ("Idrottsnämndens")."""
    stem = name.removesuffix("en") if name.endswith(("nämnden", "styrelsen", "kontoret")) else name
    if name.endswith("nämnden"):
        return {name, name + "s", stem, stem + "s"}
    if name.endswith("nämnd"):
        return {name, name + "s", name + "en", name + "ens"}
    if name.endswith(("styrelsen", "kontoret")):
        return {name, name + "s"}
    return {name}


def _district_forms(place: str) -> set[str]:
    """A district board called by its district: "Norrmalm", "SDN Norrmalm", "Stadsdelsnämnden Norrmalm"."""
    district = comparable(place)
    forms = {district, f"sdn {district}", f"{district} sdn"}
    for board in ("stadsdelsnämnd", "stadsdelsnämnden"):
        forms |= {f"{board} {district}", f"{district} {board}", f"{district}s {board}"}
    return forms


def _company_forms(form: str) -> set[str]:
    """A company's name without AB, and with AB first or last ("Familjebostäder", "Stokab AB")."""
    firm = form.removeprefix("ab ").removesuffix(" ab")
    return {firm, f"ab {firm}", f"{firm} ab"}


STOCKHOLM_REGISTER = BodyRegister.of(STOCKHOLM)
