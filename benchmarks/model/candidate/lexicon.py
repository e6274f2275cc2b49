"""What single words feel, by list: the four dense features beside the n-grams.

`lexicon.txt` is made by `benchmarks.model.lexicon` from AFINN, Copyright Finn Årup Nielsen,
Apache-2.0. Each line is a language, a valence −5…5 and its plain words; a word with a star stands
for all that begin so.
"""

import math
from collections.abc import Mapping, Sequence
from importlib.resources import files

from bot.core.model.language import StoryLanguage

CHANNELS = 4
"""Good, bad, denied good, denied bad."""

_SHORTEST_STEM = 4
_SCOPE = 4
"""Words after a negator that it denies."""

_FULL = 4.0
"""Valence at which a channel has said most of what it can."""

_NEGATORS: Mapping[str, str] = {
    "fi": "ei en et emme ette eivät eikä älä älkää eipä enkä etkä ilman",
    "en": "not no never dont doesnt didnt isnt wasnt wont cant couldnt shouldnt wouldnt aint "
    "arent havent hasnt cannot nothing without",
    "sv": "inte ej aldrig icke ingen inget inga utan",
    "other": "",
}
_ENDS = frozenset({"!", "?", "mutta", "vaan", "but", "men"})
"""What ends the scope of a negator."""


class Lexicon:
    """The valence of words by language. Emoticons belong to every language."""

    def __init__(self) -> None:
        """Read the package's list."""
        self._negators = {name: frozenset(words.split()) for name, words in _NEGATORS.items()}
        self._words: dict[str, dict[str, float]] = {name: {} for name in _NEGATORS}
        listed = (
            files("benchmarks.model.candidate").joinpath("lexicon.txt").read_text(encoding="utf-8")
        )
        for line in listed.splitlines():
            language, valence, words = line.split("\t")
            for name in self._words if language == "*" else (language,):
                self._words[name].update(dict.fromkeys(words.split(), float(valence)))

    def felt(self, words: Sequence[str], language: StoryLanguage) -> list[tuple[int, int, float]]:
        """Return (number of the word, channel, strength > 0) for each word that feels."""
        known, negators = self._words[language], self._negators[language]
        found = []
        denied_until = -1
        for number, word in enumerate(words):
            if word in negators:
                denied_until = number + _SCOPE
            elif word in _ENDS:
                denied_until = -1
            elif valence := known.get(word) or _by_stem(word, known):
                channel = (valence < 0) + 2 * (number <= denied_until)
                found.append((number, channel, abs(valence)))
        return found

    def channels(self, words: Sequence[str], language: StoryLanguage) -> list[float]:
        """Return how much each channel says, 0…1."""
        sums = [0.0] * CHANNELS
        for _, channel, strength in self.felt(words, language):
            sums[channel] += strength
        return [math.tanh(strength / _FULL) for strength in sums]


def _by_stem(word: str, known: Mapping[str, float]) -> float:
    for length in range(len(word), _SHORTEST_STEM - 1, -1):
        if valence := known.get(word[:length] + "*"):
            return valence
    return 0.0
