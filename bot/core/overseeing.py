"""The editor's minute: the owner holds a digest, lets it go, or has another story of the week.

All of it is logged, by role and with the reason. A hold lasts a day at most, then the digest is
sent all the same.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot.core.drafting import Draft, Drafting
from bot.core.gate import operator_address
from bot.core.model.delivery import Note, Oversight
from bot.core.model.digest import Digest, DigestState
from bot.core.model.incoming import IncomingOversight
from bot.core.model.oversight import Act, choices, is_held
from bot.core.model.team import Team, Teams
from bot.core.model.week import Week
from bot.core.persons import voice
from bot.core.ports.audit import Cause, Deed, Entry
from bot.core.ports.clock import Clock
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction
from bot.core.posting import redraw
from bot.core.proposing import oversight
from bot.core.publishing import Publishing
from bot.core.remarks import add_remarks
from bot.core.timetable import Timetable

LONGEST_HOLD = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Overseeing:
    """Does what owners, and administrators by command, want done with a digest."""

    store: Store
    sealer: Sealer
    teams: Teams
    drafting: Drafting
    publishing: Publishing
    timetable: Timetable
    clock: Clock

    async def obey(self, wish: IncomingOversight) -> None:
        """Do it, and draw the buttons anew; a swap that came to nothing is told of beside them.
        Who is not the owner is told so.
        """
        digest = await self.store.read(lambda tx: tx.digests.by_id(wish.digest))
        team = self.teams.by_id(digest.team) if digest is not None else None
        if digest is None or team is None or wish.person[-1] != team.owner:
            await self.store.write(partial(self._refuse, wish=wish))
            return
        choice, is_missed = wish.choice, False
        if choice.act is Act.HOLD:
            await self.hold(team, digest.period.last, Cause.OWNER)
        elif choice.act is Act.RELEASE:
            await self.release(team, digest.period.last, Cause.OWNER)
        elif choice.act is Act.SWAP:
            is_missed = not await self._swap(team, digest, choice.number, choice.reason)
        await self.store.write(partial(self._answer, wish=wish, team=team, is_missed=is_missed))

    async def hold(self, team: Team, week: Week, cause: Cause) -> bool:
        """Hold the composed digest of that week; return False when there is none to hold."""
        now = self.clock.now()

        def unit(tx: Transaction) -> bool:
            tx.digests.lock()
            digest = self._changeable(tx, team, week, now)
            if digest is None or is_held(digest):
                return False
            tx.digests.hold(digest.id, now + LONGEST_HOLD)
            _record(tx, Deed.HOLD, cause, team, now)
            return True

        return await self.store.write(unit)

    async def release(self, team: Team, week: Week, cause: Cause) -> bool:
        """Let a held digest go: at its time, or at once when that is over; return False when it is
        not held.
        """
        now = self.clock.now()

        def unit(tx: Transaction) -> bool:
            tx.digests.lock()
            digest = tx.digests.of(team.id, week)
            if digest is None or digest.state is not DigestState.COMPOSED or not is_held(digest):
                return False
            tx.digests.hold(digest.id, None)
            _record(tx, Deed.RELEASE, cause, team, now)
            return True

        if await self.store.write(unit):
            return True
        held = await self.store.read(lambda tx: tx.digests.of(team.id, week))
        if held is None or held.state is not DigestState.HELD or held.held_until is None:
            return False
        return await self.publishing.release(team, held, cause)

    async def _swap(self, team: Team, digest: Digest, number: str, reason: str) -> bool:
        now = self.clock.now()
        gather = partial(
            self.drafting.of_week, team=team, week=digest.period.last, now=now, chosen=number
        )
        keep = partial(self._keep_swapped, team=team, reason=reason, now=now)
        return await self.drafting.keep(gather, keep)

    def _keep_swapped(
        self, tx: Transaction, draft: Draft, team: Team, reason: str, now: datetime
    ) -> bool:
        """Return whether the wished story is the story of the week now."""
        new = draft.digest
        before = self._changeable(tx, team, new.period.last, now)
        # A story that was removed, or kept back, meanwhile is not what was composed.
        if before is None or new.week_story != new.chosen:
            return False
        if before.week_story == new.chosen:
            return True
        tx.digests.choose(before.id, new.chosen, new.offers)
        tx.digests.rewrite(before.id, new.lines, new.picture)
        entry = Entry(
            at=now,
            deed=Deed.SWAP,
            cause=Cause.OWNER,
            team=team.id,
            before=before.week_story,
            after=new.week_story,
            reason=reason,
        )
        tx.audit.add(entry)
        redraw(tx, new, now.isoformat(), now)
        if owner := operator_address(team.owner):
            add_remarks(tx, draft, owner, now)
        return True

    def _changeable(self, tx: Transaction, team: Team, week: Week, now: datetime) -> Digest | None:
        digest = tx.digests.of(team.id, week)
        is_open = digest is not None and digest.state is DigestState.COMPOSED
        return digest if is_open and now < self.timetable.claim_at(team, week) else None

    def _answer(
        self, tx: Transaction, wish: IncomingOversight, team: Team, *, is_missed: bool
    ) -> None:
        digest = tx.digests.by_id(wish.digest)
        if digest is None:
            return
        person = tx.people.find(self.sealer.keyed(wish.person))
        language, chosen = voice(person, wish.locale)
        content = oversight(digest, team, self.timetable)
        held_until = digest.held_until and digest.held_until.astimezone(team.timezone)
        content = replace(
            content,
            language=language or content.language,
            chosen=chosen,
            points_at=wish.choice.number if wish.choice.act is Act.POINT else "",
            held_until=held_until,
        )
        self._add(tx, wish, content)
        # That it is locked, the message itself says.
        if is_missed and choices(content, digest):
            note = Note(key="oversight-unchanged", language=content.language, chosen=chosen)
            below = replace(wish.answer_to, edits="")
            apart = replace(wish, key=(*wish.key, "unchanged"), answer_to=below, shortcut=None)
            self._add(tx, apart, note)

    def _refuse(self, tx: Transaction, wish: IncomingOversight) -> None:
        person = tx.people.find(self.sealer.keyed(wish.person))
        language, chosen = voice(person, wish.locale)
        team = self.teams.first
        note = Note(key="oversight-refused", language=language or team.language, chosen=chosen)
        self._add(tx, wish, note)

    def _add(self, tx: Transaction, wish: IncomingOversight, content: Oversight | Note) -> None:
        tx.deliveries.add(
            NewDelivery(
                dedup=(*wish.key, "oversight"),
                address=wish.answer_to,
                content=content,
                not_before=self.clock.now(),
                shortcut=wish.shortcut,
            )
        )


def _record(tx: Transaction, deed: Deed, cause: Cause, team: Team, now: datetime) -> None:
    """Write that a digest was held, or that it was released."""
    before, after = DigestState.COMPOSED, DigestState.HELD
    if deed is Deed.RELEASE:
        before, after = after, before
    tx.audit.add(Entry(at=now, deed=deed, cause=cause, team=team.id, before=before, after=after))
