"""Fetching the one message that somebody pointed at."""

import asyncio
import logging
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.payload import Payload
from handlers.slack.answers import word_of

log = logging.getLogger(__name__)

_SECONDS = 2.0
_GONE = frozenset({"message_not_found", "thread_not_found"})
_TOMBSTONE = "tombstone"


class Missing(StrEnum):
    """Why there is no message to be had, as who wanted it is told."""

    GONE = "kept-gone"
    UNREAD = "kept-unread"


@dataclass(frozen=True, slots=True)
class Messages:
    """Reads a message by the least scope that is granted (docs/adr/0022)."""

    client: AsyncWebClient

    async def fetch(self, channel: str, ts: str) -> Payload | Missing:
        """Return the message as Slack has it now."""
        try:
            async with asyncio.timeout(_SECONDS):
                return await self._first(channel, ts)
        except (aiohttp.ClientError, TimeoutError):
            log.warning("Slack cannot be reached", extra={"platform": "slack"})
            return Missing.UNREAD

    async def _first(self, channel: str, ts: str) -> Payload | Missing:
        for read in (self._with_reactions, self._in_thread):
            try:
                found = await read(channel, ts)
            except SlackApiError as error:
                if word_of(error) in _GONE:
                    return Missing.GONE
                log.info("Slack does not show a message", extra={"reason": word_of(error)})
            else:
                return _kept(found)
        return Missing.UNREAD

    async def _with_reactions(self, channel: str, ts: str) -> Payload | None:
        found = await self.client.reactions_get(channel=channel, timestamp=ts)
        message = found.get("message")
        return message if isinstance(message, dict) else None

    async def _in_thread(self, channel: str, ts: str) -> Payload | None:
        # The first message of a thread comes whatever the bounds.
        found = await self.client.conversations_replies(
            channel=channel, ts=ts, oldest=ts, latest=ts, inclusive=True, limit=2
        )
        listed: list[dict[str, Any]] = found.get("messages") or []
        return next((message for message in listed if message.get("ts") == ts), None)


def _kept(message: Payload | None) -> Payload | Missing:
    """Return the message, unless only the place is left at which replies to it hang."""
    return Missing.GONE if message is None or message.get("subtype") == _TOMBSTONE else message
