"""Statements, their valence, and what follows from them: sentiment and criticality.

A statement is a sentence, or the part of one up to a word of contrast ("mutta", "but", "men").

Criticality, 0–5, by the most negative statement (the own scale of the taxonomy):
0 no concern
1 a wish, a question, or a harm that the same text outweighs
2 small harm: a negative statement
3 clear harm: ignored, belittled, unresolved, leaving, billed wrongly
4 serious: law, dignity, privacy, safety, crime, staff wellbeing
5 danger now, or a person in distress

A risk counts whatever the rest of the text says. The levels by key are in `traits.json`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.model.tag import Sentiment
from bot.tagging.tokens import Words

_BALANCE = 0.4
_CONTRASTED = 0.3
"""The weaker side of a mixed story carries at least this share of the stronger; less where a word
of contrast sets them against each other."""

_FAINT = 0.25
"""Less than this, either way, is no feeling."""

_DENIED_GOOD = -0.8
_DENIED_BAD = 0.6
"""Not good is nearly bad; not bad is less than good."""

SMALL_HARM = 2
_RISKS = ("risk:", "sign:", "kind:risk")


@dataclass(frozen=True, slots=True)
class Mood:
    """The sums over a text. `statements` holds the valence of each statement that has one."""

    sentiment: Sentiment
    valence: float
    statements: Mapping[int, float]


def statements_of(words: Words, contrast: frozenset[str]) -> tuple[int, ...]:
    """Number the statement in which each word stands."""
    numbers: list[int] = []
    number = 0
    for place, word in enumerate(words.folded):
        if place and (words.sentence[place] != words.sentence[place - 1] or word in contrast):
            number += 1
        numbers.append(number)
    return tuple(numbers)


def turned(weight: float, *, denied: bool) -> float:
    """Return the weight as said, or as it is when denied."""
    if not denied:
        return weight
    return weight * (_DENIED_GOOD if weight > 0 else -_DENIED_BAD)


def mood(weights: Iterable[tuple[int, float]], statements: Sequence[int], words: Words) -> Mood:
    """Return the mood of (word, weight) pairs. A word counts once, with its strongest weight."""
    strongest: dict[int, float] = {}
    for place, weight in weights:
        if abs(weight) > abs(strongest.get(place, 0.0)):
            strongest[place] = weight
    sums: dict[int, float] = defaultdict(float)
    for place, weight in strongest.items():
        sums[statements[place]] += weight
    good = sum(value for value in sums.values() if value > _FAINT)
    bad = -sum(value for value in sums.values() if value < -_FAINT)
    total = good + bad
    if total == 0:
        return Mood(Sentiment.NEUTRAL, 0.0, sums)
    valence = round((good - bad) / (total + _FAINT), 4)
    weaker, stronger = sorted((good, bad))
    if weaker >= _BALANCE * stronger or (
        weaker >= _CONTRASTED * stronger and _is_contrasted(sums, statements, words)
    ):
        return Mood(Sentiment.MIXED, valence, sums)
    return Mood(Sentiment.POSITIVE if good > bad else Sentiment.NEGATIVE, valence, sums)


def _is_contrasted(sums: Mapping[int, float], statements: Sequence[int], words: Words) -> bool:
    # Neighbouring statements of one sentence are parted by a word of contrast and by nothing else.
    sentence_of = dict(zip(statements, words.sentence, strict=True))
    return any(
        sentence_of[number] == sentence_of.get(number + 1)
        and abs(value) > _FAINT
        and value * sums.get(number + 1, 0.0) < 0
        for number, value in sums.items()
    )


def criticality(felt: Mood, targets: Iterable[str], levels: Mapping[str, int]) -> int:
    """Return 0–5 for the mood and the "facet:key" targets that stand in the text."""
    wishes = harms = risks = 0
    for target in targets:
        level = levels.get(target, 0)
        if target.startswith(_RISKS):
            risks = max(risks, level)
        elif level <= 1:
            wishes = max(wishes, level)
        else:
            harms = max(harms, level)
    if felt.sentiment is Sentiment.NEGATIVE:
        return max(SMALL_HARM, harms, risks)
    if felt.sentiment is Sentiment.MIXED:
        wishes = 1
    return max(wishes, risks)
