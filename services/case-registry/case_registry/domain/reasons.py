"""Why a rule answered as it did, in plain words and with the ids of the provisions it rests on."""

from dataclasses import dataclass

from boardkit.domain.errors import Text


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a rule's answer.

    `rules` names the provisions in the short form `KL 13:5`, `FL 2`, `SFS 1930:173 2`.
    """

    text: Text
    rules: tuple[str, ...]


def as_document(reason: Reason) -> dict[str, object]:
    """`reason` as it is stored beside the answer that it explains."""
    return {"sv": reason.text.sv, "en": reason.text.en, "rules": list(reason.rules)}
