"""What the stories of an edition bear out, found without the code that composes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from uuid import UUID

from bot.core.edition import Edition, History, Moved
from bot.core.model.digest import Line, Period
from bot.core.model.language import Language
from bot.core.model.story import Role, Status, Story, Waiting
from bot.core.model.tag import Sentiment, Tag
from bot.core.model.team import Team
from bot.core.ports.catalogue import Texts
from bot.digest.blocks import Block, Labels

FEWEST_MEMBERS = 5
"""Contract: below it a role could tell who somebody is."""

CRITICAL = 4
"""Stories from this criticality on may not get lost."""

FEW = 2
"""Of so many stories nothing is concluded, and the kind of a risk would tell whose it is."""

THEMES = frozenset({"must_win", "theme", "service", "empathy", "quality", "touchpoint"})
"""The facets of which a digest says how many people spoke of them."""

PRIVATE_RISKS = frozenset({"urgent_person", "dignity", "staff_wellbeing"})
"""Contract: stories with these go to one person, never to a channel."""

POLARITIES = {Block.DELIGHTED: 1, Block.HURT: -1}

Theme = tuple[str, str]
"""Facet and key."""

TellsWho = Callable[[str], bool]
"""True when a text holds personal data."""


class Evidence:
    """The stories by number, their tellers and their sides, as the contract reads them."""

    def __init__(
        self, edition: Edition, texts: Texts, labels: Labels, tells_who: TellsWho
    ) -> None:
        """Take what the digest should rest on; nothing of it changes."""
        self._edition, self.texts, self.labels = edition, texts, labels
        # A digest whose lines are dropped one by one is read again for each.
        self.tells_who = cache(tells_who)

    @property
    def team(self) -> Team:
        """The team that reads the digest."""
        return self._edition.team

    @property
    def language(self) -> Language:
        """The language of the digest's own sentences."""
        return self._edition.team.language

    @property
    def period(self) -> Period:
        """The weeks that the digest covers."""
        return self._edition.period

    @property
    def weeks(self) -> int:
        """How many weeks those are: several where one was missed."""
        return (self.period.last.monday() - self.period.first.monday()).days // 7 + 1

    @property
    def moved(self) -> Moved | None:
        """For what the readers of the digest before voted."""
        return self._edition.moved

    @property
    def is_late(self) -> bool:
        """True when the digest itself leaves late."""
        return self._edition.late

    @property
    def shows_roles(self) -> bool:
        """True when a role gives nobody away."""
        return self._edition.team.members >= FEWEST_MEMBERS

    @cached_property
    def kept(self) -> Mapping[str, Story]:
        """The stories that count, by number."""
        return _kept(self._edition.stories)

    @cached_property
    def known(self) -> Mapping[str, Story]:
        """Those and the ones of earlier weeks."""
        return {**_kept(self._edition.earlier), **self.kept}

    @cached_property
    def showable(self) -> frozenset[str]:
        """The numbers of the stories whose words and number the channel may see."""
        return frozenset(number for number, story in self.known.items() if _may_be_seen(story))

    @cached_property
    def drawable(self) -> frozenset[str]:
        """The numbers of this digest's own among them."""
        return self.showable & self.kept.keys()

    @cached_property
    def late(self) -> frozenset[str]:
        """The numbers of the stories that missed the digest of their own week."""
        first = self._edition.period.first
        return frozenset(number for number, story in self.kept.items() if story.week < first)

    @cached_property
    def waiting(self) -> tuple[Waiting, ...]:
        """Who waits for a reply, longest first; nobody waits for a story that is gone."""
        stories = (*self._edition.stories, *self._edition.earlier)
        gone = {story.number for story in stories if story.status is not Status.KEPT}
        left = [one for one in self._edition.waiting if one.number not in gone]
        return tuple(sorted(left, key=lambda one: (one.since, one.number)))

    @cached_property
    def numbers_waiting(self) -> frozenset[str]:
        """The numbers of the stories for which somebody waits."""
        return frozenset(one.number for one in self.waiting)

    @property
    def people_waiting(self) -> int:
        """How many people wait: of a teller who is not known each story waits alone."""
        return len({one.teller or one.number for one in self.waiting})

    @property
    def longest_wait(self) -> int:
        """Working days since the first of those who wait told; 0 when nobody waits."""
        return self.working_days(self.waiting[0].since) if self.waiting else 0

    def working_days(self, since: datetime) -> int:
        """Return how many there were since; that day itself does not count."""
        first, today = self._day(since).toordinal(), self._day(self._edition.now).toordinal()
        days = map(date.fromordinal, range(first + 1, today + 1))
        return sum(self._is_working_day(day) for day in days)

    def cited(self, line: Line) -> tuple[Story, ...]:
        """Return the stories that the line cites, as far as there are such."""
        return tuple(self.known[number] for number in line.ids if number in self.known)

    def teller_of(self, number: str) -> UUID | None:
        """Return who told it: all whose teller is not known count as one."""
        return self.known[number].teller

    def tellers(self, numbers: Iterable[str]) -> int:
        """Return how many people told these."""
        return len({self.teller_of(number) for number in numbers})

    def with_role(self, role: Role) -> list[Story]:
        """Return the stories of customers, or those of everybody else: all employees are one."""
        is_customer = role is Role.CUSTOMER
        return [
            story for story in self.kept.values() if (story.role is Role.CUSTOMER) == is_customer
        ]

    def on_side(self, block: Block) -> Mapping[str, frozenset[Theme]]:
        """Return the stories that this side may show, with the themes of which each speaks."""
        return self._sides[block]

    def tellers_on(self, block: Block, theme: Theme) -> frozenset[UUID | None]:
        """Return who spoke of the theme on this side, in stories that may be shown."""
        return frozenset(self._voices[block][theme])

    @property
    def history(self) -> History | None:
        """How many people spoke of what in the weeks before, where that is known."""
        return self._edition.history

    @cached_property
    def on_theme(self) -> Mapping[Theme, frozenset[str]]:
        """The numbers of the stories that speak of each theme at all, well or ill."""
        return {tag: numbers for tag, numbers in self._by_tag.items() if tag[0] in THEMES}

    def speaking(self, theme: Theme, block: Block) -> int:
        """Return how many people spoke of the theme on this side, may their words be shown or
        not.
        """
        return self.tellers(
            number
            for number in self.on_theme.get(theme, ())
            if theme in _themes(self.kept[number], POLARITIES[block])
        )

    def tagged(self, facet: str, key: str) -> frozenset[str]:
        """Return the numbers of the stories that have this tag."""
        return self._by_tag.get((facet, key), frozenset())

    def wait_of(self, number: str) -> int | None:
        """Return for how many working days that story's teller waits, or None."""
        since = self._since.get(number)
        return None if since is None else self.working_days(since)

    def first_due(self, numbers: Iterable[str]) -> date | None:
        """Return by which day the first of those who wait among these was promised an answer."""
        since = [self._since[number] for number in numbers if number in self._since]
        if not since:
            return None
        day, left = self._day(min(since)), self.team.reply_days
        while left > 0:
            day += timedelta(days=1)
            left -= self._is_working_day(day)
        return day

    def told_on(self, theme: Theme, polarity: int) -> list[Story]:
        """Return the stories that count and speak of the theme well (1) or ill (-1)."""
        return [story for story in self.kept.values() if theme in _themes(story, polarity)]

    def has_tone(self, number: str, block: Block) -> bool:
        """True when the story is of this side, may it be shown or not."""
        return number in self.known and _is_on(self.known[number], POLARITIES[block])

    def name(self, theme: Theme) -> str:
        """Return what people call a theme, as one line."""
        return " ".join(self.labels.label(*theme, self.language).split())

    @cached_property
    def _since(self) -> Mapping[str, datetime]:
        """Since when the teller of each story waits."""
        return {one.number: one.since for one in self.waiting}

    @cached_property
    def _by_tag(self) -> Mapping[tuple[str, str], frozenset[str]]:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for number, story in self.kept.items():
            for tag in story.tags:
                found[tag.facet, tag.key].add(number)
        return {tag: frozenset(numbers) for tag, numbers in found.items()}

    @cached_property
    def _sides(self) -> Mapping[Block, Mapping[str, frozenset[Theme]]]:
        return {
            block: {
                number: _themes(story, polarity)
                for number, story in self.kept.items()
                if number in self.showable and _is_on(story, polarity)
            }
            for block, polarity in POLARITIES.items()
        }

    @cached_property
    def _voices(self) -> Mapping[Block, Mapping[Theme, set[UUID | None]]]:
        found: dict[Block, dict[Theme, set[UUID | None]]] = {}
        for block, stories in self._sides.items():
            found[block] = defaultdict(set)
            for number, themes in stories.items():
                for theme in themes:
                    found[block][theme].add(self.teller_of(number))
        return found

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.team.timezone).date()

    def _is_working_day(self, day: date) -> bool:
        return day.isoweekday() <= 5 and not self._edition.is_holiday(day)


