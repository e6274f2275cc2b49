"""What a digest is by the stories of one moment.

They are read in one snapshot, beside the writers, and composed in a thread: nobody who tells
something meanwhile waits for it. What comes of it is kept only if every story that it may show
still stands as it was read; else it is composed anew (docs/adr/0040).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import takewhile
from typing import TypeVar
from uuid import UUID, uuid4

from bot.core.edition import Edition, Monthly
from bot.core.model.digest import Check, Composition, Digest, DigestState, Finding, Period
from bot.core.model.month import Months
from bot.core.model.story import Story
from bot.core.model.tag import Version
from bot.core.model.team import Team
from bot.core.model.week import Week
from bot.core.ports.aside import Aside
from bot.core.ports.readers import Usefulness
from bot.core.ports.store import Store, Transaction
from bot.core.ports.stories import Mark
from bot.core.timetable import Timetable
from bot.core.votes import voted

T = TypeVar("T")
Compose = Callable[[Edition], Composition]

_TRIES = 3
_MEMORY = 8
"""Digests back in which a story of the week is not used again."""
_ARCHIVE_WEEKS = 26
_MOST_WAITING = 100
"""Of those who wait the longest waiting are told by their number and theme."""
_COMPARED_WEEKS = 8
_RUN_WEEKS = 12
"""Of the run chart of a page for leaders."""
_NEW_VOICE_WEEKS = 4
"""For so long somebody must not have told to be a new voice."""


@dataclass(frozen=True, slots=True)
class Material:
    """One snapshot of what a digest is composed from."""

    digest: UUID
    """Its id: that of the composed one, if there is one."""
    edition: Edition
    marks: Mapping[UUID, Mark]
    """How each story stood that it may show."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A digest that nobody has seen, and what it rests on."""

    digest: Digest
    stories: tuple[UUID, ...]
    """Those that it counts."""
    marks: Mapping[UUID, Mark]
    findings: tuple[Finding, ...] = ()
    """What the check before sending found."""
    quotes_only: Check | None = None
    """The check for which it tells of the stories in quotes alone."""

    @property
    def failed(self) -> str:
        """The first check that a digest without lines did not pass."""
        red = (each.check for each in self.findings if each.is_red)
        return "" if self.digest.lines else next(red, "")

    def is_true(self, tx: Transaction) -> bool:
        """True when every story still stands as it was read."""
        return tx.stories.marks(list(self.marks)) == self.marks


Gather = Callable[[Transaction], Material]
Keep = Callable[[Transaction, Draft], T | None]
"""Keeps a draft under the lock of the digests; None when it is of no use any more."""


