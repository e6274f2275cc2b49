"""A teller changes a message: the story changes with it, and what was posted of its old words
goes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core import waiting
from bot.core.alerts import WITHOUT_OPERATOR, Alerts
from bot.core.copies import present_receipt, refresh_copies
from bot.core.model.digest import Line
from bot.core.model.incoming import IncomingEdit
from bot.core.model.language import Language
from bot.core.model.tag import Source
from bot.core.model.team import Team, Teams
from bot.core.parts import new_part, place
from bot.core.ports.clock import Clock
from bot.core.ports.people import Person
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction
from bot.core.ports.stories import NewPart, OwnStory, ToldPart
from bot.core.ports.tag_sets import TaggedPart
from bot.core.ports.tagger import Tagger
from bot.core.posts import edit_posts
from bot.core.publishable import is_for_one_person
from bot.core.text import storable

Revise = Callable[[Sequence[Line], str, str, Language], tuple[Line, ...]]
"""Takes a digest's lines, a story's number and its present shown text, and returns the lines
without words that the story does not say any more.
"""


class Changed(StrEnum):
    """What became of an edit."""

    CHANGED = "changed"
    HELD = "held"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Editing:
    """Changes what was told when its message changes. Idempotent, and the last edit by the
    platform's time stands, in whatever order edits come.
    """

    store: Store
    tagger: Tagger
    sealer: Sealer
    revise: Revise
    teams: Teams
    clock: Clock
    alerts: Alerts = WITHOUT_OPERATOR

    async def edit(self, edit: IncomingEdit) -> Changed:
        """Return what became of it, after the commit. An edit of a message that is no story is
        none either; one that overtook its message is held for it.
        """
        change = _Change(self, replace(edit, text=storable(edit.text)), self.clock.now())
        return await self.store.write(change.make)

    def put(
        self,
        tx: Transaction,
        own: OwnStory,
        told: ToldPart,
        text: str,
        part: NewPart,
        at: datetime,
        now: datetime,
    ) -> bool:
        """Put the text, read as `part`, in the place of what was told; return False when it was
        told so before. Needs the lock of the digests.
        """
        if self.sealer.open_original(told.original, place(told.id)) == text:
            return False
        original = self.sealer.seal_original(text, place(told.id))
        tx.stories.change_part(own, replace(part, id=told.id, original=original), at)
        tagged = next(each for each in tx.tag_sets.of(own.id) if each.id == told.id)
        tx.tag_sets.replace(_retagged(tagged, part), now)
        # Hashtags of the old words stand there, and lessons were made of them.
        tx.tag_sets.drop_former(told.id)
        tx.corrections.reread(own.id)
        team = self.teams.of(own.team)
        self.alerts.look(tx, team, own.id, own.number, part.reading, now)
        story = tx.stories.by_id(own.id)
        # Of what is for one person alone by now, no words stay where the team reads.
        shown = "" if story and is_for_one_person(story) else tx.stories.shown(own.id)
        edit_posts(
            tx,
            own,
            now,
            lambda digest: self.revise(digest.lines, own.number, shown, digest.language),
        )
        return True

    def read(self, key: bytes, text: str, told_at: datetime, team: Team) -> NewPart:
        """Return the text as a part of a story of that team."""
        return new_part(self.tagger, self.sealer, team, key, text, told_at)


class _Change:
    """One edit on its way; `make` is the unit of work and can run again."""

    def __init__(self, editing: Editing, edit: IncomingEdit, now: datetime) -> None:
        self._editing = editing
        self._edit = edit
        self._now = now
        self._key = editing.sealer.keyed(edit.message)
        self._person_key = editing.sealer.keyed(edit.person)
        self._parts: dict[str, NewPart] = {}
        # Read here, so that the writer has less to do while others wait for its commit.
        self._part(editing.teams.by_channel(edit.channel) or editing.teams.first)

    def make(self, tx: Transaction) -> Changed:
        """Change the part, or hold the edit."""
        # Before any story's row, as a removal does and whoever claims a digest.
        tx.digests.lock()
        tx.stories.lock(self._key)
        # A talk that ends now tells what it holds.
        tx.stories.lock(self._person_key)
        person = tx.people.find(self._person_key)
        own = tx.stories.of(self._key, person.id) if person is not None else None
        if own is None:
            return self._hold(tx)
        return self._change(tx, own, person)

    def _change(self, tx: Transaction, own: OwnStory, person: Person | None) -> Changed:
        at = self._edit.changed_at
        told = tx.stories.part(self._key)
        if told is None or (told.changed_at is not None and at <= told.changed_at):
            return Changed.IGNORED
        team = self._editing.teams.of(own.team)
        part = self._part(team)
        if not self._editing.put(tx, own, told, self._edit.text, part, at, self._now):
            return Changed.IGNORED
        refresh_copies(tx, own, present_receipt(own, person, team), self._now)
        return Changed.CHANGED

    def _hold(self, tx: Transaction) -> Changed:
        """Keep an edit that came before its message, or the newer words of a reply that waits."""
        trace = tx.stories.trace(self._key)
        if trace.told or trace.removed:
            return Changed.IGNORED
        held = tx.stories.held_as(self._key)
        if held is None and not self._edit.may_come:
            return Changed.IGNORED
        if held is not None and held.person != self._person_key:
            return Changed.IGNORED
        words = waiting.Words(self._edit.text, self._edit.changed_at, self._edit.changed_at)
        if held is not None:
            before = waiting.opened(self._editing.sealer, held)
            if before.changed_at is not None and before.changed_at >= self._edit.changed_at:
                return Changed.IGNORED
            words = replace(
                words, told_at=before.told_at, files=before.files, sounds=before.sounds
            )
            tx.stories.release(self._key)
        parent = self._key if held is None else held.parent
        expires = self._now + waiting.HOLD if held is None else held.expires
        tx.stories.hold(
            waiting.held(self._editing.sealer, self._key, parent, self._person_key, words, expires)
        )
        return Changed.HELD

    def _part(self, team: Team) -> NewPart:
        if team.id not in self._parts:
            edit = self._edit
            self._parts[team.id] = self._editing.read(self._key, edit.text, edit.changed_at, team)
        return self._parts[team.id]


def _retagged(before: TaggedPart, part: NewPart) -> TaggedPart:
    """Return the part with its new shown text and what was found in it; what teller and human
    said of it stays, of all its words.
    """
    shown = part.reading.masked
    stated = tuple(
        tag._replace(start=0, end=len(shown))
        for tag in before.tags
        if tag.source in {Source.TELLER, Source.HUMAN}
    )
    tags = (*part.reading.tags, *stated)
    return replace(before, shown=shown, vector=part.vector, version=part.version, tags=tags)
