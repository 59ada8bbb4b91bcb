"""What can be wrong with the figures of a follow-up, as errors that carry their HTTP status."""

from boardkit.domain.errors import Conflict, InvalidInput, Text


class InvalidPeriod(InvalidInput):
    """The text names no calendar month."""

    slug = "invalid-period"
    title = Text(sv="Ogiltig period", en="Invalid period")


class InvalidArea(InvalidInput):
    """An accounting area does not fit among the areas of its board and year."""

    slug = "invalid-area"
    title = Text(sv="Ogiltigt verksamhetsområde", en="Invalid accounting area")


class UnknownArea(InvalidInput):
    """A figure is given for an area that the board does not have that year."""

    slug = "unknown-area"
    title = Text(sv="Okänt verksamhetsområde", en="Unknown accounting area")


class DuplicateArea(InvalidInput):
    """The same area has two rows in one table."""

    slug = "duplicate-area"
    title = Text(sv="Verksamhetsområdet förekommer två gånger", en="Duplicate accounting area")


class InvalidLine(InvalidInput):
    """A line of a specification of deviations is not what it says it is."""

    slug = "invalid-specification-line"
    title = Text(sv="Ogiltig specifikationsrad", en="Invalid specification line")


class AreaExists(Conflict):
    """The board already has an area with this slug that year."""

    slug = "area-exists"
    title = Text(sv="Verksamhetsområdet finns redan", en="The accounting area exists")


class OtherPeriod(InvalidInput):
    """A correction is made of another board's or period's figures than the follow-up it corrects."""

    slug = "other-period"
    title = Text(sv="Annan nämnd eller period", en="Another board or period")


class FollowUpExists(Conflict):
    """The board already has a follow-up of this period; it is corrected, not registered again."""

    slug = "follow-up-exists"
    title = Text(sv="Uppföljningen finns redan", en="The follow-up exists")


def area_exists() -> AreaExists:
    """The error for a slug that the board already has that year."""
    return AreaExists(
        Text(
            sv="Nämnden har redan ett verksamhetsområde med samma namn det året.",
            en="The board already has an area with this slug that year.",
        ),
        pointer="/slug",
    )
