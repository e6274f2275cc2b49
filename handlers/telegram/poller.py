"""Long polling by a loop of our own: an update is confirmed only after its commit.

Telegram confirms every update below the `offset` of the next call. So the offset moves on after
the whole batch is stored, lives in memory only (update ids turn random after a quiet week), and
is the last id received plus one, never a maximum. The raw JSON is taken from PTB's request
layer: `Bot.get_updates` builds objects of all updates at once, and one that it cannot build
would hold up the others for ever (docs/adr/0005).
"""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import (
    Awaitable,
    Callable,
    Coroutine,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass
from itertools import count, groupby
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import Conflict, TelegramError
from telegram.request import HTTPXRequest

from bot.core.errors import StorageUnavailableError
from bot.core.model.platforms import Platform
from bot.core.payload import Payload
from bot.core.ports.leading import Lead
from bot.core.pulse import Pulse
from handlers.telegram.listeners import TelegramListener
from handlers.telegram.outages import PAUSE, Outages
from handlers.telegram.parse import KINDS, chat_of
from handlers.telegram.registration import take_away

log = logging.getLogger(__name__)

_POLL_SECONDS = 30
_BATCH = 100
_CONFLICT_PAUSE = 5.0
_FLOOD = 10
"""Updates of one chat in one batch, beyond which they are a flood."""


@dataclass(frozen=True, slots=True)
class TelegramPoller:
    """Asks for updates while this process leads, until cancelled; every failure of the network or
    the database is waited out.
    """

    bot: Bot
    request: HTTPXRequest
    url: str
    """The bot's own address with its token; it must never be printed."""
    listener: TelegramListener
    lead: Lead
    pulse: Pulse
    pause: Callable[[float], Awaitable[None]]

    async def run(self) -> None:
        """Poll for ever."""
        offset: int | None = None
        outages = Outages()
        while True:
            try:
                offset = await self._round(offset)
                outages.over()
            except StorageUnavailableError:
                await self._rest(PAUSE)
            except TelegramError as error:
                await self._rest(outages.pause(error))
            except Exception:
                # An answer that nobody can read: the loop must outlive it.
                log.exception("polling failed", extra={"platform": "telegram"})
                await self._rest(PAUSE)

    async def _rest(self, seconds: float) -> None:
        """Wait; nothing is heard meanwhile."""
        self.pulse.listening.discard(Platform.TELEGRAM)
        await self.pause(seconds)

    async def _round(self, offset: int | None) -> int | None:
        # Who led meanwhile may have seen the numbers begin anew, lower, after a quiet week: then
        # an offset of before would confirm what nobody has handled.
        offset = None if await self.lead.take() else offset
        try:
            updates = await self._updates(offset)
        except Conflict:
            await self._make_way()
            return None
        self.pulse.listening.add(Platform.TELEGRAM)
        if not updates:
            return offset
        await self._handle(updates)
        return _after(updates)

    async def _make_way(self) -> None:
        """Take away the webhook of another mode; another poller is waited out."""
        if await take_away(self.bot):
            log.info("a webhook was taken away", extra={"platform": "telegram"})
            return
        log.warning("another program polls with this bot's token", extra={"platform": "telegram"})
        await self._rest(_CONFLICT_PAUSE)

    async def _updates(self, offset: int | None) -> list[Payload]:
        asked = {"timeout": _POLL_SECONDS, "limit": _BATCH, "allowed_updates": json.dumps(KINDS)}
        if offset is not None:
            asked["offset"] = offset
        found: Any = await self.request.post(
            f"{self.url}/getUpdates?{urlencode(asked)}",
            read_timeout=_POLL_SECONDS + 10,
        )
        if not isinstance(found, list):
            raise ValueError("result")  # noqa: TRY004  # an answer is a value that is wrong
        # What is no object is wrapped, so that it can be parked.
        return [each if isinstance(each, dict) else {"update": each} for each in found]

    async def _handle(self, updates: Sequence[Payload]) -> None:
        """Handle chats side by side and each chat in order; raise when any update is not done."""
        chats: dict[object, list[Payload]] = defaultdict(list)
        for number, update in enumerate(updates):
            chat = chat_of(update)
            chats[("alone", number) if chat is None else chat].append(update)
        await _all(self._in_order(batch) for batch in chats.values())

    async def _in_order(self, updates: Sequence[Payload]) -> None:
        for run in _runs(updates):
            await _all(self.listener.handle(update) for update in run)


async def _all(work: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Wait for all of it; raise when any failed."""
    for result in await asyncio.gather(*work, return_exceptions=True):
        if isinstance(result, BaseException):
            raise result


def _runs(updates: Sequence[Payload]) -> Iterator[Sequence[Payload]]:
    """Yield what is handled together, in order: each update alone, but of a flood the messages
    between two commands or taps, which are begun in order and committed in one group. Else one
    who floods would keep the others waiting for a commit each.
    """
    if len(updates) <= _FLOOD:
        yield from ([update] for update in updates)
        return
    alone = count()
    for _, run in groupby(updates, lambda update: "plain" if _is_plain(update) else next(alone)):
        yield list(run)


def _is_plain(update: Payload) -> bool:
    """True for a message that is no command."""
    message = update.get("message")
    text = message.get("text") if isinstance(message, Mapping) else None
    return isinstance(text, str) and not text.startswith("/")


def _after(updates: Sequence[Payload]) -> int:
    """Return the offset that confirms them all. Raise ValueError when none of them has an id."""
    for update in reversed(updates):
        number = update.get("update_id")
        # A negative offset would make Telegram forget all but the newest.
        if isinstance(number, int) and number >= 0:
            return number + 1
    raise ValueError("update_id")
