"""From what the heads say, what the rules felt and how a text is written to decisions.

Everything is fitted, by language, on heads that were not trained on the sentences in question.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.model.data import POLES, XED, Sentence
from benchmarks.model.heads import VOICES
from bot.tagging.classifier.classifier import OUTPUTS, SENTIMENTS
from bot.tagging.classifier.hints import HINTS, hints
from bot.tagging.classifier.impression import EMOTIONS, Told

Rows = NDArray[np.bool_]
Floats = NDArray[np.float32]

_TRUST = 0.01
"""Weight of the data against that of the penalty; chosen by cross-validation in train."""

COLUMNS = VOICES + HINTS + 1
"""Voices, hints, constant."""

_WEIGHT = {"finnsentiment": 4.0, "goemotions_en": 0.3}
_SMOOTH = 0.03
"""Share of the sentences on each side over which a curve of F1 is smoothed."""

_FAVOURS = np.arange(-6, 17) / 10
_UNDECIDED = 1.5
"""Where no sentence of a language is labelled neutral: odds of good and bad up to which a text is
called so.
"""


@dataclass(frozen=True, slots=True)
class Readout:
    """Of one language; as in `bot.tagging.classifier.weights.Weights`."""

    weights: Floats
    thresholds: Floats
    favour: Floats


def columns(voices: Floats, told: Sequence[Told]) -> Floats:
    """Return row × (voices, hints, constant)."""
    found = np.ones((len(told), COLUMNS), np.float32)
    found[:, :VOICES] = voices
    for row, one in zip(found, told, strict=True):
        row[VOICES:-1] = hints(one)
    return found


def read_out(sentences: Sequence[Sentence], inputs: Floats) -> Readout:
    """Fit the readout of one language on these rows of `columns`."""
    fitting = _Fitting(sentences, inputs)
    weights = np.zeros((len(OUTPUTS), COLUMNS), np.float32)
    thresholds = np.zeros(len(EMOTIONS), np.float32)
    for place, emotion in enumerate(EMOTIONS):
        weights[place], thresholds[place] = fitting.emotion(emotion)
    weights[-1] = fitting.valence()
    weights[len(EMOTIONS) : -1], favour = fitting.sentiment(weights[-1])
    return Readout(weights, thresholds, favour)


class _Fitting:
    def __init__(self, sentences: Sequence[Sentence], inputs: Floats) -> None:
        self._inputs = inputs
        self._source = np.array([one.source for one in sentences])
        self._sentiment = np.array([one.sentiment or "" for one in sentences])
        self._labels = [one.labels for one in sentences]
        self._xed = np.isin(self._source, XED)
        self._emotional = self._xed & np.array([one.is_emotional for one in sentences])

    def emotion(self, emotion: str) -> tuple[Floats, float]:
        rows = self._emotional
        holds = np.array([emotion in labels for labels in self._labels])[rows]
        line = _logistic(self._inputs[rows], holds)[0]
        return line, _threshold(holds, self._inputs[rows] @ line)

    def sentiment(self, valence: Floats) -> tuple[Floats, Floats]:
        rows = self._xed & (self._sentiment != "")
        if not (self._sentiment[rows] == "neutral").any():
            # The odds of bad, neither and good where only good against bad was learned.
            neither = np.zeros_like(valence)
            neither[-1] = np.log(_UNDECIDED) / 2
            return np.stack([-valence / 2, neither, valence / 2]), np.zeros(3, np.float32)
        target = np.array([SENTIMENTS.index(name) for name in self._sentiment[rows]])
        lines = _logistic(self._inputs[rows], target)
        return lines, _favour(target, self._inputs[rows] @ lines.T)

    def valence(self) -> Floats:
        rows = np.isin(self._sentiment, POLES) & (self._source != "afinn")
        good, source = self._sentiment[rows] == "positive", self._source[rows]
        weight = np.zeros(len(good), np.float32)
        for one in np.unique(source):
            for answer in (False, True):
                alike = (source == one) & (good == answer)
                whole = (source == one).sum() * _WEIGHT.get(one, 1.0)
                weight[alike] = whole / (2 * max(alike.sum(), 1))
        return _logistic(self._inputs[rows], good, weight)[0]


def _logistic(inputs: Floats, target: NDArray, weight: Floats | None = None) -> Floats:
    """Return logistic regression as class × (inputs, constant); of two classes the second."""
    inputs = inputs[:, :-1]
    centre, spread = inputs.mean(0), inputs.std(0) + np.float32(1e-3)
    model = LogisticRegression(C=_TRUST, max_iter=1000)
    model.fit((inputs - centre) / spread, target, sample_weight=weight)
    lines = model.coef_ / spread
    constant = model.intercept_ - lines @ centre
    return np.hstack([lines, constant[:, None]]).astype(np.float32)


def _threshold(holds: Rows, scores: Floats) -> float:
    """Return the score from which saying it gives the best smoothed F1."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(holds[order])
    f1 = 2 * right / (np.arange(1, len(order) + 1) + holds.sum())
    width = max(1, int(_SMOOTH * len(order)))
    window = np.full(2 * width + 1, 1 / (2 * width + 1))
    smooth = np.convolve(np.pad(f1, width, mode="edge"), window, "valid")
    return float(scores[order[int(smooth.argmax())]])


def _favour(truth: NDArray[np.intp], scores: Floats) -> Floats:
    """Return what added to the scores gives the best macro-F1."""
    candidates = [np.array([low, 0.0, high], np.float32) for low in _FAVOURS for high in _FAVOURS]
    return max(candidates, key=lambda extra: _macro_f1(truth, (scores + extra).argmax(1)))


def _macro_f1(truth: NDArray[np.intp], said: NDArray[np.intp]) -> float:
    n = len(SENTIMENTS)
    table = np.bincount(truth * n + said, minlength=n * n).reshape(n, n)
    return float(np.mean(2 * table.diagonal() / np.maximum(table.sum(0) + table.sum(1), 1)))
