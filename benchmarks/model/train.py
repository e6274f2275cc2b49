"""Rebuild bot/tagging/classifier/weights.npy: the same data give the same bytes.

Two stages, by language. First each head learns its voices. Then what the voices say of sentences
that they were not trained on becomes probabilities and decisions, together with what the rules
felt; so it has to be trained anew when the rules change. Both stages are sums, so that of the
first one weight of each bucket is kept for each output.

    OMP_NUM_THREADS=1 python -m benchmarks.model.train
"""

import hashlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.model import tongues
from benchmarks.model.data import Sentence, listed_words, read
from benchmarks.model.heads import VOICES, Corpus
from benchmarks.model.readout import Readout, columns, read_out
from benchmarks.model.told import hear
from bot.core.model.language import SPOKEN, Language
from bot.tagging.classifier import weights
from bot.tagging.classifier.weights import Weights

FILE = Path(weights.__file__).parent / weights.FILE

_STEPS = 127
"""Of a weight in eight bits, either way."""

Floats = NDArray[np.float32]


def main() -> None:
    """Write the file."""
    sentences = read("train")
    learned = [_learn(language, sentences) for language in SPOKEN]
    tables, scales = zip(*(_in_steps(table) for table, _ in learned), strict=True)
    told_apart = tongues.train([*sentences, *listed_words()])
    steps, scale = _in_steps(told_apart.weights)
    readouts = [readout for _, readout in learned]
    weights.save(
        Weights(
            scale=np.stack(scales),
            readout=np.stack([one.weights[:, VOICES:] for one in readouts]),
            thresholds=np.stack([one.thresholds for one in readouts]),
            favour=np.stack([one.favour for one in readouts]),
            tongue_scale=scale,
            tongue_readout=np.hstack(
                [np.eye(len(SPOKEN), dtype=np.float32), told_apart.constants[:, None]]
            ),
            tongues=steps,
            table=np.concatenate(tables),
        ),
        FILE,
    )
    print(f"{FILE.stat().st_size} bytes, sha256 {digest()}")


def digest() -> str:
    """Return the SHA-256 of the file."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()


def prepare(
    language: Language, sentences: list[Sentence]
) -> tuple[list[Sentence], Floats, Corpus]:
    """Return the sentences of a language, what its readout is fitted on, and its corpus."""
    own, heard = hear([*sentences, *listed_words()], language)
    corpus = Corpus(own, heard)
    return own, columns(corpus.held_out(), heard), corpus


def _learn(language: Language, sentences: list[Sentence]) -> tuple[Floats, Readout]:
    own, inputs, corpus = prepare(language, sentences)
    print(f"{language}: {len(own)} sentences", flush=True)
    readout = read_out(own, inputs)
    voices = corpus.train(np.ones(len(own), np.bool_))
    return voices @ readout.weights[:, :VOICES].T, readout


def _in_steps(table: Floats) -> tuple[NDArray[np.int8], Floats]:
    scale = np.maximum(np.abs(table).max(0), np.float32(1e-9)) / np.float32(_STEPS)
    return np.rint(table / scale).astype(np.int8), scale


if __name__ == "__main__":
    main()
