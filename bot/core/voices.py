"""Voice messages: what was heard in one is told only once its teller has said that it is right.

A message is kept from the moment at which it is acknowledged until its teller has decided, a day
at most; its recording stays with the platform.
"""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from bot.core.dialogue import Says, Turn
from bot.core.guiding import Guiding
from bot.core.model.delivery import (
    Address,
    Content,
    Note,
    QuestionForm,
    Transcript,
    TranscriptState,
)
from bot.core.model.dialogue import Step
from bot.core.model.incoming import IncomingMessage, IncomingVerdict, Verdict
from bot.core.model.language import Language
from bot.core.model.platforms import Platform, Route
from bot.core.model.team import Teams
from bot.core.ports.clock import Clock
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.recordings import NewRecording, WaitingRecording
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction
from bot.core.ports.tagger import Tagger
from bot.core.text import is_blank, storable
from bot.core.visit import Visit
from bot.core.visits import Visits

LONGEST = 3500
"""UTF-16 units of a text that is shown to be confirmed: with the sentence above it, it must fit
into one message of Telegram's. Some four minutes of speech.
"""
_LIFE = timedelta(hours=24)
"""As long as a talk: so long a teller may take to decide."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A voice message as it is kept. `text` is what was heard in it, empty before that."""

    message: IncomingMessage
    language: Language
    text: str = ""

    @property
    def file(self) -> str:
        """Return the platform's name of its recording."""
        return self.message.sounds[0]

    @property
    def address(self) -> Address:
        """Return where its teller is answered."""
        return Address(platform=self.message.platform, channel=self.message.channel)


