"""The page for leaders: one a team and month, due on the first working day after it.

It is claimed as the week's digest is: the unique row of team, kind and period decides between
processes. It stamps no stories, for each of them is in the digest of its week.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from uuid import uuid4

from bot.core.drafting import Draft, Drafting, Material
from bot.core.lateness import MarkLate, delayed
from bot.core.model.delivery import Address, DigestPost, Note
from bot.core.model.digest import Digest, DigestState
from bot.core.model.month import Month, Months
from bot.core.model.platforms import NaturalKey
from bot.core.model.team import Team, Teams
from bot.core.ports.clock import Clock
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.store import Store, Transaction
from bot.core.posting import places
from bot.core.rounds import for_each_team
from bot.core.timetable import Timetable


@dataclass(frozen=True, slots=True)
class MonthPages:
    """Claims and posts the pages of every team whose leaders have a channel."""

    store: Store
    teams: Teams
    drafting: Drafting
    timetable: Timetable
    clock: Clock
    mark_late: MarkLate
    operator: Address | None = None
    """Who is told about a held page; without one it is only shown by `doctor`."""

    async def publish_due(self) -> int:
        """Claim every page that is due; return how many were claimed here.

        A page that cannot be composed stops no other team's; at the end it raises all the same.
        """
        led = [team for team in self.teams.all if team.has_leaders]
        return await for_each_team(led, self._publish, "pages for leaders could not be composed")

    async def post(self, team: Team, month: Month) -> bool:
        """Post the page of a month that is over; return False when it was claimed before, which
        changes nothing. A held one is composed again, and one that the channel refused is sent
        again.
        """
        now = self.clock.now()
        found = await self.store.read(lambda tx: tx.digests.of_month(team.id, month))
        if found is None:
            return await self._claim(team, month, now, send_at=now)
        if found.state is DigestState.CLAIMED:
            return await self.store.write(lambda tx: _add_posts(tx, found, team, now))
        return found.state is DigestState.HELD and await self._release(team, found, now)

    async def preview(self, team: Team, month: Month) -> Digest:
        """Return the page of a month as it was posted, or as it would be composed now."""
        found = await self.store.read(lambda tx: tx.digests.of_month(team.id, month))
        if found is not None:
            return found
        return (await self.drafting.draft(self._gathering(team, month, self.clock.now()))).digest

    async def _publish(self, team: Team) -> bool:
        now = self.clock.now()
        due = self.timetable.last_month_due(team, now)
        if self.timetable.is_late(team, due, now):
            await self._mark_late(team, due)
        if self.timetable.is_missed(team, due, now) or not await self.store.read(
            lambda tx: _is_open(tx, team, due)
        ):
            return False
        return await self._claim(team, due, now, send_at=self.timetable.send_month_at(team, due))

    async def _mark_late(self, team: Team, month: Month) -> None:
        """Let a page say so that its channel could not take in time, and that stands nowhere."""

        def marked(tx: Transaction) -> Digest | None:
            return delayed(tx.digests.of_month(team.id, month), self.mark_late)

        def unit(tx: Transaction) -> None:
            tx.digests.lock()
            if page := marked(tx):
                tx.digests.rewrite(page.id, page.lines, page.picture)

        if await self.store.read(marked):
            await self.store.write(unit)

    async def _claim(self, team: Team, month: Month, now: datetime, *, send_at: datetime) -> bool:
        keep = partial(self._keep, team=team, now=now, at=max(send_at, now))
        return await self.drafting.keep(self._gathering(team, month, now), keep)

    def _gathering(self, team: Team, month: Month, now: datetime) -> "_Gathering":
        return _Gathering(self.drafting, team, month, now)

    def _keep(
        self, tx: Transaction, draft: Draft, team: Team, now: datetime, at: datetime
    ) -> bool:
        # It did not pass the checks: a person has to look before anything is posted.
        state = DigestState.CLAIMED if draft.digest.lines else DigestState.HELD
        digest = replace(draft.digest, state=state)
        if not tx.digests.claim(digest, now):
            return False
        if state is DigestState.CLAIMED:
            _add_posts(tx, digest, team, at)
        elif self.operator is not None:
            tx.deliveries.add(_hold(digest, team, self.teams.first, self.operator, at))
        return True

    async def _release(self, team: Team, held: Digest, now: datetime) -> bool:
        """Post a held page if it passes the checks by now."""

        def gather(tx: Transaction) -> Material:
            # In its own language, whatever the settings say by now.
            led = replace(team, language=held.language)
            return self.drafting.of_months(tx, led, _months(held), now, held.id)

        def release(tx: Transaction, draft: Draft) -> bool:
            present = tx.digests.locked(held.id)
            if present is None or present.state is not DigestState.HELD or not draft.digest.lines:
                return False
            tx.digests.rewrite(held.id, draft.digest.lines, None)
            tx.digests.move(held.id, DigestState.CLAIMED)
            _add_posts(tx, draft.digest, team, now)
            return True

        return await self.drafting.keep(gather, release)


@dataclass(frozen=True, slots=True)
class _Gathering:
    """Reads what the page of a month is composed from."""

    drafting: Drafting
    team: Team
    month: Month
    now: datetime

    def __call__(self, tx: Transaction) -> Material:
        months = _covered(tx, self.team, self.month)
        led = replace(self.team, language=self.team.leadership_language or self.team.language)
        return self.drafting.of_months(tx, led, months, self.now, uuid4())


def _is_open(tx: Transaction, team: Team, month: Month) -> bool:
    """True when the page of a month is to come: Kuule served the team in it."""
    since = tx.digests.served_since(team.id)
    return (
        since is not None
        and Month.of(since, team.timezone) <= month
        and tx.digests.of_month(team.id, month) is None
    )


def _covered(tx: Transaction, team: Team, month: Month) -> Months:
    """Return that month, and the one before where its page was missed. What was missed longer ago
    is left to the weeks' digests.
    """
    before = month.shifted(-1)
    was_missed = (
        tx.digests.has_months(team.id, before) and tx.digests.of_month(team.id, before) is None
    )
    return Months(before if was_missed else month, month)


def _months(page: Digest) -> Months:
    assert page.months is not None  # noqa: S101  # it was found by its month
    return page.months


def _add_posts(tx: Transaction, page: Digest, team: Team, at: datetime) -> bool:
    """Add a delivery for each place where the leaders read; return whether any is new."""
    added = [
        tx.deliveries.add(
            NewDelivery(
                dedup=_key("month", page, place),
                address=place,
                content=DigestPost(page.id),
                not_before=at,
                digest=page.id,
            )
        )
        for place in places(tx, team.slack_leadership, team.telegram_leadership)
    ]
    return any(added)


def _hold(page: Digest, team: Team, first: Team, operator: Address, at: datetime) -> NewDelivery:
    """Return what tells the operator that a page is held."""
    month = str(_months(page).last)
    note = Note(
        key="operator-held-month",
        language=first.language,
        arguments={"team": team.name, "id": team.id, "month": month},
    )
    return NewDelivery(
        dedup=_key(note.key, page, operator), address=operator, content=note, not_before=at
    )


def _key(effect: str, page: Digest, place: Address) -> NaturalKey:
    return (effect, page.team, str(_months(page).last), place.platform, place.channel)
