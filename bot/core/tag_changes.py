"""What a change does to the tags of a story. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.core.model.correction import Keys, TagChange
from bot.core.model.tag import NOTHING, Source, Tag
from bot.core.ports.tag_sets import TaggedPart
from bot.core.precedence import highest, is_above, visible


class Changed(NamedTuple):
    """The parts with their new tags, and what the facet says before and after."""

    parts: tuple[TaggedPart, ...]
    before: Keys
    after: Keys


def changed(parts: Sequence[TaggedPart], change: TagChange, source: Source) -> Changed:
    """Make the change as that source. Its tags of the facet become all that it says of it; those
    of the other sources stay as they are.

    A change of a tag that is not there, or to what stands there already, changes nothing.
    """
    said = _said(parts, change.facet, source)
    after = _after(said, change, parts[0])
    if _keys(said) == _keys(after):
        return Changed(tuple(parts), _keys(said), _keys(said))
    new = tuple(_with(part, place, after, change, source) for place, part in enumerate(parts))
    return Changed(new, _keys(said), _keys(after))


def machine_facets(parts: Sequence[TaggedPart], corrected: str) -> tuple[tuple[str, Keys], ...]:
    """Return what readers see by the machine alone in the other facets."""
    facets: dict[str, set[tuple[str, int]]] = {}
    for tag in visible(tag for part in parts for tag in part.tags):
        if tag.source is Source.MACHINE and tag.facet != corrected:
            facets.setdefault(tag.facet, set()).add((tag.key, tag.polarity))
    return tuple((facet, tuple(sorted(keys))) for facet, keys in sorted(facets.items()))


class _Placed(NamedTuple):
    place: int
    """Which part of the story."""
    tag: Tag


def _said(parts: Sequence[TaggedPart], facet: str, source: Source) -> list[_Placed]:
    """Return the facet's tags as they stand for that source: what is above it is not its own."""
    found = [
        _Placed(place, tag)
        for place, part in enumerate(parts)
        for tag in part.tags
        if tag.facet == facet and not is_above(tag.source, source)
    ]
    best = {tag.source for tag in highest(one.tag for one in found)}
    return [one for one in found if one.tag.source in best and one.tag.key != NOTHING]


def _after(said: Sequence[_Placed], change: TagChange, first: TaggedPart) -> list[_Placed]:
    others = [one for one in said if one.tag.key != change.old]
    if change.old is not None and len(others) == len(said):
        return list(said)
    if change.new is None:
        return others
    if all(one.tag.key != change.new for one in others):
        places = [one for one in said if one.tag.key == change.old] or [_whole(first)]
        others += [
            _Placed(one.place, one.tag._replace(facet=change.facet, key=change.new))
            for one in places
        ]
    return [_turned(one, change) for one in others]


def _turned(one: _Placed, change: TagChange) -> _Placed:
    if change.polarity is None or one.tag.key != change.new:
        return one
    return _Placed(one.place, one.tag._replace(polarity=change.polarity))


def _whole(part: TaggedPart) -> _Placed:
    """Return a tag that nobody has pointed at: it rests on the whole first part."""
    end = len(part.shown)
    tag = Tag(facet="", key="", source=Source.HUMAN, polarity=0, confidence=1.0, start=0, end=end)
    return _Placed(0, tag)


def _with(
    part: TaggedPart, place: int, after: Sequence[_Placed], change: TagChange, source: Source
) -> TaggedPart:
    """Return the part with the facet's tags of that source replaced."""
    others = (tag for tag in part.tags if (tag.facet, tag.source) != (change.facet, source))
    said = [one.tag for one in after if one.place == place]
    if not after and place == 0:
        said = [_whole(part).tag._replace(facet=change.facet, key=NOTHING, end=0)]
    new = (tag._replace(source=source, confidence=1.0) for tag in said)
    return replace(part, tags=(*others, *new))


def _keys(placed: Sequence[_Placed]) -> Keys:
    return tuple(sorted({(one.tag.key, one.tag.polarity) for one in placed}))
