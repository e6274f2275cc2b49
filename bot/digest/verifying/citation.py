"""A factual line names the stories that it rests on, prints no others, and what it says is so."""

from collections.abc import Callable, Iterator, Mapping

from bot.core.model.digest import COUNTING, Finding, Line
from bot.digest.blocks import Block
from bot.digest.verifying.claims import is_so
from bot.digest.verifying.evidence import POLARITIES, Evidence
from bot.digest.verifying.figures import theme_of
from bot.digest.verifying.page import Page
from bot.digest.verifying.reading import Reading
from bot.digest.verifying.sentences import ABOUT_ONE_STORY, Value


def citations(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find lines that cite too much, too little or the wrong stories."""
    for line, reading in page.read:
        if not (
            _cites(line, page, evidence)
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


def _cites(line: Line, page: Page, evidence: Evidence) -> bool:
    block, ids = Block(line.block), frozenset(line.ids)
    if len(ids) < len(line.ids):
        return False
    if block in POLARITIES:
        pool = evidence.on_side(block)
        return ids <= pool.keys() and bool(ids or not pool)
    if block in ABOUT_ONE_STORY:
        return len(ids) == 1 and ids <= evidence.known.keys()
    expected = _EXPECTED.get(block)
    return ids == (expected(line, page, evidence) if expected else frozenset())


def _on_its_theme(line: Line, _page: Page, evidence: Evidence) -> frozenset[str]:
    theme = theme_of(line.data[0]) if line.data else None
    return evidence.on_theme.get(theme, frozenset()) if theme else frozenset()


def _of_its_kind(line: Line, _page: Page, evidence: Evidence) -> frozenset[str]:
    kinds = [name.removeprefix("risk.") for name in line.data]
    return evidence.tagged("risk", kinds[0]) if kinds else frozenset()


def _not_listed(_line: Line, page: Page, evidence: Evidence) -> frozenset[str]:
    listed = {number for line in page.of_block(Block.STORY) for number in line.ids}
    return evidence.drawable - listed


def _with_other_ideas(_line: Line, page: Page, evidence: Evidence) -> frozenset[str]:
    listed = {number for line in page.of_block(Block.IDEA) for number in line.ids}
    return (evidence.tagged("kind", "idea") & evidence.drawable) - listed


def _all(_line: Line, _page: Page, evidence: Evidence) -> frozenset[str]:
    return frozenset(evidence.kept)


_Expected = Callable[[Line, Page, Evidence], frozenset[str]]
_EXPECTED: Mapping[Block, _Expected] = {
    Block.COUNTS: _all,
    Block.FEW: _all,
    Block.SENTENCE: _all,
    Block.LATE_STORIES: lambda _line, _page, evidence: evidence.late,
    Block.WAITING: lambda _line, _page, it: frozenset(one.number for one in it.waiting),
    Block.OLDEST: lambda _line, _page, it: frozenset(one.number for one in it.waiting[:1]),
    Block.RISING: lambda line, page, it: _on_its_theme(line, page, it) & it.drawable,
    Block.MUST_WIN: _on_its_theme,
    Block.RISK: _of_its_kind,
    Block.MORE_STORIES: _not_listed,
    Block.MORE_IDEAS: _with_other_ideas,
    Block.PICTURE: lambda _, page, evidence: evidence.drawable & page.shown,
}
"""Which stories a line of each block rests on; the others rest on none."""


def _looks_back(line: Line, reading: Reading, page: Page, evidence: Evidence) -> bool:
    """A line about a story whose words stand elsewhere is about the right one of them.

    The question is about the first that hurt, for praise needs no talk.
    """
    if line.block == Block.MUST_WIN_QUOTE:
        goal = page.above(line, Block.MUST_WIN)
        return goal is not None and set(line.ids) <= set(goal.ids)
    quoted = [told.ids for told in page.of_block(Block.QUOTE)]
    if reading.key == "item-week-story":
        return line.ids in quoted
    if line.block != Block.QUESTION:
        return True
    quoted.sort(key=lambda ids: not any(evidence.has_tone(one, Block.HURT) for one in ids))
    alone = [item.ids for item in page.of_block(Block.HURT) if len(item.ids) == 1]
    return [line.ids] == [*alone, *quoted][:1]


def unlisted(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find a story that may be shown, and that the list of all neither shows nor counts."""
    listed = page.of_block(Block.STORY, Block.MORE_STORIES)
    told = {number for line in listed for number in line.ids}
    if listed and not evidence.drawable <= told:
        yield Finding("citation", None)


def _twice(page: Page) -> Iterator[Finding]:
    """Find items that tell a story of which another item of that side tells alone already."""
    for block in POLARITIES:
        alone = [line for line in page.of_block(block) if len(line.ids) == 1]
        for place, line in enumerate(alone):
            if any(line.ids == other.ids for other in alone[:place]):
                yield Finding("citation", line)


def _prints(line: Line, reading: Reading) -> bool:
    """The printed numbers are cited ones, in their order; those not listed are counted."""
    printed = reading.printed
    is_whole = reading.of(Value.MORE) is not None or len(printed) == len(line.ids)
    return not printed or (
        is_whole and printed == tuple(number for number in line.ids if number in printed)
    )
