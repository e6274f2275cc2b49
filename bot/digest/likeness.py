"""How alike two passages are, of which no vector is kept, by the same short stretches of letters
as those of a vector.
"""

import re
from math import sqrt

NEAR_DUPLICATE = 0.7
"""From this likeness on two texts tell the same in the same words."""

_LENGTH = 4
_ANALYSED = 600
_GAPS = re.compile(r"[\W_]+")

Stretches = frozenset[str]


def stretches(text: str) -> Stretches:
    """Return every stretch of four letters in the beginning of a text, spaces among them."""
    plain = f" {_GAPS.sub(' ', text[:_ANALYSED].casefold()).strip()} "
    return frozenset(plain[at : at + _LENGTH] for at in range(len(plain) - _LENGTH + 1))


def likeness(one: Stretches, other: Stretches) -> float:
    """Return the share that they have in common, 0 to 1: their cosine as vectors of 0 and 1."""
    if not one or not other:
        return 0.0
    return len(one & other) / sqrt(len(one) * len(other))
