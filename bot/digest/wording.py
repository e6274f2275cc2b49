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
from bot.digest.quote import cut_quote, one_line, shorten

LISTED = 4
"""Numbers printed in one line; the others are counted."""

ITEM = 110
QUOTE = 280
REASON = 120


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of one edition in its language."""

    edition: Edition
    texts: Texts
    labels: Labels

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

        return fit(self.labels.label(*theme, self.language), ITEM, shorten, render)

    def quote_item(self, story: Story) -> str:
        """Return the line of a single story: the beginning of its own words."""
        key = "item-quote-foreign" if self._is_foreign(story.language) else "item-quote"

        def render(quote: str) -> str:
            spoken = self._spoken(story.language)
            return self.text(key, quote=quote, spoken=spoken, numbers=self.number(story))

        return fit(story.text, ITEM, cut_quote, render)

    def reason(self, reason: str, tags: Iterable[tuple[str, str]]) -> str:
        """Return why the story of the week was chosen."""
        names = [self.labels.label(facet, key, self.language) for facet, key in tags]
        if reason != "must_win":
            names = [_inside_a_sentence(name) for name in names]

        def render(name: str) -> str:
            return self.text(f"reason-{reason}", theme=name)

        return fit(", ".join(names), REASON, shorten, render)

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


def _inside_a_sentence(name: str) -> str:
    """Return the name without its first capital, unless it is written in capitals."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
