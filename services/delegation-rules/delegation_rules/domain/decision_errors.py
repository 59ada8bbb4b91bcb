"""What can go wrong with delegated decisions. Texts name the field, never the value that was sent."""

from boardkit.domain.errors import Conflict, InvalidInput, Text


class NoAuthority(InvalidInput):
    """By the order in force that day, whoever decided had no right to (saknade delegation)."""

    slug = "no-authority"
    title = Text(sv="Beslutet saknar stöd i delegationsordningen", en="The decision has no authority")


class AuthorityNotLacking(InvalidInput):
    """A decision is kept as void (ogiltigt) at once only when it lacks authority."""

    slug = "authority-not-lacking"
    title = Text(sv="Beslutet har stöd i delegationsordningen", en="The decision has its authority")


class DecisionNotTakenYet(InvalidInput):
    """A decision is registered once it has been taken, never before."""

    slug = "decision-not-taken-yet"
    title = Text(sv="Beslutet är inte fattat än", en="The decision has not been taken yet")


class UnknownCase(InvalidInput):
    """The board has no such case (ärende), as far as the registry has told."""

    slug = "unknown-case"
    title = Text(sv="Okänt ärende", en="Unknown case")


class DecisionVoid(Conflict):
    """The decision is void (ogiltigt) already, and stays so."""

    slug = "decision-void"
    title = Text(sv="Beslutet är redan ogiltigt", en="The decision is already void")
