"""Small direct calls to Telegram that carry nothing anybody told."""

import contextlib

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.core.model.check import Check
from handlers.telegram.registration import look


async def probe(bot: Bot, url: str) -> list[Check]:
    """Return whether Telegram can be used, and whether updates come; `url` is that of webhook
    mode, else empty. For `doctor`.
    """
    try:
        await bot.get_me()
        return [Check("telegram"), *look(await bot.get_webhook_info(), url)]
    except InvalidToken:
        fix = "Telegram refuses the token: set KUULE_TELEGRAM_TOKEN anew."
    except TelegramError:
        fix = "Telegram cannot be reached: check the network and telegram.base_url."
    return [Check("telegram", fix)]


async def end_waiting(bot: Bot, query: str) -> None:
    """End the waiting sign on a pressed button. Missing it harms nobody."""
    with contextlib.suppress(TelegramError):
        await bot.answer_callback_query(query)
