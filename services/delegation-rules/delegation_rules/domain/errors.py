"""What can go wrong in delegation rules. Texts name the field, never the value that was sent."""

from boardkit.domain.errors import Conflict, InvalidInput, NotFound, Text


class UnknownBoard(NotFound):
    """The board (nämnden) has no adopted delegation order here."""

    slug = "unknown-board"
    title = Text(sv="Nämnden hittades inte", en="Unknown board")


class UnknownPosition(InvalidInput):
    """The board has no position (befattning) with this slug."""

    slug = "unknown-position"
    title = Text(sv="Okänd befattning", en="Unknown position")


class PositionRefused(InvalidInput):
    """The position does not fit into the hierarchy of its administration (förvaltning)."""

    slug = "position-refused"
    title = Text(sv="Befattningen passar inte i hierarkin", en="The position does not fit the hierarchy")


class PositionTaken(Conflict):
    """The board already has a position with this slug."""

    slug = "position-taken"
    title = Text(sv="Befattningen finns redan", en="The position already exists")


class UnknownRule(InvalidInput):
    """The order in force has no rule with this number."""

    slug = "unknown-rule"
    title = Text(sv="Okänd regel", en="Unknown rule")


class UnknownMatter(InvalidInput):
    """No rule of the order in force has these words in its matter (ärendetyp)."""

    slug = "unknown-matter"
    title = Text(sv="Okänd ärendetyp", en="Unknown matter")


class AmbiguousMatter(InvalidInput):
    """Several rules of the order in force have these words in their matter (ärendetyp)."""

    slug = "ambiguous-matter"
    title = Text(sv="Ärendetypen stämmer med flera regler", en="The matter fits several rules")


class UnknownFact(InvalidInput):
    """The rule has no purpose or circumstance of this name."""

    slug = "unknown-fact"
    title = Text(sv="Uppgiften hör inte till regeln", en="The rule does not ask for this fact")


class NoOrderInForce(InvalidInput):
    """Kansli holds no delegation order (delegationsordning) in force for the board on the day."""

    slug = "no-order-in-force"
    title = Text(sv="Ingen delegationsordning gäller den dagen", en="No delegation order is in force that day")


class OrderRefused(InvalidInput):
    """The delegation order contradicts itself or names something that does not exist."""

    slug = "order-refused"
    title = Text(sv="Delegationsordningen kan inte tas emot", en="The delegation order is refused")


class OrderPeriodsOverlap(Conflict):
    """Another adopted order of the board is in force on some of the same days."""

    slug = "order-periods-overlap"
    title = Text(sv="Två delegationsordningar överlappar", en="Two delegation orders overlap")


class OrderFixed(Conflict):
    """An adopted order is never edited; it can only be ended from a day that has not passed."""

    slug = "order-fixed"
    title = Text(sv="Delegationsordningen är antagen", en="The delegation order is adopted")


class OrderWithdrawn(Conflict):
    """A draft that has been withdrawn (återkallat) stays as it was; a new one is drafted instead."""

    slug = "order-withdrawn"
    title = Text(sv="Utkastet är återkallat", en="The draft is withdrawn")


class OrderUnlawful(Conflict):
    """The order hands over what the law does not let a board hand over; `findings` says what."""

    slug = "order-unlawful"
    title = Text(sv="Delegationsordningen strider mot lag", en="The delegation order is contrary to law")


class AnswersTooLong(InvalidInput):
    """The answers to a batch would together be longer than one response may be."""

    slug = "answers-too-long"
    title = Text(sv="Svaren blir för långa tillsammans", en="The answers are too long together")


class PriceBaseAmountRefused(InvalidInput):
    """A decided price base amount (prisbasbelopp) names its ordinance, a calculated one has none."""

    slug = "price-base-amount-refused"
    title = Text(sv="Prisbasbeloppet kan inte tas emot", en="The price base amount is refused")


class PriceBaseAmountTaken(Conflict):
    """The year has its price base amount already."""

    slug = "price-base-amount-taken"
    title = Text(sv="Prisbasbeloppet finns redan", en="The price base amount is already there")


class PriceBaseAmountDecided(Conflict):
    """A price base amount that the Government has decided never changes."""

    slug = "price-base-amount-decided"
    title = Text(sv="Prisbasbeloppet är beslutat", en="The price base amount is decided")
