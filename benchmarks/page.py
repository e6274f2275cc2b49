"""Tables that a command measures and keeps in docs/digest.md."""

from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs/digest.md"


def write_section(name: str, table: str) -> None:
    """Put the table between the marks of that name."""
    begin, end = (f"<!-- {name}: {mark} -->\n" for mark in ("begin", "end"))
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(begin)
    PAGE.write_text(f"{before}{begin}{table}{end}{rest.split(end)[1]}", encoding="utf-8")