@dataclass(frozen=True, slots=True)
class Drafting:
    """Drafts digests."""

    store: Store
    compose: Compose
    version_of: Callable[[Team], Version]
    timetable: Timetable
    aside: Aside

    async def draft(self, gather: Gather) -> Draft:
        """Return what the stories of now give."""
        material = await self.store.read_much(gather)
        return await self.aside(partial(self._composed, material))

    async def keep(self, gather: Gather, keep: Keep[T]) -> T:
        """Draft, and return what keeping the draft gives, after the commit."""

        def unit(tx: Transaction, draft: Draft) -> T | None:
            # Before any story's row, as a removal does and an edit: each waits, none for both.
            tx.digests.lock()
            return keep(tx, draft) if draft.is_true(tx) else None

        def at_once(tx: Transaction) -> T | None:
            tx.digests.lock()
            return keep(tx, self._composed(gather(tx)))

        for _ in range(_TRIES):
            kept = await self.store.write(partial(unit, draft=await self.draft(gather)))
            if kept is not None:
                return kept
        # Somebody changes a story faster than it is read: that must not keep a digest from coming.
        kept = await self.store.write(at_once)
        assert kept is not None  # noqa: S101  # it was composed under the lock
        return kept

    def of_week(
        self, tx: Transaction, team: Team, week: Week, now: datetime, chosen: str | None = None
    ) -> Material:
        """Return what the digest of a week is composed from, the weeks before it included that
        have none. `chosen` is the number of its story of the week; by default what its owner
        chose before.
        """
        found = tx.digests.of(team.id, week)
        if chosen is None:
            chosen = found.chosen if found else ""
        period = Period(first_covered(tx, team, week, now), week)
        stories = tuple(tx.stories.uncounted(team.id, week))
        material = self._material(tx, team, period, stories, now)
        return replace(
            material,
            digest=found.id if found else material.digest,
            edition=replace(material.edition, chosen=chosen),
        )

    def of_claimed(self, tx: Transaction, team: Team, digest: Digest, now: datetime) -> Material:
        """Return what a claimed digest is composed from again: the stories that it counts, in its
        own language, whatever the settings say by now.
        """
        stories = tuple(tx.stories.counted_in(digest.id))
        team = replace(team, language=digest.language)
        material = self._material(tx, team, digest.period, stories, now)
        edition = replace(material.edition, chosen=digest.chosen)
        return replace(material, digest=digest.id, edition=edition)

    def of_months(
        self, tx: Transaction, team: Team, months: Months, now: datetime, digest: UUID
    ) -> Material:
        """Return what the page for leaders with that id is composed from."""
        first, last = months.first_week(), months.last_week()
        zone = team.timezone
        start, end = months.first.start(zone), months.last.end(zone)
        stories = tuple(tx.stories.told_between(team.id, start, end))
        whole = last if months.last.last_day() == last.sunday() else last.shifted(-1)
        edition = Edition(
            team=team,
            period=Period(first, last),
            stories=stories,
            now=now,
            is_holiday=lambda day: self.timetable.holidays(day, team.country),
            waiting=tuple(tx.stories.waiting(team.id)),
            history=tx.stories.history(team.id, first, _COMPARED_WEEKS),
            late=self.timetable.is_late(team, months.last, now),
            monthly=Monthly(
                months=months,
                by_week=tuple(tx.stories.by_week(team.id, whole, _RUN_WEEKS)),
                usefulness=_usefulness(tx, team, Period(first, whole)),
            ),
        )
        # Only words that may leave the team are shown; all else is counted.
        shown = [story.id for story in stories if story.share.leaves_the_team]
        return Material(digest, edition, tx.stories.marks(shown))

    def _material(
        self,
        tx: Transaction,
        team: Team,
        period: Period,
        stories: tuple[Story, ...],
        now: datetime,
    ) -> Material:
        past = tx.digests.latest_posted(team.id, period.last, _MEMORY)
        found = voted(tx, past[0] if past else None)
        earlier = _earlier(tx, team, period.first, stories)
        if found and found.story not in (*stories, *earlier):
            earlier = (*earlier, found.story)
        edition = Edition(
            team=team,
            period=period,
            stories=stories,
            now=now,
            is_holiday=lambda day: self.timetable.holidays(day, team.country),
            waiting=tuple(tx.stories.waiting(team.id)),
            earlier=tuple(earlier),
            moved=found.moved if found else None,
            history=tx.stories.history(team.id, period.first, _COMPARED_WEEKS),
            recent_tellers=tx.stories.recent_tellers(team.id, period.first, _NEW_VOICE_WEEKS),
            late=self.timetable.is_late(team, period.last, now),
            quiet_weeks=_quiet(past),
            recently_used=frozenset(
                number
                for digest in past
                for line in digest.lines
                if line.block == "quote"
                for number in line.ids
            ),
            week_stories=tuple(_week_story(tx, digest) for digest in past),
        )
        read = [story.id for story in edition.stories + edition.earlier]
        return Material(uuid4(), edition, tx.stories.marks(read))

    def _composed(self, material: Material) -> Draft:
        edition = material.edition
        composed = self.compose(edition)
        digest = Digest(
            id=material.digest,
            team=edition.team.id,
            period=edition.period,
            language=edition.team.language,
            state=DigestState.COMPOSED,
            lines=composed.lines,
            picture=composed.picture,
            chosen=edition.chosen,
            offers=composed.offers,
            months=edition.monthly.months if edition.monthly else None,
            version=self.version_of(edition.team),
        )
        counted = tuple(story.id for story in edition.stories)
        return Draft(digest, counted, material.marks, composed.findings, composed.quotes_only)


def first_open(tx: Transaction, team: Team, now: datetime) -> Week:
    """Return the first week that has no digest; the present one before a team is served."""
    latest = tx.digests.latest(team.id)
    if latest is not None:
        return latest.next()
    return Week.of(tx.digests.served_since(team.id) or now, team.timezone)


def first_covered(tx: Transaction, team: Team, week: Week, now: datetime) -> Week:
    """Return the first week of the digest of that week: those before it without one are left to
    it.
    """
    first = min(first_open(tx, team, now), week)
    while (
        before := tx.digests.of(team.id, first.shifted(-1))
    ) and before.state is DigestState.MERGED:
        first = first.shifted(-1)
    return first


def _usefulness(tx: Transaction, team: Team, period: Period) -> Usefulness:
    """Return what readers made of the digests of these weeks."""
    posted = tx.digests.latest_posted(team.id, period.last.next(), _RUN_WEEKS)
    found = [
        tx.readers.usefulness(digest.id) for digest in posted if digest.period.last >= period.first
    ]
    return Usefulness(sum(one.useful for one in found), sum(one.not_useful for one in found))


def _week_story(tx: Transaction, digest: Digest) -> Story | None:
    """Return the story of the week of a posted digest."""
    return tx.stories.of_number(digest.team, digest.week_story)


def _earlier(
    tx: Transaction, team: Team, first: Week, stories: Sequence[Story]
) -> Sequence[Story]:
    """Return the earlier stories that wait for a reply; for a quiet week, the archive."""
    if stories:
        counted = {story.id for story in stories}
        return [
            story
            for story in tx.stories.awaiting(team.id, _MOST_WAITING)
            if story.id not in counted
        ]
    return tx.stories.earlier(team.id, first, first.shifted(-_ARCHIVE_WEEKS))


def _quiet(past: Sequence[Digest]) -> int:
    """Return how many of the last digests, newest first, counted no story."""
    told = (any(line.ids for line in digest.lines if line.block == "counts") for digest in past)
    return sum(1 for _ in takewhile(lambda any_told: not any_told, told))
