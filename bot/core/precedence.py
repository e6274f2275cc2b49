"""Which tags readers see: in each facet only those of the highest source."""

from collections.abc import Iterable

from bot.core.model.tag import Source, Tag

_RANK = {source: rank for rank, source in enumerate(Source)}


def visible(tags: Iterable[Tag]) -> tuple[Tag, ...]:
    """Return the tags whose source is the highest of their facet, in the order given."""
    tags = tuple(tags)
    best: dict[str, int] = {}
    for tag in tags:
        best[tag.facet] = min(best.get(tag.facet, len(_RANK)), _RANK[tag.source])
    return tuple(tag for tag in tags if _RANK[tag.source] == best[tag.facet])
