"""The way in: a message becomes a story, or one more part of it, in one transaction with its
receipt.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from bot.core import open_question, promises, waiting
from bot.core.alerts import WITHOUT_OPERATOR, Alerts, signs_in
from bot.core.attaching import Wanted, awaited_file
from bot.core.model.delivery import Receipt
from bot.core.model.incoming import IncomingMessage
from bot.core.model.language import Language
from bot.core.model.platforms import Route
from bot.core.model.story import Identity, Role, Share
from bot.core.model.tag import Reading
from bot.core.model.team import Team, Teams
from bot.core.model.week import Week
from bot.core.parts import new_part
from bot.core.persons import met, voice
from bot.core.ports.calendars import Holidays
from bot.core.ports.clock import Clock
from bot.core.ports.people import Person
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction
from bot.core.ports.stories import HeldPart, NewPart, NewStory
from bot.core.ports.tagger import Tagger
from bot.core.publishable import is_tagged_for_one_person
from bot.core.receipts import Receipts, is_question, private_address
from bot.core.text import storable
from bot.core.waiting import Words
from bot.core.withholding import Withholding


class Told(StrEnum):
    """What became of a message."""

    STORED = "stored"
    JOINED = "joined"
    HELD = "held"
    DUPLICATE = "duplicate"
    REMOVED = "removed"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes what was told. It is idempotent by the natural key: the same message twice is one
    story.
    """

    store: Store
    tagger: Tagger
    sealer: Sealer
    teams: Teams
    holidays: Holidays
    clock: Clock
    withholding: Withholding
    alerts: Alerts = WITHOUT_OPERATOR

    async def submit(self, message: IncomingMessage) -> Told:
        """Return what became of it, after the commit. Raise StorageUnavailableError when
        nothing was kept.
        """
        telling = _Telling(self, message, self.clock.now())
        told = await self.store.write(telling.tell)
        # A unit of its own, for the digests' lock goes before any story's row; and again for an
        # input that comes again, for the first time may have ended between the two.
        if told in {Told.JOINED, Told.DUPLICATE} and telling.may_hide:
            await self.store.write(telling.withhold)
        return told


