"""The machine-readable annex: one JSON object to the line, in signs that every program leaves alone."""

from collections.abc import Iterable, Iterator


def safe_json(text: str) -> str:
    """JSON `text` with everything but visible signs and plain spaces written as escapes; it means the same."""
    return "".join(each if each == " " or each.isprintable() else _escaped(each) for each in text)


def is_annex_line(text: str) -> bool:
    """Whether a paragraph is a line of the annex."""
    return text.startswith("{") and text.endswith("}")


def annex_lines(lines: Iterable[str]) -> Iterator[str]:
    """Those of `lines` that are lines of the annex."""
    return filter(is_annex_line, (line.strip() for line in lines))


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
