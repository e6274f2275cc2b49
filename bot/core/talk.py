"""Answers to what is no story: help, one's own stories, what the team reads, and what Kuule does
not take.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from bot.core.model.delivery import (
    Address,
    Content,
    Note,
    OwnRecord,
    OwnStories,
    Shelf,
    TeamPage,
    TeamView,
)
from bot.core.model.incoming import IncomingCommand
from bot.core.model.language import Language
from bot.core.model.platforms import NaturalKey
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
            self._say(tx, command, person)

        await self.store.write(unit)

    async def speak(self, command: IncomingCommand, language: Language) -> None:
        """Speak that language to the person from now on, and say so in it."""

        def unit(tx: Transaction) -> None:
            if tx.deliveries.has(_answer(command)):
                return
            person = met(tx, self.sealer, command.person)
            tx.people.choose_language(person.id, language)
            self._say(tx, command, replace(person, language=language))

        await self.store.write(unit)

    async def shelf(self, command: IncomingCommand, shelf: Shelf, page: int) -> None:
        """Answer with a page of the person's own stories."""
        await self._own(
            command,
            lambda person, language: OwnStories(
                person=person, page=page, shelf=shelf, language=language
            ),
        )

    async def record(self, command: IncomingCommand) -> None:
        """Answer with everything that is kept of the person."""
        await self._own(
            command, lambda _, language: OwnRecord(teller=command.person, language=language)
        )

    async def team_page(
        self, command: IncomingCommand, team: Team, view: TeamView, value: str = "", page: int = 0
    ) -> None:
        """Answer with what the team reads. Who asks is a member of it."""
        person_key = self.sealer.keyed(command.person)

        def unit(tx: Transaction) -> None:
            language, _ = voice(tx.people.find(person_key), command.locale)
            content = TeamPage(
                view=view,
                team=team.id,
                reader=command.person,
                language=language or team.language,
                value=value,
                page=page,
            )
            self._add(tx, command, content)

        await self.store.write(unit)

    async def _own(
        self, command: IncomingCommand, content: Callable[[UUID, Language], Content]
    ) -> None:
        """Answer with what is the person's own; with the note, where nothing can be."""
        person_key = self.sealer.keyed(command.person)

        def unit(tx: Transaction) -> None:
            person = tx.people.find(person_key)
            if person is None:
                self._say(tx, command, person)
                return
            language = voice(person, command.locale)[0] or self._chosen(person).language
            self._add(tx, command, content(person.id, language))

        await self.store.write(unit)

    def _chosen(self, person: Person | None) -> Team:
        """Return the team that the person chose last, else the first."""
        return self.teams.of(person.team if person else "")

    def _say(self, tx: Transaction, command: IncomingCommand, person: Person | None) -> None:
        team = self._chosen(person)
        language, chosen = voice(person, command.locale)
        note = Note(
            key=command.note,
            language=language or team.language,
            chosen=chosen,
            arguments={"team": team.name, "share": team.share, "identity": team.identity},
        )
        self._add(tx, command, note)

    def _add(self, tx: Transaction, command: IncomingCommand, content: Content) -> None:
        tx.deliveries.add(
            NewDelivery(
                dedup=_answer(command),
                address=Address(
                    platform=command.platform,
                    channel=command.channel,
                    user=command.user if command.among_others else "",
                    edits=command.edits,
                    replies_to=command.replies_to,
                ),
                content=content,
                not_before=self.clock.now(),
                shortcut=command.shortcut,
            )
        )


def _answer(command: IncomingCommand) -> NaturalKey:
    return (*command.key, "answer")
