"""What is found in a text: tags, their themes, and the rest of a reading."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

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


SENTIMENT = "sentiment"
"""The facet of `Sentiment`."""

IDEA = ("kind", "idea")
"""Facet and key of an idea, whose whole sentence is quoted."""

THEMES = ("must_win", "theme", "service", "empathy", "quality", "touchpoint")
"""The facets whose values are themes, the team's own words before the general ones."""

NOTHING = ""
"""The key of a tag that says: none of this facet. It hides the lower ones and is never shown."""


class Tag(NamedTuple):
    """facet:key on a story. `start` and `end` are code points of the shown text; `polarity` is
    +1, 0 or −1.

    A named tuple, for a text has many and a frozen dataclass takes twice as long to make.
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
class Version:
    """Under what a text was read. `taxonomy` is the digest of the packaged taxonomy and of the
    team's own themes, `model` that of everything else by which the tagger was made.
    """

    taxonomy: str
    model: str
    layer: str = ""
    """What the team had taught by then: the version in use, and how much had changed. It is no
    reason to read a story again.
    """


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
    ideas: tuple[tuple[int, int], ...] = ()
    """Sentences of the shown text in which an idea is told, [start, end), in order."""

    def with_quoted_ideas(self) -> "Reading":
        """Return it with the tag of an idea on each whole sentence that tells one, instead of on
        its cue: so it is kept and printed. A cue in no such sentence ("ei voisi olla parempaa")
        is no idea. Who learns from corrections needs the cue.
        """
        cue = next((tag for tag in self.tags if (tag.facet, tag.key) == IDEA), None)
        if cue is None:
            return self
        quotes = [cue._replace(start=start, end=end) for start, end in self.ideas]
        return replace(self, tags=(*(tag for tag in self.tags if tag is not cue), *quotes))

    def with_sentiment_tag(self) -> "Reading":
        """Return it with the sentiment of the whole as a tag like any other, so that a person can
        correct it like any other.
        """
        others = tuple(tag for tag in self.tags if tag.facet != SENTIMENT)
        source = next((tag.source for tag in self.tags if tag.facet == SENTIMENT), Source.RULE)
        polarity = {Sentiment.POSITIVE: 1, Sentiment.NEGATIVE: -1}.get(self.sentiment, 0)
        whole = Tag(
            facet=SENTIMENT,
            key=self.sentiment,
            source=source,
            polarity=polarity,
            confidence=0.5 + abs(self.valence) / 2,
            start=0,
            end=len(self.masked),
        )
        return replace(self, tags=(*others, whole))


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A label and synonyms of the team's own, or a value of the taxonomy, by language."""

    facet: str
    key: str
    label: Mapping[Language, str]
    synonyms: Mapping[Language, tuple[str, ...]]
