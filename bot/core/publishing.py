"""The weekly digest: which one is due is found in the database, and one claim posts it.

A week's digest leaves on the team's day and time in the week after. Five minutes before, it is
claimed: the unique row of team and period decides between processes, and the same transaction
stamps the stories that it counts, so that each story is in exactly one digest.

A digest that does not pass the checks is held: the channel and the operator are told, and
`kuule digest --post` composes it again from the same stories.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from uuid import uuid4

from bot.core.drafting import Draft, Drafting, first_covered, first_open
from bot.core.errors import WeekPassedError
from bot.core.lateness import MarkLate, delayed
from bot.core.model.delivery import Address, Note
from bot.core.model.digest import Digest, DigestState, Period
from bot.core.model.team import Team, Teams
from bot.core.model.week import Week
from bot.core.ports.audit import Cause, Deed, Entry
from bot.core.ports.clock import Clock
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.store import Store, Transaction
from bot.core.posting import add_posts, destinations
from bot.core.rounds import for_each_team
from bot.core.silence import Silence
from bot.core.timetable import Timetable
from bot.core.votes import Votes


@dataclass(frozen=True, slots=True)
class Publishing:
    """Claims and posts the digests of every team."""

    store: Store
    teams: Teams
    drafting: Drafting
    timetable: Timetable
    clock: Clock
    silence: Silence
    votes: Votes
    mark_late: MarkLate
    operator: Address | None = None
    """Who is told about a held digest; without one it is only shown by `doctor`."""

    async def begin(self) -> None:
        """Remember since when each team is served: no digest is due for the time before. What a
        program that ended has claimed may leave late by now.
        """
        now = self.clock.now()

        def unit(tx: Transaction) -> None:
            tx.digests.lock()
            for team in self.teams.all:
                tx.digests.serve(team.id, now)
                self._mark_late(tx, team, now)

        await self.store.write(unit)

    async def publish_due(self) -> int:
        """Claim every digest that is due; return how many were claimed here.

        A digest that cannot be composed stops no other team's; at the end it raises all the same.
        """
        readers = [team for team in self.teams.all if team.has_digest]
        return await for_each_team(readers, self._take_turn, "digests could not be composed")

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
            return await self._claim(team, week, now, at=now, heeds_hold=False)
        if found.state is DigestState.CLAIMED:
            return await self.store.write(lambda tx: add_posts(tx, found, team, now))
        if found.state is not DigestState.HELD:
            return False
        return await self.release(team, found, Cause.ADMINISTRATOR)

    async def preview(self, team: Team, week: Week) -> Digest:
        """Return the digest of a week as it was posted, or as it would be composed now."""
        found = await self.store.read(lambda tx: tx.digests.of(team.id, week))
        if found is not None and found.state is not DigestState.COMPOSED:
            return found
        draft = await self.drafting.draft(
            partial(self.drafting.of_week, team=team, week=week, now=self.clock.now())
        )
        return draft.digest

    async def _take_turn(self, team: Team) -> bool:
        """Let go what is held too long, mark what its channel could not take in time, then claim
        what is due.
        """
        now = self.clock.now()
        await self._let_go(team, now)
        if await self.store.read(lambda tx: self._delayed(tx, team, now)):
            await self.store.write(lambda tx: self._mark_late(tx, team, now))
        return await self._publish(team, self.clock.now())

    async def _publish(self, team: Team, now: datetime) -> bool:
        due = self.timetable.last_due(team, now)
        if await self.store.read(partial(first_open, team=team, now=now)) > due:
            return False
        if not self.timetable.is_missed(team, due, now):
            at = max(self.timetable.send_at(team, due), now)
            return await self._claim(team, due, now, at=at, heeds_hold=True)
        await self.store.write(partial(_merge_until, team=team, week=due.next(), now=now))
        return False

    async def release(self, team: Team, held: Digest, cause: Cause) -> bool:
        """Post a held digest of the stories that it counts; return False when somebody did before,
        or when it does not pass the checks: then the operator is told.
        """
        now = self.clock.now()
        gather = partial(self.drafting.of_claimed, team=team, digest=held, now=now)
        keep = partial(self._keep_released, team=team, cause=cause, now=now)
        return await self.drafting.keep(gather, keep)

    async def _let_go(self, team: Team, now: datetime) -> None:
        """Post what its owner has held back for as long as one may."""
        for held in await self.store.read(lambda tx: tx.digests.overdue(now)):
            if held.team == team.id:
                await self.release(team, held, Cause.SCHEDULE)

    def _delayed(self, tx: Transaction, team: Team, now: datetime) -> Digest | None:
        """Return the digest that leaves late, and says so, where it did not yet."""
        week = tx.digests.latest(team.id)
        if week is None or not self.timetable.is_late(team, week, now):
            return None
        return delayed(tx.digests.of(team.id, week), self.mark_late)

    def _mark_late(self, tx: Transaction, team: Team, now: datetime) -> None:
        tx.digests.lock()
        if digest := self._delayed(tx, team, now):
            tx.digests.rewrite(digest.id, digest.lines, digest.picture)

    async def _claim(
        self, team: Team, week: Week, now: datetime, *, at: datetime, heeds_hold: bool
    ) -> bool:
        keep = partial(self._keep, team=team, now=now, at=at, heeds_hold=heeds_hold)
        gather = partial(self.drafting.of_week, team=team, week=week, now=now)
        return await self.drafting.keep(gather, keep)

    def _keep(
        self,
        tx: Transaction,
        draft: Draft,
        team: Team,
        now: datetime,
        at: datetime,
        *,
        heeds_hold: bool,
    ) -> bool | None:
        """Claim the period; return None when another process took a week before it, or the owner
        changed something.
        """
        digest, period = draft.digest, draft.digest.period
        composed = tx.digests.of(team.id, period.last)
        if composed is not None and composed.state is not DigestState.COMPOSED:
            return False
        if composed and (composed.id, composed.chosen) != (digest.id, digest.chosen):
            return None
        if first_covered(tx, team, period.last, now) != period.first:
            return None
        _merge_until(tx, team, period.last, now)
        held_until = composed.held_until if composed and heeds_hold else None
        # It did not pass the checks: a person has to look before anything is posted.
        is_held = not digest.lines or held_until is not None
        state = DigestState.HELD if is_held else DigestState.CLAIMED
        if not tx.digests.claim(replace(digest, state=state, held_until=held_until), now):
            return False
        tx.digests.count(digest.id, draft.stories)
        (before,) = tx.digests.latest_posted(team.id, period.last, 1) or (None,)
        self.votes.tell(tx, before, team, at)
        if not draft.stories:
            self.silence.look(tx, team, period, now)
        if not digest.lines:
            self._tell_of_hold(tx, draft, team, at)
        elif not is_held:
            add_posts(tx, digest, team, at)
        return True

    def _keep_released(
        self, tx: Transaction, draft: Draft, team: Team, cause: Cause, now: datetime
    ) -> bool:
        digest = draft.digest
        present = tx.digests.locked(digest.id)
        if present is None or present.state is not DigestState.HELD:
            return False
        tx.digests.hold(digest.id, None)
        if not digest.lines:
            self._tell_of_hold(tx, draft, team, now)
            return False
        tx.digests.rewrite(digest.id, digest.lines, digest.picture)
        tx.digests.move(digest.id, DigestState.CLAIMED)
        tx.audit.add(
            Entry(
                at=now,
                deed=Deed.RELEASE,
                cause=cause,
                team=team.id,
                before=DigestState.HELD,
                after=DigestState.CLAIMED,
            )
        )
        add_posts(tx, digest, team, now)
        return True

    def _tell_of_hold(self, tx: Transaction, draft: Draft, team: Team, at: datetime) -> None:
        """Tell the channel that the digest is delayed, and the operator which check it did not
        pass, and what to do.
        """
        week = draft.digest.period.last
        delayed = Note(key="digest-delayed", language=team.language)
        held = Note(
            key="operator-held",
            language=self.teams.first.language,
            arguments={
                "team": team.name,
                "id": team.id,
                "week": str(week),
                "check": draft.failed,
            },
        )
        readers = [(address, delayed) for address in destinations(tx, team)]
        for address, note in (*readers, (self.operator, held)):
            if address is not None:
                dedup = (note.key, team.id, str(week), address.platform, address.channel)
                tx.deliveries.add(
                    NewDelivery(dedup=dedup, address=address, content=note, not_before=at)
                )


def _postable(tx: Transaction, team: Team, week: Week, now: datetime) -> Digest | None:
    """Return the digest of the week, None where it may still be claimed."""
    found = tx.digests.of(team.id, week)
    if found is not None and found.state is not DigestState.COMPOSED:
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
