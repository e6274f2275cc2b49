"""In which language a text is told: function words first, letters and endings second.

The words and patterns are this project's own lists. Neighbours (Estonian, Norwegian, Danish,
German and more) have lists too, so that their texts become "other" and not the nearest language
that Kuule speaks.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.model.language import SPOKEN, Language, StoryLanguage

_WORD_WEIGHT = 8.0
_STEM_WEIGHT = 5.0
_SHORTEST_STEM = 5
_READ = 200
"""Words that decide; more change nothing."""

_REMEMBERED = 8192
"""Words of which is remembered how their letters speak."""

_LEAST = 4.0
"""Evidence below which a text says nothing about its language."""

_CLEAR = 8.0
"""Lead in function words that letters may still overturn: a single word of one language."""

_SURE = 16.0
"""Lead in function words from which on nobody else is asked: of the 64,828 such sentences in the
training files the classifier said otherwise of none."""

_SECOND = 0.25
_FEWEST = 2
"""A second language is mixed in with this share of the winner's own words, and with this many."""

_LATIN = "\u024f"
_OTHER = "other"
_FOREIGN_LETTER = re.compile(r"[^\W\d_a-zåäöéüšž]")
_FOREIGN = 6.0
"""Score of a letter that no spoken language writes outside names."""

_HOME = 3.0
"""Head start of the spoken languages: most of what Kuule is told is told in them."""

_KIN: Mapping[str, tuple[str, float]] = {
    "et": ("fi", 0.8),
    "no": ("sv", 0.9),
    "de": ("en", 0.5),
    "nl": ("en", 0.6),
    "fr": ("en", 0.4),
    "es": ("en", 0.3),
    "it": ("en", 0.3),
}
"""Languages whose letters look like those of a spoken one: they share its letter score once a word
of theirs stands."""


@dataclass(frozen=True, slots=True)
class Guess:
    """The language, those whose words are mixed in, and whether the function words leave no
    doubt.
    """

    language: StoryLanguage
    also: tuple[Language, ...] = ()
    sure: bool = False


class LanguageGuesser:
    """Scores words and letters. Built once; pure afterwards."""

    def __init__(
        self,
        words: Mapping[str, str],
        patterns: Mapping[str, Mapping[str, float]],
        stems: Iterable[tuple[str, Language]],
    ) -> None:
        """Take function words and letter patterns by language, and stems of the spoken ones."""
        self._stems = _sole_stems(stems)
        owners: dict[str, list[str]] = {}
        for language, listed in words.items():
            for word in dict.fromkeys(listed.replace("'", "").split()):
                owners.setdefault(word, []).append(language)
        # A word of many languages says little about each of them.
        self._words = {
            word: tuple((owner, _WORD_WEIGHT / len(all_)) for owner in all_)
            for word, all_ in owners.items()
        }
        self._sole = {
            word: language
            for word, all_ in owners.items()
            for language in SPOKEN
            if all_ == [language]
        }
        weights: dict[str, list[tuple[str, float]]] = {}
        for language, listed_patterns in patterns.items():
            for pattern, weight in listed_patterns.items():
                weights.setdefault(pattern, []).append((language, weight))
        self._patterns = {pattern: tuple(found) for pattern, found in weights.items()}
        self._longest = max(map(len, self._patterns), default=0)
        self._letters_in: dict[str, tuple[tuple[str, float], ...]] = {}

    def guess(self, words: Sequence[str]) -> Guess:
        """Return the language of these folded words; Guess("other") when they say nothing."""
        words = words[:_READ]
        by_words = scores = self._by_words(words)
        first, second = sorted((0.0, 0.0, *scores.values()))[:-3:-1]
        lead = first - second
        if lead <= _CLEAR:
            scores = self._with_letters(words, scores)
        best = max(scores, key=lambda language: scores[language], default="other")
        spoken = next((language for language in SPOKEN if language == best), None)
        if spoken is None or scores[best] < _LEAST:
            return Guess("other")
        return Guess(spoken, self._mixed_in(words, spoken, by_words), lead >= _SURE)

    def _by_words(self, words: Sequence[str]) -> dict[str, float]:
        scores: dict[str, float] = {}
        known = self._words
        for word in words:
            for language, weight in known.get(word, ()):
                scores[language] = scores.get(language, 0.0) + weight
        return scores

    def _with_letters(
        self, words: Sequence[str], by_words: Mapping[str, float]
    ) -> dict[str, float]:
        scores = dict(by_words)
        if sum(1 for word in words if word[0] > _LATIN) * 2 > len(words):
            return {_OTHER: 1.0}
        letters = self._letters(words)
        for language, score in letters.items():
            home = _HOME if language in SPOKEN else 0.0
            scores[language] = scores.get(language, 0.0) + score + home
        for language, (kin, share) in _KIN.items():
            if language in by_words:
                scores[language] += letters.get(kin, 0.0) * share + letters[_OTHER]
        return scores

    def _letters(self, words: Sequence[str]) -> dict[str, float]:
        letters: dict[str, float] = {_OTHER: 0.0}
        known = self._letters_in
        for word in words:
            found = known.get(word)
            if found is None:
                found = self._remember(word)
            for language, score in found:
                letters[language] = letters.get(language, 0.0) + score
        return letters

    def _remember(self, word: str) -> tuple[tuple[str, float], ...]:
        if len(self._letters_in) >= _REMEMBERED:
            self._letters_in.clear()
        scores: dict[str, float] = defaultdict(float)
        if foreign := len(_FOREIGN_LETTER.findall(word)):
            scores[_OTHER] = foreign * _FOREIGN
        spaced = f" {word} "
        for start in range(len(spaced)):
            for end in range(start + 1, min(start + self._longest, len(spaced)) + 1):
                for language, weight in self._patterns.get(spaced[start:end], ()):
                    scores[language] += weight
        for length in range(_SHORTEST_STEM, len(word) + 1):
            if owner := self._stems.get(word[:length]):
                scores[owner] += _STEM_WEIGHT
        found = self._letters_in[word] = tuple(scores.items())
        return found

    def _mixed_in(
        self, words: Sequence[str], main: Language, by_words: Mapping[str, float]
    ) -> tuple[Language, ...]:
        """Return the languages of which enough words are nobody else's."""
        likely = [
            language
            for language in SPOKEN
            if language != main and by_words.get(language, 0.0) >= _FEWEST * _WORD_WEIGHT
        ]
        if not likely:
            return ()  # So it is with most texts, whose words need not be counted.
        counted = Counter(self._sole[word] for word in words if word in self._sole)
        least = max(_FEWEST, counted[main] * _SECOND)
        return tuple(language for language in likely if counted[language] >= least)


def _sole_stems(stems: Iterable[tuple[str, Language]]) -> dict[str, Language]:
    """Return the stems that only one of the spoken languages has."""
    sole: dict[str, Language] = {}
    shared: set[str] = set()
    for stem, spoken in stems:
        if len(stem) >= _SHORTEST_STEM and sole.setdefault(stem, spoken) != spoken:
            shared.add(stem)
    return {stem: spoken for stem, spoken in sole.items() if stem not in shared}
