"""Sentiment, valence and emotions of a text by one sparse linear model for each language.

Each output sums the weights of the text's windows, of its words and pairs of words, and of what
the rules felt and how the text is written; the sums become probabilities. Made by
`benchmarks.model.train` from XED and FinnSentiment (CC BY 4.0), GoEmotions and AFINN (Apache-2.0):
benchmarks/data/tagging/README.md.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from bot.core.model.language import SPOKEN
from bot.tagging.classifier.bundles import BUCKETS, WORTH, bundles, places
from bot.tagging.classifier.hints import hints
from bot.tagging.classifier.impression import EMOTIONS, Emotion, Impression, Told
from bot.tagging.classifier.summing import summed
from bot.tagging.classifier.told_in import ToldIn
from bot.tagging.classifier.weights import Floats, Steps, Weights, load
from bot.tagging.classifier.windows import LENGTHS, buckets
from bot.tagging.tokens import ANALYSED

SENTIMENTS = ("negative", "neutral", "positive")
OUTPUTS = (*EMOTIONS, *SENTIMENTS, "valence")
"""What is asked of a text."""

_SENTIMENTS = slice(len(EMOTIONS), len(OUTPUTS) - 1)
_VALENCE = len(OUTPUTS) - 1
_NEUTRAL = SENTIMENTS.index("neutral")


class Classifier:
    """Reads its file in the constructor; pure afterwards. Time is linear in the text."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """Read the package's weights. `words` are function words by language, spoken and
        foreign, as in `languages.json`.
        """
        self._weights: Weights = load()
        self._least: list[list[float]] = self._weights.thresholds.tolist()
        self._favour: list[list[float]] = self._weights.favour.tolist()
        self.told_in = ToldIn(self._weights, words).settle

    def valence(self, told: Told) -> float:
        """Return the valence of a text: −1 bad … 1 good. Its sign is a guess even where it is
        small.
        """
        values = self._heard(told).values
        return _valence(values, _softmax(values[_SENTIMENTS]))

    def read(self, told: Told) -> Impression:
        """Return the impression of a text. Every text has one."""
        language = SPOKEN.index(told.language)
        heard = self._heard(told)
        values = heard.values
        chances = _softmax(values[_SENTIMENTS])
        return Impression(
            sentiment=_favourite(chances, self._favour[language]),
            valence=_valence(values, chances),
            emotions=tuple(self._emotions(heard, told, language)),
        )

    def _emotions(self, heard: "_Heard", told: Told, language: int) -> Iterator[Emotion]:
        values = heard.values
        least = self._least[language]
        said = [number for number, value in enumerate(least) if values[number] >= value]
        if said and not _is_masked(told):
            for number, (start, end) in zip(said, _spans(heard, said, told), strict=True):
                yield Emotion(EMOTIONS[number], _sigmoid(values[number]), start, end)

    def _heard(self, told: Told) -> "_Heard":
        own, language = self._weights, SPOKEN.index(told.language)
        text = told.text[:ANALYSED]
        windows = buckets(text).ravel()
        found = np.concatenate((windows, bundles(text)), dtype=np.int64)
        found += language * BUCKETS
        steps: Steps = own.table.take(found, axis=0)
        rows = steps.astype(np.float32)
        windowed, bundled = rows[: len(windows)], rows[len(windows) :]
        scale = own.scale[language] / np.float32(math.sqrt(len(windowed)))
        worth = np.float32(WORTH * math.sqrt(len(windowed) / max(1, len(bundled))))
        by_text = (summed(windowed) + summed(bundled) * worth) * scale
        by_hints = own.readout[language] @ np.array((*hints(told), 1.0), np.float32)
        return _Heard((by_text + by_hints).tolist(), windowed, bundled, worth)


class _Heard(NamedTuple):
    """The outputs of a text, its rows of the table, those of windows and those of bundles, and
    what one of the latter is worth beside one of the former.
    """

    values: list[float]
    windowed: Floats
    bundled: Floats
    worth: np.float32


def _is_masked(told: Told) -> bool:
    """True where nothing but marks is left, on which no suggestion can rest."""
    return not told.words.starts and told.text.startswith("[")


def _spans(heard: _Heard, said: list[int], told: Told) -> Iterator[tuple[int, int]]:
    """Yield the place of the word that speaks most for each of these outputs.

    A window counts for the word that it begins in, or just before.
    """
    words = told.words
    count = len(heard.windowed) // len(LENGTHS)
    starts = [start for start in words.starts if start < count]
    if not starts:
        yield from [(0, len(told.text))] * len(said)
        return
    by_place = summed(heard.windowed.reshape(len(LENGTHS), -1)).reshape(count, len(OUTPUTS))
    begun = places(told.text[:ANALYSED])
    bundled = heard.bundled * heard.worth
    # A pair counts for its first word.
    for found in (bundled[: len(begun)], bundled[len(begun) :]):
        by_place[[start + 1 for start in begun[: len(found)]]] += found
    best = np.add.reduceat(by_place[:, said], starts, axis=0).argmax(0)
    for number in best.tolist():
        yield words.starts[number], words.ends[number]


def _valence(values: Sequence[float], chances: Sequence[float]) -> float:
    return math.tanh(values[_VALENCE] / 2) * (1 - chances[_NEUTRAL])


def _favourite(chances: Sequence[float], favour: Sequence[float]) -> str:
    favoured = [math.log(chance) + extra for chance, extra in zip(chances, favour, strict=True)]
    return SENTIMENTS[favoured.index(max(favoured))]


def _softmax(values: Sequence[float]) -> list[float]:
    top = max(values)
    powers = [math.exp(max(value - top, -50.0)) for value in values]
    total = sum(powers)
    return [power / total for power in powers]


def _sigmoid(value: float) -> float:
    return 0.5 + 0.5 * math.tanh(value / 2)
