"""The menu of commands that Telegram shows beside the text field, one a language."""

import logging

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.core.model.language import SPOKEN, Language
from bot.core.ports.catalogue import Texts
from handlers.telegram.commands import NAMES, Command

log = logging.getLogger(__name__)


async def publish_menus(bot: Bot, texts: Texts, others: Language) -> None:
    """Set every language's menu; `others` is for those whose language Kuule does not speak.

    Missing it harms nobody: the commands work all the same.
    """
    try:
        await bot.set_my_commands(_menu(texts, others))
        for language in SPOKEN:
            await bot.set_my_commands(_menu(texts, language), language_code=language)
    except TelegramError as error:
        log.warning(
            "the menus of commands were not set",
            extra={"platform": "telegram", "error": type(error).__name__},
        )


def _menu(texts: Texts, language: Language) -> list[BotCommand]:
    names = zip(NAMES[language], Command, strict=True)
    return [BotCommand(name, texts.text(language, f"menu-{each}")) for name, each in names]
