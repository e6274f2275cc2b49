"""Rebuild benchmarks/model/candidate/model.npz and lexicon.txt: the same data give the same bytes.

Two stages. First each head is a logistic regression on n-grams and word-list channels. Then what
the heads say of sentences that they were not trained on becomes probabilities, by language.

    OMP_NUM_THREADS=1 python -m benchmarks.model.train
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.model import lexicon
from benchmarks.model.candidate import classifier
from benchmarks.model.candidate.lexicon import CHANNELS
from benchmarks.model.data import read
from benchmarks.model.heads import Corpus
from benchmarks.model.linear import Fit, Vector
from benchmarks.model.readout import Readout, read_out

PACKAGE = Path(classifier.__file__).parent
MODEL = PACKAGE / "model.npz"
DIGEST = PACKAGE / "model.sha256"

_STEPS = 127
"""Of a weight in eight bits, either way."""


def main() -> None:
    """Write the files."""
    (PACKAGE / "lexicon.txt").write_text(lexicon.lines(), encoding="utf-8")
    corpus = Corpus(read("train"))
    print(f"{len(corpus.sentences)} sentences")
    readout = read_out(corpus.sentences, corpus.held_out())
    print("readout fitted")
    fits = corpus.train(np.ones(len(corpus.sentences), np.bool_))
    _save(corpus.rarity, fits, readout)
    digest = hashlib.sha256(MODEL.read_bytes()).hexdigest()
    DIGEST.write_text(f"{digest}  {MODEL.name}\n", encoding="ascii")
    print(f"{MODEL.stat().st_size} bytes, sha256 {digest}")


def _save(rarity: Vector, fits: Sequence[Fit], readout: Readout) -> None:
    columns = np.stack([*(one.grams * rarity for one in fits), rarity**2], axis=1)
    scale = np.abs(columns).max(0) / np.float32(_STEPS)
    np.savez_compressed(
        MODEL,
        table=np.rint(columns / scale).astype(np.int8),
        scale=scale,
        lexicon=np.stack([one.dense[:CHANNELS] for one in fits]),
        readout=readout.weights,
        thresholds=readout.thresholds,
        favour=readout.favour,
    )


if __name__ == "__main__":
    main()
