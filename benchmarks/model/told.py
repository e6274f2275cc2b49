"""Sentences as the product hands them to its classifier: shown text, and what the rules felt."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from benchmarks.model.data import Sentence
from bot.core.model.language import SPOKEN, Language
from bot.core.model.team import Team
from bot.tagging.classifier.impression import Impression, Told
from bot.tagging.language import Guess
from bot.tagging.tagger import CueTagger

TEAMS = {
    language: Team(id=language, name=language, language=language, timezone=ZoneInfo("UTC"))
    for language in SPOKEN
}


class Listener:
    """Stands where the classifier stands, knows the language, has no opinion, and keeps what it
    was told last.
    """

    told: Told

    def __init__(self, language: Language) -> None:
        """Take the language of everything that will be told."""
        self._language = language

    def told_in(self, guess: Guess, _words: Sequence[str]) -> Guess:
        """Return the language, and what the rules found mixed in."""
        return guess if guess.language == self._language else Guess(self._language)

    def valence(self, told: Told) -> float:
        """Keep it."""
        return self.read(told).valence

    def read(self, told: Told) -> Impression:
        """Keep it."""
        self.told = told
        return Impression(sentiment="neutral", valence=0.0, emotions=())


def hear(sentences: Sequence[Sentence], language: Language) -> tuple[list[Sentence], list[Told]]:
    """Return the sentences of a language, and what the classifier is told of each."""
    listener = Listener(language)
    tagger = CueTagger(listener)
    own = [one for one in sentences if one.language == language]
    found = []
    for one in own:
        tagger.read(one.text, TEAMS[language])
        found.append(listener.told)
    return own, found
