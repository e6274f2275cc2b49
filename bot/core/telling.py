"""What was told in a talk becomes a story, or goes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from bot.core import promises, waiting
from bot.core.alerts import WITHOUT_OPERATOR, Alerts
from bot.core.attaching import Wanted, awaited_file
from bot.core.model.attachment import FileKind
from bot.core.model.delivery import Address
from bot.core.model.dialogue import Dialogue, Readers
from bot.core.model.language import Language
from bot.core.model.story import Identity, Role, Share
from bot.core.model.team import Team
from bot.core.model.week import Week
from bot.core.parts import new_part
from bot.core.places import at_touchpoint, touchpoint_of
from bot.core.ports.calendars import Holidays
from bot.core.ports.people import Person
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Transaction
from bot.core.ports.stories import HeldPart, NewPart, NewStory
from bot.core.ports.tagger import Tagger
from bot.core.stated import with_stated
from bot.core.text import is_blank
from bot.core.waiting import Words

_HELD = timedelta(days=30)
"""Longer than any talk; so long a program may be away and still tell what it holds."""
_REPEATED = timedelta(days=1)
"""So long Telegram may deliver an update again. https://core.telegram.org/bots/api#getting-updates
"""
_NOTHING = b""
"""The parent of what waits for nothing."""
_READERS = {
    Readers.TEAM: (Share.TEAM, False),
    Readers.TEAM_REPLY: (Share.TEAM, True),
    Readers.SERVICE: (Share.STORE, None),
}
"""How far the story goes, and whether a reply is wanted; None leaves that to the words."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A story that was told."""

    id: UUID
    number: str
    read_by: date
    share: Share
    identity: Identity
    has_files: bool


@dataclass(frozen=True, slots=True)
class Teller:
    """Whose talk it is, the team that listens, and where and how the teller is spoken to."""

    person: Person
    key: bytes
    team: Team
    address: Address
    language: Language


