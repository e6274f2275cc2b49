"""The weekly digest: which one is due is found in the database, and one claim posts it.

A week's digest leaves on the team's day and time in the week after. Five minutes before, it is
claimed: the unique row of team and period decides between processes, and the same transaction
stamps the stories that it counts, so that each story is in exactly one digest.

A digest of which nothing passes the checks is held: the channel and the operator are told, and
`kuule digest --post` composes it again from the same stories.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from uuid import uuid4

from bot.core.drafting import Draft, Drafting, first_covered, first_open
from bot.core.errors import StorageUnavailableError, WeekPassedError
from bot.core.model.delivery import Address, Note
from bot.core.model.digest import Digest, DigestState, Period, Sheet
from bot.core.model.platforms import NaturalKey, Platform
from bot.core.model.team import Team, Teams
from bot.core.model.week import Week
from bot.core.ports.clock import Clock
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.store import Store, Transaction
from bot.core.sheets import posts_of
from bot.core.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Publishing:
    """Claims and posts the digests of every team."""

    store: Store
    teams: Teams
    drafting: Drafting
    timetable: Timetable
    clock: Clock
    operator: Address | None = None
    """Who is told about a held digest; without one it is only shown by `doctor`."""

    async def begin(self) -> None:
        """Remember since when each team is served: no digest is due for the time before."""
        now = self.clock.now()

        def unit(tx: Transaction) -> None:
            for team in self.teams.all:
                tx.digests.serve(team.id, now)

        await self.store.write(unit)

    async def publish_due(self) -> int:
        """Claim every digest that is due; return how many were claimed here.

        A digest that cannot be composed stops no other team's; at the end it raises all the same.
        """
        claimed = 0
        failures: list[Exception] = []
        for team in self.teams.all:
            if not (team.slack_digest or team.telegram_digest):
                continue
            try:
                claimed += await self._publish(team, self.clock.now())
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
        await self.begin()
        found = await self.store.read(partial(_postable, team=team, week=week, now=now))
        if found is None:
            return await self._claim(team, week, now, send_at=now)
        if found.state is DigestState.CLAIMED:
            return await self.store.write(lambda tx: _add_posts(tx, found, team, now))
        return found.state is DigestState.HELD and await self._release(team, found, now)

    async def preview(self, team: Team, week: Week) -> Digest:
        """Return the digest of a week as it was posted, or as it would be composed now."""
        found = await self.store.read(lambda tx: tx.digests.of(team.id, week))
        if found is not None:
            return found
        draft = await self.drafting.draft(
            partial(self.drafting.of_week, team=team, week=week, now=self.clock.now())
        )
        return draft.digest

    async def _publish(self, team: Team, now: datetime) -> bool:
        due = self.timetable.last_due(team, now)
        if await self.store.read(partial(first_open, team=team, now=now)) > due:
            return False
        if not self.timetable.is_missed(team, due, now):
            return await self._claim(team, due, now, send_at=self.timetable.send_at(team, due))
        await self.store.write(partial(_merge_until, team=team, week=due.next(), now=now))
        return False

    async def _claim(self, team: Team, week: Week, now: datetime, *, send_at: datetime) -> bool:
        keep = partial(self._keep, team=team, now=now, at=max(send_at, now))
        gather = partial(self.drafting.of_week, team=team, week=week, now=now)
        return await self.drafting.keep(gather, keep)

    def _keep(
        self, tx: Transaction, draft: Draft, team: Team, now: datetime, at: datetime
    ) -> bool | None:
        """Claim the period; return None when another process took a week before it."""
        digest, period = draft.digest, draft.digest.period
        if tx.digests.of(team.id, period.last) is not None:
            return False
        if first_covered(tx, team, period.last, now) != period.first:
            return None
        _merge_until(tx, team, period.last, now)
        # Nothing in it passed the checks: a person has to look before anything is posted.
        state = DigestState.CLAIMED if digest.lines else DigestState.HELD
        if not tx.digests.claim(replace(digest, state=state), now):
            return False
        tx.digests.count(digest.id, draft.stories)
        if state is DigestState.CLAIMED:
            _add_posts(tx, digest, team, at)
        else:
            self._tell_of_hold(tx, digest, team, at)
        return True

    async def _release(self, team: Team, held: Digest, now: datetime) -> bool:
        """Post a held digest if the stories that it counts pass the checks by now."""

        def release(tx: Transaction, draft: Draft) -> bool:
            present = tx.digests.by_id(held.id)
            if present is None or present.state is not DigestState.HELD or not draft.digest.lines:
                return False
            tx.digests.rewrite(held.id, draft.digest.lines, draft.digest.picture)
            tx.digests.move(held.id, DigestState.CLAIMED)
            _add_posts(tx, draft.digest, team, now)
            return True

        gather = partial(self.drafting.of_held, team=team, held=held, now=now)
        return await self.drafting.keep(gather, release)

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


def _postable(tx: Transaction, team: Team, week: Week, now: datetime) -> Digest | None:
    """Return the digest of the week, None where it may still be claimed."""
    found = tx.digests.of(team.id, week)
    if found is not None:
        return found
    first = first_open(tx, team, now)
    # Who tries Kuule out on its first day asks for last week.
    if week < (first if tx.digests.latest(team.id) else first.shifted(-1)):
        raise WeekPassedError(str(first))
    return None


def _merge_until(tx: Transaction, team: Team, week: Week, now: datetime) -> None:
    """Leave the weeks before that one which have no digest to the next digest. Their rows keep
    another process from posting them.
    """
    missed = first_open(tx, team, now)
    while missed < week:
        merged = Digest(
            id=uuid4(),
            team=team.id,
            period=Period(missed, missed),
            language=team.language,
            state=DigestState.MERGED,
            lines=(),
        )
        tx.digests.claim(merged, now)
        missed = missed.next()


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
