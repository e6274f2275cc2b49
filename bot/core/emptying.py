"""A story loses its words, and so does whatever was sent or posted of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.copies import retract_copies
from bot.core.model.digest import Line
from bot.core.model.language import Language
from bot.core.model.team import Teams
from bot.core.persons import voice
from bot.core.ports.people import Person
from bot.core.ports.store import Transaction
from bot.core.ports.stories import OwnStory
from bot.core.posts import edit_posts

Redact = Callable[[Sequence[Line], str, Language], tuple[Line, ...]]
"""Takes a digest's lines and a story's number, and returns the lines without that story."""


@dataclass(frozen=True, slots=True)
class Emptying:
    """Empties stories for good, in the caller's transaction. Needs the lock of the digests."""

    redact: Redact
    teams: Teams

    def withdraw(
        self, tx: Transaction, own: OwnStory, person: Person | None, now: datetime
    ) -> None:
        """Empty a story that its teller, who is spoken to as that person, takes back."""
        self._forget(tx, own, person, now)
        tx.stories.withdraw(own.id, now)
        self.redact_posts(tx, own, now)

    def erase(
        self, tx: Transaction, own: OwnStory, person: Person, now: datetime, wish: str
    ) -> None:
        """Empty one of several stories of a teller who is erased: by that wish a post is edited
        once, however many of them it shows.
        """
        self._forget(tx, own, person, now)
        tx.stories.erase(own.id, now)
        self.redact_posts(tx, own, now, wish)

    def redact_posts(self, tx: Transaction, own: OwnStory, now: datetime, wish: str = "") -> None:
        """Take the story's words and number out of every digest that shows it."""
        edit_posts(
            tx,
            own,
            now,
            lambda digest: self.redact(digest.lines, own.number, digest.language),
            wish,
        )

    def _forget(
        self, tx: Transaction, own: OwnStory, person: Person | None, now: datetime
    ) -> None:
        language = voice(person, own.language)[0] or self.teams.of(own.team).language
        retract_copies(tx, own, language, now)
        tx.deliveries.forget(own.id)
        tx.corrections.forget(own.id)
