"""What a digest may show of a story, and what a story speaks of."""

from collections.abc import Iterable
from enum import IntEnum
from uuid import UUID

from bot.core.model.story import Story
from bot.core.model.tag import THEMES, Sentiment, Tag
from bot.core.publishable import is_publishable

Theme = tuple[str, str]
"""Facet and key."""

MUST_WIN = "must_win"

SERIOUS = 4
"""The criticality from which a story is never passed over."""


class Side(IntEnum):
    """What delighted and what hurt, by the polarity of the tags."""

    DELIGHTED = 1
    HURT = -1


def tellers(stories: Iterable[Story]) -> set[UUID | None]:
    """Return who told these; all whose teller is not known count as one."""
    return {story.teller for story in stories}


def numbers_of(stories: Iterable[Story]) -> tuple[str, ...]:
    """Return their numbers, sorted: the order in which people told is nobody's business."""
    return tuple(sorted(story.number for story in stories))


def themes_in(story: Story) -> set[Theme]:
    """Return the themes of which the story speaks at all, well or ill."""
    return {(tag.facet, tag.key) for tag in story.tags if tag.facet in THEMES}


def themes_of(story: Story, side: Side) -> set[Theme]:
    """Return the themes of which the story speaks on this side."""
    return {
        (tag.facet, tag.key)
        for tag in story.tags
        if tag.facet in THEMES and _speaks(story, tag, side)
    }


def is_on(story: Story, side: Side) -> bool:
    """True when the story is of this side; a mixed one may be of both, a neutral one of none."""
    if story.sentiment is Sentiment.POSITIVE:
        return side is Side.DELIGHTED
    if story.sentiment is Sentiment.NEGATIVE:
        return side is Side.HURT
    serious = side is Side.HURT and story.criticality >= SERIOUS
    return serious or bool(themes_of(story, side))


def on_side(stories: Iterable[Story], side: Side) -> tuple[Story, ...]:
    """Return the stories that this side may show."""
    return tuple(story for story in stories if is_publishable(story) and is_on(story, side))


def _speaks(story: Story, tag: Tag, side: Side) -> bool:
    if story.sentiment is Sentiment.MIXED:
        return tag.polarity == side
    tone = {Sentiment.POSITIVE: Side.DELIGHTED, Sentiment.NEGATIVE: Side.HURT}.get(story.sentiment)
    return tone is side and tag.polarity != -side
