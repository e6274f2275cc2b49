"""Drawing views: forms and the Home tab.

A view is a picture of what the store says now, not a message: it goes straight to Slack, and one
that could not be drawn is drawn at the next press or visit (docs/adr/0023).
"""

import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.answers import word_of
from handlers.slack.blocks import SlackBlock

log = logging.getLogger(__name__)

_SECONDS = 2.0
"""A trigger_id is good for three, and the person waits."""


@dataclass(frozen=True, slots=True)
class Modals:
    """Shows modals to who has just done something."""

    client: AsyncWebClient

    async def open(self, trigger: str, view: SlackBlock) -> bool:
        """Return False when it did not open."""
        return await _done(self.client.views_open(trigger_id=trigger, view=view))

    async def push(self, trigger: str, view: SlackBlock) -> bool:
        """Show a modal over the one in which something was pressed; return False when it did not
        open.
        """
        return await _done(self.client.views_push(trigger_id=trigger, view=view))

    async def update(self, view_id: str, state: str, view: SlackBlock) -> bool:
        """Return False when it did not change; `state` is the hash of the view as it was seen."""
        return await _done(self.client.views_update(view_id=view_id, hash=state, view=view))

    async def publish(self, user: str, view: SlackBlock) -> bool:
        """Draw somebody's Home tab; return False when Slack did not."""
        return await _done(self.client.views_publish(user_id=user, view=view))


async def _done(call: Awaitable[Any]) -> bool:
    try:
        async with asyncio.timeout(_SECONDS):
            await call
    except SlackApiError as error:
        log.warning("Slack does not show a modal", extra={"reason": word_of(error)})
        return False
    except (aiohttp.ClientError, TimeoutError):
        log.warning("Slack cannot be reached", extra={"platform": "slack"})
        return False
    return True
