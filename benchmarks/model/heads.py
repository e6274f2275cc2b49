"""What each head is asked, of which sentences, and the heads trained on them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.model.candidate.classifier import EMOTIONS, OUTPUTS, SENTIMENTS, VALENCE
from benchmarks.model.candidate.features import BITS, buckets
from benchmarks.model.candidate.lexicon import CHANNELS, Lexicon
from benchmarks.model.data import LANGUAGE, XED, Sentence
from benchmarks.model.linear import Fit, Grams, Matrix, Vector, fit
from bot.core.model.language import SPOKEN

BUCKETS = 2**BITS
FOLDS = 4

_SOURCES = tuple(LANGUAGE)
_JUDGED = ("xed_fi", "xed_en")
"""Only these have neutral sentences in the same domain as the others."""

_TRUST: dict[str, float] = {
    **dict.fromkeys(EMOTIONS, 1.0),
    **dict.fromkeys(SENTIMENTS, 2.0),
    VALENCE: 3.0,
    **dict.fromkeys(SPOKEN, 3.0),
}
"""Weight of the data against that of the penalty; chosen by cross-validation in train."""

_VALENCE_WEIGHT = {"finnsentiment": 3.0, "goemotions_en": 0.5}
_LANGUAGE_WEIGHT = {"xed_sv": 4.0, "goemotions_en": 0.3}
"""Small sources count more, those of another domain less."""

Rows = NDArray[np.bool_]


class Corpus:
    """Sentences, and what every head needs of them, computed once."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        """Hash the sentences."""
        lexicon = Lexicon()
        self.sentences = sentences
        self.fold = np.array([one.fold(FOLDS) for one in sentences])
        self._rows = [np.unique(buckets(one.words)).astype(np.int32) for one in sentences]
        self._source = np.array([_SOURCES.index(one.source) for one in sentences])
        self._channels = np.array(
            [lexicon.channels(one.words, one.language) for one in sentences], np.float32
        )
        seen = np.bincount(np.concatenate(self._rows), minlength=BUCKETS)
        self.rarity: Vector = np.log((len(sentences) + 1) / (seen + 1)).astype(np.float32)

    def train(self, rows: Rows) -> list[Fit]:
        """Return one fit for each of OUTPUTS from these rows."""
        fits = []
        chosen = np.zeros(0, np.int64)
        grams: Grams | None = None
        for head in OUTPUTS:
            target, weight = self._asked(head)
            wanted = np.flatnonzero(rows & (weight > 0))
            if grams is None or not np.array_equal(wanted, chosen):
                chosen, grams = wanted, self._grams(wanted)
            free = self._free(head)[chosen]
            dense = np.hstack([self._channels[chosen], free])
            fits.append(
                fit(
                    grams,
                    dense,
                    target[chosen],
                    weight[chosen] * np.float32(_TRUST[head]),
                    buckets=BUCKETS,
                    free=free.shape[1],
                )
            )
        return fits

    def say(self, fits: Sequence[Fit], rows: Rows) -> Matrix:
        """Return what the heads say of these rows: row × head."""
        chosen = np.flatnonzero(rows)
        grams = self._grams(chosen)
        return np.stack(
            [
                grams.scores(one.grams[grams.used]) + self._channels[chosen] @ one.dense[:CHANNELS]
                for one in fits
            ],
            axis=1,
        )

    def held_out(self) -> Matrix:
        """Return what heads say of the sentences that they were not trained on."""
        said = np.zeros((len(self.sentences), len(OUTPUTS)), np.float32)
        for number in range(FOLDS):
            held = self.fold == number
            said[held] = self.say(self.train(~held), held)
        return said

    def _grams(self, chosen: NDArray[np.int64]) -> Grams:
        return Grams([self._rows[row] for row in chosen], self.rarity)

    def _free(self, head: str) -> Matrix:
        # A constant of its own for each source keeps apart what is only common in one of them.
        if head in SPOKEN:
            return np.ones((len(self.sentences), 1), np.float32)
        sources = np.eye(len(_SOURCES), dtype=np.float32)
        return np.asarray(sources[self._source], np.float32)

    def _asked(self, head: str) -> tuple[Vector, Vector]:
        """Return the answer for each sentence, and how much the sentence counts."""
        asked = [_asked(one, head) for one in self.sentences]
        target = np.array([answer for answer, _ in asked], np.float32)
        weight = np.array([counts for _, counts in asked], np.float32)
        if head in SENTIMENTS or head == VALENCE:
            weight *= self._balance(target, weight > 0)
        return target, weight

    def _balance(self, target: Vector, known: Rows) -> Vector:
        """Let each source give each answer equally often."""
        balance = np.zeros(len(target), np.float32)
        for source in np.unique(self._source[known]):
            whole = known & (self._source == source)
            for answer in (0, 1):
                alike = whole & (target == answer)
                balance[alike] = whole.sum() / (2 * max(alike.sum(), 1))
        return balance


def _asked(one: Sentence, head: str) -> tuple[bool, float]:
    if head in EMOTIONS:
        # Which of the eight, given that there is one: neutral sentences have other traits.
        return head in one.labels, float(one.source in XED and one.labels != {"neutral"})
    if head in SENTIMENTS:
        return one.sentiment == head, float(one.source in _JUDGED and one.sentiment is not None)
    if head == VALENCE:
        known = one.sentiment in ("negative", "positive")
        return one.sentiment == "positive", known * _VALENCE_WEIGHT.get(one.source, 1.0)
    return one.language == head, _LANGUAGE_WEIGHT.get(one.source, 1.0)
