"""What a person sees at home: their own stories and what became of them, and what is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from bot.core.asked import open_asked
from bot.core.cadence import remembered
from bot.core.model.digest import Digest, DigestState
from bot.core.model.language import Language
from bot.core.model.platforms import NaturalKey
from bot.core.model.story import Story
from bot.core.model.team import Team, Teams
from bot.core.model.week import Week
from bot.core.ports.clock import Clock
from bot.core.ports.people import Person
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction
from bot.core.ports.stories import Holdings, Standing

PAGE = 8
"""Stories a page."""


class Step(StrEnum):
    """What became of a story. Derived whenever it is looked at, never stored."""

    WAITING = "waiting"
    COUNTED = "counted"
    SHOWN = "shown"
    OPEN = "open"
    CLAIMED = "claimed"
    ANSWERED = "answered"
    CLOSED = "closed"


def progress(standing: Standing) -> tuple[Step, ...]:
    """Return what became of a story: its digest, and its answer when one is due."""
    is_posted = standing.digest is DigestState.POSTED
    read = (Step.SHOWN if standing.is_shown else Step.COUNTED) if is_posted else Step.WAITING
    return (read, Step(standing.case)) if standing.case else (read,)


@dataclass(frozen=True, slots=True)
class OwnStory:
    """A story with what became of it."""

    story: Story
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """One page of a person's own stories, newest first, and how much is kept in all."""

    stories: tuple[OwnStory, ...]
    page: int
    pages: int
    holdings: Holdings


def own_page(tx: Transaction, person: UUID, page: int) -> OwnPage:
    """Return that page, the nearest when there is none; pages are counted from 0."""
    holdings = tx.stories.holdings(person)
    pages = max(1, -(-holdings.stories // PAGE))
    page = min(max(page, 0), pages - 1)
    stories = tx.stories.of_person(person, page * PAGE, PAGE)
    return OwnPage(
        stories=tuple(OwnStory(each, tx.stories.standing(each.id)) for each in stories),
        page=page,
        pages=pages,
        holdings=holdings,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What is shown. Somebody who never told anything has no stories and nothing kept."""

    stories: tuple[OwnStory, ...]
    page: int
    pages: int
    holdings: Holdings
    asked: int
    """How often within eight weeks."""
    is_known: bool
    language: Language | None
    """The one chosen here."""
    may_ask: bool
    team: Team
    digest: Digest | None
    """The last one of the team to which they told."""


@dataclass(frozen=True, slots=True)
class HomeVisits:
    """Looks up what a person may see at home."""

    store: Store
    sealer: Sealer
    teams: Teams
    clock: Clock

    async def look(self, person: NaturalKey, page: int) -> Home:
        """Return that page, the nearest when there is none; pages are counted from 0."""
        key = self.sealer.keyed(person)

        def unit(tx: Transaction) -> Home:
            known = tx.people.find(key)
            if known is None:
                return self._empty()
            return self._of(tx, key, known, page)

        return await self.store.read(unit)

    def _empty(self) -> Home:
        return Home(
            stories=(),
            page=0,
            pages=1,
            holdings=Holdings(0, 0, 0),
            asked=0,
            is_known=False,
            language=None,
            may_ask=False,
            team=self.teams.first,
            digest=None,
        )

    def _of(self, tx: Transaction, key: bytes, person: Person, page: int) -> Home:
        own = own_page(tx, person.id, page)
        team = self._team(tx, person)
        asked = remembered(open_asked(self.sealer, key, person.asked), self.clock.now())
        return Home(
            stories=own.stories,
            page=own.page,
            pages=own.pages,
            holdings=own.holdings,
            asked=len(asked),
            is_known=True,
            language=person.language,
            may_ask=person.may_ask,
            team=team or self.teams.first,
            digest=self._last_digest(tx, team) if team else None,
        )

    def _team(self, tx: Transaction, person: Person) -> Team | None:
        """Return the team of the newest story: who told nothing to a team reads nothing of it."""
        newest: Sequence[Story] = tx.stories.of_person(person.id, 0, 1)
        return self.teams.by_id(newest[0].team) if newest else None

    def _last_digest(self, tx: Transaction, team: Team) -> Digest | None:
        until = Week.of(self.clock.now(), team.timezone).next()
        found = tx.digests.latest_posted(team.id, until, 2)
        return next((each for each in found if each.state is DigestState.POSTED), None)
