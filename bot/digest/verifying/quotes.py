"""What is given as somebody's words was said in exactly these words, and in that language."""

from collections.abc import Iterator

from bot.core.model.digest import Finding
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.page import Page
from bot.digest.verifying.sentences import MARKED, Value

_CUT = "[…]"
_SENTENCE_ENDS = ".!?…"


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

    Where no cut is marked, a piece begins and ends with a sentence.
    """
    text, position = _one_line(text), 0
    pieces = [_one_line(piece) for piece in quote.split(_CUT)]
    for index, piece in enumerate(pieces):
        is_cut = index > 0, index < len(pieces) - 1
        position = _end_of(piece, text, position, is_cut)
        if position < 0:
            return False
    return any(pieces)


def _end_of(piece: str, text: str, start: int, is_cut: tuple[bool, bool]) -> int:
    """Return where the first such piece from `start` on ends, or -1."""
    before, after = is_cut
    at = text.find(piece, start)
    while at >= 0:
        end = at + len(piece)
        if (before or _is_beginning(text, at)) and (after or _is_ending(text, end)):
            return end
        at = text.find(piece, at + 1)
    return -1


def _is_beginning(text: str, at: int) -> bool:
    return at == 0 or (text[at - 1] == " " and text[:at].rstrip()[-1:] in _SENTENCE_ENDS)


def _is_ending(text: str, at: int) -> bool:
    return at == len(text) or (text[at] == " " and text[at - 1 : at] in _SENTENCE_ENDS)


def _one_line(text: str) -> str:
    return " ".join(text.split())
