"""Plain words → buckets of hashed n-grams.

N-grams of characters stay within a word and the spaces around it; beside them stand the words and
the pairs of neighbouring words. The hash of a stretch is a polynomial in its code points, taken
from running sums, so that all stretches of all lengths are hashed by a few operations on arrays.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

BITS = 18
"""Buckets are numbered below 2**BITS."""

LENGTHS = (3, 4, 5, 6)
"""Characters of an n-gram."""

_READ = 12_000
"""Characters of the plain text that are read: all of it, unless folding made it grow."""

_SPACE = 32
_BASE = 0x9E3779B97F4A7C15
_PAIR = np.uint64(0x2545F4914F6CDD1D)
_WORD_SALT = np.uint64(101)
_PAIR_SALT = np.uint64(202)
_LETTER_SALT = np.uint64(17)

Hashes = NDArray[np.uint64]
Buckets = NDArray[np.int64]


def _powers(base: int) -> Hashes:
    return np.multiply.accumulate(np.full(_READ + 1, base % 2**64, np.uint64))


_POWERS = _powers(_BASE)
_INVERSES = _powers(pow(_BASE, -1, 2**64))
_SHIFTS = tuple(np.uint64(bits) for bits in (31, 29, 64 - BITS))
_FACTORS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def buckets(words: Sequence[str]) -> Buckets:
    """Return the bucket of each n-gram, word and pair; one that comes twice stands twice."""
    return located(words)[0]


def located(words: Sequence[str]) -> tuple[Buckets, NDArray[np.int64]]:
    """Return the buckets, and for each the number of the word in which it begins."""
    text = f" {' '.join(words)} "[:_READ]
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    spaces = np.flatnonzero(letters == _SPACE)
    if not words or len(spaces) < 2:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    last = int(spaces[-1])
    sums = np.zeros(last + 2, np.uint64)
    np.cumsum(
        _mixed(letters[: last + 1].astype(np.uint64) + _LETTER_SALT) * _POWERS[: last + 1],
        out=sums[1:],
    )
    lengths = np.diff(spaces)
    number = np.repeat(np.arange(len(lengths)), lengths)
    # An n-gram may reach the space after its word and no further.
    reach = spaces[1:][number] - np.arange(last)
    starts = [np.flatnonzero(reach >= length - 1) for length in LENGTHS]
    grams = [
        (sums[start + length] - sums[start]) * _INVERSES[start]
        for start, length in zip(starts, LENGTHS, strict=True)
    ]
    first = spaces[:-1] + 1
    whole = (sums[spaces[1:]] - sums[first]) * _INVERSES[first]
    pairs = whole[:-1] * _PAIR + whole[1:] + _PAIR_SALT
    hashes = _mixed(np.concatenate([*grams, whole + _WORD_SALT, pairs])) >> _SHIFTS[2]
    every = np.arange(len(whole))
    owners = np.concatenate([*(number[start] for start in starts), every, every[:-1]])
    return hashes.astype(np.int64), owners


def _mixed(hashes: Hashes) -> Hashes:
    """Spread each hash over all 64 bits."""
    hashes = (hashes ^ (hashes >> _SHIFTS[0])) * _FACTORS[0]
    hashes = (hashes ^ (hashes >> _SHIFTS[1])) * _FACTORS[1]
    return hashes ^ (hashes >> _SHIFTS[0])
