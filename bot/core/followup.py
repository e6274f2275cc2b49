"""The one question that a story may be asked: chosen by what it leaves out, in the teller's word.

Open questions that echo a word of the teller are what Care Opinion's guide recommends. A story of
somebody in distress is not questioned.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.core.model.tag import Reading, Sentiment, Tag

_GRAVE = 4
"""Criticality from which a person answers, not a question: money, dignity, danger, distress."""
_EVENT = frozenset({"touchpoint", "contact", "empathy", "stage", "quality", "outcome"})
"""Facets that tell what happened, or where."""
_LONG = 12
"""A text of so many words tells something, whether the tagger knows the place or not."""
_PHASES = {
    "before": ("aware", "choose"),
    "during": ("purchase", "onboard", "use"),
    "after": ("support", "renew", "exit"),
}
_PHASE_OF = {stage: phase for phase, stages in _PHASES.items() for stage in stages}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST_WORD = 30
_CLEAR = 0.5
"""A tag of less confidence rests on no clear word."""


class Missing(StrEnum):
    """What a story leaves out, and so what is asked."""

    EVENT = "event"
    FEELING = "feeling"
    OTHER_SIDE = "other-side"
    """What was good, where only bad was told, or what could have been different."""
    PHASES = "phases"
    """What was before, and what came after."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask; `word` is the teller's own to begin with, empty when none is clear."""

    missing: Missing
    word: str = ""


def question(reading: Reading) -> Question | None:
    """Return the question for what was told, None when nothing is missing or none is due."""
    if reading.criticality >= _GRAVE:
        return None
    feelings = [tag for tag in reading.tags if tag.facet == "feeling"]
    missing = _missing(reading, has_feeling=bool(feelings))
    return None if missing is None else Question(missing, _clear_word(feelings, reading.masked))


def _missing(reading: Reading, *, has_feeling: bool) -> Missing | None:
    if not _has_event(reading):
        return Missing.EVENT
    if not has_feeling:
        return Missing.FEELING
    if reading.sentiment is not Sentiment.MIXED:
        return Missing.OTHER_SIDE
    phases = {_PHASE_OF.get(tag.key) for tag in reading.tags if tag.facet == "stage"}
    return Missing.PHASES if len(phases) == 1 else None


def _has_event(reading: Reading) -> bool:
    return len(reading.masked.split()) >= _LONG or any(tag.facet in _EVENT for tag in reading.tags)


def _clear_word(feelings: list[Tag], text: str) -> str:
    """Return the first feeling that stands in the text as one word; what was masked is none."""
    for tag in sorted(feelings, key=lambda tag: tag.start):
        word = text[tag.start : tag.end]
        if tag.confidence >= _CLEAR and len(word) <= _LONGEST_WORD and _WORD.fullmatch(word):
            return word
    return ""
