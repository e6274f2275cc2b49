"""Text → the plain words that the classifier reads, in training and at run time alike.

Whatever tells from which file a sentence came is gone: letter case, quotes, commas, hyphens,
spaces before punctuation, marks for names. What people mean by "!", "?" and ":)" stays as words.
"""

import re
import unicodedata
from dataclasses import dataclass

from bot.tagging.tokens import ANALYSED, LONGEST_WORD

_MARK = re.compile(r"\[[A-ZÅÄÖ]{3,20}\]|https?://\S{1,500}")
"""Names taken out by the makers of the data, and links: what stands there is not told."""

_PIECE = re.compile(
    r"[^\W_](?:[\w'’´`\u0300-\u036f]*[\w\u0300-\u036f])?"
    r"|[!?\u2600-\u27bf\U0001f300-\U0001faff]"
    r"|(?<!\w)[:;=8][-~o^'’]?[)(\]\[DdPpOo/\\|*3Ss}{](?!\w)"
    r"|<3"
)
_COMBINING = re.compile("[\u0300-\u036f]")
_RUN = re.compile(r"(.)\1\1+")
_DIGIT = re.compile(r"\d")
_APOSTROPHES = str.maketrans("", "", "'’´`_")


@dataclass(frozen=True, slots=True)
class PlainWords:
    """The plain words of a text, and where each stands in it, in code points."""

    plain: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def plain_words(text: str) -> tuple[str, ...]:
    """Return the plain words of the first ANALYSED code points."""
    text = _told(text)
    if not text.isascii() and _COMBINING.search(text):
        return placed_words(text).plain
    # No mark has to be composed, so the whole text is folded at once.
    plain = _DIGIT.sub("0", text.casefold().translate(_APOSTROPHES))
    words = [word for word in _PIECE.findall(plain) if len(word) <= LONGEST_WORD]
    if _RUN.search(plain):
        words = [_RUN.sub(r"\1\1", word) for word in words]
    return tuple(words)


def placed_words(text: str) -> PlainWords:
    """Return the same words with their places."""
    plain: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece in _PIECE.finditer(_told(text)):
        word = piece.group()
        if len(word) <= LONGEST_WORD:
            plain.append(_plain(word))
            starts.append(piece.start())
            ends.append(piece.end())
    return PlainWords(tuple(plain), tuple(starts), tuple(ends))


def _told(text: str) -> str:
    text = text[:ANALYSED]
    if "[" in text or "://" in text:
        text = _MARK.sub(lambda mark: " " * len(mark.group()), text)
    return text


def _plain(word: str) -> str:
    # A word is short, so normalising a run of combining marks stays cheap.
    word = unicodedata.normalize("NFC", word).casefold().translate(_APOSTROPHES)
    return _RUN.sub(r"\1\1", _DIGIT.sub("0", unicodedata.normalize("NFC", word)))
