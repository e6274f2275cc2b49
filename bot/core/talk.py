"""Answers to what is no story: greetings, help, and what Kuule does not take."""

from dataclasses import dataclass

from bot.core.model.delivery import Address, Note
from bot.core.model.incoming import IncomingCommand
from bot.core.model.team import Team, Teams
from bot.core.persons import met, voice
from bot.core.ports.clock import Clock
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.people import Person
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class Talk:
    """Answers each input once, however often it is delivered."""

    store: Store
    sealer: Sealer
    teams: Teams
    clock: Clock

    async def answer(self, command: IncomingCommand) -> None:
        """Answer with the note that the command asks for."""
        person_key = self.sealer.keyed(command.person)

        def unit(tx: Transaction) -> None:
            person = tx.people.find(person_key)
            self._add(tx, command, command.note, self._chosen(person), person)

        await self.store.write(unit)

    async def start(self, command: IncomingCommand) -> None:
        """Greet, and remember the team that the start word names; an unknown word means the
        first, no word the one that was chosen before.
        """
        named = self.teams.by_start(command.argument)
        is_known = named is not None or not command.argument

        def unit(tx: Transaction) -> None:
            person = met(tx, self.sealer, command.person)
            team = named or (self.teams.first if command.argument else self._chosen(person))
            tx.people.choose_team(person.id, team.id)
            # The greeting is the notice.
            tx.people.note(person.id)
            self._add(tx, command, "greeting" if is_known else "greeting-other-team", team, person)

        await self.store.write(unit)

    def _chosen(self, person: Person | None) -> Team:
        """Return the team that the person chose last, else the first."""
        return (person and self.teams.by_id(person.team)) or self.teams.first

    def _add(
        self,
        tx: Transaction,
        command: IncomingCommand,
        key: str,
        team: Team,
        person: Person | None,
    ) -> None:
        language, chosen = voice(person, command.locale)
        tx.deliveries.add(
            NewDelivery(
                dedup=(*command.key, "answer"),
                address=Address(
                    platform=command.platform,
                    channel=command.channel,
                    user=command.user if command.among_others else "",
                ),
                content=Note(
                    key=key,
                    language=language or team.language,
                    chosen=chosen,
                    arguments={
                        "team": team.name,
                        "share": team.share,
                        "identity": team.identity,
                    },
                ),
                not_before=self.clock.now(),
                shortcut=command.shortcut,
            )
        )
