"""Whoever tells of distress where others read is told in private where help is.

There nothing shows that anybody was: no answer of another kind, no mark, no pause
(docs/adr/0033).
"""

from dataclasses import dataclass

from bot.core.model.delivery import Address, Note
from bot.core.model.platforms import NaturalKey, Platform
from bot.core.model.team import Teams
from bot.core.persons import voice
from bot.core.ports.clock import Clock
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction
from bot.core.ports.tagger import Tagger
from bot.core.text import storable


@dataclass(frozen=True, slots=True)
class Helping:
    """Helps once a message, however often it comes or changes."""

    store: Store
    tagger: Tagger
    sealer: Sealer
    teams: Teams
    clock: Clock

    async def heed(
        self, message: NaturalKey, person: NaturalKey, text: str, locale: str = ""
    ) -> None:
        """Help the person if the text, which that message says now, tells of distress and the
        message has told a story. Who has never written to Kuule in private cannot be reached:
        then the platform refuses the help, and nobody in the group learns of it.
        """
        if not self.tagger.is_urgent(storable(text), self.teams.first):
            return
        key, person_key = self.sealer.keyed(message), self.sealer.keyed(person)
        platform, _, user = person

        def unit(tx: Transaction) -> None:
            known = tx.people.find(person_key)
            own = tx.stories.of(key, known.id) if known is not None else None
            if known is None or own is None or not known.is_reachable:
                return
            language, chosen = voice(known, locale, own.language)
            note = Note(
                key="talk-help", language=language or self.teams.first.language, chosen=chosen
            )
            tx.deliveries.add(
                NewDelivery(
                    dedup=(*message, "help"),
                    address=Address(platform=Platform(platform), channel=user),
                    content=note,
                    not_before=self.clock.now(),
                )
            )

        await self.store.write(unit)
