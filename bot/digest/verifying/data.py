"""A figure that a line cites by name is one that it says, and stands on the sheet of numbers."""

from collections import Counter
from collections.abc import Iterator

from bot.core.model.digest import Finding, Line
from bot.digest.blocks import Block
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.figures import figure, name_of
from bot.digest.verifying.page import Page
from bot.digest.verifying.reading import Reading
from bot.digest.verifying.sentences import COUNTED_BY_IDS, Figure, Value, figure_key


def cited_figures(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find names of figures that the line does not say, that are missing, or are another's."""
    printed = Counter(name for line in page.of_block(Block.NUMBER) for name in line.data)
    for line, reading in page.read:
        if line.block == Block.NUMBER:
            is_right = len(line.data) == 1 and _is_named(line.data[0], reading, printed)
        else:
            is_right = _names_what_it_says(line, reading, evidence) and all(
                name in printed for name in line.data
            )
        if not is_right:
            yield Finding("citation", line)


def _is_named(name: str, reading: Reading, printed: Counter[str]) -> bool:
    return printed[name] == 1 and figure_key(name) in reading.keys


def _names_what_it_says(line: Line, reading: Reading, evidence: Evidence) -> bool:
    said = {name_of(each, line) for each, _ in reading.values if isinstance(each, Figure)}
    if reading.of(Value.COUNTED_THEME) is not None:
        said |= set(line.data[:1])
    named = set(line.data)
    unnamed = {name for name in said - named if figure(name, evidence)}
    return named <= said and (not unnamed or line.block in COUNTED_BY_IDS)
