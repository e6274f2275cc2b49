"""The file of weights: arrays one after another, each in numpy's own form."""

from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = "weights.npy"

Floats = NDArray[np.float32]
Steps = NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Everything that was learned, in the order of the file.

    By language, in the order of `SPOKEN`: `scale` is what a step of the table is worth for each
    output, `readout` is output × (hints, constant), `thresholds` the least value at which an
    emotion is said, `favour` what the log probability of each sentiment gets on top for the best
    guess. `table` holds (language, bucket) × output in steps, the buckets of windows first, then
    those of bundles. `tongues` holds bucket × language in steps, `tongue_scale` and
    `tongue_readout`, language × (languages, constant), belong to it.
    """

    scale: Floats
    readout: Floats
    thresholds: Floats
    favour: Floats
    tongue_scale: Floats
    tongue_readout: Floats
    tongues: Steps
    table: Steps


def load() -> Weights:
    """Read the package's weights. Raise OSError or ValueError when the file lacks some."""
    with files("bot.tagging.classifier").joinpath(FILE).open("rb") as file:
        return Weights(**{field.name: np.load(file) for field in fields(Weights)})


def save(weights: Weights, path: Path) -> None:
    """Write the file."""
    with path.open("wb") as file:
        for field in fields(Weights):
            np.save(file, getattr(weights, field.name))
