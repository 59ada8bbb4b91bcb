"""What the documents promise is so: problems, decisions, and what README says can be run."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from boardkit.domain.errors import KansliError
from tests.architecture.sources import PACKAGES, ROOT, project_files

DOCS: Final = ROOT / "docs"
_ROW: Final = re.compile(r"^\| `([a-z-]+)` \| ([0-9]{3}) \|", re.MULTILINE)
_DECISION: Final = re.compile(r"([0-9]{4})-[a-z0-9-]+\.md")
_LINK: Final = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")

_PLACE: Final = re.compile(r"`((?:shared|services|gateway|deploy|tests|docs)/[a-z0-9_./-]+)`")


def test_every_problem_is_explained() -> None:
    explained = _ROW.findall((DOCS / "problems.md").read_text(encoding="utf-8"))

    assert sorted(explained) == sorted({(error.slug, str(error.status)) for error in problem_classes()})


def test_one_slug_is_one_problem() -> None:
    said = {(error.slug, error.status, error.title) for error in problem_classes()}

    assert len(said) == len({slug for slug, _, _ in said})


def test_problems_speak_both_languages_and_have_a_name() -> None:
    nameless = [
        error.__name__
        for error in problem_classes()
        if not re.fullmatch(r"[a-z]+(-[a-z]+)*", error.slug) or not error.title.sv or not error.title.en
    ]

    assert nameless == []


def test_decisions_are_numbered_without_gap_and_all_are_in_the_index() -> None:
    folder = DOCS / "decisions"
    names = sorted(path.name for path in folder.glob("[0-9]*.md"))
    index = (folder / "README.md").read_text(encoding="utf-8")

    assert [name for name in names if _DECISION.fullmatch(name) is None] == []
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    assert [name for name in names if f"({name})" not in index] == []


def test_every_decision_has_its_four_parts() -> None:
    parts = ("**Context.**", "**Decision.**", "**Consequences.**", "**Considered.**")
    incomplete = [
        (path.name, part)
        for path in sorted((DOCS / "decisions").glob("[0-9]*.md"))
        for part in parts
        if part not in path.read_text(encoding="utf-8")
    ]

    assert incomplete == []


def test_links_between_documents_lead_somewhere() -> None:
    dead = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in project_files()
        if path.suffix == ".md"
        for target in _LINK.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]

    assert dead == []


def test_the_architecture_points_at_what_exists() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")

    cited = _PLACE.findall(text)

    assert cited != []
    assert [place for place in cited if not (ROOT / place).exists()] == []


def test_readme_names_what_can_be_made_and_nothing_else() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z -]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    offered = {name for line in targets for name in line.split()}

    named = set(re.findall(r"\bmake ([a-z]+(?:-[a-z]+)*)", readme))

    assert {"run", "test", "demo"} <= named
    assert named <= offered


@cache
def problem_classes() -> tuple[type[KansliError], ...]:
    """Every error class of the distributions."""
    for name in PACKAGES:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            if "migrations" not in module.name and not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    # A test beside this one may have made an error of its own; it promises nothing.
    return tuple(error for error in below(KansliError) if error.__module__.partition(".")[0] in PACKAGES)


def below(error: type[KansliError]) -> Iterator[type[KansliError]]:
    """`error` and all its subclasses."""
    yield error
    for subclass in error.__subclasses__():
        yield from below(subclass)
