"""Groups on Telegram: in which Kuule is, and what follows when one gets another id."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.model.delivery import Address, Note
from bot.core.model.team import Teams
from bot.core.ports.clock import Clock
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class GroupList:
    """Keeps the list, and tells the operator an id that the settings may want."""

    store: Store
    teams: Teams
    clock: Clock
    operator: Address | None
    """Without one, `doctor` alone shows the ids."""

    async def join(self, chat: str) -> None:
        """Kuule was added there."""
        now = self.clock.now()

        def unit(tx: Transaction) -> None:
            if tx.groups.join(chat, now) and self.operator is not None:
                tx.deliveries.add(self._news(self.operator, chat, now))

        await self.store.write(unit)

    async def leave(self, chat: str) -> None:
        """Kuule was removed from there."""
        now = self.clock.now()
        await self.store.write(lambda tx: tx.groups.leave(chat, now))

    async def move(self, old: str, new: str) -> None:
        """The group has become a supergroup, with another id."""
        now = self.clock.now()
        await self.store.write(lambda tx: move_group(tx, old, new, now))

    async def now_at(self, chat: str) -> str:
        """Return the id that the group has now."""
        return await self.store.read(lambda tx: tx.groups.now_at(chat))

    def _news(self, operator: Address, chat: str, now: datetime) -> NewDelivery:
        note = Note(
            key="operator-group", language=self.teams.first.language, arguments={"chat": chat}
        )
        return NewDelivery(
            dedup=("telegram group", chat, now.isoformat()),
            address=operator,
            content=note,
            not_before=now,
        )


def move_group(tx: Transaction, old: str, new: str, now: datetime) -> None:
    """Move every reference to the group, once, in the caller's transaction."""
    if tx.groups.now_at(old) != new:
        tx.groups.move(old, new, now)