class _Telling:
    """One message on its way; `tell` is the unit of work and can run again."""

    def __init__(self, intake: Intake, message: IncomingMessage, now: datetime) -> None:
        self._intake = intake
        self._message = message
        self._told = Words(storable(message.text), message.told_at)
        self._words = self._told
        self._now = now
        self._key = intake.sealer.keyed(message.key)
        self._parent = intake.sealer.keyed(message.parent) if message.parent else None
        self._person_key = intake.sealer.keyed(message.person)
        self._channel_team = intake.teams.by_channel(message.channel)
        self._parts: dict[tuple[str, Words], NewPart] = {}
        # Read and sealed here, so that the writer has less to do while others wait for its commit.
        self._part(self._channel_team or intake.teams.first)

    def tell(self, tx: Transaction) -> Told:
        """Store the story or the part, with what its teller gets."""
        # A reply and its story may come at the same moment. In one order, so that no two wait for
        # each other.
        for key in sorted({self._key, self._parent or self._key}):
            tx.stories.lock(key)
        trace = tx.stories.trace(self._key)
        if trace.told:
            return Told.DUPLICATE
        if trace.removed:
            return Told.REMOVED
        self._words = (self._edited(tx) if trace.awaited else None) or self._told
        person = tx.people.find(self._person_key)
        if self._parent is not None:
            outcome = self._reply(tx, self._parent, person)
            if outcome is not None:
                return outcome
        held = tx.stories.held(self._key, self._person_key) if trace.awaited else ()
        begun = _begun(tx, held, person)
        if begun is not None and person is not None:
            team = self._team(person)
            tx.stories.put_first(begun, self._part(team))
            self._alert(tx, team, begun, self._part(team))
            self._add_files(tx, begun, team, person)
            self._join(tx, begun, held, team, person)
            return Told.JOINED
        if self._answers(tx, person):
            return Told.JOINED
        self._begin(tx, person or met(tx, self._intake.sealer, self._message.person), held)
        return Told.STORED

    @property
    def may_hide(self) -> bool:
        """True when these words are for one person alone, and make their story so."""
        return any(is_tagged_for_one_person(part.reading.tags) for part in self._parts.values())

    def withhold(self, tx: Transaction) -> None:
        """Let what was posted say no more of the story than it may by now."""
        tx.digests.lock()
        own = tx.stories.of(self._key, None)
        if own is not None:
            self._intake.withholding.look(tx, own, self._now)

    def _reply(self, tx: Transaction, parent: bytes, person: Person | None) -> Told | None:
        """Join a reply to its story; None when it is a story of its own."""
        story = self._own(tx, parent, person) if person is not None else None
        if story is not None and person is not None:
            team = self._team(person)
            tx.stories.add_part(story, self._part(team))
            self._alert(tx, team, story, self._part(team))
            self._add_files(tx, story, team, person)
            open_question.close(tx, self._intake.sealer, self._person_key)
            return Told.JOINED
        may_begin = self._message.route not in {Route.CHANNEL, Route.THREAD}
        if self._message.parent_is_own and not tx.stories.trace(parent).removed:
            # Of one that begins a story itself only who waits for whom is kept.
            words = (
                replace(self._words, text="")
                if may_begin
                else replace(self._words, files=self._message.files)
            )
            until = self._now + waiting.HOLD
            tx.stories.hold(
                waiting.held(
                    self._intake.sealer, self._key, parent, self._person_key, words, until
                )
            )
            return None if may_begin else Told.HELD
        return None if may_begin else Told.IGNORED

    def _answers(self, tx: Transaction, person: Person | None) -> bool:
        """Join a direct message to the story of which its writer has just been asked."""
        message = self._message
        if person is None or message.route is not Route.DM or message.parent is not None:
            return False
        sealer = self._intake.sealer
        number = open_question.about(tx, sealer, self._person_key, message.told_at, self._now)
        own = tx.stories.numbered(number, person.id) if number else None
        if own is None:
            return False
        team = self._team(person)
        part = self._part(team)
        tx.stories.add_part(own.id, part)
        self._alert(tx, team, own.id, part)
        self._add_files(tx, own.id, team, person)
        open_question.close(tx, sealer, self._person_key)
        language, chosen = _voice(person, self._message, part.reading, team)
        added = self._receipts(own.id).of_answer(own.number, language, chosen=chosen)
        tx.deliveries.add(added)
        return True

    def _edited(self, tx: Transaction) -> Words | None:
        """Return what the message says since an edit that overtook it."""
        held = tx.stories.held_as(self._key)
        if held is None or (held.parent, held.person) != (self._key, self._person_key):
            return None
        tx.stories.release(self._key)
        return replace(waiting.opened(self._intake.sealer, held), told_at=self._told.told_at)

    def _own(self, tx: Transaction, parent: bytes, person: Person) -> UUID | None:
        """Return the person's story that the parent told, or about which Kuule wrote it."""
        own = tx.stories.of(parent, person.id)
        if own is not None:
            return own.id
        begun = _begun(tx, tx.stories.held(parent, self._person_key), person)
        if begun is not None:
            return begun
        *_, channel, message = self._message.parent or ("", "")
        # A direct message of ours is known together with its channel.
        known = (f"{channel}:{message}", message)
        found = (tx.deliveries.story_of(each, person.id) for each in known)
        return next((story for story in found if story is not None), None)

    def _begin(self, tx: Transaction, person: Person, held: Sequence[HeldPart]) -> None:
        team = self._team(person)
        part = self._part(team)
        choices = self._message.choices
        role = choices.role if choices else Role.on(self._message.platform, self._message.route)
        share = choices.share if choices else team.share
        story_id = uuid4()
        number = tx.stories.add(
            NewStory(
                id=story_id,
                team=team,
                person=person.id,
                role=role,
                identity=self._identity(team),
                share=share,
                part=part,
                week=Week.of(self._message.told_at, team.timezone),
                reply_due=self._due(team) if _wants_reply(role, part.reading) else None,
            )
        )
        self._alert(tx, team, story_id, part)
        self._attach(tx, part, self._message.files, team, person)
        self._join(tx, story_id, held, team, person)
        receipt = self._receipt(number, team, share, part.reading, person)
        receipts = self._receipts(story_id).of_story(receipt, part.reading)
        for delivery in receipts:
            tx.deliveries.add(delivery)
        sealer = self._intake.sealer
        if any(map(is_question, receipts)):
            told_at = self._message.told_at
            open_question.put(tx, sealer, self._person_key, number, told_at, self._now)
        else:
            open_question.close(tx, sealer, self._person_key)
        if not person.noticed:
            tx.people.note(person.id)

    def _join(
        self, tx: Transaction, story: UUID, held: Sequence[HeldPart], team: Team, person: Person
    ) -> None:
        """Add the replies that wait to the story, but those that were told, or removed, since."""
        for reply in held:
            trace = tx.stories.trace(reply.key)
            if not (trace.told or trace.removed):
                words = waiting.opened(self._intake.sealer, reply)
                part = self._new_part(reply.key, words, team)
                tx.stories.add_part(story, part)
                self._alert(tx, team, story, part)
                self._attach(tx, part, words.files, team, person)
            tx.stories.release(reply.key)

    def _alert(self, tx: Transaction, team: Team, story: UUID, part: NewPart) -> None:
        """Tell who is on call of what cannot wait."""
        if signs_in(part.reading) and (own := tx.stories.by_id(story)) is not None:
            alerts = self._intake.alerts
            alerts.look(tx, team, story, own.number, part.reading, self._now)

    def _add_files(self, tx: Transaction, story: UUID, team: Team, person: Person) -> None:
        """Let the files of a part be fetched. It gets no receipt, but who sent a file learns that
        it is not kept.
        """
        files, part = self._message.files, self._part(team)
        self._attach(tx, part, files, team, person)
        if files and not team.attachments:
            language, chosen = _voice(person, self._message, part.reading, team)
            dropped = self._receipts(story).of_dropped_file(language, chosen=chosen)
            tx.deliveries.add(dropped)

    def _attach(
        self, tx: Transaction, part: NewPart, files: Sequence[str], team: Team, person: Person
    ) -> None:
        """Let the files of a part be fetched, where the team keeps them."""
        if not (files and team.attachments):
            return
        language, chosen = _voice(person, self._message, part.reading, team)
        private = private_address(self._message)
        for file in files:
            wanted = Wanted(file=file, address=private, language=language, chosen=chosen)
            tx.attachments.add(awaited_file(self._intake.sealer, part.id, wanted, self._now))

    def _receipts(self, story: UUID) -> Receipts:
        return Receipts(message=self._message, story=story, now=self._now)

    def _team(self, person: Person) -> Team:
        """Return the channel's team, else the one chosen last, else the first."""
        return self._channel_team or self._intake.teams.of(person.team)

    def _identity(self, team: Team) -> Identity:
        choices = self._message.choices
        return choices.identity if choices else team.identity

    def _part(self, team: Team) -> NewPart:
        known = (team.id, self._words)
        if known not in self._parts:
            self._parts[known] = self._new_part(self._key, self._words, team)
        return self._parts[known]

    def _new_part(self, key: bytes, words: Words, team: Team) -> NewPart:
        choices = self._message.choices
        part = new_part(
            self._intake.tagger,
            self._intake.sealer,
            team,
            key,
            words.text,
            words.told_at,
            choices.tags if choices is not None and key == self._key else (),
        )
        return replace(part, changed_at=words.changed_at)

    def _due(self, team: Team) -> datetime:
        return promises.due(team, self._message.told_at, self._intake.holidays)

    def _receipt(
        self, number: str, team: Team, share: Share, reading: Reading, person: Person
    ) -> Receipt:
        language, chosen = _voice(person, self._message, reading, team)
        return Receipt(
            number=number,
            language=language,
            chosen=chosen,
            team=team.name,
            share=share,
            identity=self._identity(team),
            first=not person.noticed,
            offers_asking=not (person.noticed or person.may_ask),
            file_dropped=bool(self._message.files) and not team.attachments,
            file_awaited=bool(self._message.files) and team.attachments,
            bell=self._intake.teams.hears_reactions,
        )


def _begun(tx: Transaction, replies: Sequence[HeldPart], person: Person | None) -> UUID | None:
    """Return the person's story that one of these replies began before its parent came."""
    found = (tx.stories.of(reply.key, person.id) for reply in replies if person is not None)
    return next((own.id for own in found if own is not None), None)


def _wants_reply(role: Role, reading: Reading) -> bool:
    """True for a customer's question, complaint or call for help; employees are asked by other
    ways.
    """
    return role is Role.CUSTOMER and reading.needs_reply


def _voice(
    person: Person, message: IncomingMessage, reading: Reading, team: Team
) -> tuple[Language, bool]:
    """Return the teller's language: their own choice, then the platform's word, the story's, the
    team's; and whether it is their choice.
    """
    language, chosen = voice(person, message.locale, reading.language)
    return language or team.language, chosen
