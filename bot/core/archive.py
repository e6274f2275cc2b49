"""What a team reads of its stories: one by its number, or those with some words."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.model.platforms import NaturalKey
from bot.core.model.story import Story
from bot.core.model.team import Team
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction
from bot.core.publishable import is_for_one_person, is_publishable

MOST_FOUND = 20
"""As many as fit a modal and a glance."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Shows a team its stories. What only one person may see is for nobody here."""

    store: Store
    sealer: Sealer

    async def story(self, team: Team, number: str, reader: NaturalKey) -> Story | None:
        """Return the story when the reader may see its words: it is shared with the team, or the
        reader has taken on the reply to it.
        """
        key = self.sealer.keyed(reader)

        def look(tx: Transaction) -> Story | None:
            story = tx.stories.of_number(team.id, number)
            if story is None or is_publishable(story):
                return story
            return story if not is_for_one_person(story) and _answers(tx, story, key) else None

        return await self.store.read(look)

    async def search(self, team: Team, text: str) -> Sequence[Story]:
        """Return up to twenty stories in which every word of the text occurs, newest week first;
        within a week by number, for the order in which people told is nobody's business.
        """
        words = text.split()
        if not words:
            return ()
        found = await self.store.read(lambda tx: tx.stories.search(team.id, words, MOST_FOUND))
        shown = sorted(filter(is_publishable, found), key=lambda story: story.number)
        return sorted(shown, key=lambda story: story.week, reverse=True)


def _answers(tx: Transaction, story: Story, reader: bytes) -> bool:
    person, case = tx.people.find(reader), tx.cases.numbered(story.team, story.number)
    return person is not None and case is not None and case.claimed_by == person.id
