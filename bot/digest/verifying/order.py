"""Every line stands in the section to which it belongs, and the sections stand in their order."""

from collections.abc import Iterator
from itertools import zip_longest

from bot.core.model.digest import Finding, Line
from bot.digest.blocks import Block
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.page import Page

SECTIONS = (
    (
        Block.HEADER,
        Block.COUNTS,
        Block.READING_TIME,
        Block.LATE,
        Block.MERGED,
        Block.LATE_STORIES,
        Block.QUIET,
    ),
    (Block.SENTENCE_HEADING, Block.SENTENCE),
    (Block.STORY_HEADING, Block.QUOTE, Block.SOURCE, Block.REASON, Block.FEW),
    (Block.MOVED,),
    (Block.DELIGHTED_HEADING, Block.DELIGHTED),
    (Block.HURT_HEADING, Block.HURT),
    (Block.RISING_HEADING, Block.RISING, Block.STEADY, Block.MIX),
    (Block.WAITING_HEADING, Block.WAITING, Block.OLDEST),
    (Block.PICTURE,),
    (Block.ARCHIVE_HEADING, Block.QUOTE, Block.SOURCE),
    (Block.QUESTION_HEADING, Block.QUESTION),
    (Block.EASY_START_HEADING, Block.EASY_START),
    (Block.CAUTION,),
    (Block.MUST_WIN_HEADING, Block.MUST_WIN, Block.MUST_WIN_QUOTE, Block.MUST_WIN_SOURCE),
    (Block.IDEAS_HEADING, Block.IDEA, Block.MORE_IDEAS),
    (Block.RISKS_HEADING, Block.RISK),
    (Block.OPEN_HEADING, Block.OPEN, Block.GUIDE),
    (Block.STORIES_HEADING, Block.STORY, Block.MORE_STORIES),
    (Block.NUMBERS_HEADING, Block.NUMBER, Block.MISSING, Block.HIDDEN, Block.METHOD),
)
"""In the order of the digest: what opens each section, and what may stand in it, in this order."""

_SEVERAL = frozenset(
    {
        *(Block.DELIGHTED, Block.HURT, Block.RISING, Block.MUST_WIN, Block.IDEA, Block.RISK),
        *(Block.OPEN, Block.STORY, Block.NUMBER, Block.MISSING),
    }
)
_AFTER = {
    Block.SOURCE: Block.QUOTE,
    Block.REASON: Block.SOURCE,
    Block.MUST_WIN_SOURCE: Block.MUST_WIN_QUOTE,
}
"""Lines that need another just above them, on the same story."""

_NEED_A_SOURCE = frozenset({Block.QUOTE, Block.MUST_WIN_QUOTE})
_AGAIN = {Block.QUOTE: Block.SOURCE, Block.MUST_WIN: Block.MUST_WIN_SOURCE}
"""Lines that may begin the same once more after such a line."""


def order(page: Page, _evidence: Evidence) -> Iterator[Finding]:
    """Find lines out of their place, twice in it, or without the line that they need."""
    section = 0
    above: Line | None = None
    for line in page.lines:
        found = _section_of(line, above, section)
        if found is None:
            yield Finding("order", line)
            continue
        section, above = found, line
    for line, below in zip_longest(page.lines, page.lines[1:]):
        if line.block in _NEED_A_SOURCE and not _belongs(below, line):
            yield Finding("order", line)


def _section_of(line: Line, above: Line | None, section: int) -> int | None:
    """Return the section of the line below that one, or None when it may not stand there."""
    block = Block(line.block)
    openings = [opening for opening, *_ in SECTIONS]
    if block in openings:
        place = openings.index(block)
        return place if place > section or above is None else None
    if above is None:
        return None
    return section if _may_follow(line, above, SECTIONS[section]) else None


def _may_follow(line: Line, above: Line, section: tuple[Block, ...]) -> bool:
    block, before = Block(line.block), Block(above.block)
    if block not in section:
        return False
    if block in _AFTER:
        return _belongs(line, above)
    if block is before:
        return block in _SEVERAL
    return _AGAIN.get(block) is before or section.index(block) > section.index(before)


def _belongs(line: Line | None, above: Line) -> bool:
    return (
        line is not None and _AFTER.get(Block(line.block)) == above.block and line.ids == above.ids
    )
