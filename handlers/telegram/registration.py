"""Where Telegram sends updates: to one address, or to nobody, so that they wait for a poll."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass

from telegram import Bot, WebhookInfo
from telegram.error import TelegramError

from bot.core.model.check import Check
from bot.core.model.platforms import Platform
from bot.core.pulse import Pulse
from handlers.telegram.outages import Outages
from handlers.telegram.parse import KINDS

_CONNECTIONS = 40
"""Posts at once; Telegram allows 100. Each chat has at most one of them.
https://core.telegram.org/bots/api#setwebhook
"""

_NOT_SET = (
    "Telegram does not post to web.url: start `kuule run`, which tells it to; if it runs, look in "
    "its log whether Telegram refuses the address."
)
_SET = (
    'A webhook is set while telegram.mode is "polling": start `kuule run`, which takes it away '
    "and loses nothing."
)
_WAITING = "{} updates wait at Telegram, which keeps them for 24 hours."
_FAILED = 'Telegram\'s last post failed at {} ("{}"): {}.'
_FIXES: Mapping[str, str] = {
    "403": "give every process the same KUULE_TELEGRAM_WEBHOOK_SECRET and start them again",
    "404": "let the proxy pass the path on to web.port unchanged",
    "503": "see what `kuule doctor` says of the database",
    "SSL": "give web.url a certificate that is valid",
    "certificate": "give web.url a certificate that is valid",
}
"""What to do, by a word in what Telegram says."""
_UNREACHED = "check that web.url leads from the internet to web.port"


@dataclass(frozen=True, slots=True)
class Registration:
    """Keeps Telegram told where to post, in webhook mode."""

    bot: Bot
    url: str
    secret: str
    pulse: Pulse
    pause: Callable[[float], Awaitable[None]]

    async def run(self) -> None:
        """Tell Telegram, however long it is away, and stay until cancelled."""
        outages = Outages()
        while True:
            try:
                await self._tell()
            except TelegramError as error:
                await self.pause(outages.pause(error))
            else:
                # Whether a post gets through only Telegram knows: see `look`.
                self.pulse.listening.add(Platform.TELEGRAM)
                await asyncio.Event().wait()

    async def _tell(self) -> None:
        # What waits at Telegram is never dropped: people wrote it.
        await self.bot.set_webhook(
            self.url,
            secret_token=self.secret,
            allowed_updates=KINDS,
            max_connections=_CONNECTIONS,
        )


async def take_away(bot: Bot) -> bool:
    """Take away a webhook that keeps polls from their updates; return whether there was one."""
    info = await bot.get_webhook_info()
    if info.url:
        await bot.delete_webhook()
    return bool(info.url)


def look(info: WebhookInfo, url: str) -> Iterator[Check]:
    """Tell how Telegram's posts come through; `url` is empty in polling mode."""
    if info.url != url:
        yield Check("telegram-webhook", _NOT_SET if url else _SET)
    count = info.pending_update_count
    if count and info.last_error_message and info.last_error_date:
        told = f"{info.last_error_date.isoformat()}", info.last_error_message
        failed = _FAILED.format(*told, _fix(info.last_error_message))
        yield Check("telegram-waiting", f"{_WAITING.format(count)} {failed}")
    else:
        yield Check("telegram-waiting", _WAITING.format(count) if count else "", is_remark=True)


def _fix(message: str) -> str:
    return next((fix for word, fix in _FIXES.items() if word in message), _UNREACHED)