def _kept(stories: Iterable[Story]) -> dict[str, Story]:
    return {story.number: story for story in stories if story.status is Status.KEPT}


def _may_be_seen(story: Story) -> bool:
    risks = {tag.key for tag in story.tags if tag.facet == "risk"}
    return story.share.is_quotable and not risks & PRIVATE_RISKS


def _is_on(story: Story, polarity: int) -> bool:
    """A mixed story is on the sides to which its tags point; one that did harm has hurt."""
    if story.sentiment is Sentiment.POSITIVE:
        return polarity > 0
    if story.sentiment is Sentiment.NEGATIVE:
        return polarity < 0
    return (polarity < 0 and story.criticality >= CRITICAL) or bool(_themes(story, polarity))


def _themes(story: Story, polarity: int) -> frozenset[Theme]:
    return frozenset(
        (tag.facet, tag.key)
        for tag in story.tags
        if tag.facet in THEMES and _points(tag, story.sentiment, polarity)
    )


def _points(tag: Tag, sentiment: Sentiment, polarity: int) -> bool:
    """In a story of one tone a tag without a tone of its own speaks as the whole does."""
    if sentiment is Sentiment.MIXED:
        return tag.polarity == polarity
    whole = {Sentiment.POSITIVE: 1, Sentiment.NEGATIVE: -1}.get(sentiment)
    return whole == polarity and tag.polarity != -polarity
