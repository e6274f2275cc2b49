"""Text → buckets of its windows: every stretch of two to six characters, hashed.

The hash of a window is the sum of its code points, each times a factor of its place, modulo 2³²;
its upper bits number the bucket. The sums of longer windows go on from those of shorter ones.
"""

import numpy as np
from numpy.typing import NDArray

LENGTHS = (2, 3, 4, 5, 6)
"""Characters of a window."""

BITS = 17
"""Buckets are numbered below 2**BITS."""

_FACTORS = np.array(
    [[0x9E3779B1], [0x85EBCA77], [0xC2B2AE3D], [0x27D4EB2F], [0x165667B1], [0xD3A2646D]], np.uint32
)
_STEP = 4
"""Bytes of a code point."""
_EDGE = "\n"
"""Stands before and after the text, so that beginnings and ends are windows of their own."""

Buckets = NDArray[np.uint32]


def buckets(text: str) -> Buckets:
    """Return length × place: the buckets of the windows that begin at each place.

    Place 0 is the edge, place i + 1 is the code point i. Letter case does not count. A window
    that would reach over the closing edge ends there.
    """
    letters = _letters(lowered(text))
    longest = len(_FACTORS)
    places = len(letters) // _STEP - longest + 1
    # Row k of the view is the text from its letter k on.
    shifted = np.ndarray((longest, places), np.uint32, letters, strides=(_STEP, _STEP))
    hashes = np.add.accumulate(shifted * _FACTORS, axis=0, dtype=np.uint32)[1:]
    hashes >>= np.uint32(32 - BITS)
    return hashes


def _letters(text: str) -> bytes:
    padding = "\0" * (len(_FACTORS) - 2)
    return f"{_EDGE}{text}{_EDGE}{padding}".encode("utf-32-le", "surrogatepass")


def lowered(text: str) -> str:
    """Return it in small letters, or as it is where that would move its places: a few letters
    grow when their case changes.
    """
    small = text.lower()
    return small if len(small) == len(text) else text
