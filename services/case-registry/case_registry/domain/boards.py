"""A board (nämnd) and how it numbers its diary."""

from dataclasses import dataclass

from case_registry.domain.diary_numbers import DiaryFormat, TakenOverDiary


@dataclass(frozen=True, slots=True)
class Board:
    """A board whose diary is kept here.

    `slug` is permanent and stands in every address; `aliases` are other names it is found by. `taken_over`
    says which numbers an earlier system has used, None when the diary begins here.
    """

    slug: str
    name: str
    administration: str
    diary: DiaryFormat
    taken_over: TakenOverDiary | None = None
    aliases: tuple[str, ...] = ()
