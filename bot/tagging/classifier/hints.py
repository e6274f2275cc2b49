"""What the readout sees of a text beside its windows: what the rules felt, and how it is written.

How it is written is told in levels, each a column of its own, for what length or a comma says
grows in no straight line.
"""

from itertools import accumulate

from bot.core.model.tag import Sentiment
from bot.tagging.classifier.impression import EMOTIONS, Told

_MARKS = {",": 3, ".": 3, "!": 2, "?": 2, "-": 1, "'": 2, "[": 1}
"""Up to how many of each are told apart."""

_LETTERS_A_LEVEL = 4
_LONGEST = 16
_MOST_WORDS = 13
_MOST_CAPITALS = 3
_STRONGEST = 3.0
_MOST_TAGS = 8

_TOPS = (_LONGEST, _MOST_WORDS, _MOST_CAPITALS, *_MARKS.values())
_FIRST = tuple(accumulate((top + 1 for top in _TOPS), initial=7 + len(EMOTIONS)))
HINTS = _FIRST[-1]
"""How many columns they are."""


def hints(told: Told) -> list[float]:
    """Return the HINTS columns."""
    row = _by_rules(told)
    row += [0.0] * (HINTS - len(row))
    for first, top, level in zip(_FIRST, _TOPS, _as_written(told), strict=False):
        row[first + min(level, top)] = 1.0
    return row


def _by_rules(told: Told) -> list[float]:
    felt = told.felt
    good = sum(value for value in felt.statements.values() if value > 0)
    bad = -sum(value for value in felt.statements.values() if value < 0)
    return [
        min(good, _STRONGEST),
        min(bad, _STRONGEST),
        felt.valence,
        felt.sentiment is Sentiment.POSITIVE,
        felt.sentiment is Sentiment.NEGATIVE,
        felt.sentiment is Sentiment.MIXED,
        min(told.tags, _MOST_TAGS) / _MOST_TAGS,
        *(emotion in told.emotions for emotion in EMOTIONS),
    ]


def _as_written(told: Told) -> list[int]:
    text, starts = told.text, told.words.starts
    return [
        len(text) // _LETTERS_A_LEVEL,
        len(starts),
        sum(map(str.isupper, map(text.__getitem__, starts[1:]))),
        *map(text.count, _MARKS),
    ]
