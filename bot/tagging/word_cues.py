"""The words of a text as cues, in the notation of the taxonomy: a word, or how it begins."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.core.model.tag import SENTIMENT, Reading, Tag
from bot.tagging.knowledge import function_words
from bot.tagging.tokens import LONGEST_WORD, fold, split

_BEGINNINGS = (4, 5, 6, 8)
"""Letters with which a word must begin: endings and consonant gradation change the rest."""
_SHORTEST = 3

UNTAUGHT = frozenset({"free_tag", "risk", "group", "focus_group"})
"""Facets that people correct and nobody learns. A risk keeps a story from being quoted, so no
habit may take it away; who belongs to a group is tagged from explicit words only; hashtags are
the teller's own.
"""


class WordCue(NamedTuple):
    """A cue where it stands."""

    notation: str
    start: int
    end: int


class WordCues:
    """Finds them. Words that only hold sentences together are none."""

    def __init__(self) -> None:
        """Read the list of those words."""
        self._plain = function_words()

    def of(self, text: str) -> list[WordCue]:
        """Return the cues of the first `tokens.ANALYSED` code points, in order."""
        words = split(text)
        return [
            WordCue(notation, start, end)
            for word, start, end in zip(words.folded, words.starts, words.ends, strict=True)
            if len(word) >= _SHORTEST and word not in self._plain
            for notation in _notations(word)
        ]


def said(reading: Reading, cues: Sequence[WordCue]) -> Mapping[str, frozenset[str]]:
    """Return the targets of a reading that can be taught, each with the cues that it rests on; the
    feeling of the whole rests on none.
    """
    starts, ends = [cue.start for cue in cues], [cue.end for cue in cues]

    def under(tag: Tag) -> frozenset[str]:
        within = cues[bisect_right(ends, tag.start) : bisect_left(starts, tag.end)]
        # Without a word of its own it rests on its span as it stands, a question mark for example.
        span = fold(reading.masked[tag.start : tag.end][:LONGEST_WORD])
        return frozenset({cue.notation for cue in within} or {span})

    found = {
        target(tag.facet, tag.key): under(tag)
        for tag in reading.tags
        if tag.facet not in UNTAUGHT and tag.facet != SENTIMENT
    }
    return {**found, target(SENTIMENT, reading.sentiment): frozenset()}


def target(facet: str, key: str) -> str:
    """Return facet:key."""
    return f"{facet}:{key}"


def facet_of(name: str) -> str:
    """Return the facet of a target."""
    return name.partition(":")[0]


def _notations(word: str) -> Iterator[str]:
    yield word
    for length in _BEGINNINGS:
        if length < len(word):
            yield f"{word[:length]}*"
