"""The way out: a teller removes a story, and whatever was posted of it is edited."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.copies import present_receipt, refresh_copies
from bot.core.emptying import Emptying, Redact
from bot.core.model.delivery import Note
from bot.core.model.incoming import IncomingRemoval
from bot.core.model.team import Team, Teams
from bot.core.persons import voice
from bot.core.ports.clock import Clock
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction
from bot.core.ports.stories import OwnStory


@dataclass(frozen=True, slots=True)
class Removal:
    """Removes a story for its teller, at once and for good."""

    store: Store
    sealer: Sealer
    redact: Redact
    teams: Teams
    clock: Clock

    async def remove(self, wish: IncomingRemoval) -> bool:
        """Return True when a story or a part of one was removed now, after the commit."""
        now = self.clock.now()

        def unit(tx: Transaction) -> bool:
            # Before any story's row, as whoever claims a digest does: each waits, none for both.
            tx.digests.lock()
            removed = (
                self._by_message(tx, wish, now) if wish.message else self._by_number(tx, wish, now)
            )
            self._answer(tx, wish, now, removed)
            return removed is not None

        return await self.store.write(unit)

    def _by_number(self, tx: Transaction, wish: IncomingRemoval, now: datetime) -> OwnStory | None:
        person = tx.people.find(self.sealer.keyed(wish.person)) if wish.person else None
        own = tx.stories.numbered(wish.number, person.id) if person else None
        if own is not None:
            self._emptying.withdraw(tx, own, person, now)
        return own

    def _by_message(
        self, tx: Transaction, wish: IncomingRemoval, now: datetime
    ) -> OwnStory | None:
        """Remove what a message told. One that never came leaves a tombstone, so that it never
        will.
        """
        key = self.sealer.keyed(wish.message or ())
        tx.stories.lock(key)
        person = tx.people.find(self.sealer.keyed(wish.person)) if wish.person else None
        is_stranger = wish.person is not None and person is None
        own = None if is_stranger else tx.stories.of(key, person.id if person else None)
        if own is None:
            if not tx.stories.trace(key).told:
                tx.stories.bury(key, now)
            return None
        if own.begins_with_it:
            self._emptying.withdraw(tx, own, person, now)
        else:
            # What people said of the tags they said with this part before them.
            tx.corrections.forget(own.id)
            tx.stories.drop_part(key, now)
            self._emptying.redact_posts(tx, own, now)
            refresh_copies(tx, own, present_receipt(own, person, self._team(own)), now)
        return own

    @property
    def _emptying(self) -> Emptying:
        return Emptying(self.redact, self.teams)

    def _team(self, own: OwnStory | None) -> Team:
        return self.teams.of(own.team if own else "")

    def _answer(
        self, tx: Transaction, wish: IncomingRemoval, now: datetime, removed: OwnStory | None
    ) -> None:
        # A message that was no story is not spoken of: somebody put a reaction on it.
        if wish.answer_to is None or (wish.message and removed is None):
            return
        person = tx.people.find(self.sealer.keyed(wish.person)) if wish.person else None
        language, chosen = voice(person, wish.locale, removed.language if removed else "")
        team = self._team(removed)
        note = Note(
            key=_note_of(removed),
            language=language or team.language,
            chosen=chosen,
            arguments={"number": removed.number if removed else wish.number.upper()},
        )
        tx.deliveries.add(
            NewDelivery(
                dedup=(*wish.key, "answer"),
                address=wish.answer_to,
                content=note,
                not_before=now,
                shortcut=wish.shortcut,
            )
        )


def _note_of(removed: OwnStory | None) -> str:
    if removed is None:
        return "remove-not-found"
    return "removed" if removed.begins_with_it else "removed-part"
