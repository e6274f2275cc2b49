"""Leads customers through a talk: every word is kept before it is acknowledged, and the talk goes
on from the database wherever it stood.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.core.dialogue import Says, Turn, brought, silent, stopped, tapped, told
from bot.core.errors import StorageUnavailableError
from bot.core.model.delivery import QuestionForm
from bot.core.model.dialogue import Dialogue, Step, Verb
from bot.core.model.incoming import (
    IncomingCommand,
    IncomingEdit,
    IncomingMessage,
    IncomingTap,
)
from bot.core.model.language import spoken
from bot.core.model.platforms import NaturalKey
from bot.core.model.team import Teams
from bot.core.persons import private_address, reach
from bot.core.places import Place, StartWords
from bot.core.ports.clock import Clock
from bot.core.ports.dialogues import Waking
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction
from bot.core.ports.tagger import Tagger
from bot.core.telling import Telling
from bot.core.text import is_blank, storable
from bot.core.visit import Visit
from bot.core.visits import Visits
from bot.core.waiting import Words

_ALBUM = timedelta(seconds=3)
"""So long the answer to a picture of an album waits, as the one with the words may come last."""
_NO_WAIT = timedelta(0)
_AT_ONCE = 500
"""Talks that go on by themselves in one look."""


@dataclass(frozen=True, slots=True)
class Guiding:
    """Leads talks. The same input twice is one."""

    store: Store
    tagger: Tagger
    sealer: Sealer
    telling: Telling
    teams: Teams
    clock: Clock

    async def tell(self, message: IncomingMessage) -> None:
        """Keep what was told as a part of the talk, which begins with it if there is none. A file
        without words waits there for the words that it goes with.
        """
        words = Words(
            storable(message.text), message.told_at, files=message.files, sounds=message.sounds
        )
        key = self.sealer.keyed(message.key)
        is_urgent = self.tagger.is_urgent(words.text, self.teams.first)

        def unit(tx: Transaction) -> None:
            if self._visits.is_repeated(tx, message):
                return
            visit = self._visits.of(tx, message)
            before = tx.dialogues.of(visit.teller.person.id)
            if before is not None and before.step is Step.HELPED:
                if visit.of_album(message.album, _NO_WAIT).join(before, key, words):
                    return
                before = None
            talk = before or visit.begun()
            if not self.telling.hold(tx, visit.teller, talk, key, words, visit.now):
                return
            if is_urgent:
                visit.help(told(talk, visit.now).dialogue or talk)
            elif is_blank(words.text):
                count = len(tx.stories.held(talk.id.bytes, visit.teller.key))
                turn = brought(talk, count, visit.now)
                answering = visit.of_album(message.album, _ALBUM)
                answering.hold(talk, turn, _form(before, QuestionForm.FILE))
            else:
                answering = visit.of_album(message.album, _NO_WAIT)
                answering.hold(talk, told(talk, visit.now), _form(before, QuestionForm.PLAIN))

        await self.store.write(unit)

    async def heed(self, edit: IncomingEdit, answer: IncomingCommand) -> None:
        """Help where an edit brings a sign of distress, in a talk or in a story told before. One
        that gives a talk its first words, below a picture, is answered as these.
        """
        key, person_key = self.sealer.keyed(edit.message), self.sealer.keyed(edit.person)
        is_urgent = self.tagger.is_urgent(storable(edit.text), self.teams.first)

        def unit(tx: Transaction) -> None:
            tx.stories.lock(person_key)
            if tx.people.find(person_key) is None:
                # Of whom nothing is kept, nothing was told; nobody comes anew by an edit.
                return
            visit = self._visits.of(tx, answer)
            own = tx.stories.of(key, visit.teller.person.id)
            talk = tx.dialogues.of(visit.teller.person.id)
            held = tx.stories.held_as(key)
            if own is not None and is_urgent:
                visit.warn()
            elif talk is None or held is None or held.parent != talk.id.bytes:
                return
            elif is_urgent:
                visit.help(talk)
            elif talk.texts == 0:
                visit.hold(talk, told(talk, visit.now), _form(talk, QuestionForm.PLAIN))

        await self.store.write(unit)

    def knows(self, word: str) -> bool:
        """True for a start word that names a place."""
        return StartWords(self.teams, self.sealer).place(word) is not None

    async def begin(self, command: IncomingCommand) -> None:
        """Ask what happened, or show the question that stands; choose the team and remember the
        touchpoint that the start word names. An unknown word means the first team.
        """
        place = StartWords(self.teams, self.sealer).place(command.argument)
        is_known = place is not None or not command.argument

        def unit(tx: Transaction) -> None:
            if self._visits.is_repeated(tx, command):
                return
            visit = self._visits.of(tx, command)
            if command.argument:
                visit = visit.led_by(place.team if place else self.teams.first)
            before = tx.dialogues.of(visit.teller.person.id)
            talk = before if before and before.step is not Step.HELPED else visit.begun()
            talk = replace(talk, heard_at=visit.now, is_stopping=False)
            form = QuestionForm.PLAIN if is_known else QuestionForm.OTHER_TEAM
            if visit.take(talk, Turn(Says.QUESTION, talk), form):
                self._come(visit, command, place)

        await self.store.write(unit)

    def _come(self, visit: Visit, command: IncomingCommand, place: Place | None) -> None:
        person = visit.teller.person.id
        visit.tx.people.choose_team(person, visit.teller.team.id)
        if command.argument:
            visit.tx.people.come(person, place.touchpoint if place else "", visit.now)

    async def stop(self, command: IncomingCommand) -> None:
        """End the talk, or ask what becomes of what was told."""

        def unit(tx: Transaction) -> None:
            if self._visits.is_repeated(tx, command):
                return
            visit = self._visits.of(tx, command)
            talk = tx.dialogues.of(visit.teller.person.id) or visit.begun()
            visit.take(talk, stopped(talk, visit.now))

        await self.store.write(unit)

    async def ask_deletion(self, command: IncomingCommand) -> bool:
        """Ask whether what is being told goes; return False where nothing is."""
        person_key = self.sealer.keyed(command.person)

        def unit(tx: Transaction) -> bool:
            known = tx.people.find(person_key)
            talk = tx.dialogues.of(known.id) if known else None
            if talk is None or not talk.has_draft:
                return False
            visit = self._visits.of(tx, command)
            visit.take(talk, stopped(talk, visit.now), QuestionForm.DELETION)
            return True

        return await self.store.write(unit)

    async def tap(self, tap: IncomingTap) -> None:
        """Do what a button of a talk says. One of a talk that is over says so."""

        def unit(tx: Transaction) -> None:
            if self._visits.is_repeated(tx, tap):
                return
            visit = self._visits.of(tx, tap, tap.edits)
            talk = tx.dialogues.of(visit.teller.person.id)
            if talk is None or talk.id != tap.talk:
                visit.say("talk-over")
                return
            language = spoken(tap.value) if tap.verb is Verb.SPEAK else None
            if language is not None:
                visit = visit.in_language(language)
            turn = tapped(talk, tap.verb, tap.value, visit.now)
            is_spoken = tx.recordings.awaits(visit.teller.person.id)
            form = QuestionForm.VOICE if is_spoken else QuestionForm.PLAIN
            if visit.take(talk, turn, form):
                self._remember(tx, visit, talk, turn, language is not None)

        await self.store.write(unit)

    async def reach(self, person: NaturalKey, *, may: bool) -> None:
        """Remember whether the person lets Kuule's messages in."""
        key = self.sealer.keyed(person)
        await self.store.write(lambda tx: reach(tx, key, may=may))

    async def pass_time(self) -> None:
        """Ask whether there is more after three minutes of silence, and end talks of a day ago:
        what was told is saved where the notice was accepted, else deleted.
        """
        now = self.clock.now()
        failures = []
        for waking in await self.store.read(lambda tx: tx.dialogues.due(now, _AT_ONCE)):
            try:
                await self.store.write(self._waking(waking))
            except StorageUnavailableError:
                raise
            except Exception as error:  # noqa: BLE001  # raised below: one must not hold up the others
                failures.append(error)
        if failures:
            raise ExceptionGroup("talks could not go on by themselves", failures)

    def _waking(self, waking: Waking) -> Callable[[Transaction], None]:
        now = self.clock.now()

        def unit(tx: Transaction) -> None:
            tx.stories.lock(waking.key)
            person = tx.people.find(waking.key)
            talk = tx.dialogues.of(person.id) if person else None
            turn = silent(talk, now) if talk else None
            if person is None or talk is None or turn is None:
                return
            visit = self._visits.by_itself(
                tx,
                person,
                waking.key,
                key=("talk", talk.id.hex, "reminder" if turn.dialogue else "end"),
                address=private_address(self.sealer, waking.key, waking.address),
                locale=talk.language,
            )
            visit.take(talk, turn, QuestionForm.REMINDER)

        return unit

    def _remember(
        self, tx: Transaction, visit: Visit, before: Dialogue, turn: Turn, has_chosen: bool
    ) -> None:
        """Keep of the person what a tap said beside the talk itself."""
        person = visit.teller.person
        if has_chosen:
            tx.people.choose_language(person.id, visit.teller.language)
        if turn.dialogue is not None and turn.dialogue.is_accepted and not before.is_accepted:
            tx.people.note(person.id)

    @property
    def _visits(self) -> Visits:
        return Visits(self.sealer, self.telling, self.teams, self.clock)


def _form(before: Dialogue | None, form: QuestionForm) -> QuestionForm:
    """Return on what occasion a message is answered: the notice that stands is not repeated."""
    is_noticed = before is not None and before.step is Step.NOTICE
    return QuestionForm.WAITING if is_noticed else form
