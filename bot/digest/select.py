"""Which stories a digest shows, and in which order. The same stories give the same choice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain
from uuid import UUID

from bot.core.model.story import Story
from bot.core.model.tag import THEMES, Sentiment, Tag
from bot.core.publishable import is_publishable

SLOTS = 3
"""Items a side."""

MUST_WIN = "must_win"

SERIOUS = 4
"""The criticality from which a story is never passed over."""


class Side(IntEnum):
    """What delighted and what hurt, by the polarity of the tags."""

    DELIGHTED = 1
    HURT = -1


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a side: a theme with one story a teller, or a single story without a theme."""

    stories: tuple[Story, ...]
    theme: tuple[str, str] | None = None


def tellers(stories: Iterable[Story]) -> set[UUID | None]:
    """Return who told these; all whose teller is not known count as one."""
    return {story.teller for story in stories}


def numbers_of(stories: Iterable[Story]) -> tuple[str, ...]:
    """Return their numbers, sorted: the order in which people told is nobody's business."""
    return tuple(sorted(story.number for story in stories))


def themes_in(story: Story) -> set[tuple[str, str]]:
    """Return the themes of which the story speaks at all, well or ill."""
    return {(tag.facet, tag.key) for tag in story.tags if tag.facet in THEMES}


def themes_of(story: Story, side: Side) -> set[tuple[str, str]]:
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


def choose_items(pool: Sequence[Story], side: Side, week_story: Story | None) -> tuple[Item, ...]:
    """Return up to three items of one side.

    A serious story comes first, alone. Then themes of at least two tellers, as long as they bring
    two stories that are not yet shown. Then single stories.
    """
    items = choose_singles([story for story in pool if story.criticality >= SERIOUS], week_story)
    items = _add_themes(pool, side, items)
    return choose_singles(pool, week_story, items)


def choose_singles(
    pool: Sequence[Story], week_story: Story | None, before: tuple[Item, ...] = ()
) -> tuple[Item, ...]:
    """Return `before`, filled up to three items with single stories.

    New tellers come first, then the gravest, then the oldest. The story of the week comes last, as
    its words are in the digest already.
    """
    items = list(before)
    unused = [story for story in _ranked(pool) if story.number not in _shown(items)]
    while unused and len(items) < SLOTS:
        heard = tellers(chain.from_iterable(item.stories for item in items))
        story = min(unused, key=lambda one: (one is week_story, one.teller in heard))
        unused.remove(story)
        items.append(Item((story,)))
    return tuple(items)


def theme_stories(pool: Iterable[Story], side: Side, theme: tuple[str, str]) -> tuple[Story, ...]:
    """Return one story of each teller on this theme, by number: the gravest, then the oldest."""
    chosen: dict[UUID | None, Story] = {}
    for story in _ranked(story for story in pool if theme in themes_of(story, side)):
        chosen.setdefault(story.teller, story)
    return tuple(sorted(chosen.values(), key=lambda story: story.number))


def _add_themes(pool: Sequence[Story], side: Side, before: tuple[Item, ...]) -> tuple[Item, ...]:
    # A must-win is what we want: its name does not say what hurt. It has a sheet of its own.
    themes = {theme for story in pool for theme in themes_of(story, side) if theme[0] != MUST_WIN}
    ranked = sorted(
        (Item(theme_stories(pool, side, theme), theme) for theme in themes), key=_weight
    )
    items = list(before)
    for item in ranked:
        new = {story.number for story in item.stories} - _shown(items)
        if len(items) < SLOTS and len(new) > 1:
            items.append(item)
    return tuple(items)


def _speaks(story: Story, tag: Tag, side: Side) -> bool:
    if story.sentiment is Sentiment.MIXED:
        return tag.polarity == side
    tone = {Sentiment.POSITIVE: Side.DELIGHTED, Sentiment.NEGATIVE: Side.HURT}.get(story.sentiment)
    return tone is side and tag.polarity != -side


def _ranked(stories: Iterable[Story]) -> list[Story]:
    return sorted(stories, key=lambda story: (-story.criticality, story.told_at, story.number))


def _weight(item: Item) -> tuple[object, ...]:
    facet, key = item.theme or ("", "")
    gravest = max(story.criticality for story in item.stories)
    oldest = min(story.told_at for story in item.stories)
    return (-len(item.stories), -gravest, THEMES.index(facet), oldest, key)


def _shown(items: Iterable[Item]) -> set[str]:
    return {story.number for item in items for story in item.stories}
