"""The heads of one language: what each is asked, of which sentences, and how it is trained.

Each head has three voices. A logistic regression weighs all buckets against one another; naive
Bayes counts each bucket for itself, those of windows and those of bundles apart, and errs
otherwise where sentences are few. All are sums over the same buckets, so that together they cost a
text no more than one.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from benchmarks.model.data import POLES, XED, Sentence
from bot.tagging.classifier.bundles import BUCKETS, WORTH, bundles
from bot.tagging.classifier.classifier import OUTPUTS, SENTIMENTS
from bot.tagging.classifier.impression import EMOTIONS, Told
from bot.tagging.classifier.windows import BITS, buckets

FOLDS = 4

_TRUST = {**dict.fromkeys(EMOTIONS, 1.0), **dict.fromkeys(SENTIMENTS, 2.0), "valence": 2.0}
"""Weight of the data against that of the penalty; chosen by cross-validation in train."""

_WEIGHT = {"finnsentiment": 3.0, "goemotions_en": 0.5}
"""Small sources count more, those of another domain less."""

_DOUBT = 0.1
"""Weight of sentences that naive Bayes takes as seen for each bucket and answer; chosen by
cross-validation in train.
"""

_FREE = 10.0
"""Value of a column that is hardly punished."""

_USUAL = 6.0
"""Rarity of a usual window."""

VOICES = 3 * len(OUTPUTS)

_WINDOWS, _BUNDLES = slice(2**BITS), slice(2**BITS, BUCKETS)

Rows = NDArray[np.bool_]
Floats = NDArray[np.float32]


class Corpus:
    """What one language learns from, and what every head needs of it, computed once."""

    def __init__(self, sentences: Sequence[Sentence], told: Sequence[Told]) -> None:
        """Count the windows and bundles of the sentences, which the classifier is told so."""
        self.sentences = sentences
        self.fold = np.array([one.fold(FOLDS) for one in sentences])
        self._counts = _all_counts(told)
        seen = np.bincount(self._counts.indices, minlength=BUCKETS)
        self.rarity = (np.log((len(sentences) + 1) / (seen + 1)) + 1).astype(np.float32) / _USUAL
        """Of each bucket. A head's weight is multiplied by it; it knows no label."""
        self._columns = self._counts.multiply(self.rarity[None, :]).tocsr()
        names = sorted({one.source for one in sentences})
        self._sources = np.array([names.index(one.source) for one in sentences])

    def train(self, rows: Rows) -> Floats:
        """Return bucket × voice, the weights learned from these rows."""
        learned = np.zeros((BUCKETS, VOICES), np.float32)
        for number, head in enumerate(OUTPUTS):
            target, weight = self._asked(head)
            balanced = weight * self._balance(target, weight)
            asked = np.flatnonzero(rows & (weight > 0))
            if len(np.unique(target[asked])) == len(POLES):
                voices = learned[:, number :: len(OUTPUTS)]
                voices[:, 0] = self._fit(head, asked, target[asked], balanced[asked])
                for voice, part in enumerate((_WINDOWS, _BUNDLES), start=1):
                    voices[part, voice] = self._count(part, asked, target[asked], weight[asked])
        return learned * self.rarity[:, None]

    def held_out(self) -> Floats:
        """Return row × voice: what voices say of the sentences that they were not trained on."""
        said = np.zeros((len(self.sentences), VOICES), np.float32)
        for number in range(FOLDS):
            held = self.fold == number
            said[held] = self.say(self.train(~held), held)
        return said

    def say(self, learned: Floats, rows: Rows) -> Floats:
        """Return what the voices say of these rows."""
        return np.asarray(self._counts[rows] @ learned, np.float32)

    def _fit(self, head: str, asked: NDArray[np.intp], target: Rows, weight: Floats) -> Floats:
        # A constant for each source keeps apart what is only common in one of them.
        free = np.eye(self._sources.max() + 1, dtype=np.float32)[self._sources[asked]] * _FREE
        columns = sparse.hstack([self._columns[asked], sparse.csr_matrix(free)]).tocsr()
        model = LogisticRegression(C=_TRUST[head], solver="liblinear", fit_intercept=False)
        model.fit(columns, target, sample_weight=weight)
        return np.asarray(model.coef_[0, :BUCKETS], np.float32)

    def _count(self, part: slice, asked: NDArray[np.intp], target: Rows, weight: Floats) -> Floats:
        """Return the log odds of each bucket of a part by naive Bayes; those of a bucket in which
        nothing was seen are even.
        """
        columns = self._columns[asked][:, part]
        seen = [columns.T @ (weight * (target == answer)) for answer in (True, False)]
        yes, no = (found + _DOUBT for found in seen)
        odds = np.log(yes / yes.sum()) - np.log(no / no.sum())
        return np.where(sum(seen) > 0, odds, 0).astype(np.float32)

    def _asked(self, head: str) -> tuple[Rows, Floats]:
        """Return the answer for each sentence, and how much the sentence counts."""
        asked = [_asked(one, head) for one in self.sentences]
        target = np.array([answer for answer, _ in asked], np.bool_)
        weight = np.array([counts for _, counts in asked], np.float32)
        weight *= [one.weight for one in self.sentences]
        return target, weight

    def _balance(self, target: Rows, weight: Floats) -> Floats:
        """Let each source give each answer equally often."""
        balance = np.zeros(len(target), np.float32)
        for source in np.unique(self._sources):
            whole = (weight > 0) & (self._sources == source)
            for answer in (False, True):
                alike = whole & (target == answer)
                balance[alike] = whole.sum() / (2 * max(alike.sum(), 1))
        return balance


def counts(texts: Sequence[str], bits: int) -> sparse.csr_matrix:
    """Return text × bucket: how often each stands there, by the root of how many stand there."""
    return _counted([buckets(text).ravel() >> np.uint32(BITS - bits) for text in texts], 2**bits)


def _all_counts(told: Sequence[Told]) -> sparse.csr_matrix:
    """Return text × bucket of windows and, worth less, of bundles."""
    windows = _counted([buckets(one.text).ravel() for one in told], BUCKETS)
    others = _counted([bundles(one.text) for one in told], BUCKETS)
    return (windows + others * np.float32(WORTH)).tocsr()


def _counted(found: Sequence[NDArray[np.integer]], width: int) -> sparse.csr_matrix:
    lengths = np.array([len(one) for one in found])
    worth = np.repeat(1 / np.sqrt(np.maximum(lengths, 1)), lengths).astype(np.float32)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    places = np.concatenate(found).astype(np.int32)
    table = sparse.csr_matrix((worth, places, starts), shape=(len(found), width))
    table.sum_duplicates()
    return table


def _asked(one: Sentence, head: str) -> tuple[bool, float]:
    if head in EMOTIONS:
        # Which of the eight, given that there is one: neutral sentences have other traits.
        return head in one.labels, float(one.source in XED and one.is_emotional)
    if head in SENTIMENTS:
        return one.sentiment == head, float(one.source in XED and one.sentiment is not None)
    known = one.sentiment in POLES
    return one.sentiment == "positive", known * _WEIGHT.get(one.source, 1.0)
