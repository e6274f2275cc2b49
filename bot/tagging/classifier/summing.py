"""The sum of many short rows."""

import numpy as np
from numpy.typing import NDArray

from bot.tagging.classifier.windows import LENGTHS
from bot.tagging.tokens import ANALYSED

Floats = NDArray[np.float32]

_ONES = np.ones(len(LENGTHS) * (ANALYSED + 1), np.float32)


def summed(rows: Floats) -> Floats:
    """Return the sum of the rows, at most all windows of a text: as a product with ones, which
    costs a sixth of `sum(0)` where rows are short.
    """
    return _ONES[: len(rows)] @ rows
