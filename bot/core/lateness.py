"""A digest, or a page of a month, that its channel could not take in time says so."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.core.model.digest import Digest, DigestState, Line
from bot.core.model.language import Language

MarkLate = Callable[[Sequence[Line], Language], tuple[Line, ...]]
"""Returns the lines with the sentence that they leave late; the same lines when it is there."""


def delayed(digest: Digest | None, mark_late: MarkLate) -> Digest | None:
    """Return what was claimed and stands nowhere yet, with that sentence; None for anything else,
    and for what says it already.
    """
    if digest is None or digest.state is not DigestState.CLAIMED:
        return None
    lines = mark_late(digest.lines, digest.language)
    return None if lines == digest.lines else replace(digest, lines=lines)
