"""Which tags readers see: in each facet only those of the highest source."""

from collections.abc import Iterable

from bot.core.model.tag import NOTHING, Source, Tag

PEOPLE = frozenset({Source.TELLER, Source.HUMAN})
"""The sources that are people: a new reading leaves their tags as they are."""

_RANK = {source: rank for rank, source in enumerate(Source)}


def is_above(one: Source, other: Source) -> bool:
    """True when the tags of the one hide those of the other."""
    return _RANK[one] < _RANK[other]


def highest(tags: Iterable[Tag]) -> tuple[Tag, ...]:
    """Return the tags whose source is the highest of their facet, in the order given."""
    tags = tuple(tags)
    best: dict[str, int] = {}
    for tag in tags:
        best[tag.facet] = min(best.get(tag.facet, len(_RANK)), _RANK[tag.source])
    return tuple(tag for tag in tags if _RANK[tag.source] == best[tag.facet])


def visible(tags: Iterable[Tag]) -> tuple[Tag, ...]:
    """Return the highest tags without those that only say that their facet has none."""
    return tuple(tag for tag in highest(tags) if tag.key != NOTHING)
