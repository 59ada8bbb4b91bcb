"""Every service has the same rooms with the same names, and what they hold keeps to the house's rules."""

import ast
import re
from collections.abc import Iterator
from typing import Final

import pytest

from tests.architecture.sources import (
    HOUSES,
    PACKAGES,
    ROOT,
    functions,
    package_files,
    project_files,
    python_files,
    short,
    tree,
)

Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef

ROOMS: Final = ("domain", "commands", "api", "queries", "tables", "schemas", "settings", "main", "__main__")
FORBIDDEN_MODULE_NAMES: Final = {"utils", "util", "helpers", "helper", "manager", "managers", "data", "misc", "common"}

LONGEST_FILE: Final = 400
LONGEST_FUNCTION: Final = 60

#: What may be longer, and why.
LONG_FILES: Final[dict[str, str]] = {}
LONG_FUNCTIONS: Final[dict[str, str]] = {}

#: Hosts of package registries, and paths that only one machine has.
FORBIDDEN_PLACES: Final = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(org|com)|proxy\.golang\.org|crates\.io"
    r"|(?<![\w./-])/(work|root|home/\w+|tmp/kansli)/"
)
FORBIDDEN_WORDS: Final = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
FORBIDDEN_CALLS: Final = {"print", "time.sleep", "breakpoint", "input"}
#: A command-line program tells its user by print; a supervisor process waits by sleeping.
SPEAKING: Final = ("deploy/local/", "tests/benchmarks/")


@pytest.mark.parametrize("house", HOUSES)
@pytest.mark.parametrize("room", ROOMS)
def test_every_service_has_the_room(house: str, room: str) -> None:
    package = PACKAGES[house]

    assert (package / f"{room}.py").exists() != (package / room / "__init__.py").exists()


@pytest.mark.parametrize("house", HOUSES)
def test_every_service_has_migrations_and_both_kinds_of_tests(house: str) -> None:
    folder = PACKAGES[house].parent

    assert list((folder / "migrations" / "versions").glob("0001_*.py")) != []
    assert list((folder / "tests" / "unit").glob("test_*.py")) != []
    assert list((folder / "tests" / "component").glob("test_*.py")) != []


@pytest.mark.parametrize("house", HOUSES)
def test_no_service_has_a_room_that_the_others_lack(house: str) -> None:
    package = PACKAGES[house]
    known = {*ROOMS, "__init__", "neighbours", "formats"}

    assert {path.stem for path in package.iterdir() if path.suffix == ".py" or path.is_dir()} - known <= {
        "py",
        "__pycache__",
        ".mypy_cache",
        ".ruff_cache",
    }


@pytest.mark.parametrize("house", HOUSES)
def test_each_command_file_holds_its_one_verb(house: str) -> None:
    """What several verbs share lies in a file whose name starts with an underscore."""
    verbs = {
        short(path): list(public_functions(tree(path)))
        for path in python_files(PACKAGES[house] / "commands")
        if not path.stem.startswith("_")  # `_x.py` holds what several commands share
    }

    assert {file: names for file, names in verbs.items() if names != [file.rsplit("/", 1)[1].removesuffix(".py")]} == {}


def public_functions(module: ast.Module) -> Iterator[str]:
    """The functions of a module that others may call."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node.name


def test_modules_are_named_for_what_they_hold() -> None:
    assert [short(path) for path in python_files() if path.stem in FORBIDDEN_MODULE_NAMES] == []


def test_no_file_is_too_long_to_read() -> None:
    long = {short(path) for path in python_files() if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE}

    assert long == set(LONG_FILES)


def test_no_function_is_too_long_to_read() -> None:
    long = {
        f"{function.file}:{function.name}"
        for path in python_files()
        for function in functions(path)
        if function.lines > LONGEST_FUNCTION
    }

    assert long == set(LONG_FUNCTIONS)


def test_everything_public_says_what_it_is() -> None:
    silent = [f"{short(path)}:{name}" for path in package_files() for name in undocumented(tree(path))]

    assert silent == []


def undocumented(module: ast.Module) -> Iterator[str]:
    """The public module, classes, functions and methods without a docstring. A nested function is nobody else's."""
    if module.body and ast.get_docstring(module) is None:
        yield "(module)"
    for node in public_definitions(module.body):
        if ast.get_docstring(node) is None:
            yield node.name
        if isinstance(node, ast.ClassDef):
            yield from (f"{node.name}.{part.name}" for part in public_definitions(node.body) if is_silent(part))


def public_definitions(body: list[ast.stmt]) -> Iterator[Definition]:
    """The classes and functions in `body` that others may use."""
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node


def is_silent(node: Definition) -> bool:
    """Whether a definition that needs words has none; the variants of an overloaded one do not."""
    overloaded = any(isinstance(mark, ast.Name) and mark.id == "overload" for mark in node.decorator_list)
    return not overloaded and ast.get_docstring(node) is None


def test_no_file_names_a_registry_or_a_place_on_one_machine() -> None:
    named = [
        f"{short(path)}:{number}"
        for path in project_files()
        if path != ROOT / "tests" / "architecture" / "test_rooms.py" and is_text(path.suffix, path.name)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if FORBIDDEN_PLACES.search(line)
    ]

    assert named == []


def is_text(suffix: str, name: str) -> bool:
    """Whether a file of that name is text."""
    return suffix in {
        ".py",
        ".md",
        ".toml",
        ".txt",
        ".in",
        ".yml",
        ".yaml",
        ".json",
        ".csv",
        ".cfg",
        ".conf",
        ".sh",
    } or (name in {"Makefile", "Dockerfile", "run", "LICENSE", ".gitignore", ".editorconfig"})


def test_nothing_is_left_to_do_printed_or_slept_through() -> None:
    left = [
        f"{short(path)}: {found}"
        for path in python_files()
        if path != ROOT / "tests" / "architecture" / "test_rooms.py"
        for found in leftovers(short(path))
    ]

    assert left == []


def leftovers(file: str) -> list[str]:
    """Unfinished work in a file, and calls that only a program at a terminal makes."""
    path = ROOT / file
    words = FORBIDDEN_WORDS.findall(path.read_text(encoding="utf-8"))
    if file.startswith(SPEAKING):
        return words
    calls = [ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    return [*words, *(call for call in calls if call in FORBIDDEN_CALLS)]
