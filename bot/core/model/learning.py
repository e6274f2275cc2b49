"""What a team teaches by its corrections, and what is made of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.model.correction import Keys


@dataclass(frozen=True, slots=True)
class Lesson:
    """A story that a person looked at: its shown text as it was then, and what they left of each
    facet that they changed, or that the machine had filled.
    """

    text: str
    facets: tuple[tuple[str, Keys], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A lesson as the tagger reads it. Targets are "facet:key"."""

    cues: frozenset[str]
    """The words of the text in the notation of cues: "lasku", "lask*"."""
    said: Mapping[str, frozenset[str]]
    """What the tagger says untaught, each with the words that it rests on."""
    told: Mapping[str, Mapping[str, int]]
    """What people left of a facet: targets and their polarity."""
    fold: int
    """Which of the parts this text falls into, by its hash; 0 is held out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What was learned: words that speak for a tag, and words that carry one no longer."""

    found: Mapping[str, Mapping[str, float]]
    """By word the targets that it speaks for, and how often it was right."""
    taken: Mapping[str, frozenset[str]]
    """By target the words on which it does not rest any more."""
    polarity: Mapping[str, int]
    """Of the targets that are found, as people left it most often."""

    @property
    def is_empty(self) -> bool:
        """True when texts are read as if nobody had taught anything."""
        return not self.found and not self.taken


@dataclass(frozen=True, slots=True)
class TeamLayer:
    """The layer of a team, and of which state of its teaching it is."""

    layer: Layer
    version: int
    changes: int
