"""The classifier's own figures by cross-validation inside train, where choices are made.

    OMP_NUM_THREADS=1 python -m benchmarks.model.crossvalidate

The rarity of windows is counted over all folds; it knows no label.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.model.data import POLES, XED, Sentence, read
from benchmarks.model.heads import FOLDS
from benchmarks.model.quality import Table, macro_f1
from benchmarks.model.readout import read_out
from benchmarks.model.train import prepare
from bot.core.model.language import SPOKEN
from bot.tagging.classifier.classifier import SENTIMENTS
from bot.tagging.classifier.impression import EMOTIONS

Floats = NDArray[np.float32]


def main() -> None:
    """Print the figures; takes about three minutes."""
    sentences = read("train")
    for language in SPOKEN:
        own, inputs, _ = prepare(language, sentences)
        for task, value in _figures(own, *_outputs(own, inputs)):
            print(f"{language} {task:32}{value:.3f}", flush=True)


def _outputs(own: Sequence[Sentence], inputs: Floats) -> tuple[Floats, Floats, Floats]:
    """Return emotions said, favoured sentiments and valence by readouts of the other folds."""
    fold = np.array([one.fold(FOLDS) for one in own])
    emotions, sentiments, valence = np.zeros((len(own), 8)), np.zeros((len(own), 3)), fold * 0.0
    for number in range(FOLDS):
        held = fold == number
        seen = [one for one, is_held in zip(own, held, strict=True) if not is_held]
        readout = read_out(seen, inputs[~held])
        values = inputs[held] @ readout.weights.T
        emotions[held] = values[:, : len(EMOTIONS)] >= readout.thresholds
        sentiments[held] = values[:, len(EMOTIONS) : -1] + readout.favour
        valence[held] = values[:, -1]
    return emotions, sentiments, valence


def _figures(
    own: Sequence[Sentence], emotions: Floats, sentiments: Floats, valence: Floats
) -> Iterator[tuple[str, float]]:
    source = np.array([one.source for one in own])
    sentiment = np.array([one.sentiment or "" for one in own])
    is_emotional = np.isin(source, XED) & np.array([one.is_emotional for one in own])
    truth = np.array([[name in one.labels for name in EMOTIONS] for one in own])
    yield "eight emotions", _f1(truth[is_emotional], emotions[is_emotional])
    rows = np.isin(source, XED) & (sentiment != "")
    told = np.stack([sentiment == name for name in SENTIMENTS], axis=1)
    if told[rows, SENTIMENTS.index("neutral")].any():
        best = np.eye(len(SENTIMENTS))[sentiments.argmax(1)]
        yield "negative–neutral–positive", _f1(told[rows], best[rows])
    poles = np.stack([sentiment == name for name in POLES], axis=1)
    signs = np.stack([valence <= 0, valence > 0], axis=1)
    for one in np.unique(source[source != "afinn"]):
        rows = (source == one) & poles.any(1)
        yield f"sign of valence, {one}", _f1(poles[rows], signs[rows])


def _f1(truth: Table, said: Table) -> float:
    return macro_f1(truth.astype(int), said.astype(int), np.ones(len(truth), np.int64))


if __name__ == "__main__":
    main()
