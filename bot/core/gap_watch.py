"""Kuule remembers until when it listened, so that a gap is told of: what people wrote meanwhile,
and the platform kept no longer, is lost, and they do not know it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.model.delivery import Address, Note
from bot.core.model.platforms import Platform
from bot.core.model.team import Teams
from bot.core.ports.clock import Clock
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.listening import Gap
from bot.core.ports.store import Store, Transaction
from bot.core.pulse import Pulse

KEPT = {Platform.SLACK: timedelta(minutes=6), Platform.TELEGRAM: timedelta(hours=24)}
"""How long each platform keeps what it cannot hand over. Slack: its third and last try, five
minutes after the second, https://docs.slack.dev/apis/events-api/#retries; Telegram:
https://core.telegram.org/bots/api#getting-updates
"""
_SPACING = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class GapWatch:
    """Keeps one instant a platform, whichever process listens."""

    store: Store
    teams: Teams
    pulse: Pulse
    clock: Clock
    operator: Address | None
    """Without one, `doctor` alone tells of a gap."""

    async def note(self) -> None:
        """Remember which platforms are listened to now, at most once a minute; tell the operator
        of what was missed before.
        """
        now = self.clock.now()
        last = await self.store.read(lambda tx: tx.listening.last())
        due = [
            platform
            for platform in sorted(self.pulse.listening)
            if platform not in last or now - last[platform] >= _SPACING
        ]
        if due:
            await self.store.write(lambda tx: self._note(tx, due, now))

    def _note(self, tx: Transaction, due: Sequence[Platform], now: datetime) -> None:
        last = tx.listening.last()
        for platform in due:
            tx.listening.note(platform, now)
            since = last.get(platform, now)
            if now - since > KEPT[platform]:
                self._miss(tx, Gap(platform, since, now))

    def _miss(self, tx: Transaction, gap: Gap) -> None:
        tx.listening.miss(gap)
        if self.operator is not None:
            tx.deliveries.add(self._report(self.operator, gap))

    def _report(self, operator: Address, gap: Gap) -> NewDelivery:
        note = Note(
            key=f"operator-gap-{gap.platform}",
            language=self.teams.first.language,
            moments={"since": self._local(gap.since), "until": self._local(gap.until)},
        )
        return NewDelivery(
            dedup=("gap", gap.platform, gap.since.isoformat()),
            address=operator,
            content=note,
            not_before=gap.until,
        )

    def _local(self, instant: datetime) -> datetime:
        return instant.astimezone(self.teams.first.timezone)
