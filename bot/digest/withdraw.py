"""A story leaves a digest that was composed or posted with it; the counts stay as posted."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.core.model.digest import Line
from bot.core.model.language import Language
from bot.core.ports.catalogue import Texts
from bot.digest.blocks import Block
from bot.digest.verifying.quotes import is_verbatim
from bot.digest.verifying.reading import Reader
from bot.digest.verifying.sentences import Value

_OWN_WORDS = {
    *(Block.QUOTE, Block.DELIGHTED, Block.HURT, Block.QUESTION),
    *(Block.MUST_WIN_QUOTE, Block.IDEA, Block.STORY),
}
_ABOUT_IT = {Block.MOVED, Block.SOURCE, Block.REASON, Block.MUST_WIN_SOURCE, Block.OPEN}


def without(
    lines: Sequence[Line], number: str, texts: Texts, language: Language
) -> tuple[Line, ...]:
    """Return the lines without the story's words, number and link.

    A line that rests on it alone says that the story was removed at its teller's wish.
    """
    removed = texts.text(language, "digest-withdrawn")
    found = (_without(line, number, removed) for line in lines)
    return tuple(line for line in found if line is not None)


def without_old_words(
    lines: Sequence[Line], number: str, shown: str, texts: Texts, language: Language
) -> tuple[Line, ...]:
    """Return the lines without quotes that the story, which shows that text now, does not say
    any more. One that shows nothing is withheld, and nobody is told why it was chosen.
    """
    changed, reader = texts.text(language, "digest-changed"), Reader(texts, language)

    def is_outdated(line: Line) -> bool:
        if line.ids != (number,):
            return False
        reading = reader.read(line)
        if reading is None or not reading.values:
            # What nobody can read may be the old words.
            return Block(line.block) in _OWN_WORDS
        words = reading.of(Value.QUOTE)
        return words is not None and not is_verbatim(words, shown)

    def renewed(line: Line) -> Line:
        return replace(line, text=changed, reason=line.reason if shown else "")

    return tuple(renewed(line) if is_outdated(line) else line for line in lines)


def without_reason(
    lines: Sequence[Line], number: str, why: str, texts: Texts, language: Language
) -> tuple[Line, ...]:
    """Return the lines without that reason of a reader who voted for the story; the votes stay as
    posted.
    """
    reader = Reader(texts, language)

    def left(line: Line) -> Line:
        reading = reader.read(line) if line.ids == (number,) else None
        opinion, votes = (
            reading.of(value) if reading else None for value in (Value.OPINION, Value.VOTES)
        )
        if opinion is None or votes is None or not is_verbatim(opinion, why):
            return line
        text = texts.text(language, "digest-moved", number=number, votes=int(votes))
        return replace(line, text=text)

    return tuple(map(left, lines))


def _without(line: Line, number: str, removed: str) -> Line | None:
    if number not in line.ids:
        return line
    ids = tuple(other for other in line.ids if other != number)
    block = Block(line.block)
    if ids or block not in _OWN_WORDS | _ABOUT_IT:
        return replace(line, text=_without_number(line.text, number), ids=ids)
    return Line(block, removed, ()) if block in _OWN_WORDS else None


def _without_number(text: str, number: str) -> str:
    """Take the number, with the week that may stand beside it, out of a list of numbers."""
    one = rf"{re.escape(number)}(?: (?:vk|wk|v\.) \d+)?"
    for pattern in (rf"{one}, ", rf", {one}\b", rf"\s*\({one}[^,)]*\)", rf"{one}\b"):
        text, found = re.subn(pattern, "", text, count=1)
        if found:
            return text
    return text
