"""Taking on the reply to a story: by one colleague, seen by the team, given back when need be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core import workdays
from bot.core.model.case import Case
from bot.core.model.delivery import Address, Claimed, Content, Note
from bot.core.model.incoming import IncomingClaim
from bot.core.model.platforms import NaturalKey
from bot.core.model.team import Team, Teams
from bot.core.persons import met, private_address, voice
from bot.core.ports.calendars import Holidays
from bot.core.ports.clock import Clock
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.people import Person
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction
from bot.core.publishable import is_for_one_person

_MOST = 200
"""Of a longer queue nobody reads the end, and each is read whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """One story in the queue of those who wait, as the whole team may see it."""

    number: str
    days: int
    """Working days since it was told."""
    is_overdue: bool
    claimer: Address | None
    """Where who has taken it on reads; None when nobody has."""
    is_own: bool
    """True when that is the reader."""


@dataclass(frozen=True, slots=True)
class Claiming:
    """Keeps who answers whom."""

    store: Store
    sealer: Sealer
    teams: Teams
    holidays: Holidays
    clock: Clock

    async def queue(self, team: Team, reader: NaturalKey) -> Sequence[Queued]:
        """Return who waits longest, without what only one person may see."""
        now, key = self.clock.now(), self.sealer.keyed(reader)

        def look(tx: Transaction) -> list[Queued]:
            person = tx.people.find(key)
            stories = {story.id: story for story in tx.stories.awaiting(team.id, _MOST)}
            return [
                self._queued(tx, team, case, person, now)
                for case in tx.cases.queue(team.id, _MOST)
                if case.story in stories and not is_for_one_person(stories[case.story])
            ]

        return await self.store.read(look)

    async def claim(self, wish: IncomingClaim) -> bool:
        """Give the reply to this person; return False, and say why to them alone, when somebody
        else has it or nobody waits any more.
        """
        now = self.clock.now()

        def unit(tx: Transaction) -> bool:
            if _is_answered(tx, wish):
                return tx.deliveries.has(_done(wish))
            person = met(tx, self.sealer, wish.person)
            case = tx.cases.numbered(wish.team, wish.number)
            if case is None or not _is_shown(tx, case):
                return self._refuse(tx, wish, person, "claim-not-waiting", now)
            if case.claimed_by == person.id:
                return self._refuse(tx, wish, person, "claim-own", now)
            if not tx.cases.claim(case.story, person.id, now):
                return self._refuse(tx, wish, person, "claim-taken", now)
            self._post(tx, wish, case, now, released=False)
            return True

        return await self.store.write(unit)

    async def release(self, wish: IncomingClaim) -> bool:
        """Give the reply back; return False, and say so to them alone, when it is not theirs."""
        now = self.clock.now()

        def unit(tx: Transaction) -> bool:
            if _is_answered(tx, wish):
                return tx.deliveries.has(_done(wish))
            person = met(tx, self.sealer, wish.person)
            case = tx.cases.numbered(wish.team, wish.number)
            if case is None:
                return self._refuse(tx, wish, person, "claim-not-waiting", now)
            if not tx.cases.release(case.story, person.id):
                return self._refuse(tx, wish, person, "claim-not-own", now)
            self._post(tx, wish, case, now, released=True)
            return True

        return await self.store.write(unit)

    def _queued(
        self, tx: Transaction, team: Team, case: Case, reader: Person | None, now: datetime
    ) -> Queued:
        told, today = (at.astimezone(team.timezone).date() for at in (case.since, now))
        return Queued(
            number=case.number,
            days=workdays.between(told, today, lambda day: self.holidays(day, team.country)),
            is_overdue=now > case.due,
            claimer=self._claimer(tx, case),
            is_own=reader is not None and case.claimed_by == reader.id,
        )

    def _claimer(self, tx: Transaction, case: Case) -> Address | None:
        found = case.claimed_by and tx.people.by_id(case.claimed_by)
        return private_address(self.sealer, found.key, found.address) if found else None

    def _post(
        self, tx: Transaction, wish: IncomingClaim, case: Case, now: datetime, *, released: bool
    ) -> None:
        team = self.teams.of(wish.team)
        content = Claimed(
            number=case.number, user=wish.person[-1], language=team.language, released=released
        )
        self._add(tx, _done(wish), wish.post_to, content, now)

    def _refuse(
        self, tx: Transaction, wish: IncomingClaim, person: Person, note: str, now: datetime
    ) -> bool:
        team = self.teams.of(wish.team)
        language, chosen = voice(person, wish.locale)
        content = Note(
            key=note,
            language=language or team.language,
            chosen=chosen,
            arguments={"number": wish.number},
        )
        self._add(tx, _refused(wish), wish.answer_to, content, now)
        return False

    def _add(
        self, tx: Transaction, dedup: NaturalKey, address: Address, content: Content, now: datetime
    ) -> None:
        tx.deliveries.add(
            NewDelivery(dedup=dedup, address=address, content=content, not_before=now)
        )


def _done(wish: IncomingClaim) -> NaturalKey:
    return (*wish.key, "claim")


def _refused(wish: IncomingClaim) -> NaturalKey:
    return (*wish.key, "claim refused")


def _is_answered(tx: Transaction, wish: IncomingClaim) -> bool:
    """True for a press that comes again: its person may have been erased meanwhile."""
    return tx.deliveries.has(_done(wish)) or tx.deliveries.has(_refused(wish))


def _is_shown(tx: Transaction, case: Case) -> bool:
    story = tx.stories.by_id(case.story)
    return story is not None and not is_for_one_person(story)
