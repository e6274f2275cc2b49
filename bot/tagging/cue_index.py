"""The places of a text where cues stand.

Beside its own form a cue of one word is found after a first part that turns it round
("epäystävällinen") or says it more loudly ("jätteglad"); in Finnish and Swedish a stem of six
letters or more is also found inside a compound.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from bot.tagging.cues import Cue

Form = Literal["word", "stem", "inside", "phrase"]

INSIDE = 6
"""Shortest stem that is looked for inside compounds."""

_SHORTEST_HEAD = 3
_REVERSING = {
    "fi": ("epä",),
    "en": ("un", "dis", "non"),
    "sv": ("o", "miss"),
}
"""First parts of a word that turn its meaning round."""

_STRENGTHENING = {"fi": ("super",), "en": ("super",), "sv": ("jätte", "super", "ur")}
"""First parts that say the same more loudly: "jätteglad"."""

_SHORTEST_LOUD = 3


class Hit(NamedTuple):
    """A cue at words first…last; `reversed` when its own word turns it round ("epäystävällinen").

    A named tuple, for a text makes dozens and a frozen dataclass takes twice as long to make.
    """

    cue: Cue
    first: int
    last: int
    form: Form
    reversed: bool = False


class CueIndex:
    """Many cues for one pass over a text, compiled when first asked: a rare language costs nothing
    at the start.
    """

    def __init__(self, cues: Iterable[Cue]) -> None:
        """Take the cues."""
        self._compiled: _Compiled | None = None
        self._cues = tuple(cues)

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Return every place where a cue stands, by first word. Linear in the number of words."""
        if not self._cues:
            return []
        if self._compiled is None:
            self._compiled = _Compiled(self._cues)
        return self._compiled.find(words)


class _Phrases:
    """Phrases that begin alike, sorted by their second word: hundreds begin with a negator."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        words: dict[str, list[Cue]] = {}
        stems: dict[str, list[Cue]] = {}
        reach = 0
        for cue in cues:
            second = cue.rest[0]
            (stems if second.is_stem else words).setdefault(second.text, []).append(cue)
            reach = max(reach, 1 + cue.gap)
        self._words, self._stems, self._reach = words, stems, reach
        self._lengths = _lengths(stems)

    def find(self, words: Sequence[str], place: int) -> Iterator[Hit]:
        """Yield the phrases that begin at this place."""
        seen: set[int] = set()
        for word in words[place + 1 : place + 1 + self._reach]:
            for cue in self._with(word):
                if id(cue) in seen:
                    continue
                seen.add(id(cue))
                if last := _end_of_phrase(cue, words, place):
                    yield Hit(cue, place, last, "phrase")

    def _with(self, word: str) -> Iterator[Cue]:
        yield from self._words.get(word, ())
        for length in self._lengths.get(word[0], ()):
            if length <= len(word):
                yield from self._stems.get(word[:length], ())


class _Begun(NamedTuple):
    """The cues that begin with one word or stem."""

    single: tuple[Cue, ...]
    phrases: _Phrases | None

    @classmethod
    def of(cls, cues: Sequence[Cue]) -> "_Begun":
        """Part the phrases from the others."""
        phrases = [cue for cue in cues if cue.rest]
        single = tuple([cue for cue in cues if not cue.rest])
        return cls(single, _Phrases(phrases) if phrases else None)


class _Compiled:
    """Cues sorted into dictionaries by their first word. Immutable."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        words: dict[str, list[Cue]] = {}
        stems: dict[str, list[Cue]] = {}
        for cue in cues:
            (stems if cue.first.is_stem else words).setdefault(cue.first.text, []).append(cue)
        self._words = {text: _Begun.of(found) for text, found in words.items()}
        self._stems = {text: _Begun.of(found) for text, found in stems.items()}
        self._lengths = _lengths(stems)
        both = (*words.values(), *stems.values())
        languages = {cue.language for found in both for cue in found}
        parts = (_REVERSING, _STRENGTHENING)
        self._prefixes = tuple(sorted({p for of in parts for lang in languages for p in of[lang]}))
        heads: dict[str, list[str]] = {}
        for stem, found in stems.items():
            if len(stem) >= INSIDE and any(_is_compounding(cue) for cue in found):
                heads.setdefault(stem[:INSIDE], []).append(stem)
        self._heads = {head: tuple(found) for head, found in heads.items()}

    def find(self, words: Sequence[str]) -> list[Hit]:
        hits: list[Hit] = []
        stems, lengths = self._stems, self._lengths
        for place, word in enumerate(words):
            size = len(word)
            if found := self._words.get(word):
                _add(hits, found, words, place, "word")
            for length in lengths.get(word[0], ()):
                if length <= size and (found := stems.get(word[:length])):
                    _add(hits, found, words, place, "stem")
            if size > INSIDE:
                self._find_in_parts(hits, word, place)
        return hits

    def _find_in_parts(self, hits: list[Hit], word: str, place: int) -> None:
        if word.startswith(self._prefixes):
            self._find_prefixed(hits, word, place)
        heads = self._heads
        for offset in range(_SHORTEST_HEAD, len(word) - INSIDE + 1):
            if found := heads.get(word[offset : offset + INSIDE]):
                self._find_inside(hits, found, word, offset, place)

    def _find_inside(
        self, hits: list[Hit], stems: Sequence[str], word: str, offset: int, place: int
    ) -> None:
        for stem in stems:
            if word.startswith(stem, offset):
                hits.extend(
                    Hit(cue, place, place, "inside")
                    for cue in self._stems[stem].single
                    if _is_compounding(cue) and not word.startswith(_REVERSING[cue.language])
                )

    def _find_prefixed(self, hits: list[Hit], word: str, place: int) -> None:
        for prefix in self._prefixes:
            rest = word[len(prefix) :]
            if not rest or not word.startswith(prefix):
                continue
            begun = [self._words.get(rest)]
            begun += [
                self._stems.get(rest[:length])
                for length in self._lengths.get(rest[0], ())
                if _SHORTEST_LOUD <= length <= len(rest)
            ]
            hits.extend(
                Hit(cue, place, place, "stem", prefix in _REVERSING[cue.language])
                for found in begun
                if found is not None
                for cue in found.single
                if _takes(cue, prefix)
            )


def _lengths(stems: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    # Few stems begin with the same letter, so few lengths need to be tried for a word.
    by_letter: dict[str, set[int]] = {}
    for stem in stems:
        by_letter.setdefault(stem[0], set()).add(len(stem))
    return {letter: tuple(sorted(found)) for letter, found in by_letter.items()}


def _add(hits: list[Hit], begun: _Begun, words: Sequence[str], place: int, form: Form) -> None:
    hits += [Hit(cue, place, place, form) for cue in begun.single]
    if begun.phrases is not None:
        hits.extend(begun.phrases.find(words, place))


def _takes(cue: Cue, prefix: str) -> bool:
    if prefix in _STRENGTHENING[cue.language]:
        return True
    return prefix in _REVERSING[cue.language] and len(cue.first.text) >= INSIDE - 1


def _is_compounding(cue: Cue) -> bool:
    return not cue.rest and cue.language != "en"


def _end_of_phrase(cue: Cue, words: Sequence[str], place: int) -> int:
    """Return the place of the phrase's last word, 0 when it does not stand here."""
    allowed = cue.gap
    for piece in cue.rest:
        place += 1
        while allowed and place < len(words) and not piece.fits(words[place]):
            place += 1
            allowed -= 1
        if place >= len(words) or not piece.fits(words[place]):
            return 0
    return place
