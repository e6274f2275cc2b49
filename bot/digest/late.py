"""A digest that was claimed in time, but could not leave then, says so."""

from collections.abc import Sequence

from bot.core.model.digest import Line
from bot.core.model.language import Language
from bot.core.ports.catalogue import Texts
from bot.digest.blocks import Block

_BEFORE_IT = frozenset({Block.HEADER, Block.COUNTS, Block.READING_TIME, Block.MONTH_FIGURE})


def marked_late(lines: Sequence[Line], language: Language, texts: Texts) -> tuple[Line, ...]:
    """Return the lines with the sentence that the digest, or the page of a month, leaves late;
    once is enough.
    """
    if not lines or any(line.block == Block.LATE for line in lines):
        return tuple(lines)
    at = next((at for at, line in enumerate(lines) if line.block not in _BEFORE_IT), len(lines))
    is_of_month = any(line.block == Block.MONTH_FIGURE for line in lines)
    key = "digest-month-late" if is_of_month else "digest-late"
    return (*lines[:at], Line(Block.LATE, texts.text(language, key), ()), *lines[at:])
