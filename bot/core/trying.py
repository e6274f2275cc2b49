"""A digest on trial: what the stories of now give, marked as such, for one person alone. It counts
nothing and claims nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from uuid import uuid4

from bot.core.drafting import Draft, Drafting, Material
from bot.core.model.delivery import Address
from bot.core.model.digest import DigestState, Line
from bot.core.model.incoming import IncomingCommand
from bot.core.model.language import Language
from bot.core.model.team import Team, Teams
from bot.core.model.week import Week
from bot.core.ports.clock import Clock
from bot.core.ports.store import Transaction
from bot.core.posting import add_copy
from bot.core.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Trying:
    """Sends digests on trial."""

    teams: Teams
    drafting: Drafting
    timetable: Timetable
    mark: Callable[[Language], Line]
    """Returns the line that says so."""
    clock: Clock

    async def ask(self, command: IncomingCommand, channel: str) -> str:
        """Send an owner the digest that leaves next, as it would be now; return the key of what to
        say. Where somebody owns several teams, the channel in which they ask says of which.
        """
        team = self._owned(command.user, channel)
        if team is None:
            return "oversight-refused"
        week = self.timetable.last_due(team, self.clock.now()).next()
        reader = Address(platform=command.platform, channel=command.user)
        return (
            "test-sent" if await self.send(team, week, reader, command.key[-1]) else "test-empty"
        )

    async def send(self, team: Team, week: Week, reader: Address, occasion: str) -> bool:
        """Send it, once an occasion; return False when it does not pass the checks, so that
        nothing is sent. When a story in it is removed, it is edited like any other.
        """
        now = self.clock.now()

        def keep(tx: Transaction, draft: Draft) -> bool:
            if not draft.digest.lines:
                return False
            title, *rest = draft.digest.lines
            lines = (title, self.mark(team.language), *rest)
            kept = tx.digests.put_test(replace(draft.digest, id=uuid4(), lines=lines), now)
            add_copy(tx, kept, reader, occasion, now)
            return True

        return await self.drafting.keep(partial(self._gather, team=team, week=week, now=now), keep)

    def _gather(self, tx: Transaction, team: Team, week: Week, now: datetime) -> Material:
        found = tx.digests.of(team.id, week)
        if found is None or found.state is DigestState.COMPOSED:
            return self.drafting.of_week(tx, team, week, now)
        # Its stories are counted by now.
        return self.drafting.of_claimed(tx, team, found, now)

    def _owned(self, user: str, channel: str) -> Team | None:
        here = self.teams.by_channel(channel)
        owned = [team for team in self.teams.all if team.owner == user]
        return here if here in owned else next(iter(owned), None)
