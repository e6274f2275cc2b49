"""The notice in a listened channel: who reads, how to stay out, how to remove."""

from dataclasses import dataclass

from bot.core.model.delivery import Address, Note
from bot.core.model.platforms import Platform, Route
from bot.core.model.team import Teams
from bot.core.ports.clock import Clock
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class Notices:
    """Tells a channel once that Kuule listens there: every message is a story."""

    store: Store
    teams: Teams
    clock: Clock

    async def announce(self) -> None:
        """Add the notice of each listened channel; a channel that has it gets no second one."""
        await self.store.write(self._add)

    def _add(self, tx: Transaction) -> None:
        for team in self.teams.all:
            for channel in team.slack_listen if Route.CHANNEL in team.slack_capture else ():
                notice = NewDelivery(
                    dedup=("notice", Platform.SLACK, channel),
                    address=Address(platform=Platform.SLACK, channel=channel),
                    content=Note(
                        key="channel-notice",
                        language=team.language,
                        arguments={"team": team.name, "share": team.share},
                    ),
                    not_before=self.clock.now(),
                )
                tx.deliveries.add(notice)
