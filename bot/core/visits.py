"""Lets people in: whose input it is, which team listens, and where and how it is answered."""

from dataclasses import dataclass, replace
from typing import Protocol

from bot.core.model.delivery import Address
from bot.core.model.platforms import NaturalKey, Platform
from bot.core.model.team import Teams
from bot.core.persons import met, voice
from bot.core.ports.clock import Clock
from bot.core.ports.people import Person
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Transaction
from bot.core.telling import Teller, Telling
from bot.core.visit import Visit


class PrivateInput(Protocol):
    """What came from somebody in a private chat."""

    @property
    def key(self) -> NaturalKey:
        """Return the input's own key."""
        ...

    @property
    def person(self) -> NaturalKey:
        """Return whose it is."""
        ...

    @property
    def channel(self) -> str:
        """Return the chat."""
        ...

    @property
    def locale(self) -> str:
        """Return the language of the person's program."""
        ...


@dataclass(frozen=True, slots=True)
class Visits:
    """Makes a visit of an input, or of silence."""

    sealer: Sealer
    telling: Telling
    teams: Teams
    clock: Clock

    def is_repeated(self, tx: Transaction, incoming: PrivateInput) -> bool:
        """True for what was told, removed or answered before: nobody comes anew by what is
        delivered again, and least of all who was erased meanwhile.
        """
        tx.stories.lock(self.sealer.keyed(incoming.person))
        trace = tx.stories.trace(self.sealer.keyed(incoming.key))
        return trace.told or trace.removed or tx.deliveries.has((*incoming.key, "answer"))

    def of(self, tx: Transaction, incoming: PrivateInput, edits: str = "") -> Visit:
        """Return the visit of who sent it, whom Kuule can reach again. `edits` is the id of the
        message whose place the answer takes.
        """
        person_key = self.sealer.keyed(incoming.person)
        # One after another, whichever process handles them.
        tx.stories.lock(person_key)
        person = met(tx, self.sealer, incoming.person)
        if not person.is_reachable:
            tx.people.reach(person.id, may=True)
            person = replace(person, is_reachable=True)
        return self.by_itself(
            tx,
            person,
            person_key,
            key=incoming.key,
            address=Address(platform=Platform.TELEGRAM, channel=incoming.channel, edits=edits),
            locale=incoming.locale,
        )

    def by_itself(
        self,
        tx: Transaction,
        person: Person,
        person_key: bytes,
        *,
        key: NaturalKey,
        address: Address,
        locale: str,
    ) -> Visit:
        """Return the visit of somebody who has sent nothing; `key` names what happens."""
        team = self.teams.of(person.team)
        return Visit(
            tx=tx,
            telling=self.telling,
            teller=Teller(
                person, person_key, team, address, voice(person, locale)[0] or team.language
            ),
            key=key,
            now=self.clock.now(),
        )
