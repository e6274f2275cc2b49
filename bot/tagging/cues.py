"""Cue notation → cues.

`sana*` is a token that starts so, `sana` a whole token, words with spaces a phrase whose words
are each of these two. All are compared folded. A phrase that begins with a negator may have words
between ("ei … vastan*"), for that is where its subject or verb stands.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.core.model.language import Language
from bot.tagging.tokens import fold

_REMEMBERED = 8192
_WIDE = 6
_GAP = 2
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
        # Most of thousands; on the longer way the program would start 70 ms later.
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


def wide(cues: Iterable[Cue]) -> list[Cue]:
    """Return the cues long enough to mean the same in a language that nobody named."""
    return [
        cue
        for cue in cues
        if len(cue.first.text) >= _WIDE or len(cue.notation.replace(" ", "").rstrip("*")) >= _WIDE
    ]
