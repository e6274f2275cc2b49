"""The lines of a digest as somebody reads them who knows only the catalogue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from bot.core.model.digest import Line, Sheet
from bot.digest.blocks import Block
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.reading import Reader, Reading
from bot.digest.verifying.sentences import Value


@dataclass(frozen=True, slots=True)
class Page:
    """Each line with what it says; None for one that says nothing which Kuule may say there."""

    entries: tuple[tuple[Line, Reading | None], ...]

    @classmethod
    def of(cls, lines: Sequence[Line], evidence: Evidence) -> "Page":
        """Read the lines."""
        reader = Reader(evidence.texts, evidence.language)
        return cls(tuple((line, reader.read(line)) for line in lines))

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines without their readings."""
        return tuple(line for line, _ in self.entries)

    @property
    def read(self) -> Iterator[tuple[Line, Reading]]:
        """The lines that can be read."""
        return ((line, reading) for line, reading in self.entries if reading is not None)

    @property
    def printed(self) -> Iterator[tuple[Line, Value, str]]:
        """Every argument that is printed anywhere, with its line."""
        return ((line, value, text) for line, read in self.read for value, text in read.values)

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
