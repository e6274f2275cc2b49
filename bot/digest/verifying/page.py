"""The lines of a digest as somebody reads them who knows only the catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from bot.core.model.digest import COUNTING, Composition, Line, Picture, Sheet
from bot.digest.blocks import Block
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.reading import Reader, Reading
from bot.digest.verifying.sentences import Said


@dataclass(frozen=True, slots=True)
class Page:
    """Each line with what it says; None for one that says nothing which Kuule may say there."""

    entries: tuple[tuple[Line, Reading | None], ...]
    picture: Picture | None = None

    @classmethod
    def of(cls, composed: Composition, evidence: Evidence) -> "Page":
        """Read the lines."""
        reader = Reader(evidence.texts, evidence.language)
        entries = tuple((line, reader.read(line)) for line in composed.lines)
        return cls(entries, composed.picture)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines without their readings."""
        return tuple(line for line, _ in self.entries)

    @property
    def read(self) -> Iterator[tuple[Line, Reading]]:
        """The lines that can be read."""
        return ((line, reading) for line, reading in self.entries if reading is not None)

    @property
    def printed(self) -> Iterator[tuple[Line, Said, str]]:
        """Every argument that is printed anywhere, with its line."""
        return ((line, value, text) for line, read in self.read for value, text in read.values)

    @property
    def shown(self) -> frozenset[str]:
        """The stories of which a line shows something, and does not only count them."""
        showing = (line for line in self.lines if line.block not in COUNTING)
        return frozenset(number for line in showing for number in line.ids)

    def above(self, line: Line, block: Block) -> Line | None:
        """Return the last line of that block before this line."""
        before = takewhile(lambda other: other is not line, self.lines)
        return next((one for one in reversed(list(before)) if one.block == block), None)

    def of_block(self, *blocks: Block) -> tuple[Line, ...]:
        """Return the lines of these places."""
        return tuple(line for line in self.lines if line.block in blocks)

    def on(self, sheet: Sheet) -> tuple[Line, ...]:
        """Return the lines of one message."""
        return tuple(line for line in self.lines if Block(line.block).sheet is sheet)

    def below(self, heading: Line) -> tuple[Line, ...]:
        """Return the lines between this heading and the next."""
        at = next(place for place, line in enumerate(self.lines) if line is heading)
        rest = self.lines[at + 1 :]
        return tuple(takewhile(lambda line: not Block(line.block).is_heading, rest))


@dataclass(frozen=True, slots=True)
class Place:
    """What a figure or a name is checked against."""

    line: Line
    reading: Reading
    page: Page
    evidence: Evidence
