"""Sentiment, valence and emotions of a text by one sparse linear model for each language.

Each head sums the weights of the text's windows. What the heads say, what the rules felt and how
the text is written together become probabilities. Made by `benchmarks.model.train` from XED and
FinnSentiment (CC BY 4.0), GoEmotions and AFINN (Apache-2.0): benchmarks/data/tagging/README.md.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from bot.core.model.language import SPOKEN
from bot.tagging.classifier.hints import HINTS, write_hints
from bot.tagging.classifier.impression import EMOTIONS, Emotion, Impression, Told
from bot.tagging.classifier.told_in import ToldIn
from bot.tagging.classifier.weights import Floats, Weights, load
from bot.tagging.classifier.windows import BITS, LENGTHS, buckets
from bot.tagging.tokens import ANALYSED

SENTIMENTS = ("negative", "neutral", "positive")
OUTPUTS = (*EMOTIONS, *SENTIMENTS, "valence")
"""The heads, and in the same order what is read from them."""

HEADS = len(OUTPUTS)
COLUMNS = HEADS + HINTS + 1
"""Of the readout: heads, hints, constant."""

_SENTIMENTS = slice(len(EMOTIONS), HEADS - 1)
_VALENCE = HEADS - 1
_NEUTRAL = SENTIMENTS.index("neutral")
_ONES = np.ones(len(LENGTHS) * (ANALYSED + 1), np.float32)


class Classifier:
    """Reads its file in the constructor; pure afterwards. Time is linear in the text."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """Read the package's weights. `words` are function words by language, spoken and
        foreign, as in `languages.json`.
        """
        self._weights: Weights = load()
        self.told_in = ToldIn(self._weights, words).settle

    def read(self, told: Told) -> Impression:
        """Return the impression of a text. Every text has one."""
        own, language = self._weights, SPOKEN.index(told.language)
        found = buckets(told.text[:ANALYSED])
        rows = own.table.take(found.ravel() + (language << BITS), axis=0).astype(np.float32)
        scale = own.scale[language] / np.float32(math.sqrt(len(rows)))
        columns = np.zeros(COLUMNS, np.float32)
        columns[:HEADS] = (_ONES[: len(rows)] @ rows) * scale
        write_hints(told, columns[HEADS:-1])
        columns[-1] = 1
        readout = own.readout[language]
        values: list[float] = (readout @ columns).tolist()
        chances = _softmax(values[_SENTIMENTS])
        said = [
            number
            for number, least in enumerate(own.thresholds[language].tolist())
            if values[number] >= least
        ]
        spans = _spans(rows, readout[said, :HEADS] * scale, told) if said else iter(())
        return Impression(
            sentiment=_favourite(chances, own.favour[language].tolist()),
            valence=math.tanh(values[_VALENCE] / 2) * (1 - chances[_NEUTRAL]),
            emotions=tuple(
                Emotion(EMOTIONS[number], _sigmoid(values[number]), start, end)
                for number, (start, end) in zip(said, spans, strict=True)
            ),
        )


def _spans(rows: Floats, mixtures: Floats, told: Told) -> Iterator[tuple[int, int]]:
    """Yield the place of the word that speaks most for each mixture of heads.

    A window counts for the word that it begins in, or just before.
    """
    words = told.words
    places = len(rows) // len(LENGTHS)
    starts = [start for start in words.starts if start < places]
    if not starts:
        yield from [(0, len(told.text))] * len(mixtures)
        return
    by_place = rows.reshape(len(LENGTHS), places, HEADS).sum(0) @ mixtures.T
    best = np.add.reduceat(by_place, starts, axis=0).argmax(0)
    for number in best.tolist():
        yield words.starts[number], words.ends[number]


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
