"""What the page needs of the workspace."""

from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.practice.clock import PracticeClock
from bot.practice.ledger import Ledger
from bot.practice.people import People
from bot.practice.slack_interactivity import Interactivity
from bot.practice.slack_persons import SlackPersons
from bot.practice.slack_shortcuts import AppShortcut
from bot.practice.slack_team import SlackTeam
from bot.practice.slack_views import Views
from bot.practice.telegram_persons import TelegramPersons


class Stage(Protocol):
    """The parts of a workspace on which people are seen and act."""

    clock: PracticeClock
    zone: ZoneInfo
    ledger: Ledger
    people: People
    team: SlackTeam
    slack: SlackPersons
    interactivity: Interactivity
    views: Views
    shortcuts: tuple[AppShortcut, ...]
    telegram: TelegramPersons
    story_channel: str
    digest_channel: str

    def deaf(self) -> list[str]:
        """Return the platforms at which nobody listens."""
        ...

    async def leap(self) -> datetime:
        """Move the clock to Monday at nine and return that instant."""
        ...
