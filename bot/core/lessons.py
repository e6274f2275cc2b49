"""Corrections → lessons. Pure."""

from collections.abc import Iterable
from uuid import UUID

from bot.core.model.learning import Lesson
from bot.core.ports.learning import Verdict
from bot.core.precedence import is_above

_MOST = 1_000
"""Stories that are learned from, the last corrected ones: what a team says changes with time."""


def lessons(verdicts: Iterable[Verdict]) -> tuple[Lesson, ...]:
    """Return a lesson for each story: of each facet the last word of the highest source; of others
    what the machine said at the last of these words, for it was seen and left; and the text as
    it was then.
    """
    by_story: dict[UUID, dict[str, Verdict]] = {}
    for verdict in sorted(verdicts, key=lambda each: each.serial):
        facets = by_story.setdefault(verdict.story, {})
        known = facets.get(verdict.facet)
        if known is None or not is_above(known.source, verdict.source):
            facets[verdict.facet] = verdict
    newest = sorted(by_story.values(), key=_last, reverse=True)[:_MOST]
    return tuple(_lesson(facets) for facets in newest)


def _last(facets: dict[str, Verdict]) -> int:
    return max(verdict.serial for verdict in facets.values())


def _lesson(facets: dict[str, Verdict]) -> Lesson:
    last = max(facets.values(), key=lambda verdict: verdict.serial)
    said = {facet: verdict.keys for facet, verdict in facets.items()}
    return Lesson(last.text, tuple(sorted((dict(last.beside) | said).items())))
