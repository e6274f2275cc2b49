"""What a person has chosen for themselves: the language, and whether they may be asked."""

from dataclasses import dataclass

from bot.core.model.language import Language
from bot.core.model.platforms import NaturalKey
from bot.core.persons import met
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class Preferences:
    """Remembers choices. `person` is platform, workspace and user."""

    store: Store
    sealer: Sealer

    async def language(self, person: NaturalKey) -> Language | None:
        """Return the language that the person chose here."""
        key = self.sealer.keyed(person)
        found = await self.store.read(lambda tx: tx.people.find(key))
        return found.language if found else None

    async def choose_language(self, person: NaturalKey, language: Language | None) -> None:
        """Speak that language to the person from now on; None is the platform's."""

        def unit(tx: Transaction) -> None:
            tx.people.choose_language(met(tx, self.sealer, person).id, language)

        await self.store.write(unit)

    async def let_ask(self, person: NaturalKey, *, may: bool) -> None:
        """Ask the person from now on, or never."""

        def unit(tx: Transaction) -> None:
            tx.people.let_ask(met(tx, self.sealer, person).id, may=may)

        await self.store.write(unit)
