"""A factual line names the stories that it rests on, prints no others, and what it says is so."""

from collections.abc import Iterator

from bot.core.model.digest import COUNTING, Finding, Line
from bot.digest.blocks import Block
from bot.digest.verifying.claims import is_so
from bot.digest.verifying.evidence import POLARITIES, Evidence
from bot.digest.verifying.page import Page
from bot.digest.verifying.reading import Reading
from bot.digest.verifying.sentences import ABOUT_ONE_STORY, JUDGED, Value


def citations(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find lines that cite too much, too little or the wrong stories."""
    for line, reading in page.read:
        if line.block in JUDGED and not (
            _cites(line, evidence)
            and _prints(line, reading)
            and is_so(reading.key, line, evidence)
            and _looks_back(line, reading, page, evidence)
        ):
            yield Finding("citation", line)
    yield from _twice(page)


def shares(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find lines that show something of a story which may only be counted."""
    for line, reading in page.entries:
        printed = reading.printed if reading else ()
        shown = printed if line.block in COUNTING else line.ids
        if not evidence.showable.issuperset(shown):
            yield Finding("share", line)


def _cites(line: Line, evidence: Evidence) -> bool:
    block, ids = Block(line.block), frozenset(line.ids)
    if len(ids) < len(line.ids):
        return False
    if block in POLARITIES:
        pool = evidence.on_side(block)
        return ids <= pool.keys() and bool(ids or not pool)
    if block in ABOUT_ONE_STORY:
        return len(ids) == 1 and ids <= evidence.known.keys()
    return ids == _expected(block, evidence)


def _expected(block: Block, evidence: Evidence) -> frozenset[str]:
    waiting = [one.number for one in evidence.waiting]
    expected = {
        Block.COUNTS: frozenset(evidence.kept),
        Block.FEW: frozenset(evidence.kept),
        Block.LATE_STORIES: evidence.late,
        Block.WAITING: frozenset(waiting),
        Block.OLDEST: frozenset(waiting[:1]),
    }
    return expected.get(block, frozenset())


def _looks_back(line: Line, reading: Reading, page: Page, evidence: Evidence) -> bool:
    """A line about a story whose words stand elsewhere is about the right one of them.

    The question is about the first that hurt, for praise needs no talk.
    """
    quoted = [told.ids for told in page.of_block(Block.QUOTE)]
    if reading.key == "item-week-story":
        return line.ids in quoted
    if line.block != Block.QUESTION:
        return True
    quoted.sort(key=lambda ids: not any(evidence.has_tone(one, Block.HURT) for one in ids))
    alone = [item.ids for item in page.of_block(Block.HURT) if len(item.ids) == 1]
    return [line.ids] == [*alone, *quoted][:1]


def _twice(page: Page) -> Iterator[Finding]:
    """Find items that tell a story of which another item of that side tells alone already."""
    for block in POLARITIES:
        alone = [line for line in page.of_block(block) if len(line.ids) == 1]
        for place, line in enumerate(alone):
            if any(line.ids == other.ids for other in alone[:place]):
                yield Finding("citation", line)


def _prints(line: Line, reading: Reading) -> bool:
    """The printed numbers are cited, each once; those that are not listed are counted."""
    printed = reading.printed
    if not printed:
        return True
    rest = reading.of(Value.MORE)
    return (
        set(printed) <= set(line.ids)
        and len(set(printed)) == len(printed)
        and (rest is not None or len(printed) == len(line.ids))
    )
