"""What the classifier is told of a text, and what it makes of it. Without numpy, so that the rules
can speak of it before it is loaded.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from bot.core.model.language import Language
from bot.tagging.feeling import Mood
from bot.tagging.language import Guess
from bot.tagging.tokens import Words

EMOTIONS = (
    "anger", "anticipation", "disgust", "fear", "joy", "sadness", "surprise", "trust",
)  # fmt: skip


class Told(NamedTuple):
    """A text as it is shown, and what the rules made of it."""

    text: str
    words: Words
    language: Language
    felt: Mood
    emotions: Collection[str]
    tags: int


class Emotion(NamedTuple):
    """One of the eight, how likely it is, and where the word stands that speaks most for it."""

    key: str
    chance: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Impression:
    """What the classifier makes of a text."""

    sentiment: str
    """The best guess of SENTIMENTS; not always the likeliest, for some are common."""
    valence: float
    """−1 bad … 1 good. Its sign is a guess even where it is small."""
    emotions: tuple[Emotion, ...]
    """Those likely enough to be said."""


class Learned(Protocol):
    """What the tagger needs of something that was trained."""

    def told_in(self, guess: Guess, words: Sequence[str], /) -> Guess:
        """Return the language, given the guess of the rules and the folded words."""
        ...

    def valence(self, told: Told, /) -> float:
        """Return the valence of a text, as its impression has it, for less."""
        ...

    def read(self, told: Told, /) -> Impression:
        """Return the impression of a text."""
        ...
