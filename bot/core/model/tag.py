"""What is found in a text: tags, their themes, and the rest of a reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.core.model.language import Language, StoryLanguage


class Source(StrEnum):
    """Who set a tag, highest precedence first."""

    TELLER = "teller"
    HUMAN = "human"
    RULE = "rule"
    MACHINE = "machine"


class Sentiment(StrEnum):
    """How a story sounds as a whole."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """facet:key on a story. `start` and `end` are code points of the shown text; `polarity` is
    +1, 0 or −1.
    """

    facet: str
    key: str
    source: Source
    polarity: int
    confidence: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PersonalData:
    """A span of the given text that tells who somebody is, in code points."""

    kind: str
    start: int
    end: int
    role: str = ""
    """Of a name: customer, colleague or unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one pass of the tagger finds in a text.

    `masked` is the shown text; spans of `tags` refer to it, spans of `pii` to the text that was
    given.
    """

    language: StoryLanguage
    sentiment: Sentiment
    valence: float
    emotions: tuple[str, ...]
    tags: tuple[Tag, ...]
    criticality: int
    needs_reply: bool
    signs: tuple[str, ...]
    pii: tuple[PersonalData, ...]
    masked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A label and synonyms of the team's own, or a value of the taxonomy, by language."""

    facet: str
    key: str
    label: Mapping[Language, str]
    synonyms: Mapping[Language, tuple[str, ...]]
