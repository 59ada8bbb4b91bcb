"""What can go wrong when decisions are reported to the board or announced. Texts never hold what was sent."""

from boardkit.domain.errors import Conflict, InvalidInput, Text


class UnknownMeeting(InvalidInput):
    """The copy of the case registry has no such meeting (sammanträde) of the board."""

    slug = "unknown-meeting"
    title = Text(sv="Okänt sammanträde", en="Unknown meeting")


class DecisionNotReportable(Conflict):
    """The decision is void, is not to be reported (anmälas), or was made after the meeting."""

    slug = "decision-not-reportable"
    title = Text(sv="Beslutet ska inte anmälas där", en="The decision is not to be reported there")


class DecisionAlreadyReported(Conflict):
    """The decision stands on a report already; it is told to the board once."""

    slug = "decision-already-reported"
    title = Text(sv="Beslutet står redan i en anmälan", en="The decision is on a report already")


class NothingToReport(Conflict):
    """No decision waits to be reported at that meeting."""

    slug = "nothing-to-report"
    title = Text(sv="Det finns inget att anmäla", en="There is nothing to report")


class ReportFixed(Conflict):
    """The report (anmälan) has gone too far for that: it is placed on the agenda, reported or withdrawn."""

    slug = "report-fixed"
    title = Text(sv="Anmälan kan inte ändras så", en="The report cannot be changed that way")


class ReportingRefused(InvalidInput):
    """The day on which the report would have been made to the board cannot be right."""

    slug = "reporting-refused"
    title = Text(sv="Dagen för anmälan stämmer inte", en="The day of the report cannot be right")


class DecisionNotAnnounceable(Conflict):
    """The decision is void, or is not one that is minuted separately and announced (KL 6:40, 7:8, 8:10)."""

    slug = "decision-not-announceable"
    title = Text(sv="Beslutet ska inte tillkännages", en="The decision is not to be announced")


class DecisionAlreadyAnnounced(Conflict):
    """The decision is announced already; the time for appeal runs from that day."""

    slug = "decision-already-announced"
    title = Text(sv="Beslutet är redan tillkännagivet", en="The decision is announced already")


class AnnouncementRefused(InvalidInput):
    """The days of the decisions, the minutes and the announcement do not follow each other."""

    slug = "announcement-refused"
    title = Text(sv="Tillkännagivandet stämmer inte", en="The announcement cannot be right")
