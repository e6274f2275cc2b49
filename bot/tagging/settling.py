"""What a text feels, from the rules and the classifier together.

The classifier learned from film subtitles and short posts, with what the rules felt before its
eyes, and decides on texts of that kind. A story ends with a full stop or has several topics: of
stories the rules know more. Emotions of the classifier are suggestions.
"""

from collections.abc import Sequence
from typing import NamedTuple

from bot.core.model.language import StoryLanguage
from bot.core.model.tag import Sentiment, Source, Tag
from bot.tagging.classifier.impression import Emotion, Learned, Told
from bot.tagging.feeling import Mood
from bot.tagging.tokens import Words

_GOOD = frozenset({"joy", "trust"})
_OPEN = frozenset({"anticipation", "surprise"})
"""Emotions that are neither good nor bad."""

_TOPICS = frozenset(
    {"touchpoint", "stage", "contact", "quality", "outcome", "empathy", "underlying", "group"}
)
_LONG = 40
"""Characters from which on a text with two of these topics is a story."""

_STRONG = 0.8
"""Valence from which on the rules are sure, either way."""


class Settled(NamedTuple):
    """What is said of the text."""

    sentiment: Sentiment
    valence: float
    tags: tuple[Tag, ...]


def settle(
    learned: Learned,
    text: str,
    words: Words,
    language: StoryLanguage,
    felt: Mood,
    tags: Sequence[Tag],
) -> Settled:
    """Return what the rules and the classifier say of a shown text together, tags in order."""
    ordered = tuple(sorted(tags, key=_order))
    if language == "other":
        return Settled(felt.sentiment, felt.valence, ordered)
    emotions = [tag.key for tag in tags if tag.facet == "emotion"]
    told = Told(text, words, language, felt, emotions, len(tags))
    if _is_story(text, tags):
        return Settled(felt.sentiment, _valence(felt, learned.valence(told)), ordered)
    said = learned.read(told)
    suggested = [_suggestion(one) for one in said.emotions if one.key not in emotions]
    sure = felt.sentiment is Sentiment.MIXED or abs(felt.valence) >= _STRONG
    sentiment = felt.sentiment if sure else Sentiment(said.sentiment)
    return Settled(
        sentiment,
        _valence(felt, said.valence),
        tuple(sorted([*tags, *suggested], key=_order)),
    )


def _is_story(text: str, tags: Sequence[Tag]) -> bool:
    told = text.rstrip()
    if told.endswith(".") and not told.endswith(".."):
        return True
    return len(text) >= _LONG and len({tag.facet for tag in tags} & _TOPICS) > 1


def _valence(felt: Mood, said: float) -> float:
    against = felt.valence * said < 0
    return felt.valence if against and abs(felt.valence) >= _STRONG else round(said, 4)


def _suggestion(emotion: Emotion) -> Tag:
    key = emotion.key
    return Tag(
        facet="emotion",
        key=key,
        source=Source.MACHINE,
        polarity=0 if key in _OPEN else 1 if key in _GOOD else -1,
        confidence=round(emotion.chance, 3),
        start=emotion.start,
        end=emotion.end,
    )


def _order(tag: Tag) -> tuple[int, int, str, str]:
    return tag.start, tag.end, tag.facet, tag.key
