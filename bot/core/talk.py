"""Answers to what is no story: greetings, help, and what Kuule does not take."""

import json
from dataclasses import dataclass

from bot.core.model import Address, IncomingCommand, Note, Team, Teams, spoken
from bot.core.ports import Clock, NewDelivery, Sealer, Store, Transaction


@dataclass(frozen=True, slots=True)
class Talk:
    """Answers each input once, however often it is delivered."""

    store: Store
    sealer: Sealer
    teams: Teams
    clock: Clock

    async def answer(self, command: IncomingCommand) -> None:
        """Answer with the note that the command asks for."""
        await self.store.write(
            lambda tx: self._add(tx, command, self._note(command, self.teams.first))
        )

    async def start(self, command: IncomingCommand) -> None:
        """Greet, and remember the team that the start word names; an unknown word means the
        first.
        """
        person_key = self.sealer.keyed(command.person)
        address = self.sealer.seal(
            json.dumps([command.platform, command.workspace, command.user]),
            f"person/{person_key.hex()}/address",
        )
        named = self.teams.by_start(command.argument)
        team = named or self.teams.first
        known_word = named is not None or not command.argument
        note = self._note(command, team, key="greeting" if known_word else "greeting-other-team")

        def unit(tx: Transaction) -> None:
            person = tx.people.meet(person_key, address)
            tx.people.choose_team(person.id, team.id)
            # The greeting is the notice.
            tx.people.note(person.id)
            self._add(tx, command, note)

        await self.store.write(unit)

    def _note(self, command: IncomingCommand, team: Team, *, key: str = "") -> Note:
        return Note(
            key=key or command.note,
            language=spoken(command.locale) or team.language,
            arguments={"team": team.name, "share": team.share},
        )

    def _add(self, tx: Transaction, command: IncomingCommand, note: Note) -> None:
        tx.deliveries.add(
            NewDelivery(
                dedup=(*command.key, "answer"),
                address=Address(platform=command.platform, channel=command.channel),
                content=note,
                not_before=self.clock.now(),
                shortcut=command.shortcut,
            )
        )
