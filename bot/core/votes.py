"""The story that moved a digest's readers most: told in the next digest, and to its teller."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.edition import Moved
from bot.core.model.delivery import Note
from bot.core.model.digest import Digest
from bot.core.model.story import Story
from bot.core.model.team import Team
from bot.core.persons import private_address, voice
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.people import Person
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Transaction
from bot.core.publishable import is_publishable

_MOST_REASONS = 5
"""More than that nobody reads in one message."""


@dataclass(frozen=True, slots=True)
class Voted:
    """The story with most votes, of equals the oldest, and what is told of it."""

    story: Story
    moved: Moved


def voted(tx: Transaction, digest: Digest | None) -> Voted | None:
    """Return for what the readers of a digest voted; None when for nothing that may be shown."""
    for each in tx.readers.moving(digest.id) if digest else ():
        story = tx.stories.by_id(each.story)
        if story is not None and is_publishable(story):
            return Voted(story, Moved(story.number, each.votes, each.reasons))
    return None


@dataclass(frozen=True, slots=True)
class Votes:
    """Tells tellers how many they moved."""

    sealer: Sealer

    def tell(self, tx: Transaction, digest: Digest | None, team: Team, at: datetime) -> None:
        """Tell the teller of the story with most votes in private, once; nobody who cannot be
        reached.
        """
        found = voted(tx, digest)
        known = found and found.story.teller and tx.people.by_id(found.story.teller)
        if digest is None or not found or not known or not known.person.is_reachable:
            return
        tx.deliveries.add(
            NewDelivery(
                dedup=("story moved", digest.id.hex),
                address=private_address(self.sealer, known.key, known.address),
                content=_note(found, team, known.person),
                not_before=at,
                story=found.story.id,
            )
        )


def _note(found: Voted, team: Team, person: Person) -> Note:
    language, chosen = voice(person, found.story.language)
    reasons = found.moved.reasons
    return Note(
        key="story-moved-why" if reasons else "story-moved",
        language=language or team.language,
        chosen=chosen,
        arguments={
            "number": found.moved.number,
            "team": team.name,
            "votes": str(found.moved.votes),
            "why": " · ".join(reasons[:_MOST_REASONS]),
        },
    )
