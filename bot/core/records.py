"""Everything that Kuule keeps of a teller, for the teller to take along."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bot.core import waiting
from bot.core.home import OwnStory
from bot.core.model.dialogue import Dialogue
from bot.core.model.platforms import NaturalKey
from bot.core.model.story import Story
from bot.core.model.team import Team, Teams
from bot.core.parts import place
from bot.core.ports.clock import Clock
from bot.core.ports.people import Person
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction
from bot.core.ports.stories import Holdings
from bot.core.waiting import Words

_AT_ONCE = 100
"""Stories that are read together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedPart:
    """One message of a story, as its teller wrote it and as others see it."""

    words: str
    shown: str
    told_at: datetime
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class RecordedStory:
    """A story with what became of it."""

    own: OwnStory
    parts: tuple[RecordedPart, ...]


@dataclass(frozen=True, slots=True)
class OpenTalk:
    """A talk in progress, with what was told in it, oldest first."""

    dialogue: Dialogue
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that is kept, but attachments, of which only the number is told."""

    at: datetime
    user: str
    """The platform's id of the person."""
    person: Person
    team: Team
    stories: tuple[RecordedStory, ...]
    """Newest first."""
    open_talk: OpenTalk | None
    holdings: Holdings


@dataclass(frozen=True, slots=True)
class Records:
    """Gathers what is kept of a person. It changes nothing, and stands in no writer's way."""

    store: Store
    sealer: Sealer
    teams: Teams
    clock: Clock

    async def of(self, teller: NaturalKey) -> Record | None:
        """Return it; None for somebody who never told anything."""
        key = self.sealer.keyed(teller)

        def unit(tx: Transaction) -> Record | None:
            person = tx.people.find(key)
            if person is None:
                return None
            return Record(
                at=self.clock.now(),
                user=teller[-1],
                person=person,
                team=self.teams.of(person.team),
                stories=tuple(self._stories(tx, person.id)),
                open_talk=self._open_talk(tx, person.id, key),
                holdings=tx.stories.holdings(person.id),
            )

        return await self.store.read(unit)

    def _stories(self, tx: Transaction, person: UUID) -> Iterator[RecordedStory]:
        first = 0
        while page := tx.stories.of_person(person, first, _AT_ONCE):
            for story in page:
                own = OwnStory(story, tx.stories.standing(story.id))
                yield RecordedStory(own, tuple(self._parts(tx, story)))
            first += _AT_ONCE

    def _parts(self, tx: Transaction, story: Story) -> Iterator[RecordedPart]:
        for told in tx.stories.parts_of(story.id):
            yield RecordedPart(
                words=self.sealer.open_original(told.original, place(told.id)),
                shown=told.shown,
                told_at=told.told_at,
                changed_at=told.changed_at,
            )

    def _open_talk(self, tx: Transaction, person: UUID, key: bytes) -> OpenTalk | None:
        dialogue = tx.dialogues.of(person)
        if dialogue is None:
            return None
        held = tx.stories.held(dialogue.id.bytes, key)
        words = sorted(
            (waiting.opened(self.sealer, part) for part in held), key=lambda each: each.told_at
        )
        return OpenTalk(dialogue, tuple(words)) if words else None
