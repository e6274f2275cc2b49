"""Putting values into the sentences of the catalogue, within the room that each line has."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.core.edition import Edition
from bot.core.model.digest import Period
from bot.core.model.language import Language, StoryLanguage
from bot.core.model.story import Role, Story
from bot.core.model.week import Week
from bot.core.ports.catalogue import Texts
from bot.digest.blocks import Labels
from bot.digest.figures import Figures
from bot.digest.quote import cut_quote, one_line, shorten

LISTED = 4
"""Numbers printed in one line; the others are counted."""

ITEM = 110
QUOTE = 280
REASON = 120
MOVED = 220
NAME = 60
LISTED_STORY = 120
IDEA = 240
SENTENCE = 200
CHANGE = 120
OPEN = 120


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of one edition in its language."""

    edition: Edition
    texts: Texts
    labels: Labels
    figures: Figures

    @property
    def language(self) -> Language:
        """The language of the digest's own sentences."""
        return self.edition.team.language

    def text(self, key: str, /, **arguments: str | float) -> str:
        """Return the sentence with this key."""
        return self.texts.text(self.language, f"digest-{key}", **arguments)

    def theme_item(self, theme: tuple[str, str], stories: Sequence[Story]) -> str:
        """Return the line of a theme; a long name is shortened, the numbers are not."""
        numbers = self.numbers([self.number(story) for story in stories], len(stories))

        def render(name: str) -> str:
            return self.text("item", theme=name, stories=len(stories), numbers=numbers)

        return fit(self.name(theme), ITEM, shorten, render)

    def quote_item(self, story: Story) -> str:
        """Return the line of a single story: the beginning of its own words."""
        return self._quoted(("item-quote", "item-quote-foreign"), story, story.text, ITEM)

    def listed(self, story: Story) -> str:
        """Return the line of a story in the list of all."""
        return self._quoted(("story", "story-foreign"), story, story.text, LISTED_STORY)

    def idea(self, story: Story, words: str, horizon: str) -> str:
        """Return the line of an idea in its teller's words; `horizon` may be empty."""
        keys = ("idea", "idea-foreign")
        return self._quoted(keys, story, words, IDEA, horizon=horizon or "none")

    def reason(self, reason: str, tags: Iterable[tuple[str, str]]) -> str:
        """Return why the story of the week was chosen."""
        name = self.name if reason == "must_win" else self.inside
        names = [name(theme) for theme in tags]

        def render(name: str) -> str:
            return self.text(f"reason-{reason}", theme=name)

        return fit(", ".join(names), REASON, shorten, render)

    def name(self, theme: tuple[str, str]) -> str:
        """Return what people call a theme."""
        return one_line(self.labels.label(*theme, self.language))

    def short(self, theme: tuple[str, str]) -> str:
        """Return its name, shortened where it is longer than a name should be."""
        return shorten(self.name(theme), NAME)

    def inside(self, theme: tuple[str, str]) -> str:
        """Return its name as it is written within a sentence: without its first capital, unless
        it is written in capitals.
        """
        name = self.name(theme)
        return name if name[1:2].isupper() else name[:1].lower() + name[1:]

    def source(self, story: Story) -> str:
        """Return whose words a quote is: number, role if it gives nobody away, language, week."""
        parts = [story.number]
        if self.edition.shows_roles:
            parts.append(
                self.text(f"role-{'customer' if story.role is Role.CUSTOMER else 'employee'}")
            )
        if self._is_foreign(story.language):
            parts.append(self._spoken(story.language))
        if story.week < self.edition.period.first:
            parts.append(self.text("week", week=str(story.week.number)))
        return " · ".join(parts)

    def number(self, story: Story) -> str:
        """Return the number, marked with its week when the story came late."""
        if story.week < self.edition.period.first:
            return self.text("late-number", number=story.number, week=str(story.week.number))
        return story.number

    def numbers(self, numbers: Sequence[str], total: int) -> str:
        """Return the first of them and how many more of `total` there are."""
        listed = numbers[:LISTED]
        if len(listed) == total:
            return ", ".join(listed)
        return self.text("numbers-more", numbers=", ".join(listed), more=total - len(listed))

    def _quoted(
        self, keys: tuple[str, str], story: Story, words: str, room: int, **more: str
    ) -> str:
        """Return the words by the first sentence, or by the second if in another language."""
        key = keys[self._is_foreign(story.language)]

        def render(quote: str) -> str:
            spoken = self._spoken(story.language)
            return self.text(key, quote=quote, spoken=spoken, numbers=self.number(story), **more)

        return fit(words, room, cut_quote, render)

    def _is_foreign(self, language: StoryLanguage) -> bool:
        return language != self.language

    def _spoken(self, language: StoryLanguage) -> str:
        return self.text("spoken", language=language)


def fit(
    text: str, limit: int, cut: Callable[[str, int], str], render: Callable[[str], str]
) -> str:
    """Return the rendered line with as much of the text as fits the limit."""
    return render(cut(one_line(text), max(limit - len(render("")), 1)))


def week_range(period: Period) -> str:
    """Return 46, 45–46, or with years 53/2026–1/2027."""
    first, last = period.first, period.last
    if first == last:
        return str(first.number)
    if first.year == last.year:
        return f"{first.number}–{last.number}"
    return f"{_with_year(first)}–{_with_year(last)}"


def _with_year(week: Week) -> str:
    return f"{week.number}/{week.year}"
