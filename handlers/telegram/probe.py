"""Small direct calls to Telegram that carry nothing anybody told."""

import contextlib

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.core.errors import KuuleError
from bot.core.model.check import Check
from handlers.telegram.registration import look

_READS_ALL = (
    "In groups Telegram shows Kuule all that people write: send /setprivacy to @BotFather, choose "
    "the bot and Enable, then remove Kuule from each group and add it again."
)


class BotUnknownError(KuuleError):
    """Telegram does not tell who the bot is; the message says what to do."""


async def probe(bot: Bot, url: str) -> list[Check]:
    """Return whether Telegram can be used, and whether updates come; `url` is that of webhook
    mode, else empty. For `doctor`.
    """
    try:
        me, info = await bot.get_me(), await bot.get_webhook_info()
        reads = _READS_ALL if me.can_read_all_group_messages else ""
        return [Check("telegram"), Check("telegram-privacy", reads), *look(info, url)]
    except TelegramError as error:
        return [Check("telegram", _problem(error))]


async def username_of(token: str, base_url: str) -> str:
    """Return the bot's username, which makes its link. Raise BotUnknownError."""
    bot = Bot(token, base_url=f"{base_url}/bot")
    try:
        async with bot:
            return bot.username
    except TelegramError as error:
        raise BotUnknownError(_problem(error)) from error


def _problem(error: TelegramError) -> str:
    if isinstance(error, InvalidToken):
        return "Telegram refuses the token: set KUULE_TELEGRAM_TOKEN anew."
    return "Telegram cannot be reached: check the network and telegram.base_url."


class OwnName:
    """The bot's own username, asked for when it is needed first."""

    def __init__(self, bot: Bot) -> None:
        """Begin without it."""
        self._bot = bot
        self._found = ""

    async def get(self) -> str:
        """Return it, empty while Telegram does not tell."""
        if not self._found:
            with contextlib.suppress(TelegramError):
                self._found = (await self._bot.get_me()).username or ""
        return self._found


async def end_waiting(bot: Bot, query: str, said: str) -> None:
    """End the waiting sign on a pressed button, with a sentence if there is one. Missing it harms
    nobody.
    """
    with contextlib.suppress(TelegramError):
        await bot.answer_callback_query(query, said or None)
