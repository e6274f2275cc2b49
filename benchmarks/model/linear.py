"""Logistic regression on hashed n-grams in plain numpy, the same bytes every time.

A row is the set of buckets of a sentence, each worth its rarity, divided by the length of the
whole. Beside the grams stand a few dense columns.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]

_MEMORY = 6
_STEPS = 80
_LITTLE = 1e-4
_PATIENCE = 4
"""Steps in a row that gain little before the descent ends; one alone may only turn a corner."""

_HALVINGS = 15


class Grams:
    """The buckets of many sentences as one sparse matrix without values."""

    def __init__(self, rows: Sequence[NDArray[np.int32]], rarity: Vector) -> None:
        """Take the buckets of each sentence, at least one of each, and the rarity of a bucket."""
        self._buckets = np.concatenate(rows)
        lengths = np.array([len(row) for row in rows])
        self._starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        order = np.argsort(self._buckets, kind="stable")
        self._row_of = np.repeat(np.arange(len(rows), dtype=np.int32), lengths)[order]
        self.used, self._column_starts = np.unique(self._buckets[order], return_index=True)
        self._places = np.searchsorted(self.used, self._buckets).astype(np.int32)
        self._rarity = rarity[self.used]
        squares = (rarity**2)[self._buckets]
        self._norm = np.sqrt(np.add.reduceat(squares, self._starts)).astype(np.float32)

    def scores(self, weights: Vector) -> Vector:
        """Return the score of each row under weights of the used buckets."""
        summed = np.add.reduceat((weights * self._rarity)[self._places], self._starts)
        return np.asarray(summed / self._norm, np.float32)

    def gradient(self, by_row: Vector) -> Vector:
        """Return the transpose of `scores`."""
        summed = np.add.reduceat((by_row / self._norm)[self._row_of], self._column_starts)
        return np.asarray(summed * self._rarity, np.float32)


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights by bucket and by dense column."""

    grams: Vector
    dense: Vector


def fit(
    grams: Grams, dense: Matrix, target: Vector, weight: Vector, *, buckets: int, free: int
) -> Fit:
    """Minimise weighted log loss + |w|²/2. The last `free` dense columns are hardly punished."""
    used = len(grams.used)
    sign = 2 * target - 1
    penalty = np.ones(used + dense.shape[1], np.float32)
    penalty[len(penalty) - free :] = 1e-3

    def loss(w: Vector) -> tuple[float, Vector]:
        margin = sign * (grams.scores(w[:used]) + dense @ w[used:])
        total = float((weight * np.logaddexp(0, -margin)).sum(dtype=np.float64))
        slope = -sign * weight / (1 + np.exp(np.minimum(margin, 60)))
        gradient = np.concatenate([grams.gradient(slope), dense.T @ slope]) + penalty * w
        return total + 0.5 * float((penalty * w * w).sum(dtype=np.float64)), gradient

    w = descend(loss, np.zeros(len(penalty), np.float32))
    by_bucket = np.zeros(buckets, np.float32)
    by_bucket[grams.used] = w[:used]
    return Fit(by_bucket, w[used:])


def descend(loss: Callable[[Vector], tuple[float, Vector]], w: Vector) -> Vector:
    """L-BFGS with halved steps."""
    value, gradient = loss(w)
    history: list[tuple[Vector, Vector, float]] = []
    idle = 0
    for _ in range(_STEPS):
        direction = _direction(gradient, history)
        step, steepness = 1.0, float(gradient @ direction)
        for _ in range(_HALVINGS):
            moved = w - np.float32(step) * direction
            new_value, new_gradient = loss(moved)
            if new_value <= value - 1e-4 * step * steepness:
                break
            step /= 2
        else:
            return w
        difference, change = moved - w, new_gradient - gradient
        if (curve := float(difference @ change)) > 0:
            history = [*history, (difference, change, 1 / curve)][-_MEMORY:]
        gain = (value - new_value) / max(abs(value), 1.0)
        w, value, gradient = moved, new_value, new_gradient
        idle = idle + 1 if gain < _LITTLE else 0
        if idle == _PATIENCE:
            break
    return w


def _direction(gradient: Vector, history: Sequence[tuple[Vector, Vector, float]]) -> Vector:
    if not history:
        return np.asarray(gradient / max(float(np.abs(gradient).sum()), 1e-9), np.float32)
    direction = gradient.copy()
    shares = []
    for difference, change, scale in reversed(history):
        share = scale * float(difference @ direction)
        shares.append(share)
        direction -= np.float32(share) * change
    difference, change, scale = history[-1]
    direction *= np.float32(1 / (scale * float(change @ change)))
    for (difference, change, scale), share in zip(history, reversed(shares), strict=True):
        direction += np.float32(share - scale * float(change @ direction)) * difference
    return direction
