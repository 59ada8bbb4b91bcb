"""What can go wrong with persons, assignments, absences and sub-delegations. No text repeats what was sent."""

from boardkit.domain.errors import Conflict, InvalidInput, Text


class UnknownPerson(InvalidInput):
    """The board has no person with this id."""

    slug = "unknown-person"
    title = Text(sv="Okänd person", en="Unknown person")


class PersonErased(Conflict):
    """The person's name has been erased (raderat); nothing more is registered about the person."""

    slug = "person-erased"
    title = Text(sv="Personens namn är raderat", en="The person's name is erased")


class PersonAssigned(Conflict):
    """The name of someone who holds a position, or will, cannot be erased: it must be known who decides."""

    slug = "person-assigned"
    title = Text(sv="Personen har ett förordnande", en="The person has an assignment")


class PositionNotHeld(InvalidInput):
    """No person holds the position: a presidium or committee decides as a body, an automated function by itself."""

    slug = "position-not-held"
    title = Text(sv="Befattningen innehas inte av någon person", en="The position is held by no person")


class PeriodRefused(InvalidInput):
    """The period ends before it begins, or lies outside that of what it belongs to."""

    slug = "period-refused"
    title = Text(sv="Perioden är inte möjlig", en="The period is not possible")


class PastFixed(Conflict):
    """What has passed stays as it was: an end is set from today on."""

    slug = "past-fixed"
    title = Text(sv="Det som har varit ändras inte", en="What has passed is not changed")


class AssignmentsOverlap(Conflict):
    """The person holds the position already, or someone else does and it has one holder at a time."""

    slug = "assignments-overlap"
    title = Text(sv="Två förordnanden överlappar", en="Two assignments overlap")


class AbsencesOverlap(Conflict):
    """The person is already registered as absent on some of the days."""

    slug = "absences-overlap"
    title = Text(sv="Två frånvaroperioder överlappar", en="Two absences overlap")


class PositionNeeded(Conflict):
    """Something that holds past the day rests on the position (befattning)."""

    slug = "position-needed"
    title = Text(sv="Befattningen behövs längre", en="The position is needed longer")


class SubDelegationRefused(InvalidInput):
    """The law (KL 7:6) or the delegation order does not let the right be passed on like this."""

    slug = "sub-delegation-refused"
    title = Text(sv="Vidaredelegeringen är inte tillåten", en="The sub-delegation is not allowed")


class SubDelegationsOverlap(Conflict):
    """The position already has the right under the rule on some of the days."""

    slug = "sub-delegations-overlap"
    title = Text(sv="Två vidaredelegeringar överlappar", en="Two sub-delegations overlap")
