"""How much of what was told a choice of lines stands for (docs/adr/0035).

Two things are summed. What each teller speaks of, by theme, of which a second theme of the same
teller adds less than the first: so many are heard before one is heard twice. And how like the
shown words are to those of a sample of all: so different things are shown. Both sums grow less
and less as lines are added (they are submodular), so taking the best next line each time is near
the best choice.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import pow as power
from math import sqrt
from uuid import UUID

from bot.core.model.story import Story
from bot.digest.likeness import NEAR_DUPLICATE, Stretches, likeness, stretches
from bot.digest.select import Side, Theme, themes_of

ELECTORATE = 100
"""Stories, evenly over the time, that stand for all when words are compared."""

_LENGTH_POWER = 0.25
"""By this power of its length a long text must say more than a short one."""

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
        self._words: dict[str, Stretches] = {}
        step = max(len(ordered) / ELECTORATE, 1)
        voters = [ordered[int(at * step)] for at in range(min(len(ordered), ELECTORATE))]
        self._voters = [self._stretches(story) for story in voters]
        self._nearest = [0.0] * len(voters)
        self._shown: list[Stretches] = []

    def of_theme(self, theme: Theme, stories: Iterable[Story]) -> float:
        """Return what a line on this theme would add."""
        return self._gain((story.teller, theme) for story in stories)

    def of_tellers(self, story: Story) -> float:
        """Return what the story would add by who tells it and of what, by its gravity."""
        return self._gain(self._pairs(story)) * (1 + story.criticality)

    def of_words(self, story: Story) -> float:
        """Return what its words would add to those that are shown, of a whole of 1."""
        own = self._stretches(story)
        added = (
            max(likeness(own, other) - nearest, 0)
            for other, nearest in zip(self._voters, self._nearest, strict=True)
        )
        return sum(added) / len(self._voters)

    def of_story(self, story: Story) -> float:
        """Return what the story would add, for its length."""
        length = max(len(story.text), _FEWEST_CHARACTERS) / _FEWEST_CHARACTERS
        return (self.of_tellers(story) + self.of_words(story)) / power(length, _LENGTH_POWER)

    def repeats(self, story: Story) -> bool:
        """True when much the same words are shown already."""
        own = self._stretches(story)
        return any(likeness(own, other) >= NEAR_DUPLICATE for other in self._shown)

    def show(self, story: Story) -> None:
        """Know that the words of the story stand elsewhere in the digest."""
        self._shown.append(self._stretches(story))

    def add_theme(self, theme: Theme, stories: Iterable[Story]) -> None:
        """Take a line on a theme."""
        self._cover((story.teller, theme) for story in stories)

    def add_story(self, story: Story) -> None:
        """Take a line with the words of one story."""
        self._cover(self._pairs(story))
        own = self._stretches(story)
        self._shown.append(own)
        self._nearest = [
            max(nearest, likeness(own, other))
            for other, nearest in zip(self._voters, self._nearest, strict=True)
        ]

    def _pairs(self, story: Story) -> set[tuple[UUID | None, Theme | None]]:
        themes = self.themes[story.number]
        return {(story.teller, theme) for theme in themes} or {(story.teller, None)}

    def _gain(self, pairs: Iterable[tuple[UUID | None, Theme | None]]) -> float:
        new = Counter(teller for teller, _ in set(pairs) - self._covered)
        return sum(
            sqrt(self._heard[teller] + more) - sqrt(self._heard[teller])
            for teller, more in new.items()
        )

    def _cover(self, pairs: Iterable[tuple[UUID | None, Theme | None]]) -> None:
        new = set(pairs) - self._covered
        self._covered |= new
        self._heard.update(teller for teller, _ in new)

    def _stretches(self, story: Story) -> Stretches:
        found = self._words.get(story.number)
        if found is None:
            found = self._words[story.number] = stretches(story.text)
        return found
