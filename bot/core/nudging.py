"""Asks for a story those who want to be asked, one person a team at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core import open_question
from bot.core.asked import open_asked, seal_asked
from bot.core.cadence import (
    DISTRESSING,
    REST,
    Asked,
    Candidate,
    closes,
    is_due,
    next_prompt,
    remembered,
    turns,
)
from bot.core.model.delivery import Address, Nudge
from bot.core.model.platforms import Platform
from bot.core.model.team import Team, Teams
from bot.core.persons import private_address, voice
from bot.core.ports.calendars import Holidays
from bot.core.ports.clock import Clock
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.people import Reachable
from bot.core.ports.presence import Presences
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class Nudging:
    """Asks by the rules of `cadence`. Nobody is asked where the platform knows of no presence:
    customers are never written to first.
    """

    store: Store
    sealer: Sealer
    teams: Teams
    holidays: Holidays
    presences: Mapping[Platform, Presences]
    clock: Clock

    async def nudge_due(self) -> None:
        """Ask whoever has waited longest in each team and may be disturbed now; forget what is
        older than eight weeks.
        """
        now = self.clock.now()
        known = await self.store.read(self._known)
        if any(len(remembered(each.asked, now)) < len(each.asked) for each in known):
            await self.store.write(lambda tx: self._forget(tx, now))
        resting = await self.store.read(lambda tx: tx.stories.distressing(DISTRESSING, now - REST))
        awake = [each for each in known if each.person not in resting]
        for turn in turns(awake, now):
            await self._ask_one(turn, known, now)

    async def _ask_one(
        self, turn: Sequence[Candidate], known: Mapping[Candidate, Reachable], now: datetime
    ) -> None:
        for candidate in turn:
            askable = known[candidate]
            until = await self._until(askable, candidate, now)
            if until is not None and await self._asked(askable, candidate, until, now):
                return

    async def _until(
        self, askable: Reachable, candidate: Candidate, now: datetime
    ) -> datetime | None:
        """Return until when the person may be disturbed; None when not now."""
        address, team = self._address(askable), self._team(candidate)
        presences = self.presences.get(address.platform)
        if presences is None:
            return None
        zone = await presences.zone(address) or team.timezone
        until = closes(now, zone, team.quiet_months, lambda day: self.holidays(day, team.country))
        return None if until is None or await presences.is_away(address) else until

    async def _asked(
        self, askable: Reachable, candidate: Candidate, until: datetime, now: datetime
    ) -> bool:
        return await self.store.write(lambda tx: self._ask(tx, askable, candidate, until, now))

    def _known(self, tx: Transaction) -> dict[Candidate, Reachable]:
        return {
            Candidate(
                each.person.id,
                self.teams.of(each.person.team).id,
                open_asked(self.sealer, each.key, each.person.asked),
            ): each
            for each in tx.people.askable()
        }

    def _ask(
        self,
        tx: Transaction,
        askable: Reachable,
        candidate: Candidate,
        until: datetime,
        now: datetime,
    ) -> bool:
        """Add the question, and remember it. Another process may have asked meanwhile."""
        person = tx.people.find(askable.key)
        if person is None or not person.may_ask:
            return False
        asked = remembered(open_asked(self.sealer, askable.key, person.asked), now)
        present = Candidate(candidate.person, candidate.team, asked)
        if not is_due(present, now):
            return False
        prompt = next_prompt(present, now)
        language, chosen = voice(person)
        added = tx.deliveries.add(
            NewDelivery(
                # Once a day is less often than ever, and the same for every process.
                dedup=("nudge", person.id.hex, until.date().isoformat()),
                address=self._address(askable),
                content=Nudge(
                    prompt=prompt,
                    language=language or self._team(candidate).language,
                    chosen=chosen,
                    until=until,
                ),
                not_before=now,
            )
        )
        if added:
            # What is told now answers this.
            open_question.close(tx, self.sealer, askable.key)
            known = seal_asked(self.sealer, askable.key, (*asked, Asked(prompt, now)))
            tx.people.remember_asked(person.id, known)
        return added

    def _forget(self, tx: Transaction, now: datetime) -> None:
        for candidate, askable in self._known(tx).items():
            kept = remembered(candidate.asked, now)
            if kept != candidate.asked:
                sealed = seal_asked(self.sealer, askable.key, kept)
                tx.people.remember_asked(candidate.person, sealed)

    def _address(self, askable: Reachable) -> Address:
        return private_address(self.sealer, askable.key, askable.address)

    def _team(self, candidate: Candidate) -> Team:
        return self.teams.of(candidate.team)
