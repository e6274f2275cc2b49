"""The digest as Markdown: CommonMark, with one table as many programs know it."""

import re
from collections.abc import Callable, Mapping, Sequence

from bot.core.model.digest import Digest
from bot.core.model.language import Language
from bot.core.ports.catalogue import Texts
from bot.digest.document import Kind, Part, parts_of

_MARKS = re.compile(r"([\\`*_\[\]<>#|~&])")
_OPENING = re.compile(r"^(\d*)([-+=.)])")
"""What at the beginning of a line would begin a list, a heading or a rule."""


def markdown(digest: Digest, texts: Texts) -> str:
    """Return the document; whatever a teller wrote stays text."""
    parts = parts_of(digest.lines)
    return "\n\n".join(_written(part, digest.language, texts) for part in parts) + "\n"


def _written(part: Part, language: Language, texts: Texts) -> str:
    if part.kind is Kind.FIGURES:
        return _table(part, language, texts)
    return _WRITERS[part.kind]([_escaped(text) for text in part.texts])


def _table(part: Part, language: Language, texts: Texts) -> str:
    head = [texts.text(language, key) for key in ("table-what", "table-number")]
    rows = [[_escaped(text) for text in row] for row in (head, *part.figures)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "| --- | ---: |", *lines[1:]])


def _escaped(text: str) -> str:
    return _OPENING.sub(r"\1\\\2", _MARKS.sub(r"\\\1", text))


def _list(texts: Sequence[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


_WRITERS: Mapping[Kind, Callable[[Sequence[str]], str]] = {
    Kind.TITLE: lambda texts: f"# {texts[0]}",
    Kind.HEADING: lambda texts: f"## {texts[0]}",
    Kind.TEXT: "\n\n".join,
    Kind.PICTURE: "\n\n".join,
    Kind.LIST: _list,
    Kind.SERVICES: _list,
    Kind.RUN: _list,
    Kind.QUOTE: lambda texts: "\n>\n".join(f"> {text}" for text in texts),
}
