"""The weekly digest: which one is due is found in the database, and one claim posts it.

A week's digest leaves on the team's day and time in the week after. Five minutes before, it is
claimed: the unique row of team and period decides between processes, and the same transaction
stamps the stories that it counts, so that each story is in exactly one digest.

A digest of which nothing passes the checks is held: the channel and the operator are told, and
`kuule digest --post` composes it again from the same stories.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import takewhile
from uuid import uuid4

from bot.core import workdays
from bot.core.edition import Edition
from bot.core.errors import StorageUnavailableError, WeekPassedError
from bot.core.model.delivery import Address, Note
from bot.core.model.digest import Composition, Digest, DigestState, Period, Sheet
from bot.core.model.platforms import NaturalKey, Platform
from bot.core.model.story import Story
from bot.core.model.tag import Version
from bot.core.model.team import Team, Teams
from bot.core.model.week import Week
from bot.core.ports.calendars import Holidays
from bot.core.ports.clock import Clock
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.store import Store, Transaction
from bot.core.sheets import posts_of

Compose = Callable[[Edition], Composition]

_CLAIMED_BEFORE = timedelta(minutes=5)
_LATE_AFTER = timedelta(minutes=10)
_MERGED_AFTER = timedelta(hours=72)
_MEMORY = 8
"""Digests back in which a story of the week is not used again."""
_ARCHIVE_WEEKS = 26


@dataclass(frozen=True, slots=True)
class Publishing:
    """Composes, claims and posts the digests of every team."""

    store: Store
    teams: Teams
    compose: Compose
    version_of: Callable[[Team], Version]
    holidays: Holidays
    clock: Clock
    operator: Address | None = None
    """Who is told about a held digest; without one it is only shown by `doctor`."""

    async def begin(self) -> None:
        """Remember since when each team is served: no digest is due for the time before."""
        now = self.clock.now()

        def unit(tx: Transaction) -> None:
            for team in self.teams.all:
                tx.digests.listening_since(team.id, now)

        await self.store.write(unit)

    async def publish_due(self) -> int:
        """Claim every digest that is due; return how many were claimed here.

        A digest that cannot be composed stops no other team's; at the end it raises all the same.
        """
        now = self.clock.now()
        claimed = 0
        failures: list[Exception] = []
        for team in self.teams.all:
            if not (team.slack_digest or team.telegram_digest):
                continue
            try:
                claimed += await self.store.write(partial(self._publish, team=team, now=now))
            except StorageUnavailableError:
                raise
            except Exception as error:  # noqa: BLE001  # raised below, with those of the others
                failures.append(error)
        if failures:
            raise ExceptionGroup("digests could not be composed", failures)
        return claimed

    async def post(self, team: Team, week: Week) -> bool:
        """Post a week's digest now; return False when it was claimed before, which changes
        nothing. A held one is composed again, and one that the channel refused is sent again.

        Raise WeekPassedError for a week before the team was served, or before its last digest,
        which has counted that week's stories.
        """
        now = self.clock.now()

        def unit(tx: Transaction) -> bool:
            tx.digests.lock()
            found = tx.digests.of(team.id, week)
            if found is None:
                # Who tries Kuule out on its first day asks for last week.
                first = self._first_open(tx, team, now)
                if week < (first if tx.digests.latest(team.id) else first.shifted(-1)):
                    raise WeekPassedError(str(first))
                self._merge_until(tx, team, week, now)
                return self._claim(tx, team, week, now, send_at=now)
            if found.state is DigestState.CLAIMED:
                return _add_posts(tx, found, team, now)
            return found.state is DigestState.HELD and self._release(tx, team, found, now)

        return await self.store.write(unit)

    async def preview(self, team: Team, week: Week) -> Digest:
        """Return the digest of a week as it was posted, or as it would be composed now."""
        now = self.clock.now()
        return await self.store.read(
            lambda tx: tx.digests.of(team.id, week) or self._digest(tx, team, week, now)[0]
        )

    def send_at(self, team: Team, week: Week) -> datetime:
        """Return when the digest of a week leaves: on a working day of the week after it."""
        day = week.next().monday() + timedelta(days=team.digest_day)
        day = workdays.on_or_after(day, lambda day: self.holidays(day, team.country))
        # In UTC five minutes before are five minutes before, on the day of a change of time too.
        return datetime.combine(day, team.digest_time, team.timezone).astimezone(UTC)

    def _publish(self, tx: Transaction, team: Team, now: datetime) -> bool:
        tx.digests.lock()
        due = self._last_due(team, now)
        next_week = self._merge_until(tx, team, due, now)
        if next_week > due:
            return False
        send_at = self.send_at(team, due)
        if now - send_at > _MERGED_AFTER:
            self._merge(tx, team, due, now)
            return False
        return self._claim(tx, team, due, now, send_at=send_at)

    def _merge_until(self, tx: Transaction, team: Team, due: Week, now: datetime) -> Week:
        """Leave the weeks that were missed before to the digest that is due; return the first
        week without a digest.
        """
        week = self._first_open(tx, team, now)
        while week < due:
            self._merge(tx, team, week, now)
            week = week.next()
        return week

    def _first_open(self, tx: Transaction, team: Team, now: datetime) -> Week:
        latest = tx.digests.latest(team.id)
        since = tx.digests.listening_since(team.id, now)
        return latest.next() if latest else Week.of(since, team.timezone)

    def _last_due(self, team: Team, now: datetime) -> Week:
        """Return the newest week whose digest should be claimed by now."""
        week = Week.of(now, team.timezone).shifted(-1)
        while self.send_at(team, week) - _CLAIMED_BEFORE > now:
            week = week.shifted(-1)
        return week

    def _merge(self, tx: Transaction, team: Team, week: Week, now: datetime) -> None:
        """Leave a week to the next digest; its row keeps another process from posting it."""
        merged = Digest(
            id=uuid4(),
            team=team.id,
            period=Period(week, week),
            language=team.language,
            state=DigestState.MERGED,
            lines=(),
        )
        tx.digests.claim(merged, now)

    def _claim(
        self, tx: Transaction, team: Team, week: Week, now: datetime, *, send_at: datetime
    ) -> bool:
        digest, stories = self._digest(tx, team, week, now)
        # Nothing in it passed the checks: a person has to look before anything is posted.
        state = DigestState.CLAIMED if digest.lines else DigestState.HELD
        if not tx.digests.claim(replace(digest, state=state), now):
            return False
        tx.digests.count(digest.id, [story.id for story in stories])
        at = max(send_at, now)
        if state is DigestState.CLAIMED:
            _add_posts(tx, digest, team, at)
        else:
            self._tell_of_hold(tx, digest, team, at)
        return True

    def _release(self, tx: Transaction, team: Team, held: Digest, now: datetime) -> bool:
        """Post a held digest if the stories that it counts pass the checks by now."""
        stories = tuple(tx.stories.counted_in(held.id))
        composed = self.compose(self._edition(tx, team, held.period, stories, now))
        if not composed.lines:
            return False
        tx.digests.rewrite(held.id, composed.lines, composed.picture)
        tx.digests.move(held.id, DigestState.CLAIMED)
        released = replace(held, lines=composed.lines, picture=composed.picture)
        _add_posts(tx, released, team, now)
        return True

    def _tell_of_hold(self, tx: Transaction, digest: Digest, team: Team, at: datetime) -> None:
        """Tell the channel that the digest is delayed, and the operator what to do."""
        week = digest.period.last
        delayed = Note(key="digest-delayed", language=team.language)
        held = Note(
            key="operator-held",
            language=self.teams.first.language,
            arguments={"team": team.name, "id": team.id, "week": str(week)},
        )
        readers = [(address, delayed) for address in _destinations(tx, team)]
        for address, note in (*readers, (self.operator, held)):
            if address is not None:
                dedup = (note.key, team.id, str(week), address.platform, address.channel)
                tx.deliveries.add(
                    NewDelivery(dedup=dedup, address=address, content=note, not_before=at)
                )

    def _digest(
        self, tx: Transaction, team: Team, week: Week, now: datetime
    ) -> tuple[Digest, tuple[Story, ...]]:
        """Compose the digest that the stories of now give."""
        first = week
        while (
            before := tx.digests.of(team.id, first.shifted(-1))
        ) and before.state is DigestState.MERGED:
            first = first.shifted(-1)
        period = Period(first, week)
        stories = tuple(tx.stories.uncounted(team.id, week))
        composed = self.compose(self._edition(tx, team, period, stories, now))
        digest = Digest(
            id=uuid4(),
            team=team.id,
            period=period,
            language=team.language,
            state=DigestState.COMPOSED,
            lines=composed.lines,
            picture=composed.picture,
            version=self.version_of(team),
        )
        return digest, stories

    def _edition(
        self,
        tx: Transaction,
        team: Team,
        period: Period,
        stories: tuple[Story, ...],
        now: datetime,
    ) -> Edition:
        past = tx.digests.latest_posted(team.id, period.last, _MEMORY)
        return Edition(
            team=team,
            period=period,
            stories=stories,
            now=now,
            is_holiday=lambda day: self.holidays(day, team.country),
            waiting=tuple(tx.stories.waiting(team.id)),
            earlier=tuple(self._earlier(tx, team, period.first, stories)),
            late=now - self.send_at(team, period.last) > _LATE_AFTER,
            quiet_weeks=_quiet(past),
            recently_used=frozenset(
                number
                for digest in past
                for line in digest.lines
                if line.block == "quote"
                for number in line.ids
            ),
        )

    def _earlier(
        self, tx: Transaction, team: Team, first: Week, stories: Sequence[Story]
    ) -> Sequence[Story]:
        """Return the earlier stories that wait for a reply; for a quiet week, the archive."""
        if stories:
            counted = {story.id for story in stories}
            return [story for story in tx.stories.awaiting(team.id) if story.id not in counted]
        return tx.stories.earlier(team.id, first, first.shifted(-_ARCHIVE_WEEKS))


def _add_posts(tx: Transaction, digest: Digest, team: Team, at: datetime) -> bool:
    """Add the deliveries for each place where the team reads; return whether any is new."""
    added = [
        tx.deliveries.add(posting)
        for place in _destinations(tx, team)
        for posting in _postings(digest, team, place, at)
    ]
    return any(added)


def _destinations(tx: Transaction, team: Team) -> list[Address]:
    """Return where the team reads its digest. A group on Telegram may have moved since its id was
    written into the settings.
    """
    found = []
    if team.slack_digest:
        found.append(Address(platform=Platform.SLACK, channel=team.slack_digest))
    if team.telegram_digest:
        chat = tx.groups.now_at(str(team.telegram_digest))
        found.append(Address(platform=Platform.TELEGRAM, channel=chat))
    return found


def _postings(digest: Digest, team: Team, place: Address, at: datetime) -> Iterator[NewDelivery]:
    """Yield the digest's messages for one place, each after the one before it."""
    top: NaturalKey = ("digest", team.id, str(digest.period.last), place.platform, place.channel)
    before = None
    for post in posts_of(digest, place.platform):
        is_top = post.sheet is Sheet.TOP
        dedup = top if is_top else (*top, post.sheet, str(post.number))
        yield NewDelivery(
            dedup=dedup,
            address=place,
            content=post,
            not_before=at,
            digest=digest.id,
            after=before,
            root=None if is_top or post.sheet is Sheet.PICTURE else top,
        )
        before = dedup


def _quiet(past: Sequence[Digest]) -> int:
    """Return how many of the last digests, newest first, counted no story."""
    told = (any(line.ids for line in digest.lines if line.block == "counts") for digest in past)
    return sum(1 for _ in takewhile(lambda any_told: not any_told, told))
