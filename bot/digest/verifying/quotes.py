"""What is given as somebody's words was said in exactly these words, and in that language."""

import re
from collections.abc import Iterator

from bot.core.model.digest import Finding
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.page import Page
from bot.digest.verifying.sentences import MARKED, Value

_CUT = "[…]"
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SENTENCE_ENDS = ".!?…"
_CLOSING = '"”’»)]*'
"""What may follow the end of a sentence and belong to it."""
_ITEM = " -–—•*"
"""What may stand before the first word of a line: the mark of a list."""


def quotes(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find words that the cited story does not say, and a language that is not its own."""
    for line, reading in page.read:
        story = evidence.known.get(line.ids[0]) if len(line.ids) == 1 else None
        quote = reading.of(Value.QUOTE)
        if quote is not None and not (story and is_verbatim(quote, story.text)):
            yield Finding("quote", line)
        if story and (line.block in MARKED or reading.key in MARKED):
            foreign = story.language if story.language != evidence.language else None
            if reading.of(Value.LANGUAGE) != foreign:
                yield Finding("quote", line)


def opinions(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find reasons that no reader gave for the story."""
    given = evidence.moved.reasons if evidence.moved else ()
    for line, said, printed in page.printed:
        if said is Value.OPINION and not any(is_verbatim(printed, why) for why in given):
            yield Finding("quote", line)


def is_verbatim(quote: str, text: str) -> bool:
    """True when every piece between marked cuts stands in the text, in this order.

    Where no cut is marked, a piece begins and ends with a sentence or a line.
    """
    return any(_told(quote, text) or ())


def as_told(quote: str, text: str) -> str:
    """Return the quote with the line breaks that the text has there: a name is known by where a
    sentence begins. What is not verbatim stays as it is.
    """
    told = _told(quote, text)
    return quote if told is None else f" {_CUT} ".join(told).strip()


def _told(quote: str, text: str) -> list[str] | None:
    """Return the pieces between marked cuts as they stand in the text; None when one does not."""
    text, position = _lines(text), 0
    pieces = [_one_line(piece) for piece in quote.split(_CUT)]
    told = []
    for index, piece in enumerate(pieces):
        is_cut = index > 0, index < len(pieces) - 1
        position = _end_of(piece, text, position, is_cut)
        if position < 0:
            return None
        told.append(text[position - len(piece) : position])
    return told


def _end_of(piece: str, text: str, start: int, is_cut: tuple[bool, bool]) -> int:
    """Return where the first such piece from `start` on ends, or -1."""
    before, after = is_cut
    words = text.replace("\n", " ")
    at = words.find(piece, start)
    while at >= 0:
        end = at + len(piece)
        if (before or _is_beginning(text, at)) and (after or _is_ending(text, end)):
            return end
        at = words.find(piece, at + 1)
    return -1


def _is_beginning(text: str, at: int) -> bool:
    above = text[:at].rstrip(_ITEM)
    if not above or above.endswith("\n"):
        return True
    return text[at - 1] == " " and _ends_sentence(above)


def _is_ending(text: str, at: int) -> bool:
    if at == len(text) or text[at] == "\n":
        return True
    return text[at] == " " and _ends_sentence(text[:at])


def _ends_sentence(text: str) -> bool:
    return text.rstrip(_CLOSING)[-1:] in _SENTENCE_ENDS


def _one_line(text: str) -> str:
    """Return the text as it may be printed: on one line, and read in its own direction."""
    return " ".join(_TURNING.sub("", text).split())


def _lines(text: str) -> str:
    """Return the text like `_one_line`, but with its line breaks, one for several."""
    return "\n".join(filter(None, map(_one_line, text.splitlines())))
