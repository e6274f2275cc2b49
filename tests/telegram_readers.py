"""What a sender on Telegram needs for those who read, where nobody does."""

from typing import Any

from telegram import Bot

from bot.core.model.delivery import Claimed, TeamPage
from bot.core.model.platforms import NaturalKey
from bot.core.model.team import Teams
from bot.core.ports.pictures import Draw
from bot.i18n.catalogue import Catalogue
from bot.practice.telegram_chats import BOT_USERNAME
from handlers.telegram.digests import TelegramDigests
from handlers.telegram.message import Message
from tests.core_builders import SERVICE


class NobodyReads:
    """Draws nothing of what a team reads."""

    async def page(self, _content: TeamPage) -> Message:
        raise AssertionError("somebody reads")

    async def claimed(self, _content: Claimed, _chat: str) -> Message:
        raise AssertionError("somebody takes on a reply")


class NothingKept:
    """Keeps nothing of anybody."""

    async def of(self, _teller: NaturalKey) -> None:
        return None


async def practice_name() -> str:
    return BOT_USERNAME


def digests_of(bot: Bot, draw: Draw, **fields: Any) -> TelegramDigests:
    """Return what posts the digests of the service team."""
    values = {"teams": Teams((SERVICE,)), "username": practice_name} | fields
    return TelegramDigests(bot, draw, Catalogue(), **values)
