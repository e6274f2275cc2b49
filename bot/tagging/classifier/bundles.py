"""Text → buckets of its words and marks, and of each two that follow one another, hashed."""

import re
from itertools import repeat
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.tagging.classifier.windows import BITS, lowered

BUNDLE_BITS = 16
BUCKETS = 2**BITS + 2**BUNDLE_BITS
"""Of windows first, then of bundles."""

WORTH = 0.6
"""Of all bundles of a text beside all its windows; chosen by cross-validation in train."""

_FIRST = 2**BITS
_MASK = 2**BUNDLE_BITS - 1
_PIECE = re.compile(r"\w+|[^\w\s]")


def places(text: str) -> list[int]:
    """Return where the words and marks begin."""
    return [piece.start() for piece in _PIECE.finditer(lowered(text))]


def bundles(text: str) -> NDArray[np.int64]:
    """Return the buckets of the words and marks, then of the pairs, numbered behind those of
    windows. Letter case does not count.
    """
    # No piece holds a space, so that all are encoded at once.
    joined = " ".join(_PIECE.findall(lowered(text)))
    pieces = joined.encode("utf-8", "surrogatepass").split()
    alone = [*map(crc32, pieces)]
    # The hash of two goes on from that of the first.
    pairs = map(crc32, pieces[1:], map(crc32, repeat(b" "), alone))
    found: NDArray[np.int64] = np.array([*alone, *pairs], np.int64)
    found &= _MASK
    found += _FIRST
    return found
