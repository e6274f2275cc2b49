"""A week without a story may be a fault: whether somebody listened is told to the operator, never
to the channel.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime

from bot.core.gap_watch import KEPT
from bot.core.model.delivery import Address, Note
from bot.core.model.digest import Period
from bot.core.model.platforms import Platform
from bot.core.model.team import Team, Teams
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.listening import Gap
from bot.core.ports.store import Transaction


@dataclass(frozen=True, slots=True)
class Silence:
    """Looks whether a quiet week was a deaf one."""

    teams: Teams
    platforms: Container[Platform]
    """Those that are on: of one that was turned off nobody expects anything. A command opens none,
    so it tells only of gaps that have ended.
    """
    operator: Address | None = None
    """Without one nobody is told; `doctor` shows the gaps."""

    def look(self, tx: Transaction, team: Team, period: Period, now: datetime) -> None:
        """Tell the operator, once a week and team, of a gap in listening within those weeks."""
        gap = self._gap(tx, team, period, now)
        if gap is None or self.operator is None:
            return
        since, until = (at.astimezone(team.timezone) for at in (gap.since, gap.until))
        note = Note(
            key="operator-quiet",
            language=self.teams.first.language,
            arguments={
                "team": team.name,
                "week": str(period.last),
                "platform": gap.platform.capitalize(),
            },
            moments={"since": since, "until": until},
        )
        tx.deliveries.add(
            NewDelivery(
                dedup=("quiet", team.id, str(period.last)),
                address=self.operator,
                content=note,
                not_before=now,
            )
        )

    def _gap(self, tx: Transaction, team: Team, period: Period, now: datetime) -> Gap | None:
        """Return a gap that touches the weeks; one that has not ended counts until now."""
        begin = period.first.start(team.timezone)
        end = period.last.next().start(team.timezone)
        open_gaps = [
            Gap(platform, heard, now)
            for platform, heard in tx.listening.last().items()
            if platform in self.platforms and now - heard > KEPT[platform]
        ]
        gaps = (*tx.listening.gaps(), *open_gaps)
        return next((gap for gap in gaps if gap.since < end and gap.until > begin), None)
