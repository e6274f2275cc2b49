"""The editor's minute begins: an hour before it leaves, a digest is composed and shown to the
team's owner, who may hold it or swap its story until it is claimed.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.core.drafting import Draft, Drafting, first_open
from bot.core.gate import operator_address
from bot.core.model.delivery import Oversight
from bot.core.model.digest import Digest
from bot.core.model.team import Team, Teams
from bot.core.model.week import Week
from bot.core.ports.clock import Clock
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.store import Store, Transaction
from bot.core.posting import add_copy
from bot.core.remarks import add_remarks
from bot.core.rounds import for_each_team
from bot.core.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Proposing:
    """Composes what will leave within the hour. It claims nothing."""

    store: Store
    teams: Teams
    drafting: Drafting
    timetable: Timetable
    clock: Clock

    async def propose_due(self) -> None:
        """Compose every digest whose hour has come, once."""
        readers = [team for team in self.teams.all if team.has_digest]
        await for_each_team(readers, self._propose, "digests could not be proposed")

    async def _propose(self, team: Team) -> bool:
        now = self.clock.now()
        week = self.timetable.to_propose(team, now)
        if week is None:
            return False
        if not await self.store.read(partial(_is_open, team=team, week=week, now=now)):
            return False
        gather = partial(self.drafting.of_week, team=team, week=week, now=now)
        return await self.drafting.keep(gather, partial(self._keep, team=team, now=now))

    def _keep(self, tx: Transaction, draft: Draft, team: Team, now: datetime) -> bool:
        digest = draft.digest
        if not tx.digests.propose(digest, now):
            return False
        owner = operator_address(team.owner)
        # Of what passes no check, the operator is told when it is claimed.
        if owner is not None and digest.lines:
            copied = add_copy(tx, digest, owner, "proposed", now)
            last = add_remarks(tx, draft, owner, now, copied)
            tx.deliveries.add(
                NewDelivery(
                    dedup=("oversight", digest.id.hex),
                    address=owner,
                    content=oversight(digest, team, self.timetable),
                    not_before=now,
                    after=last,
                )
            )
        return True


def oversight(digest: Digest, team: Team, timetable: Timetable) -> Oversight:
    """Return what the owner is told and may do."""
    week = digest.period.last
    leaves, until = (
        at.astimezone(team.timezone)
        for at in (timetable.send_at(team, week), timetable.claim_at(team, week))
    )
    return Oversight(
        digest_id=digest.id,
        team=team.name,
        week=str(week.number),
        leaves=leaves,
        last_chance=until,
        language=team.language,
    )


def _is_open(tx: Transaction, team: Team, week: Week, now: datetime) -> bool:
    return first_open(tx, team, now) <= week and tx.digests.of(team.id, week) is None
