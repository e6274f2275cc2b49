"""Text → words with their places, which are code points of the very text that was given."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import compress
from operator import add

from bot.tagging.event_dates.marks import DATE_MARK
from bot.tagging.personal_data.marks import ALL_MARKS

ANALYSED = 10_000
"""Code points that are read for tags and language. Masking covers the whole text."""

LONGEST_WORD = 64
"""Longer runs are no words. Normalising a run of combining marks costs its length squared."""

# Words come first because most pieces are words; the others begin with characters of their own.
# A space in front is taken along, or each would be tried for a piece of its own.
_PIECE = re.compile(
    r" ?(?:"
    r"(?P<word>(?!https?://|www\.)[^\W_](?:[\w\u0300-\u036f'’´-]*(?:[^\W_]|[\u0300-\u036f]))?)"
    rf"|(?P<opaque>(?:{'|'.join(map(re.escape, ALL_MARKS))})|{DATE_MARK}"
    r"|<[^<>\s]{1,500}>|https?://[^\s<>]+|www\.[^\s<>]+)"
    r"|(?P<tag>(?<![\w#&/])#[^\W\d_][\w\u0300-\u036f-]{0,63})"
    r"|(?P<stop>[.!?…]+(?=[\s\"'”’»)]|$)|[\n\r;]+|[\U0001F300-\U0001FAFF\u2600-\u27BF]+)"
    r"|(?P<pause>[,:()–—]+|\s-\s)"
    r")"
)
# Of what is left, nothing has to be composed and nothing falls away.
_UNUSUAL = re.compile(
    "[^\x00-&(-\u00b3\u00b5-\u024f\u2010-\u2018\u201a-\u2027€\u2600-\u27bf\U0001f300-\U0001faff]"
)
_IS_PLAIN = re.compile(r"[^\W_]+(?:[ '’-][^\W_]+)*")
_WORD = _PIECE.groupindex["word"]
_BEFORE = frozenset({"", " ", "\n"})
_APOSTROPHES = str.maketrans("", "", "'’´")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, in parallel tuples, and where its sentences and clauses end.

    `sentence[i]` and `clause[i]` number the sentence and the clause in which word i stands;
    `asked` holds the numbers of sentences that end with a question mark.
    """

    folded: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentence: tuple[int, ...]
    clause: tuple[int, ...]
    asked: frozenset[int]
    hashtags: tuple[tuple[str, int, int], ...]

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.folded)


def fold(word: str) -> str:
    """Return the word as cues are compared: NFC, casefolded, no apostrophes; å, ä, ö stay."""
    if not word.isascii():
        word = unicodedata.normalize("NFC", word).translate(_APOSTROPHES)
        return unicodedata.normalize("NFC", word.casefold())
    return word.casefold().replace("'", "")


def _folded(text: str) -> str:
    """Return the text folded, where that moves no character; else nothing.

    To fold it once is cheaper than word by word. Casefolding only ever lengthens, so a text as
    long as before has every character in its place.
    """
    if _UNUSUAL.search(text):
        return ""
    folded = text.casefold()
    return folded if len(folded) == len(text) else ""


def split(text: str) -> Words:
    """Find the words in the first ANALYSED code points. Links and marks are no words."""
    spans: list[tuple[int, int]] = []
    sentence_ends: list[int] = []
    clause_ends: list[int] = []
    asked: set[int] = set()
    hashtags: list[tuple[str, int, int]] = []
    for piece in _PIECE.finditer(text, 0, ANALYSED):
        kind = piece.lastgroup
        if kind == "word":
            start, end = span = piece.span(_WORD)
            if end - start <= LONGEST_WORD:
                spans.append(span)
        elif kind == "stop":
            if "?" in piece.group():
                asked.add(len(sentence_ends))
            sentence_ends.append(len(spans))
            clause_ends.append(len(spans))
        elif kind == "pause":
            clause_ends.append(len(spans))
        elif kind == "tag":
            hashtags.append((fold(piece["tag"][1:]), *piece.span("tag")))
    whole = _folded(text[:ANALYSED])
    return Words(
        tuple([whole[start:end] if whole else fold(text[start:end]) for start, end in spans]),
        tuple([start for start, _ in spans]),
        tuple([end for _, end in spans]),
        _parts(sentence_ends, len(spans)),
        _parts(clause_ends, len(spans)),
        frozenset(asked),
        tuple(hashtags),
    )


def _parts(ends: Sequence[int], count: int) -> tuple[int, ...]:
    """Return for each of so many words in which part it stands; the last part has no end."""
    numbers: list[int] = []
    for number, end in enumerate((*ends, count)):
        numbers += [number] * (end - len(numbers))
    return tuple(numbers)


def without(words: Words, text: str, spans: Sequence[tuple[int, int]]) -> Words | None:
    """Return the words of the text with spaces in place of the spans, as `split` would find them.

    None where that cannot be told without splitting anew: a span is not whole words, or what is
    in it or beside it parts sentences.
    """
    stays = [True] * len(words)
    for start, end in spans:
        first, last = bisect_left(words.starts, start), bisect_left(words.ends, end)
        if words.starts[first : first + 1] != (start,) or words.ends[last : last + 1] != (end,):
            return None
        if not _IS_PLAIN.fullmatch(text, start, end):
            return None
        if text[start - 1 : start] not in _BEFORE or text.startswith("#", end):
            return None
        stays[first : last + 1] = [False] * (last + 1 - first)
    return replace(
        words,
        folded=tuple(compress(words.folded, stays)),
        starts=tuple(compress(words.starts, stays)),
        ends=tuple(compress(words.ends, stays)),
        sentence=tuple(compress(words.sentence, stays)),
        clause=tuple(compress(words.clause, stays)),
    )


def moved(words: Words, growth: Sequence[tuple[int, int]]) -> Words:
    """Return the words where each stretch of the text that ends at a place has grown by so much.

    The stretches are in order, and no word reaches into one.
    """
    by = _shifts(words.starts, growth)
    by_tag = _shifts([start for _, start, _ in words.hashtags], growth)
    tags = zip(words.hashtags, by_tag, strict=True)
    return replace(
        words,
        starts=tuple(map(add, words.starts, by)),
        ends=tuple(map(add, words.ends, by)),
        hashtags=tuple([(word, start + more, end + more) for (word, start, end), more in tags]),
    )


def _shifts(places: Sequence[int], growth: Sequence[tuple[int, int]]) -> list[int]:
    """Return by how much each of these places moves, which are in order too."""
    shifts: list[int] = []
    total = 0
    for end, by in growth:
        shifts += [total] * (bisect_left(places, end) - len(shifts))
        total += by
    return shifts + [total] * (len(places) - len(shifts))
