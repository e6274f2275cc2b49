"""A digest as a document of its own: what its parts are, whatever language they are written in.

`markdown` and `page` write it down.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby

from bot.core.model.digest import Line
from bot.core.text import is_blank
from bot.digest.blocks import Block


class Kind(Enum):
    """What the lines of a part are."""

    TITLE = auto()
    HEADING = auto()
    TEXT = auto()
    LIST = auto()
    QUOTE = auto()
    PICTURE = auto()
    FIGURES = auto()
    SERVICES = auto()
    RUN = auto()


_KINDS = {
    Block.HEADER: Kind.TITLE,
    Block.QUOTE: Kind.QUOTE,
    Block.MUST_WIN_QUOTE: Kind.QUOTE,
    Block.RISING: Kind.LIST,
    Block.PICTURE: Kind.PICTURE,
    Block.NUMBER: Kind.FIGURES,
    Block.MONTH_SERVICE: Kind.SERVICES,
    Block.MONTH_RUN: Kind.RUN,
}


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that follow each other and are of one kind."""

    kind: Kind
    texts: tuple[str, ...]

    @property
    def figures(self) -> list[tuple[str, str]]:
        """The names and numbers."""
        pairs = (text.rpartition(": ") for text in self.texts)
        return [(name, number) for name, _, number in pairs]


def parts_of(lines: Sequence[Line]) -> Iterator[Part]:
    """Yield the digest from its title to its method. Line breaks within a line are spaces."""
    seen = [line for line in lines if not is_blank(line.text)]
    for kind, run in groupby(seen, _kind):
        texts = tuple(" ".join(line.text.split()) for line in run)
        if kind in {Kind.TITLE, Kind.HEADING, Kind.PICTURE}:
            yield from (Part(kind, (text,)) for text in texts)
        else:
            yield Part(kind, texts)


def _kind(line: Line) -> Kind:
    block = Block(line.block)
    if block.is_heading:
        return Kind.HEADING
    return _KINDS.get(block, Kind.LIST if block.is_listed else Kind.TEXT)
