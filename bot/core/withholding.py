"""A story that becomes one for a single person: its words leave what was posted before."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.editing import Revise
from bot.core.ports.store import Transaction
from bot.core.ports.stories import OwnStory
from bot.core.posts import edit_posts
from bot.core.publishable import is_for_one_person


@dataclass(frozen=True, slots=True)
class Withholding:
    """Looks at a story after its tags have changed, in the transaction of another service."""

    revise: Revise

    def look(self, tx: Transaction, own: OwnStory, now: datetime) -> None:
        """Take the words out of every posted digest if the story is for one person by now. Needs
        the lock of the digests.
        """
        story = tx.stories.by_id(own.id)
        if story is not None and is_for_one_person(story):
            edit_posts(
                tx,
                own,
                now,
                lambda digest: self.revise(digest.lines, own.number, "", digest.language),
            )
