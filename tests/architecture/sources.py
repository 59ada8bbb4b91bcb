"""The project's own files, as the architecture tests read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[2]

#: Where each distribution's package lies.
PACKAGES: Final = {
    "boardkit": ROOT / "shared" / "boardkit",
    "case_registry": ROOT / "services" / "case-registry" / "case_registry",
    "delegation_rules": ROOT / "services" / "delegation-rules" / "delegation_rules",
    "referral_tracking": ROOT / "services" / "referral-tracking" / "referral_tracking",
    "financial_follow_up": ROOT / "services" / "financial-follow-up" / "financial_follow_up",
    "gateway": ROOT / "gateway" / "gateway",
    "kansli_local": ROOT / "deploy" / "local" / "kansli_local",
}
HOUSES: Final = ("case_registry", "delegation_rules", "referral_tracking", "financial_follow_up")

_WALKED_WITHOUT_GIT: Final = ("shared", "services", "gateway", "deploy", "tests", "docs", "requirements", ".ci")
_LEFT_OUT: Final = {".venv", ".kansli", "__pycache__", ".mypy_cache", ".ruff_cache", ".hypothesis", ".pytest_cache"}


class Function(NamedTuple):
    """A function or method: the file, its name and its length in lines."""

    file: str
    name: str
    lines: int


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, in the repository; without git, every file that lies in its folders."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607 - git wherever it lies
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode == 0:
        found = [ROOT / name for name in listing.stdout.decode().split("\0") if name]
    else:
        found = [path for folder in _WALKED_WITHOUT_GIT for path in (ROOT / folder).rglob("*")]
        found += list(ROOT.glob("*"))
    return tuple(sorted(path for path in found if path.is_file() and not _LEFT_OUT & set(path.parts)))


def python_files(*folders: Path) -> Iterator[Path]:
    """The project's Python files, or those in `folders`."""
    for path in project_files():
        if path.suffix == ".py" and (not folders or any(path.is_relative_to(folder) for folder in folders)):
            yield path


def package_files() -> Iterator[Path]:
    """The Python files of the distributions, without tests and migrations."""
    yield from python_files(*PACKAGES.values())


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def short(path: Path) -> str:
    """The path as the tests tell it."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            yield Function(short(path), node.name, node.end_lineno - node.lineno + 1)


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def dotted(node: ast.expr) -> str:
    """`a.b.c` for an expression that is a chain of names; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""
