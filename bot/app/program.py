"""Everything wired, and what it does at each tick."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.applications import Starlette

from bot.app.side import Probe, Run
from bot.core.corrections import Corrections
from bot.core.gap_watch import GapWatch
from bot.core.guiding import Guiding
from bot.core.learning import Learning
from bot.core.model.platforms import Platform
from bot.core.model.team import Teams
from bot.core.month_pages import MonthPages
from bot.core.notices import Notices
from bot.core.nudging import Nudging
from bot.core.overseeing import Overseeing
from bot.core.ports.clock import Clock
from bot.core.ports.store import Transaction
from bot.core.proposing import Proposing
from bot.core.publishing import Publishing
from bot.core.retagging import Retagging
from bot.core.trying import Trying
from bot.courier import Courier
from bot.fetcher import Fetcher
from bot.transcriber import Transcriber
from storage.store import SqlStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Everything wired."""

    store: SqlStore
    teams: Teams
    publishing: Publishing
    proposing: Proposing
    overseeing: Overseeing
    trying: Trying
    month_pages: MonthPages
    notices: Notices
    corrections: Corrections
    learning: Learning
    retagging: Retagging
    nudging: Nudging
    guiding: Guiding
    gap_watch: GapWatch
    courier: Courier
    fetcher: Fetcher
    transcriber: Transcriber
    web: Starlette
    clock: Clock
    listen: tuple[Run, ...]
    """The platforms' loops, which run until cancelled."""
    probes: Mapping[Platform, Probe]
    further_probes: tuple[Probe, ...]
    """Those of services that are no platform, where they are set."""

    @property
    def loops(self) -> tuple[Run, ...]:
        """Return what runs beside the ticks until cancelled."""
        return (*self.listen, self.courier.run, self.fetcher.run, self.transcriber.run)

    async def begin(self) -> None:
        """Serve every team from now on, and tell each listened channel so, once."""
        await self.publishing.begin()
        await self.notices.announce()

    async def tick(self) -> None:
        """Do what is due by now. Each runs whatever became of the others; what failed is raised
        at the end.
        """
        failures = []
        for work in (
            self.publishing.publish_due,
            self.proposing.propose_due,
            self.month_pages.publish_due,
            self.nudging.nudge_due,
            # Before what is held too long goes: a talk tells what it holds.
            self.guiding.pass_time,
            self.transcriber.voices.pass_time,
            self._forget_late,
            self.gap_watch.note,
            self.courier.tidy,
            self.store.tidy,
            self.learning.look,
            self.learning.refit_due,
            self.retagging.step,
        ):
            try:
                await work()
            except Exception as error:  # noqa: BLE001  # raised below
                failures.append(error)
        self.courier.wake.set()
        self.fetcher.wake.set()
        self.transcriber.wake.set()
        if failures:
            raise ExceptionGroup("a tick left work undone", failures)

    async def _forget_late(self) -> None:
        """Drop replies whose story never came, and take silence about a question for a no."""
        now = self.clock.now()

        def unit(tx: Transaction) -> None:
            tx.stories.drop_held(now)
            tx.asks.expire(now)

        await self.store.write(unit)
