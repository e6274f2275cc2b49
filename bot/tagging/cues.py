"""Cue notation → hash lookups, and the places where cues stand.

`sana*` is a token that starts so, `sana` a whole token, words with spaces a phrase whose words
are each of these two. All are compared folded. A stem of six letters or more is also found inside
a compound, in Finnish and Swedish. A phrase that begins with a negator may have words between
("ei … vastan*"), for that is where its subject or verb stands.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from bot.core.model.language import Language
from bot.tagging.tokens import fold

Form = Literal["word", "stem", "inside", "phrase"]

INSIDE = 6
"""Shortest stem that is looked for inside compounds."""

_REMEMBERED = 8192
_SHORTEST_HEAD = 3
_WIDE = 6
_GAP = 2
_REVERSING = {
    "fi": ("epä",),
    "en": ("un", "dis", "non"),
    "sv": ("o", "miss"),
}
"""First parts of a word that turn its meaning round."""

_STRENGTHENING = {"fi": ("super",), "en": ("super",), "sv": ("jätte", "super", "ur")}
"""First parts that say the same more loudly: "jätteglad"."""

_SHORTEST_LOUD = 3

_PERSONS = {
    "ei": ("ei", "eivät", "eikä", "eivätkä", "ettei"),
    "en": ("en", "emme", "enkä", "emmekä", "etten"),
}
"""The Finnish negator bends by person: "en enää" is said by several as "emme enää"."""


class Piece(NamedTuple):
    """One word of a cue."""

    text: str
    is_stem: bool

    def fits(self, word: str) -> bool:
        """True when the word is this one, or starts with this stem."""
        return word.startswith(self.text) if self.is_stem else word == self.text


@dataclass(frozen=True, slots=True)
class Limit:
    """When a doubtful cue counts: one of `needs` stands in the text, and none of `unless`."""

    needs: tuple[str, ...]
    unless: tuple[str, ...]
    in_sentence: bool
    """True when the cue's own sentence is asked, not the whole text."""


class Cue(NamedTuple):
    """A cue of one target in one language.

    A named tuple, for the taxonomy makes thousands and a frozen dataclass takes thrice as long.
    """

    target: str
    notation: str
    language: Language
    first: Piece
    rest: tuple[Piece, ...]
    gap: int
    """How many words may stand between the pieces, in all."""
    holds_negator: bool
    weight: float
    """How good (+) or bad (−) what its target says is, −1…1."""
    limit: Limit | None


class Hit(NamedTuple):
    """A cue at words first…last; `reversed` when its own word turns it round ("epäystävällinen").

    A named tuple, for a text makes dozens and a frozen dataclass takes twice as long to make.
    """

    cue: Cue
    first: int
    last: int
    form: Form
    reversed: bool = False


def parse(
    target: str,
    notation: str,
    language: Language,
    negators: Mapping[Language, frozenset[str]],
    *,
    weight: float = 0.0,
    limit: Limit | None = None,
) -> list[Cue]:
    """Read the notation; a cue that begins with a negator is there in each of its persons."""
    if " " not in notation:
        first = _read(notation)
        negates = first.text in negators[language]
        only = Cue(target, notation, language, first, (), 0, negates, weight, limit)
        return [only] if first.text else []
    pieces = tuple([piece for word in notation.split() if (piece := _piece(word)).text])
    if not pieces:
        return []
    negating = negators[language]
    first, rest = pieces[0], pieces[1:]
    holds_negator = any(piece.text in negating for piece in pieces)
    if not rest or first.text not in negating:
        return [Cue(target, notation, language, first, rest, 0, holds_negator, weight, limit)]
    return [
        Cue(
            target,
            notation,
            language,
            Piece(person, first.is_stem),
            rest,
            _GAP,
            holds_negator,
            weight,
            limit,
        )
        for person in _PERSONS.get(first.text, (first.text,))
    ]


@lru_cache(maxsize=_REMEMBERED)
def _piece(word: str) -> Piece:
    # Phrases share most of their words, so each is folded and kept once.
    return _read(word)


def _read(word: str) -> Piece:
    return Piece(fold(word.rstrip("*")), word.endswith("*"))


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


class _Compiled:
    """Cues sorted into dictionaries by their first word. Immutable."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        words: dict[str, list[Cue]] = {}
        stems: dict[str, list[Cue]] = {}
        for cue in cues:
            (stems if cue.first.is_stem else words).setdefault(cue.first.text, []).append(cue)
        self._words = {text: tuple(found) for text, found in words.items()}
        self._stems = {text: tuple(found) for text, found in stems.items()}
        # Few stems begin with the same letter, so few lengths need to be tried for a word.
        by_letter: dict[str, set[int]] = {}
        for stem in stems:
            by_letter.setdefault(stem[0], set()).add(len(stem))
        self._lengths = {letter: tuple(sorted(found)) for letter, found in by_letter.items()}
        languages = {cue.language for cue in self._all()}
        parts = (_REVERSING, _STRENGTHENING)
        self._prefixes = tuple(sorted({p for of in parts for lang in languages for p in of[lang]}))
        heads: dict[str, list[str]] = {}
        for stem, found in stems.items():
            if len(stem) >= INSIDE and any(_is_compounding(cue) for cue in found):
                heads.setdefault(stem[:INSIDE], []).append(stem)
        self._heads = {head: tuple(found) for head, found in heads.items()}

    def _all(self) -> Iterable[Cue]:
        for found in (*self._words.values(), *self._stems.values()):
            yield from found

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
                    for cue in self._stems[stem]
                    if _is_compounding(cue) and not word.startswith(_REVERSING[cue.language])
                )

    def _find_prefixed(self, hits: list[Hit], word: str, place: int) -> None:
        for prefix in self._prefixes:
            rest = word[len(prefix) :]
            if not rest or not word.startswith(prefix):
                continue
            found = [*self._words.get(rest, ())]
            for length in self._lengths.get(rest[0], ()):
                if _SHORTEST_LOUD <= length <= len(rest):
                    found += self._stems.get(rest[:length], ())
            hits.extend(
                Hit(cue, place, place, "stem", prefix in _REVERSING[cue.language])
                for cue in found
                if not cue.rest and _takes(cue, prefix)
            )


def wide(cues: Iterable[Cue]) -> list[Cue]:
    """Return the cues long enough to mean the same in a language that nobody named."""
    return [
        cue
        for cue in cues
        if len(cue.first.text) >= _WIDE or len(cue.notation.replace(" ", "").rstrip("*")) >= _WIDE
    ]


def _takes(cue: Cue, prefix: str) -> bool:
    if prefix in _STRENGTHENING[cue.language]:
        return True
    return prefix in _REVERSING[cue.language] and len(cue.first.text) >= INSIDE - 1


def _is_compounding(cue: Cue) -> bool:
    return not cue.rest and cue.language != "en"


def _add(
    hits: list[Hit], cues: Sequence[Cue], words: Sequence[str], place: int, form: Form
) -> None:
    following = words[place + 1] if place + 1 < len(words) else ""
    for cue in cues:
        if not cue.rest:
            hits.append(Hit(cue, place, place, form))
        elif (cue.gap or following.startswith(cue.rest[0].text)) and (
            last := _end_of_phrase(cue, words, place)
        ):
            hits.append(Hit(cue, place, last, "phrase"))


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
