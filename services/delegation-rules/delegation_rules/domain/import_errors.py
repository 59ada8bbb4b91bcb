"""What can go wrong when a delegation order is read from a document. Texts never hold what the document says."""

from boardkit.domain.errors import Conflict, InvalidInput, NotFound, Text


class DocumentUnreadable(InvalidInput):
    """The file is not of the format it is said to be, or asks for more than a table needs."""

    slug = "document-unreadable"
    title = Text(sv="Dokumentet går inte att läsa", en="The document cannot be read")


class ImportUnsettled(Conflict):
    """Lines of the import are still doubtful; a person settles them first."""

    slug = "import-unsettled"
    title = Text(sv="Importen har tveksamma rader", en="The import has doubtful lines")


class DocumentNotReady(NotFound):
    """An import has no document before its doubtful lines are settled."""

    slug = "document-not-ready"
    title = Text(sv="Dokumentet finns inte än", en="The document is not ready")


class ImportFinished(Conflict):
    """A draft has been made of the import; it stays as it is."""

    slug = "import-finished"
    title = Text(sv="Importen är avslutad", en="The import is finished")


class SettlementRefused(InvalidInput):
    """The line cannot be settled in that way."""

    slug = "settlement-refused"
    title = Text(sv="Raden kan inte avgöras så", en="The line cannot be settled so")
