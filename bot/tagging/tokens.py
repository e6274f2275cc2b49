"""Text → words with their places, which are code points of the very text that was given."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from bot.tagging.event_dates.marks import DATE_MARK
from bot.tagging.personal_data.marks import ALL_MARKS

ANALYSED = 10_000
"""Code points that are read for tags and language. Masking covers the whole text."""

LONGEST_WORD = 64
"""Longer runs are no words. Normalising a run of combining marks costs its length squared."""

# Words come first because most pieces are words; the others begin with characters of their own.
_PIECE = re.compile(
    r"(?P<word>(?!https?://|www\.)[^\W_](?:[\w\u0300-\u036f'’´-]*(?:[^\W_]|[\u0300-\u036f]))?)"
    rf"|(?P<opaque>{'|'.join(map(re.escape, ALL_MARKS))}|{DATE_MARK}"
    r"|<[^<>\s]{1,500}>|https?://[^\s<>]+|www\.[^\s<>]+)"
    r"|(?P<tag>(?<![\w#&/])#[^\W\d_][\w\u0300-\u036f-]{0,63})"
    r"|(?P<stop>[.!?…]+(?=[\s\"'”’»)]|$)|[\n\r;]+|[\U0001F300-\U0001FAFF\u2600-\u27BF]+)"
    r"|(?P<pause>[,:()–—]+|\s-\s)"
)
# Of what is left, nothing has to be composed and nothing falls away.
_UNUSUAL = re.compile("[^\x00-\u024f\u2010-\u2027€\u2600-\u27bf\U0001f300-\U0001faff]|['’´]")
_IS_PLAIN = re.compile(r"[^\W_]+(?:[ '’-][^\W_]+)*")
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
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[int] = []
    clauses: list[int] = []
    asked: set[int] = set()
    hashtags: list[tuple[str, int, int]] = []
    sentence = clause = 0
    whole = _folded(text[:ANALYSED])
    for piece in _PIECE.finditer(text, 0, ANALYSED):
        kind = piece.lastgroup
        if kind == "word":
            start, end = piece.span()
            if end - start <= LONGEST_WORD:
                folded.append(whole[start:end] if whole else fold(text[start:end]))
                starts.append(start)
                ends.append(end)
                sentences.append(sentence)
                clauses.append(clause)
        elif kind == "stop":
            if "?" in piece.group():
                asked.add(sentence)
            sentence += 1
            clause += 1
        elif kind == "pause":
            clause += 1
        elif kind == "tag":
            hashtags.append((fold(piece.group()[1:]), *piece.span()))
    return Words(
        tuple(folded),
        tuple(starts),
        tuple(ends),
        tuple(sentences),
        tuple(clauses),
        frozenset(asked),
        tuple(hashtags),
    )


def without(words: Words, text: str, spans: Sequence[tuple[int, int]]) -> Words | None:
    """Return the words of the text with spaces in place of the spans, as `split` would find them.

    None where that cannot be told without splitting anew: a span is not whole words, or what is
    in it or beside it parts sentences.
    """
    starts, ends = frozenset(words.starts), frozenset(words.ends)
    gone: set[int] = set()
    for start, end in spans:
        if start not in starts or end not in ends or not _IS_PLAIN.fullmatch(text, start, end):
            return None
        if text[start - 1 : start] not in _BEFORE or text.startswith("#", end):
            return None
        first, last = bisect_left(words.starts, start), bisect_left(words.ends, end)
        gone.update(range(first, last + 1))
    kept = [place for place in range(len(words)) if place not in gone]
    return replace(
        words,
        folded=tuple([words.folded[place] for place in kept]),
        starts=tuple([words.starts[place] for place in kept]),
        ends=tuple([words.ends[place] for place in kept]),
        sentence=tuple([words.sentence[place] for place in kept]),
        clause=tuple([words.clause[place] for place in kept]),
    )


def moved(words: Words, growth: Sequence[tuple[int, int]]) -> Words:
    """Return the words where each stretch of the text that ends at a place has grown by so much.

    The stretches are in order, and no word reaches into one.
    """
    places = [place for place, _ in growth]
    shifts = [0, *accumulate(by for _, by in growth)]

    def shift(start: int) -> int:
        return shifts[bisect_right(places, start)]

    both = zip(words.starts, words.ends, strict=True)
    return replace(
        words,
        starts=tuple([start + shift(start) for start in words.starts]),
        ends=tuple([end + shift(start) for start, end in both]),
        hashtags=tuple(
            [
                (word, start + shift(start), end + shift(start))
                for word, start, end in words.hashtags
            ]
        ),
    )
