"""The languages of sentences: a small table of its own, for it is asked before the others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.model.data import Sentence
from benchmarks.model.heads import counts
from bot.core.model.language import SPOKEN
from bot.tagging.classifier.told_in import TONGUE_BITS
from bot.tagging.tokens import split

_TRUST = 3.0
"""Weight of the data against that of the penalty. Ten times as much, with twice the buckets, puts
0.0014 more of train right by cross-validation and calls short Swedish stories English.
"""

_WEIGHT = {"xed_sv": 8.0, "goemotions_en": 0.3}
"""Small sources count more, those of another domain less."""


@dataclass(frozen=True, slots=True)
class Tongues:
    """Bucket × language, and language × constant."""

    weights: NDArray[np.float32]
    constants: NDArray[np.float32]


def train(sentences: Sequence[Sentence]) -> Tongues:
    """Learn to tell the spoken languages apart."""
    model = LogisticRegression(C=_TRUST, max_iter=200)
    model.fit(
        counts([" ".join(split(one.text).folded) for one in sentences], TONGUE_BITS),
        [SPOKEN.index(one.language) for one in sentences],
        sample_weight=[_WEIGHT.get(one.source, 1.0) for one in sentences],
    )
    return Tongues(model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32))
