"""The classifier, loaded when the first text asks for it."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from bot.tagging.classifier.impression import Impression, Told
from bot.tagging.language import Guess

if TYPE_CHECKING:
    from bot.tagging.classifier.classifier import Classifier


class OnDemand:
    """What is loaded are numpy and the weights: a third of a second, and 25 MiB that a program
    that only lists, posts or waits does not need.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        """Take what the classifier takes."""
        self._words = words

    def told_in(self, guess: Guess, words: Sequence[str], /) -> Guess:
        """Return the language, given the guess of the rules and the folded words."""
        return self._classifier.told_in(guess, words)

    def valence(self, told: Told, /) -> float:
        """Return the valence of a text."""
        return self._classifier.valence(told)

    def read(self, told: Told, /) -> Impression:
        """Return the impression of a text."""
        return self._classifier.read(told)

    @cached_property
    def _classifier(self) -> "Classifier":
        from bot.tagging.classifier.classifier import Classifier  # noqa: PLC0415  # loads numpy

        return Classifier(self._words)
