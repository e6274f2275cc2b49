"""How much of what was told a choice of lines stands for (docs/adr/0035).

Two things are summed. What each teller speaks of, by theme, of which a second theme of the same
teller adds less than the first: so many are heard before one is heard twice. And how like the
shown words are to those of all: so different things are shown. Both sums grow less and less as
lines are added (they are submodular), so taking the best next line each time is near the best
choice. Sums are exact before they are rounded, so that every machine comes to the same.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import fsum, sqrt
from uuid import UUID

from bot.core.model.story import Story
from bot.digest.likeness import NEAR_DUPLICATE
from bot.digest.select import Side, Theme, themes_of
from bot.digest.vectors import Vector

ELECTORATE = 1000
"""Up to so many stories each is compared with every other. Of more so many, evenly over the time,
stand for all.
"""

_FEWEST_CHARACTERS = 80


class Coverage:
    """What the lines chosen so far stand for."""

    def __init__(self, pool: Sequence[Story], side: Side) -> None:
        """Begin with no line; the pool is all that this side may show."""
        ordered = sorted(pool, key=lambda story: (story.told_at, story.number))
        self.themes: dict[str, set[Theme]] = {
            story.number: themes_of(story, side) for story in ordered
        }
        self._covered: set[tuple[UUID | None, Theme | None]] = set()
        self._heard: Counter[UUID | None] = Counter()
        self._vectors = {story.number: Vector.of(story) for story in ordered}
        self._most: dict[str, float] = {}
        step = max(len(ordered) / ELECTORATE, 1)
        voters = [ordered[int(at * step)] for at in range(min(len(ordered), ELECTORATE))]
        self._voters = [self._vectors[story.number] for story in voters]
        self._nearest = [0.0] * len(voters)
        self._shown: list[Vector] = []

    def of_theme(self, theme: Theme, stories: Iterable[Story]) -> float:
        """Return what a line on this theme would add."""
        return self._gain((story.teller, theme) for story in stories)

    def of_tellers(self, story: Story) -> float:
        """Return what the story would add by who tells it and of what, by its gravity."""
        return self._gain(self._pairs(story)) * (1 + story.criticality)

    def of_words(self, story: Story) -> float:
        """Return what its words would add to those that are shown, of a whole of 1."""
        found = self._vectors[story.number].likenesses(self._voters)
        added = fsum(
            own - nearest
            for own, nearest in zip(found, self._nearest, strict=True)
            if own > nearest
        )
        most = self._most[story.number] = added / len(self._voters)
        return most

    def of_story(self, story: Story) -> float:
        """Return what the story would add, for its length."""
        return (self.of_tellers(story) + self.of_words(story)) / _weight(story)

    def at_most(self, story: Story) -> float:
        """Return what `of_story` cannot exceed, without comparing words: what they once would
        have added, they never exceed later.
        """
        return (self.of_tellers(story) + self._most.get(story.number, 1.0)) / _weight(story)

    def repeats(self, story: Story) -> bool:
        """True when much the same words are shown already."""
        found = self._vectors[story.number].likenesses(self._shown)
        return any(own >= NEAR_DUPLICATE for own in found)

    def show(self, story: Story) -> None:
        """Know that the words of the story stand elsewhere in the digest."""
        self._shown.append(Vector.of(story))

    def add_theme(self, theme: Theme, stories: Iterable[Story]) -> None:
        """Take a line on a theme."""
        self._cover((story.teller, theme) for story in stories)

    def add_story(self, story: Story) -> None:
        """Take a line with the words of one story."""
        self._cover(self._pairs(story))
        own = self._vectors[story.number]
        self._shown.append(own)
        self._nearest = list(map(max, self._nearest, own.likenesses(self._voters)))

    def _pairs(self, story: Story) -> set[tuple[UUID | None, Theme | None]]:
        themes = self.themes[story.number]
        return {(story.teller, theme) for theme in themes} or {(story.teller, None)}

    def _gain(self, pairs: Iterable[tuple[UUID | None, Theme | None]]) -> float:
        new = Counter(teller for teller, _ in set(pairs) - self._covered)
        return fsum(
            sqrt(self._heard[teller] + more) - sqrt(self._heard[teller])
            for teller, more in new.items()
        )

    def _cover(self, pairs: Iterable[tuple[UUID | None, Theme | None]]) -> None:
        new = set(pairs) - self._covered
        self._covered |= new
        self._heard.update(teller for teller, _ in new)


def _weight(story: Story) -> float:
    """Return how much more a text must say than a short one: the fourth root of its length."""
    # Of a root every machine has the same last digit; of a power not.
    return sqrt(sqrt(max(len(story.text), _FEWEST_CHARACTERS) / _FEWEST_CHARACTERS))
