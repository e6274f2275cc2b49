"""Checking a digest against its stories, by other code than the one that wrote it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.core.edition import Edition
from bot.core.model.digest import COUNTING, Line
from bot.core.model.story import Status, Story
from bot.core.publishable import is_publishable
from bot.digest.blocks import Block
from bot.digest.plain import visible_characters
from bot.digest.quote import is_verbatim
from bot.digest.recount import adds_up, is_supported, printed_numbers, quoted_words
from bot.digest.select import Side, on_side

Check = Literal["citation", "share", "quote", "numbers", "balance", "voice", "length"]

GREEN, RED = 2400, 3000
"""Visible characters of the whole digest: good up to the first, not sent over the second."""

_SIDES = {Block.DELIGHTED: Side.DELIGHTED, Block.HURT: Side.HURT}
_ABOUT_ONE_STORY = frozenset({Block.QUOTE, Block.SOURCE, Block.REASON, Block.QUESTION})
_NUMBERED = frozenset({Block.SOURCE, Block.QUESTION})
_BELOW_A_QUOTE = frozenset({Block.SOURCE, Block.REASON})
_VOICE_FROM, _VOICE_SHARE = 10, 5


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and in which line; an amber one warns, a red one stops the digest."""

    check: Check
    line: Line
    is_red: bool = True


def verify(lines: Sequence[Line], edition: Edition) -> tuple[Finding, ...]:
    """Return everything in these lines that the stories do not bear out."""
    checks: dict[Check, Callable[[Line, Edition], bool]] = {
        "citation": _is_cited,
        "share": _is_shared,
        "quote": _is_quoted,
        "numbers": lambda line, edition: adds_up(line, lines, edition),
    }
    return (
        *(
            Finding(check, line)
            for line in lines
            for check, holds in checks.items()
            if not holds(line, edition)
        ),
        *_misplaced(lines),
        *_balance(lines, edition),
        *_voice(lines, edition),
        *_length(lines),
    )


def _is_cited(line: Line, edition: Edition) -> bool:
    """A factual line names the stories that it rests on, and prints no other number."""
    block, ids = Block(line.block), set(line.ids)
    printed = printed_numbers(line)
    if not set(printed) <= ids or _repeats(printed) or _repeats(line.ids):
        return False
    if block in _SIDES:
        return is_supported(line.ids, _SIDES[block], edition)
    if block in _ABOUT_ONE_STORY:
        return (
            len(ids) == 1
            and ids <= _numbers(_known(edition))
            and (block not in _NUMBERED or bool(printed))
        )
    return ids == _expected_ids(block, edition)


def _repeats(numbers: Sequence[str]) -> bool:
    return len(set(numbers)) < len(numbers)


def _expected_ids(block: Block, edition: Edition) -> set[str]:
    waiting = [one.number for one in edition.still_waiting]
    expected = {
        Block.COUNTS: _numbers(edition.kept),
        Block.FEW: _numbers(edition.kept),
        Block.LATE_STORIES: _numbers(edition.late_stories),
        Block.WAITING: set(waiting),
        Block.OLDEST: set(waiting[:1]),
    }
    return expected.get(block, set())


def _is_shared(line: Line, edition: Edition) -> bool:
    """Nothing is shown of a story that may only be counted."""
    listable = _numbers(story for story in _known(edition) if is_publishable(story))
    shown = printed_numbers(line) if line.block in COUNTING else line.ids
    return set(shown) <= listable


def _is_quoted(line: Line, edition: Edition) -> bool:
    """What is given as somebody's words was said in exactly these words."""
    words = quoted_words(line)
    if words is None:
        return True
    return any(
        story.number in line.ids and is_verbatim(words, story.text) for story in _known(edition)
    )


def _misplaced(lines: Sequence[Line]) -> Iterator[Finding]:
    """Source and reason belong to the quote above them."""
    above: tuple[str, ...] = ()
    for line in lines:
        if line.block in _BELOW_A_QUOTE and line.ids != above:
            yield Finding("citation", line)
        if line.block not in _BELOW_A_QUOTE:
            above = line.ids if line.block == Block.QUOTE else ()


def _balance(lines: Sequence[Line], edition: Edition) -> Iterator[Finding]:
    """No slot of a side is empty while a story could fill it. The longer side is at fault."""
    items = {
        block: [line for line in lines if line.block == block and line.ids] for block in _SIDES
    }
    longer = max(items.values(), key=len)
    for block, side in _SIDES.items():
        used = {number for line in items[block] for number in line.ids}
        unused = _numbers(on_side(edition.kept, side)) - used
        if unused and len(items[block]) < len(longer):
            yield Finding("balance", longer[-1])


def _voice(lines: Sequence[Line], edition: Edition) -> Iterator[Finding]:
    """From ten items on one teller has at most a fifth of them."""
    items = [line for line in lines if line.block in _SIDES and line.ids]
    if len(items) < _VOICE_FROM:
        return
    tellers = {story.number: story.teller for story in edition.kept}
    heard: Counter[object] = Counter()
    for line in items:
        voices = {tellers.get(number) for number in line.ids}
        heard.update(voices)
        if any(heard[voice] > len(items) // _VOICE_SHARE for voice in voices):
            yield Finding("voice", line)


def _length(lines: Sequence[Line]) -> Iterator[Finding]:
    characters = visible_characters(lines)
    if characters > GREEN:
        yield Finding(
            "length", max(lines, key=lambda line: len(line.text)), is_red=characters > RED
        )


def _known(edition: Edition) -> tuple[Story, ...]:
    return (*edition.kept, *(story for story in edition.earlier if story.status is Status.KEPT))


def _numbers(stories: Iterable[Story]) -> set[str]:
    return {story.number for story in stories}
