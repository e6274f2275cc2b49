"""A person takes back everything: stories, the talk in progress, choices, opinions, and in the end
their own row (docs/adr/0045).

What stays are counted rows without words, and tombstones: keyed hashes by which no message that
is delivered again, and no backup that is restored, brings anything back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core import open_question
from bot.core.emptying import Emptying, Redact
from bot.core.model.delivery import Address, Note
from bot.core.model.digest import Line
from bot.core.model.incoming import IncomingErasing
from bot.core.model.language import Language
from bot.core.model.platforms import NaturalKey
from bot.core.model.team import Teams
from bot.core.opinions import reader_key
from bot.core.persons import private_address, voice
from bot.core.ports.clock import Clock
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.people import Person
from bot.core.ports.readers import Vote
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction
from bot.core.posts import edit_posts

Unquote = Callable[[Sequence[Line], str, str, Language], tuple[Line, ...]]
"""Takes a digest's lines, a story's number and a reason for a vote for it, and returns the lines
without that reason.
"""


@dataclass(frozen=True, slots=True)
class Erasing:
    """Erases whoever confirms it. The same wish twice is one."""

    store: Store
    sealer: Sealer
    redact: Redact
    unquote: Unquote
    teams: Teams
    clock: Clock

    async def erase(self, wish: IncomingErasing) -> bool:
        """Return True when the person was erased now, after the commit.

        Whoever was not asked yet, or has told more since, is asked: no story goes that they were
        not told of. To a stranger it is said that nothing is kept.
        """
        key = self.sealer.keyed(wish.person)

        def unit(tx: Transaction) -> bool:
            # Before any story's row, as a removal does; and no talk of theirs goes on meanwhile.
            tx.digests.lock()
            tx.stories.lock(key)
            person = tx.people.hold(key)
            if tx.deliveries.has(_answer(wish)):
                return False
            if person is None:
                # Who told nothing may have been asked about a message, or have judged a digest.
                self._forget_loose(tx, wish.person, key)
                # A message of its own: what was said of an erasure stays to be read.
                self._say(tx, wish, None, "erase-nothing", replace(wish.answer_to, edits=""))
                return False
            count = len(tx.stories.own(person.id))
            is_confirmed = wish.confirmed is not None and count <= wish.confirmed
            if is_confirmed:
                self._erase(tx, wish.person, key, person)
            note = "erased" if is_confirmed else wish.question
            self._say(tx, wish, person, note, wish.answer_to, counted_stories(count))
            return is_confirmed

        return await self.store.write(unit)

    def _erase(self, tx: Transaction, who: NaturalKey, key: bytes, person: Person) -> None:
        now = self.clock.now()
        self._silence(tx, person, now)
        self._forget_loose(tx, who, key)
        emptying = Emptying(self.redact, self.teams)
        for own in tx.stories.own(person.id):
            emptying.erase(tx, own, person, now, key.hex())
        talk = tx.dialogues.of(person.id)
        if talk is not None:
            tx.dialogues.end(talk.id)
        for message in tx.recordings.forget(person.id):
            tx.stories.bury(message, now)
        tx.cases.release_all(person.id)
        tx.stories.bury(key, now)
        tx.people.forget(person.id)

    def _silence(self, tx: Transaction, person: Person, now: datetime) -> None:
        """Send nothing more of what was on its way to the person."""
        found = tx.people.by_id(person.id)
        if found is not None:
            address = private_address(self.sealer, found.key, found.address)
            tx.deliveries.silence(address, now)

    def _forget_loose(self, tx: Transaction, who: NaturalKey, key: bytes) -> None:
        """Forget what is kept of somebody whether or not there is a row of them: what they said
        and waits, questions to them, and what they thought of digests.
        """
        open_question.close(tx, self.sealer, key)
        tx.stories.bury_held(key, self.clock.now())
        tx.asks.forget(key)
        self._forget_opinions(tx, who)

    def _forget_opinions(self, tx: Transaction, who: NaturalKey) -> None:
        """Forget what the person thought of digests: of which, nothing tells but the digests."""
        for digest in tx.readers.judged():
            vote = tx.readers.forget(digest, reader_key(self.sealer, digest, who))
            if vote is not None and vote.why:
                self._unquote(tx, vote, self.sealer.keyed(who))

    def _unquote(self, tx: Transaction, vote: Vote, key: bytes) -> None:
        """Take the reason for a vote out of the digest that quotes it."""
        story = tx.stories.by_id(vote.story)
        own = tx.stories.numbered(story.number, None) if story else None
        if own is not None:
            edit_posts(
                tx,
                own,
                self.clock.now(),
                lambda digest: self.unquote(digest.lines, own.number, vote.why, digest.language),
                key.hex(),
            )

    def _say(
        self,
        tx: Transaction,
        wish: IncomingErasing,
        person: Person | None,
        note: str,
        address: Address,
        arguments: Mapping[str, str] | None = None,
    ) -> None:
        language, chosen = voice(person, wish.locale)
        team = self.teams.of(person.team if person else "")
        tx.deliveries.add(
            NewDelivery(
                dedup=_answer(wish),
                address=address,
                content=Note(
                    key=note,
                    language=language or team.language,
                    chosen=chosen,
                    arguments={"platform": address.platform, **(arguments or {})},
                ),
                not_before=self.clock.now(),
            )
        )


def _answer(wish: IncomingErasing) -> NaturalKey:
    return (*wish.key, "answer")


def counted_stories(stories: int) -> Mapping[str, str]:
    """Return how many there are, as the sentences about erasing take it."""
    amount = ("none", "single")[stories] if stories < 2 else "several"
    return {"stories": str(stories), "amount": amount}
