"""Which stories stand under what delighted and what hurt. The same stories give the same choice.

The rules that win are kept first: a serious story, then themes of two tellers or more. Among what
they leave open the line that adds most is taken (`Coverage`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from bot.core.model.story import Story
from bot.core.model.tag import THEMES
from bot.digest.coverage import Coverage
from bot.digest.select import MUST_WIN, SERIOUS, Side, Theme, tellers

SLOTS = 3
"""Items a side."""

_COMPARED = 300
"""Single stories whose words are compared with those of the others for one line: those that may
add most by tellers, gravity and length. Fewer are where these alone say which is best.
"""

_Order = tuple[bool, bool, bool, float]
"""Is the story of the week, repeats what is shown, is of a teller who is heard, less what it adds:
the least comes first.
"""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a side: a theme with one story a teller, or a single story without a theme."""

    stories: tuple[Story, ...]
    theme: Theme | None = None

    @property
    def reason(self) -> str:
        """The word for why it was chosen."""
        if self.theme:
            return "theme"
        return "serious" if self.stories[0].criticality >= SERIOUS else "single"


Choose = Callable[[Sequence[Story], Side, Story | None], tuple[Item, ...]]


def choose_items(pool: Sequence[Story], side: Side, week_story: Story | None) -> tuple[Item, ...]:
    """Return up to three items of one side.

    A serious story comes first, alone. Then themes of at least two tellers, as long as they bring
    two stories that are not yet shown. Then single stories.
    """
    coverage, items = _begun(pool, side, week_story), list[Item]()
    ranked = _ranked(pool)
    _add_serious(items, ranked, coverage, week_story)
    _add_themes(items, ranked, coverage)
    _add_singles(items, ranked, coverage, week_story)
    return tuple(items)


def choose_singles(
    pool: Sequence[Story], side: Side, week_story: Story | None
) -> tuple[Item, ...]:
    """Return up to three single stories of one side, the serious ones first."""
    coverage, items = _begun(pool, side, week_story), list[Item]()
    ranked = _ranked(pool)
    _add_serious(items, ranked, coverage, week_story)
    _add_singles(items, ranked, coverage, week_story)
    return tuple(items)


def _begun(pool: Sequence[Story], side: Side, week_story: Story | None) -> Coverage:
    coverage = Coverage(pool, side)
    if week_story:
        coverage.show(week_story)
    return coverage


def _add_serious(
    items: list[Item], pool: Sequence[Story], coverage: Coverage, week_story: Story | None
) -> None:
    serious = [story for story in pool if story.criticality >= SERIOUS]
    while len(items) < SLOTS:
        left = [
            story
            for story in _unused(serious, items)
            if story is week_story or not coverage.repeats(story)
        ]
        if not left:
            return
        _add_single(items, left, coverage, week_story)


def _add_singles(
    items: list[Item], pool: Sequence[Story], coverage: Coverage, week_story: Story | None
) -> None:
    while len(items) < SLOTS and (left := _unused(pool, items)):
        _add_single(items, left, coverage, week_story)


def _add_single(
    items: list[Item], left: Sequence[Story], coverage: Coverage, week_story: Story | None
) -> None:
    """Add the story of a new teller that adds most; `left` is ranked. One whose words are in the
    digest already, as the story of the week or nearly the same, is taken only when no other is.
    """
    heard = tellers(chain.from_iterable(item.stories for item in items))

    def order(story: Story, worth: float) -> _Order:
        return story is week_story, coverage.repeats(story), story.teller in heard, -worth

    story = _first(
        left,
        lambda one: order(one, coverage.at_most(one)),
        lambda one: order(one, coverage.of_story(one)),
    )
    coverage.add_story(story)
    items.append(Item((story,)))


def _first(
    stories: Sequence[Story], hoped: Callable[[Story], _Order], found: Callable[[Story], _Order]
) -> Story:
    """Return the story that comes first by `found`, which compares it with all; of equals the one
    that is first. `hoped` does not and puts no story later: whoever comes later even by that is
    not looked at.
    """
    hopeful = sorted((hoped(story), place) for place, story in enumerate(stories))
    (_, first), *others = hopeful[:_COMPARED]
    best = found(stories[first]), first
    for hope, place in others:
        if (hope, place) > best:
            break
        best = min(best, (found(stories[place]), place))
    return stories[best[1]]


def _add_themes(items: list[Item], pool: Sequence[Story], coverage: Coverage) -> None:
    left = dict(_by_theme(pool, coverage))
    while len(items) < SLOTS:
        shown = _shown(items)
        new = {
            theme: stories
            for theme, stories in left.items()
            if len({story.number for story in stories} - shown) > 1
        }
        if not new:
            return
        theme = min(new, key=lambda one: _theme_order(one, new[one], coverage))
        coverage.add_theme(theme, new[theme])
        items.append(Item(left.pop(theme), theme))


def _by_theme(ranked: Iterable[Story], coverage: Coverage) -> dict[Theme, tuple[Story, ...]]:
    """Return one story of each teller by theme, by number: the gravest, then the oldest."""
    found: dict[Theme, dict[UUID | None, Story]] = defaultdict(dict)
    for story in ranked:
        for theme in coverage.themes[story.number]:
            # A must-win is what we want: its name does not say what hurt. It has its own sheet.
            if theme[0] != MUST_WIN:
                found[theme].setdefault(story.teller, story)
    return {
        theme: tuple(sorted(stories.values(), key=lambda story: story.number))
        for theme, stories in found.items()
    }


def _theme_order(theme: Theme, stories: Sequence[Story], coverage: Coverage) -> tuple[object, ...]:
    """Put first what adds most; of equals the gravest, the team's own word, the oldest."""
    facet, key = theme
    gravest = max(story.criticality for story in stories)
    oldest = min(story.told_at for story in stories)
    added = round(coverage.of_theme(theme, stories), 6)
    return (-added, -gravest, THEMES.index(facet), oldest, key)


def _unused(pool: Iterable[Story], items: Sequence[Item]) -> list[Story]:
    shown = _shown(items)
    return [story for story in pool if story.number not in shown]


def _ranked(stories: Iterable[Story]) -> list[Story]:
    return sorted(stories, key=lambda story: (-story.criticality, story.told_at, story.number))


def _shown(items: Iterable[Item]) -> set[str]:
    return {story.number for item in items for story in item.stories}
