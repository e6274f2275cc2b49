"""The places of a text where cues stand.

Beside its own form a cue of one word is found after a first part that turns it round
("epäystävällinen") or says it more loudly ("jätteglad"); in Finnish and Swedish a stem of six
letters or more is also found inside a compound.
"""

import re
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
_WITHOUT = re.compile("ttom|ttöm|tonta|töntä|t[oö]n$")

_REMEMBERED = 8192
"""Words of which an index remembers what they hold."""


class Hit(NamedTuple):
    """A cue at words first…last; `reversed` when its own word turns it round ("epäystävällinen",
    "kiireetön").

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

    def find(self, words: Sequence[str], place: int) -> list[Hit]:
        """Return the phrases that begin at this place."""
        cues: dict[int, Cue] = {}
        for word in words[place + 1 : place + 1 + self._reach]:
            for cue in self._words.get(word, ()):
                cues[id(cue)] = cue
            for length in self._lengths.get(word[0], ()):
                for cue in self._stems.get(word[:length], ()):
                    cues[id(cue)] = cue
        return [
            Hit(cue, place, last, "phrase")
            for cue in cues.values()
            if (last := _end_of_phrase(cue, words, place))
        ]


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


class _InWord(NamedTuple):
    """What a word holds, wherever it stands: cues of one word, and phrases that it may begin."""

    single: tuple[tuple[Cue, Form, bool], ...]
    phrases: tuple[_Phrases, ...]


_NOTHING = _InWord((), ())


class _Compiled:
    """Cues sorted into dictionaries by their first word.

    What a word holds is worked out once: few words make up most of what people write. That a word
    was read is remembered, in what text is not.
    """

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
        self._known: dict[str, _InWord] = {}

    def find(self, words: Sequence[str]) -> list[Hit]:
        hits: list[Hit] = []
        known = self._known
        for place, word in enumerate(words):
            found = known.get(word)
            if found is None:
                found = self._remember(word)
            if found is _NOTHING:
                continue
            hits += [Hit(cue, place, place, form, turned) for cue, form, turned in found.single]
            for phrases in found.phrases:
                hits += phrases.find(words, place)
        return hits

    def _remember(self, word: str) -> _InWord:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        single = [*self._whole(word), *(self._parts(word) if len(word) > INSIDE else ())]
        phrases = [begun.phrases for _, begun in self._begun(word) if begun.phrases is not None]
        found = _InWord(tuple(single), tuple(phrases)) if single or phrases else _NOTHING
        self._known[word] = found
        return found

    def _begun(self, word: str) -> Iterator[tuple[Form, _Begun]]:
        """Yield what is the word, and what it starts with."""
        if found := self._words.get(word):
            yield "word", found
        for length in self._lengths.get(word[0], ()):
            if length <= len(word) and (found := self._stems.get(word[:length])):
                yield "stem", found

    def _whole(self, word: str) -> Iterator[tuple[Cue, Form, bool]]:
        for form, begun in self._begun(word):
            for cue in begun.single:
                yield cue, form, form == "stem" and _lacks(cue, word)

    def _parts(self, word: str) -> Iterator[tuple[Cue, Form, bool]]:
        for prefix in self._prefixes:
            if word.startswith(prefix) and len(word) > len(prefix):
                yield from self._prefixed(word[len(prefix) :], prefix)
        for offset in range(_SHORTEST_HEAD, len(word) - INSIDE + 1):
            for stem in self._heads.get(word[offset : offset + INSIDE], ()):
                if word.startswith(stem, offset):
                    yield from self._inside(word, stem)

    def _prefixed(self, rest: str, prefix: str) -> Iterator[tuple[Cue, Form, bool]]:
        for form, begun in self._begun(rest):
            for cue in begun.single:
                long_enough = form == "word" or len(cue.first.text) >= _SHORTEST_LOUD
                if long_enough and _takes(cue, prefix):
                    turned = prefix in _REVERSING[cue.language] or _lacks(cue, rest)
                    yield cue, "stem", turned

    def _inside(self, word: str, stem: str) -> Iterator[tuple[Cue, Form, bool]]:
        for cue in self._stems[stem].single:
            if _is_compounding(cue) and not word.startswith(_REVERSING[cue.language]):
                yield cue, "inside", False


def _lengths(stems: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    # Few stems begin with the same letter, so few lengths need to be tried for a word.
    by_letter: dict[str, set[int]] = {}
    for stem in stems:
        by_letter.setdefault(stem[0], set()).add(len(stem))
    return {letter: tuple(sorted(found)) for letter, found in by_letter.items()}


def _takes(cue: Cue, prefix: str) -> bool:
    if prefix in _STRENGTHENING[cue.language]:
        return True
    return prefix in _REVERSING[cue.language] and len(cue.first.text) >= INSIDE - 1


def _lacks(cue: Cue, word: str) -> bool:
    # "kiireetön", "virheettömästi": the ending says without, unless the cue carries it itself.
    if cue.language != "fi":
        return False
    return _WITHOUT.search(word[len(cue.first.text) - 1 :]) is not None


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
