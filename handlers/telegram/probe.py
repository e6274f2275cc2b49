"""Small direct calls to Telegram that carry nothing anybody told."""

import contextlib

from telegram import Bot
from telegram.error import InvalidToken, TelegramError


async def probe(bot: Bot) -> str:
    """Return what to do when Telegram cannot be used, else nothing. For `doctor`."""
    try:
        await bot.get_me()
    except InvalidToken:
        return "Telegram refuses the token: set KUULE_TELEGRAM_TOKEN anew."
    except TelegramError:
        return "Telegram cannot be reached: check the network and telegram.base_url."
    return ""


async def end_waiting(bot: Bot, query: str) -> None:
    """End the waiting sign on a pressed button. Missing it harms nobody."""
    with contextlib.suppress(TelegramError):
        await bot.answer_callback_query(query)