@dataclass(frozen=True, slots=True)
class Telling:
    """Holds the words of talks, and tells them. Everything happens in the caller's transaction."""

    tagger: Tagger
    sealer: Sealer
    holidays: Holidays
    alerts: Alerts = WITHOUT_OPERATOR

    def hold(
        self,
        tx: Transaction,
        teller: Teller,
        dialogue: Dialogue,
        key: bytes,
        words: Words,
        now: datetime,
    ) -> bool:
        """Keep a message until the talk ends; return False when it is kept already."""
        parent, expires = dialogue.id.bytes, now + _HELD
        return tx.stories.hold(
            waiting.held(self.sealer, key, parent, teller.key, _placed(words, dialogue), expires)
        )

    def save(
        self,
        tx: Transaction,
        teller: Teller,
        dialogue: Dialogue,
        readers: Readers | None,
        now: datetime,
    ) -> Saved:
        """Tell what is held. Without a word about readers, the team's rule holds."""
        share, wants_reply = (
            _READERS[readers] if readers is not None else (teller.team.share, None)
        )
        identity = Identity.UNNAMED if readers is not None else teller.team.identity
        held, wordless = _joined(self._held(tx, teller, dialogue))
        parts = [self._part(key, words, teller.team) for key, words in held]
        touchpoint = touchpoint_of(teller.person, parts[0].told_at)
        reading = at_touchpoint(parts[0].reading, touchpoint)
        first = replace(parts[0], reading=with_stated(reading, _stated(dialogue)))
        if teller.person.touchpoint:
            tx.people.come(teller.person.id, "", None)
        if wants_reply is None:
            wants_reply = any(part.reading.needs_reply for part in parts)
        story = NewStory(
            id=uuid4(),
            team=teller.team,
            person=teller.person.id,
            role=Role.CUSTOMER,
            identity=identity,
            share=share,
            part=first,
            week=Week.of(first.told_at, teller.team.timezone),
            reply_due=(
                promises.due(teller.team, first.told_at, self.holidays) if wants_reply else None
            ),
        )
        number = tx.stories.add(story)
        for part in parts[1:]:
            tx.stories.add_part(story.id, part)
        for part, (key, words) in zip((first, *parts[1:]), held, strict=True):
            self._attach(tx, teller, part.id, words, now)
            self.alerts.look(tx, teller.team, story.id, number, part.reading, now)
            tx.stories.release(key)
        for key in wordless:
            tx.stories.release(key)
            self._remember(tx, teller, key, now)
        day = promises.last_day(teller.team, first.told_at, self.holidays)
        has_files = any(words.files or words.sounds for _, words in held)
        return Saved(story.id, number, day, share, identity, has_files)

    def join(
        self,
        tx: Transaction,
        teller: Teller,
        dialogue: Dialogue,
        key: bytes,
        words: Words,
        now: datetime,
    ) -> bool:
        """Add a message to the story that the talk has told; return False when that is gone."""
        own = tx.stories.by_id(dialogue.story) if dialogue.story is not None else None
        if own is None:
            return False
        if is_blank(words.text):
            if self._remember(tx, teller, key, now):
                last = tx.stories.parts_of(own.id)[-1]
                self._attach(tx, teller, last.id, words, now)
            return True
        part = self._part(key, _placed(words, dialogue), teller.team)
        tx.stories.add_part(own.id, part)
        self._attach(tx, teller, part.id, words, now)
        self.alerts.look(tx, teller.team, own.id, own.number, part.reading, now)
        return True

    def discard(self, tx: Transaction, teller: Teller, dialogue: Dialogue, now: datetime) -> None:
        """Delete what is held, so that no repetition brings it back."""
        for part in tx.stories.held(dialogue.id.bytes, teller.key):
            tx.stories.bury(part.key, now)

    def _held(
        self, tx: Transaction, teller: Teller, dialogue: Dialogue
    ) -> Sequence[tuple[bytes, Words]]:
        """Return what is held in the order in which it was told."""
        held: Sequence[HeldPart] = tx.stories.held(dialogue.id.bytes, teller.key)
        opened = [(part.key, waiting.opened(self.sealer, part)) for part in held]
        return sorted(opened, key=lambda each: each[1].told_at)

    def _remember(self, tx: Transaction, teller: Teller, key: bytes, now: datetime) -> bool:
        """Know a message that is no part of its own if it is delivered again; return False when
        it was known.
        """
        empty, expires = Words("", now), now + _REPEATED
        return tx.stories.hold(
            waiting.held(self.sealer, key, _NOTHING, teller.key, empty, expires)
        )

    def _attach(
        self, tx: Transaction, teller: Teller, part: UUID, words: Words, now: datetime
    ) -> None:
        """Let the files of a part be fetched, where the team keeps them."""
        if not teller.team.attachments:
            return
        files = [(file, FileKind.IMAGE) for file in words.files]
        files += [(file, FileKind.SOUND) for file in words.sounds]
        for file, kind in files:
            wanted = Wanted(
                file=file,
                kind=kind,
                address=replace(teller.address, edits=""),
                language=teller.language,
                chosen=teller.person.language is not None,
            )
            tx.attachments.add(awaited_file(self.sealer, part, wanted, now))

    def _part(self, key: bytes, words: Words, team: Team) -> NewPart:
        part = new_part(self.tagger, self.sealer, team, key, words.text, words.told_at)
        return replace(part, changed_at=words.changed_at)


def _joined(
    held: Sequence[tuple[bytes, Words]],
) -> tuple[Sequence[tuple[bytes, Words]], Sequence[bytes]]:
    """Return what was told with the files that came beside it, and the keys of the messages that
    were files alone: such a file goes with the words before it, else with the first.
    """
    told: list[tuple[bytes, Words]] = []
    early: tuple[str, ...] = ()
    for key, words in held:
        if not is_blank(words.text):
            told.append((key, replace(words, files=early + words.files)))
            early = ()
        elif told:
            before, last = told[-1]
            told[-1] = before, replace(last, files=last.files + words.files)
        else:
            early += words.files
    return told, [key for key, words in held if is_blank(words.text)]


def _placed(words: Words, dialogue: Dialogue) -> Words:
    """Return the words in their place: Telegram tells whole seconds, so the order within one is
    kept in microseconds.
    """
    return replace(words, told_at=words.told_at + timedelta(microseconds=dialogue.texts))


def _stated(dialogue: Dialogue) -> tuple[tuple[str, str], ...]:
    """Return what the teller tapped, as facets and keys."""
    feelings = tuple(("feeling", key) for key in dialogue.feelings)
    return (*feelings, ("expectation", dialogue.expectation)) if dialogue.expectation else feelings
