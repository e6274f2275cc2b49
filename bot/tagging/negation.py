"""What a negator takes back: cues up to three words after it, and in Swedish verbs before it."""

from collections.abc import Mapping, Sequence

from bot.core.model.language import Language
from bot.tagging.cue_index import Hit
from bot.tagging.tokens import Words

SCOPE = 3
"""Words before a cue in which a negator counts (taxonomy, trap "Negation")."""

_SWEDISH_SCOPE = 2
_RATHER = 12
_BEING = frozenset({("ole",), ("ollut",), ("olleet",), ("oo",)})
_SUBJECTS = frozenset({"se", "ne", "hän", "he", "siellä", "täällä"})
_POSTPOSED = frozenset({"inte", "ej", "aldrig"})


class Negation:
    """Knows the negators of the spoken languages and the phrases that only look so."""

    def __init__(
        self,
        negators: Mapping[Language, frozenset[str]],
        harmless: Mapping[Language, Sequence[str]],
        contrast: frozenset[str],
    ) -> None:
        """Take negators, phrases with one that deny nothing, and words that end a scope."""
        self._negators = negators
        self._harmless = {
            language: tuple(tuple(phrase.split()) for phrase in phrases)
            for language, phrases in harmless.items()
        }
        self._contrast = contrast

    def denied(self, hits: Sequence[Hit], words: Words) -> frozenset[int]:
        """Return the numbers of the hits that the text says are not so.

        A cue with its own negator is never denied by it; two denials in one place are none.
        """
        present = {
            language
            for language in {hit.cue.language for hit in hits}
            if not self._negators[language].isdisjoint(words.folded)
        }
        return frozenset(
            [
                number
                for number, hit in enumerate(hits)
                if not hit.cue.holds_negator
                and hit.reversed != (hit.cue.language in present and self._is_negated(hit, words))
            ]
        )

    def means_it(self, hit: Hit, words: Words) -> bool:
        """False for a cue that holds a negator where it denies nothing: "ei vain kuunnellut, vaan
        auttoi".
        """
        cue = hit.cue
        if cue.first.text not in self._negators[cue.language]:
            return True
        itself = tuple(cue.notation.split()) in self._harmless[cue.language]
        return itself or not self._is_harmless(hit.first, cue.language, words)

    def _is_harmless(self, place: int, language: Language, words: Words) -> bool:
        return any(
            words.folded[place : place + len(phrase)] == phrase
            for phrase in self._harmless[language]
        )

    def _is_negated(self, hit: Hit, words: Words) -> bool:
        if self._before(hit, words):
            return True
        if hit.cue.language == "sv":
            return self._after(hit, words)
        return hit.cue.language == "fi" and _is_not(hit, words)

    def _before(self, hit: Hit, words: Words) -> bool:
        negators = self._negators[hit.cue.language]
        for place in range(hit.first - 1, max(-1, hit.first - SCOPE - 1), -1):
            word = words.folded[place]
            if words.clause[place] != words.clause[hit.first] or word in self._contrast:
                return False
            if word in negators:
                harmless = self._is_harmless(place, hit.cue.language, words)
                return not harmless and not _is_rather(place, words)
        return False

    def _after(self, hit: Hit, words: Words) -> bool:
        for place in range(hit.last + 1, min(len(words), hit.last + 1 + _SWEDISH_SCOPE)):
            word = words.folded[place]
            if words.clause[place] != words.clause[hit.last] or word in self._contrast:
                return False
            if word in _POSTPOSED:
                return not self._is_harmless(place, "sv", words)
        return False


def _is_not(hit: Hit, words: Words) -> bool:
    # "Jonoa ei ollut", "turvallinen se ei ole": "to be" is denied after what there is not.
    place = hit.last + 1
    if words.folded[place : place + 1] and words.folded[place] in _SUBJECTS:
        place += 1
    return (
        words.folded[place : place + 1] in {("ei",), ("eivät",)}
        and words.folded[place + 1 : place + 2] in _BEING
        and words.clause[place] == words.clause[hit.last]
    )


def _is_rather(place: int, words: Words) -> bool:
    # Swedish "utan" is "without", but "but rather" once the sentence has denied something.
    if words.folded[place] != "utan":
        return False
    return any(
        words.folded[earlier] in _POSTPOSED and words.sentence[earlier] == words.sentence[place]
        for earlier in range(max(0, place - _RATHER), place)
    )
