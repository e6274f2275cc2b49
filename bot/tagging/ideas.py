"""The sentences of a shown text in which an idea is told, to be quoted as they stand."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from bot.core.model.language import StoryLanguage
from bot.core.model.tag import IDEA, Tag
from bot.tagging.idea_moods import idea_moods
from bot.tagging.proposing import Evidence
from bot.tagging.tokens import ANALYSED, Words

_IDEA = ":".join(IDEA)
_Span = tuple[int, int]

LONGEST_QUOTE = 400
"""Code points of a quotation; of a longer sentence it is what stands around the cue."""

_END = re.compile(r"[.!?…]+[\"”’»)]*(?=\s)|(?<!:)\n")
_NEVER_LAST = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]|esim|ks|klo|nk|ns|mm|nro|puh|as|e\.g|i\.e|vs|approx|mr|mrs|ms|dr|st"
    r"|t\.ex|bl\.a|dvs|s\.k|kl|ca|tel)\.$",
    re.IGNORECASE,
)
"""Abbreviations after which a sentence goes on, whatever letter follows; initials too."""

_SELDOM_LAST = re.compile(r"(?:\d|(?<![^\W_])(?:jne|ym|yms|etc|osv|m\.m))\.$|…$", re.IGNORECASE)
"""Ordinals and the like: after them, and after dots, a small letter goes on."""

_LETTER = re.compile(r"\s{1,3}([^\W_])")
_SEEN = 8
_EDGES = " \t\r\n\f\v\u00a0-–—•*"


def idea_words(words: Words, language: StoryLanguage, evidence: Iterable[Evidence]) -> list[int]:
    """Return the numbers of the words by which sentences tell an idea, in order: cues and, where
    a sentence has none, the mood of its verb.
    """
    cues = sorted(one.hit.first for one in evidence if one.target == _IDEA and not one.denied)
    named = {words.sentence[place] for place in cues}
    moods = [place for place in idea_moods(words, language) if words.sentence[place] not in named]
    return sorted([*cues, *moods]) if moods else cues


def quoted_ideas(text: str, tags: Sequence[Tag], known: tuple[_Span, ...]) -> tuple[_Span, ...]:
    """Return what is quoted once tags came and went: the known sentences, or those around the
    tags of ideas that are new; nothing where no tag says that there is an idea.
    """
    cues = [tag.start for tag in tags if (tag.facet, tag.key) == IDEA]
    return (known or sentences_around(text, cues)) if cues else ()


def sentences_around(text: str, places: Sequence[int]) -> tuple[_Span, ...]:
    """Return the sentences in which those places lie, which are in order."""
    if not places:
        return ()
    ends = [*_ends(text[: ANALYSED + LONGEST_QUOTE], places[-1]), len(text)]
    found: list[_Span] = []
    for place in places:
        following = bisect_right(ends, place)
        start = ends[following - 1] if following else 0
        span = _trimmed(text, *_near(text, place, start, ends[following]))
        if not found or span[0] >= found[-1][1]:
            found.append(span)
    return tuple(found)


def _ends(text: str, last: int) -> Iterator[int]:
    """Yield where sentences end, until one does behind the last place."""
    for match in _END.finditer(text):
        if not _goes_on(text, match):
            yield match.end()
            if match.end() > last:
                return


def _goes_on(text: str, stop: re.Match[str]) -> bool:
    """Tell whether a full stop or dots end no sentence."""
    if stop.group()[0] not in ".…":
        return False
    before = text[max(0, stop.start() - _SEEN) : stop.start() + 1]
    if _NEVER_LAST.search(before):
        return True
    following = _LETTER.match(text, stop.end())
    is_doubtful = len(stop.group()) > 1 or _SELDOM_LAST.search(before)
    return bool(is_doubtful and following and following.group(1).islower())


def _near(text: str, place: int, start: int, end: int) -> _Span:
    """Return the sentence, or of a long one whole words around the place."""
    if end - start <= LONGEST_QUOTE:
        return start, end
    first, last = max(start, place - LONGEST_QUOTE // 2), min(end, place + LONGEST_QUOTE // 2)
    if first > start:
        first = max(first, text.find(" ", first, place))
    if last < end:
        last = max(place + 1, text.rfind(" ", place, last)) if " " in text[place:last] else last
    return first, last


def _trimmed(text: str, start: int, end: int) -> _Span:
    written = text[start:end]
    start += len(written) - len(written.lstrip(_EDGES))
    return start, start + len(text[start:end].rstrip())
