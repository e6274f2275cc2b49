"""The same figures by cross-validation inside train, where choices are made.

    python -m benchmarks.model.crossvalidate

The rarity of n-grams is counted over all folds; it knows no label.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.model.candidate.classifier import impression
from benchmarks.model.data import Sentence, read
from benchmarks.model.heads import FOLDS, Corpus
from benchmarks.model.linear import Matrix
from benchmarks.model.quality import Figure, Pair, feelings, report
from benchmarks.model.readout import read_out
from bot.core.model.language import SPOKEN


def figures() -> list[Figure]:
    """Train and return them; takes about two minutes."""
    corpus = Corpus(read("train"))
    return list(feelings(_pairs(corpus.sentences, corpus.held_out(), corpus.fold)))


def _pairs(sentences: Sequence[Sentence], heads: Matrix, fold: NDArray[np.int64]) -> list[Pair]:
    pairs = []
    for number in range(FOLDS):
        held = fold == number
        seen = [one for one, is_held in zip(sentences, held, strict=True) if not is_held]
        readout = read_out(seen, heads[~held])
        for place in np.flatnonzero(held).tolist():
            one, row = sentences[place], SPOKEN.index(sentences[place].language)
            said = impression(
                heads[place], readout.weights[row], readout.thresholds[row], readout.favour[row]
            )
            pairs.append((one, said))
    return pairs


if __name__ == "__main__":
    report(figures())
