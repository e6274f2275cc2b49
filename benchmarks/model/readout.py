"""From what the heads say to probabilities and decisions, by language.

Everything is fitted on heads that were not trained on the sentences in question.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.model.candidate.classifier import EMOTIONS, OUTPUTS, SENTIMENTS, VALENCE
from benchmarks.model.data import XED, Sentence
from benchmarks.model.linear import Matrix, Vector, descend
from bot.core.model.language import SPOKEN

Rows = NDArray[np.bool_]

_FEELING = slice(0, OUTPUTS.index(VALENCE) + 1)
_VALENCE = slice(OUTPUTS.index(VALENCE), OUTPUTS.index(VALENCE) + 1)
_LANGUAGES = slice(OUTPUTS.index(VALENCE) + 1, len(OUTPUTS))
_SENTIMENTS = slice(len(EMOTIONS), len(EMOTIONS) + len(SENTIMENTS))

_PENALTY = 3.0
_SMOOTH = 0.03
"""Share of the sentences on each side over which a curve of F1 is smoothed."""

_FAVOURS = np.arange(-4, 17) / 10


@dataclass(frozen=True, slots=True)
class Readout:
    """As in `benchmarks.model.candidate.classifier.Weights`."""

    weights: Matrix
    thresholds: Matrix
    favour: Matrix


def read_out(sentences: Sequence[Sentence], heads: Matrix) -> Readout:
    """Return the readout for the spoken languages and, last, for all others."""
    fitting = _Fitting(sentences, heads)
    weights = np.zeros((4, len(OUTPUTS), len(OUTPUTS) + 1), np.float32)
    thresholds = np.ones((4, len(EMOTIONS)), np.float32)
    favour = np.zeros((4, len(SENTIMENTS)), np.float32)
    for row, name in enumerate((*SPOKEN, "other")):
        for place, emotion in enumerate(EMOTIONS):
            line, thresholds[row, place] = fitting.emotion(name, emotion)
            _put(weights[row, place : place + 1], _FEELING, line)
        lines, favour[row] = fitting.sentiment(name)
        _put(weights[row, _SENTIMENTS], _FEELING, lines)
        _put(weights[row, _VALENCE], _VALENCE, fitting.valence())
        _put(weights[row, _LANGUAGES], _LANGUAGES, fitting.language())
    return Readout(weights, thresholds, favour)


def _put(block: Matrix, heads: slice, lines: Matrix) -> None:
    block[:, heads], block[:, -1] = lines[:, :-1], lines[:, -1]


class _Fitting:
    def __init__(self, sentences: Sequence[Sentence], heads: Matrix) -> None:
        self._heads = heads
        self._source = np.array([one.source for one in sentences])
        self._language = np.array([one.language for one in sentences])
        self._sentiment = np.array([one.sentiment or "" for one in sentences])
        self._labels = [one.labels for one in sentences]
        neutral = np.array([one.labels == {"neutral"} for one in sentences])
        self._emotional = np.isin(self._source, XED) & ~neutral

    def emotion(self, language: str, emotion: str) -> tuple[Matrix, float]:
        rows = self._emotional & ((self._language == language) | (language == "other"))
        holds = np.array([emotion in labels for labels in self._labels])[rows]
        inputs = self._heads[rows, _FEELING]
        line = _yes(_logistic(inputs, _columns(holds)))
        return line, _threshold(holds, inputs @ line[0, :-1] + line[0, -1])

    def sentiment(self, language: str) -> tuple[Matrix, Vector]:
        rows = np.isin(self._source, ("xed_fi", "xed_en")) & (self._sentiment != "")
        if (rows & (self._language == language)).any():
            rows &= self._language == language
        inputs = self._heads[rows, _FEELING]
        target = np.stack([self._sentiment[rows] == name for name in SENTIMENTS], axis=1)
        lines = _logistic(inputs, target.astype(np.float32))
        return lines, _favour(target.argmax(1), inputs @ lines[:, :-1].T + lines[:, -1])

    def valence(self) -> Matrix:
        rows = np.isin(self._sentiment, ("negative", "positive"))
        good, source = self._sentiment[rows] == "positive", self._source[rows]
        weight = np.zeros(len(good), np.float32)
        for one in np.unique(source):
            for answer in (False, True):
                alike = (source == one) & (good == answer)
                weight[alike] = 1000 / max(alike.sum(), 1)
        return _yes(_logistic(self._heads[rows, _VALENCE], _columns(good), weight))

    def language(self) -> Matrix:
        target = np.stack([self._language == name for name in SPOKEN], axis=1)
        return _logistic(self._heads[:, _LANGUAGES], target.astype(np.float32))


def _columns(holds: Rows) -> Matrix:
    return np.stack([~holds, holds], axis=1).astype(np.float32)


def _yes(lines: Matrix) -> Matrix:
    """Return the one line whose sigmoid is the second of two softmax outputs."""
    return lines[1:] - lines[:1]


def _logistic(inputs: Matrix, target: Matrix, weight: Vector | None = None) -> Matrix:
    """Return multinomial logistic regression as output × (inputs, constant)."""
    centre, spread = inputs.mean(0), inputs.std(0) + np.float32(1e-6)
    ones = np.ones((len(inputs), 1), np.float32)
    columns = np.hstack([(inputs - centre) / spread, ones])
    penalty = np.full((target.shape[1], columns.shape[1]), _PENALTY, np.float32)
    penalty[:, -1] = 1e-3
    counts = ones[:, 0] if weight is None else weight

    def loss(w: Vector) -> tuple[float, Vector]:
        lines = w.reshape(penalty.shape)
        scores = columns @ lines.T
        scores -= scores.max(1, keepdims=True)
        powers = np.exp(scores)
        total = powers.sum(1, keepdims=True)
        lost = counts * (np.log(total[:, 0]) - (scores * target).sum(1))
        slope = (powers / total - target) * counts[:, None]
        gradient = slope.T @ columns + penalty * lines
        value = float(lost.sum(dtype=np.float64)) + float((penalty * lines**2).sum()) / 2
        return value, gradient.ravel().astype(np.float32)

    lines = descend(loss, np.zeros(penalty.size, np.float32)).reshape(penalty.shape).copy()
    lines[:, :-1] /= spread
    lines[:, -1] -= lines[:, :-1] @ centre
    return lines


def _threshold(holds: Rows, scores: Vector) -> float:
    """Return the probability from which saying it gives the best smoothed F1."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(holds[order])
    f1 = 2 * right / (np.arange(1, len(order) + 1) + holds.sum())
    width = max(1, int(_SMOOTH * len(order)))
    window = np.full(2 * width + 1, 1 / (2 * width + 1))
    smooth = np.convolve(np.pad(f1, width, mode="edge"), window, "valid")
    return float(1 / (1 + np.exp(-scores[order[int(smooth.argmax())]])))


def _favour(truth: NDArray[np.intp], scores: Matrix) -> Vector:
    """Return what added to the scores gives the best macro-F1."""
    candidates = [np.array([low, 0.0, high], np.float32) for low in _FAVOURS for high in _FAVOURS]
    return max(candidates, key=lambda extra: _macro_f1(truth, (scores + extra).argmax(1)))


def _macro_f1(truth: NDArray[np.intp], said: NDArray[np.intp]) -> float:
    n = len(SENTIMENTS)
    table = np.bincount(truth * n + said, minlength=n * n).reshape(n, n)
    return float(np.mean(2 * table.diagonal() / np.maximum(table.sum(0) + table.sum(1), 1)))
