"""Somebody finds a story in another's message: the author is asked first, in private."""

from dataclasses import dataclass
from datetime import timedelta

from bot.core.model.delivery import Ask, Note
from bot.core.model.incoming import IncomingAsk, IncomingRefusal
from bot.core.model.language import spoken
from bot.core.model.team import Teams
from bot.core.ports.clock import Clock
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction
from bot.core.ports.tagger import Tagger
from bot.core.text import storable

_OPEN_FOR = timedelta(days=7)
"""No answer by then is a no."""
_WORDS = 8
"""So many of the message's first words remind its author of it."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks an author once about a message. Until the yes only the message's keyed hash is kept,
    and the author's while the question is open; after a no only the message's.
    """

    store: Store
    tagger: Tagger
    sealer: Sealer
    teams: Teams
    clock: Clock

    async def ask(self, wish: IncomingAsk) -> bool:
        """Return True when the author is asked now. Who wished it is told the same in any case:
        what an author answered is nobody's business.
        """
        now = self.clock.now()
        key, person = self.sealer.keyed(wish.message), self.sealer.keyed(wish.person)
        team = self.teams.by_channel(wish.channel) or self.teams.first
        reading = self.tagger.read(storable(wish.text), team)
        question = NewDelivery(
            dedup=(*wish.message, "ask"),
            address=wish.private,
            content=Ask(
                words=first_words(reading.masked),
                message=wish.value,
                language=spoken(reading.language) or team.language,
            ),
            not_before=now,
        )

        def unit(tx: Transaction) -> bool:
            tx.stories.lock(key)
            trace = tx.stories.trace(key)
            is_new = not (trace.told or trace.removed) and tx.asks.add(
                key, person, now + _OPEN_FOR
            )
            if is_new:
                tx.deliveries.add(question)
            return is_new

        return await self.store.write(unit)

    async def is_open(self, message: tuple[str, ...], person: tuple[str, ...]) -> bool:
        """Return True while that author may say yes to that message."""
        now, key, who = self.clock.now(), self.sealer.keyed(message), self.sealer.keyed(person)
        return await self.store.read(lambda tx: tx.asks.is_open(key, who, now))

    async def refuse(self, refusal: IncomingRefusal) -> None:
        """Remember the no, and say so; after a yes, say that the story is kept."""
        now = self.clock.now()
        key, person = self.sealer.keyed(refusal.message), self.sealer.keyed(refusal.person)

        def unit(tx: Transaction) -> None:
            tx.stories.lock(key)
            is_no = not tx.stories.trace(key).told and tx.asks.refuse(key, person)
            tx.deliveries.add(
                NewDelivery(
                    dedup=(*refusal.key, "answer"),
                    address=refusal.answer_to,
                    content=Note(
                        key="ask-refused" if is_no else "ask-over",
                        language=self.teams.first.language,
                    ),
                    not_before=now,
                    shortcut=refusal.shortcut,
                )
            )

        await self.store.write(unit)


def first_words(text: str) -> str:
    """Return the first words, ending in … where there are more."""
    words = text.split()
    start = " ".join(words[:_WORDS])[:200]
    return start if len(words) <= _WORDS and len(start) == len(" ".join(words)) else f"{start}…"
