"""What a person is told who waits while nothing can be saved."""

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_bolt.response import BoltResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.core.errors import StorageUnavailableError
from bot.core.model.language import Language
from bot.core.ports.catalogue import Texts
from handlers.slack.languages import Languages

log = logging.getLogger(__name__)

_DONE, _UNAVAILABLE = 200, 503
_PATIENCE_SECONDS = 0.5
"""The writer has waited already, and Slack waits three seconds in all."""


@dataclass(frozen=True, slots=True)
class NotSaved:
    """Answers what failed, so that nobody takes it for saved."""

    texts: Texts
    languages: Languages

    async def unavailable(self, payload: Mapping[str, Any]) -> BoltResponse:
        """Answer an input of which nothing was kept. A modal stays open with its text; anything
        else is not acknowledged, and who waits at a response_url is told.
        """
        view = await self.in_view(payload)
        if view is not None:
            return view
        url = payload.get("response_url")
        if isinstance(url, str):
            # A person waits at a command or a button; Slack does not send those again.
            await self._tell(url, await self._language(payload))
        return BoltResponse(status=_UNAVAILABLE)

    async def in_view(self, payload: Mapping[str, Any]) -> BoltResponse | None:
        """Return the answer that leaves a submitted modal open and says that nothing was saved;
        None for what is no modal with a field to say it at.
        """
        block = _first_input(payload)
        if block is None:
            return None
        text = self.texts.text(await self._language(payload), "not-saved")
        answer = {"response_action": "errors", "errors": {block: text}}
        return BoltResponse(
            status=_DONE,
            body=json.dumps(answer),
            headers={"content-type": "application/json"},
        )

    async def _language(self, payload: Mapping[str, Any]) -> Language:
        user = payload.get("user")
        # A command says so in a field of its own.
        name = user.get("id") if isinstance(user, Mapping) else payload.get("user_id")
        if not isinstance(name, str):
            return self.languages.teams.first.language
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return await self.languages.of(name)
        except (StorageUnavailableError, TimeoutError):
            # What was chosen lies where nothing can be saved: it may be that nothing can be read.
            return await self.languages.without_choice(name)

    async def _tell(self, url: str, language: Language) -> None:
        webhook = AsyncWebhookClient(url, timeout=5, retry_handlers=[])
        text = self.texts.text(language, "not-saved")
        try:
            await webhook.send(text=text, response_type="ephemeral", replace_original=False)
        except (aiohttp.ClientError, TimeoutError):
            log.warning(
                "a person could not be told that nothing was saved", extra={"platform": "slack"}
            )


def _first_input(payload: Mapping[str, Any]) -> str | None:
    view = payload.get("view") if payload.get("type") == "view_submission" else None
    blocks = view.get("blocks") if isinstance(view, Mapping) else None
    inputs = [
        block.get("block_id")
        for block in (blocks if isinstance(blocks, list) else ())
        if isinstance(block, Mapping) and block.get("type") == "input"
    ]
    return next((each for each in inputs if isinstance(each, str)), None)