@dataclass(frozen=True, slots=True)
class VoiceMessages:
    """Takes voice messages, and what their tellers say of what was heard. The same input twice is
    one.
    """

    store: Store
    tagger: Tagger
    sealer: Sealer
    guiding: Guiding
    visits: Visits
    teams: Teams
    clock: Clock

    async def take(self, message: IncomingMessage) -> None:
        """Keep the message to be heard; not before its teller has accepted the notice."""
        key = self.sealer.keyed(message.key)

        def unit(tx: Transaction) -> None:
            if self.visits.is_repeated(tx, message) or tx.stories.held_as(key) is not None:
                return
            visit = self.visits.of(tx, message)
            # The words that come of it are answered as their message, in the talk.
            if self._answered(replace(visit, key=(*message.key, "voice"))):
                tx.recordings.add(self._kept(visit, key, message))

        await self.store.write(unit)

    async def decide(self, choice: IncomingVerdict) -> None:
        """Tell what was heard, or forget it."""
        if choice.verdict is Verdict.RIGHT:
            await self._tell(choice)

        def unit(tx: Transaction) -> None:
            if self.visits.is_repeated(tx, choice):
                return
            visit = self.visits.of(tx, choice, choice.edits)
            spoken = self._spoken(tx, choice.recording, visit.teller.person.id)
            if spoken is None:
                replace(visit, teller=replace(visit.teller, address=_new(visit))).say("voice-over")
            elif visit.answer(_outcome(choice, spoken)):
                tx.recordings.drop(choice.recording)

        await self.store.write(unit)

    async def hear(self, which: WaitingRecording, spoken: Spoken, text: str | None) -> None:
        """Show the teller what was heard; None when nobody could."""
        text = storable(text or "").strip()
        if is_blank(text) or _units(text) > LONGEST:
            await self._fail(which, spoken, "voice-too-long" if text else "voice-not-heard")
            return
        is_urgent = self.tagger.is_urgent(text, self.teams.first)
        sealed = self._sealed(which.id, replace(spoken, text=text))
        transcript = Transcript(
            recording=which.id, text=text, state=TranscriptState.HEARD, language=spoken.language
        )

        def unit(tx: Transaction) -> None:
            if not tx.recordings.hear(which.id, sealed):
                return
            if is_urgent:
                # Nothing is told yet, but help must not wait for the teller's word.
                self._say(tx, which.id, spoken, "help", _note("talk-help", spoken))
            self._say(tx, which.id, spoken, "heard", transcript)

        await self.store.write(unit)

    async def pass_time(self) -> None:
        """Forget what nobody has confirmed for a day, and say so."""
        now = self.clock.now()
        for which in await self.store.read(lambda tx: tx.recordings.expired(now, _AT_ONCE)):
            try:
                spoken = self.opened(which)
            except (ValueError, KeyError, TypeError):
                # Damaged, or written by a newer program: nobody can be told.
                await self.forget(which)
            else:
                await self._fail(which, spoken, "voice-expired")

    async def forget(self, which: WaitingRecording) -> None:
        """Drop it without a word."""
        await self.store.write(lambda tx: tx.recordings.drop(which.id))

    def opened(self, which: WaitingRecording) -> Spoken:
        """Return what is kept of it. Raise ValueError when it cannot be read."""
        found = json.loads(self.sealer.open(which.sealed, _place(which.id)))
        key, workspace, user, channel, locale, told_at, file, language, text = found
        message = IncomingMessage(
            key=tuple(key),
            platform=Platform.TELEGRAM,
            route=Route.DM,
            workspace=workspace,
            user=user,
            channel=channel,
            text="",
            told_at=datetime.fromisoformat(told_at),
            locale=locale,
            sounds=(file,),
        )
        return Spoken(message=message, language=language, text=text)

    def _answered(self, visit: Visit) -> bool:
        """Say that Kuule listens, or show the notice first; False for what was answered before,
        or cannot be heard.
        """
        talk = visit.tx.dialogues.of(visit.teller.person.id)
        if visit.teller.person.noticed:
            if talk is not None:
                visit.tx.dialogues.save(replace(talk, heard_at=visit.now))
            return visit.say("voice-listening")
        if talk is not None and talk.step is not Step.NOTICE:
            # Nobody who is being helped is asked to read a notice now.
            visit.say("not-taken-voice")
            return False
        before = talk or visit.begun()
        turn = Turn(Says.QUESTION, replace(before, heard_at=visit.now))
        form = QuestionForm.WAITING if talk else QuestionForm.PLAIN
        return visit.take(before, turn, form)

    async def _tell(self, choice: IncomingVerdict) -> None:
        """Tell what was heard, as the message that it came in. A death after it does no harm: the
        button is pressed again, and nothing is told twice.
        """
        person_key = self.sealer.keyed(choice.person)

        def read(tx: Transaction) -> Spoken | None:
            person = tx.people.find(person_key)
            return self._spoken(tx, choice.recording, person.id) if person else None

        spoken = await self.store.read(read)
        if spoken is not None:
            await self.guiding.tell(replace(spoken.message, text=spoken.text))

    def _spoken(self, tx: Transaction, which: UUID, person: UUID) -> Spoken | None:
        found = tx.recordings.heard(which, person)
        return None if found is None else self.opened(found)

    def _kept(self, visit: Visit, key: bytes, message: IncomingMessage) -> NewRecording:
        which = uuid4()
        return NewRecording(
            id=which,
            key=key,
            person=visit.teller.person.id,
            sealed=self._sealed(which, Spoken(message=message, language=visit.teller.language)),
            not_before=visit.now,
            expires=visit.now + _LIFE,
        )

    def _sealed(self, which: UUID, spoken: Spoken) -> bytes:
        message = spoken.message
        kept = [message.key, message.workspace, message.user, message.channel, message.locale]
        kept += [message.told_at.isoformat(), spoken.file, spoken.language, spoken.text]
        return self.sealer.seal(json.dumps(kept), _place(which))

    async def _fail(self, which: WaitingRecording, spoken: Spoken, why: str) -> None:
        def unit(tx: Transaction) -> None:
            if tx.recordings.drop(which.id):
                self._say(tx, which.id, spoken, "failed", _note(why, spoken))

        await self.store.write(unit)

    def _say(
        self, tx: Transaction, which: UUID, spoken: Spoken, what: str, content: Content
    ) -> None:
        tx.deliveries.add(
            NewDelivery(
                dedup=("recording", which.hex, what),
                address=spoken.address,
                content=content,
                not_before=self.clock.now(),
            )
        )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "replace")) // 2


def _outcome(choice: IncomingVerdict, spoken: Spoken) -> Content:
    if choice.verdict is Verdict.DISCARD:
        return _note("voice-discarded", spoken)
    is_right = choice.verdict is Verdict.RIGHT
    return Transcript(
        recording=choice.recording,
        text=spoken.text,
        state=TranscriptState.TAKEN if is_right else TranscriptState.REWRITTEN,
        language=spoken.language,
    )


def _new(visit: Visit) -> Address:
    """Return where a message of its own goes: what was decided stays to be read."""
    return replace(visit.teller.address, edits="")


def _note(key: str, spoken: Spoken) -> Note:
    return Note(key=key, language=spoken.language)


def _place(which: UUID) -> str:
    return f"recording/{which.hex}/sealed"
