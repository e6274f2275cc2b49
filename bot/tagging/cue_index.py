"""The places of a text where cues stand.

Beside its own form a cue of one word is found after a first part that turns it round
("epäystävällinen") or says it more loudly ("jätteglad"); in Finnish and Swedish a stem of six
letters or more is also found inside a compound.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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

_NONE: frozenset[int] = frozenset()


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


class _Begun(NamedTuple):
    """The cues that begin with one word or stem, phrases by their numbers."""

    single: tuple[Cue, ...]
    phrases: frozenset[int]


class _InWord(NamedTuple):
    """What a word holds, wherever it stands: cues of one word, the numbers of the phrases that
    begin with it, how far from it their second words are, and the numbers of those phrases of
    which it is the second word.
    """

    single: tuple[tuple[Cue, Form, bool], ...]
    begins: frozenset[int]
    reach: int
    follows: frozenset[int]


class _Known(dict[str, _InWord | None]):
    """What words hold, worked out once: few words make up most of what people write. That a word
    was read is remembered, in what text is not.
    """

    def __init__(self, work_out: Callable[[str], _InWord | None]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, word: str) -> _InWord | None:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[word] = self._work_out(word)
        return found


class _Compiled:
    """Cues sorted into dictionaries by their first word, phrases also by their second."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        words: dict[str, list[Cue]] = {}
        stems: dict[str, list[Cue]] = {}
        for cue in cues:
            (stems if cue.first.is_stem else words).setdefault(cue.first.text, []).append(cue)
        self._phrases: list[Cue] = []
        self._words = {text: self._parted(found) for text, found in words.items()}
        self._stems = {text: self._parted(found) for text, found in stems.items()}
        self._lengths = _lengths(stems)
        self._seconds = _Seconds(self._phrases)
        both = (*words.values(), *stems.values())
        languages = {cue.language for found in both for cue in found}
        parts = (_REVERSING, _STRENGTHENING)
        self._prefixes = tuple(sorted({p for of in parts for lang in languages for p in of[lang]}))
        heads: dict[str, list[str]] = {}
        for stem, found in stems.items():
            if len(stem) >= INSIDE and any(_is_compounding(cue) for cue in found):
                heads.setdefault(stem[:INSIDE], []).append(stem)
        self._heads = {head: tuple(found) for head, found in heads.items()}
        self._known = _Known(self._work_out)

    def find(self, words: Sequence[str]) -> list[Hit]:
        hits: list[Hit] = []
        found = [*map(self._known.__getitem__, words)]
        for place, held in enumerate(found):
            if held is None:
                continue
            single, begins, reach, _ = held
            if single:
                hits += [Hit(cue, place, place, form, turned) for cue, form, turned in single]
            likely = _NONE
            for near in found[place + 1 : place + 1 + reach] if reach else ():
                if near is not None and not begins.isdisjoint(near.follows):
                    likely |= begins & near.follows
            if likely:
                hits += self._phrases_at(place, words, likely)
        return hits

    def _phrases_at(self, place: int, words: Sequence[str], likely: frozenset[int]) -> list[Hit]:
        """Return which of the phrases that begin at this place stand there."""
        cues = [self._phrases[number] for number in sorted(likely)]
        return [
            Hit(cue, place, last, "phrase")
            for cue in cues
            if (last := _end_of_phrase(cue, words, place))
        ]

    def _parted(self, cues: Sequence[Cue]) -> _Begun:
        """Number the phrases, and part them from the others."""
        first = len(self._phrases)
        self._phrases += [cue for cue in cues if cue.rest]
        single = tuple([cue for cue in cues if not cue.rest])
        return _Begun(single, frozenset(range(first, len(self._phrases))))

    def _work_out(self, word: str) -> _InWord | None:
        single = (*self._whole(word), *(self._parts(word) if len(word) > INSIDE else ()))
        begins = _union([begun.phrases for _, begun in self._begun(word)])
        reach = max((1 + self._phrases[number].gap for number in begins), default=0)
        follows = self._seconds.of(word)
        return _InWord(single, begins, reach, follows) if single or begins or follows else None

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


class _Seconds:
    """The second words of phrases."""

    def __init__(self, phrases: Sequence[Cue]) -> None:
        """Take the phrases by their numbers."""
        words: dict[str, set[int]] = {}
        stems: dict[str, set[int]] = {}
        for number, cue in enumerate(phrases):
            second = cue.rest[0]
            (stems if second.is_stem else words).setdefault(second.text, set()).add(number)
        self._words = {text: frozenset(numbers) for text, numbers in words.items()}
        self._stems = {text: frozenset(numbers) for text, numbers in stems.items()}
        self._lengths = _lengths(stems)

    def of(self, word: str) -> frozenset[int]:
        """Return the numbers of the phrases of which it can be the second word."""
        found = [self._words.get(word, _NONE)]
        found += [
            self._stems.get(word[:length], _NONE) for length in self._lengths.get(word[0], ())
        ]
        return _union(found)


def _union(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    # Most often it is one of them, which is kept once then.
    filled = [numbers for numbers in sets if numbers]
    return filled[0] if len(filled) == 1 else _NONE.union(*filled)


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
