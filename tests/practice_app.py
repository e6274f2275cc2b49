"""A small Slack app on a socket of the practice workspace: it keeps what it is sent, and
acknowledges with what a test tells it to.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.workspace import Workspace

Answer = dict[str, Any] | None
SILENCE: dict[str, Any] = {"silence": True}


class App:
    """`answer` gives the payload of each acknowledgement, SILENCE none at all."""

    def __init__(self, workspace: Workspace) -> None:
        self.client = AsyncWebClient(
            token=workspace.slack_bot_token, base_url=workspace.slack_base_url, retry_handlers=[]
        )
        self.payloads: list[dict[str, Any]] = []
        self._wake_those_who_wait = workspace.ledger.changed
        self.answer: Callable[[dict[str, Any]], Answer] = lambda _: None

    def of_type(self, kind: str) -> list[dict[str, Any]]:
        """Return the payloads of that type, events by the type of the inner one."""
        return [p for p in self.payloads if kind in {p.get("type"), _inner(p).get("type")}]

    @property
    def event(self) -> dict[str, Any]:
        """The latest inner event."""
        return _inner(self.payloads[-1])

    async def listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            frame = json.loads(message.data)
            if "envelope_id" not in frame:
                continue
            self.payloads.append(frame["payload"])
            self._wake_those_who_wait()
            answer = self.answer(frame["payload"])
            if answer is not SILENCE:
                acknowledgement = {"envelope_id": frame["envelope_id"]}
                await socket.send_json(acknowledgement | ({"payload": answer} if answer else {}))


@asynccontextmanager
async def an_app(workspace: Workspace) -> AsyncIterator[App]:
    """Let an app listen while the block runs."""
    app = App(workspace)
    opened = await app.client.apps_connections_open(app_token=workspace.slack_app_token)
    async with aiohttp.ClientSession() as session, session.ws_connect(opened["url"]) as socket:
        listening = asyncio.create_task(app.listen(socket))
        await workspace.connected()
        try:
            yield app
        finally:
            listening.cancel()


def _inner(payload: dict[str, Any]) -> dict[str, Any]:
    found = payload.get("event")
    return found if isinstance(found, dict) else {}


def plain(text: str = "x") -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(value: str, text: str = "x") -> dict[str, Any]:
    return {"text": plain(text), "value": value}


def an_input(block_id: str, element: dict[str, Any], **fields: Any) -> dict[str, Any]:
    named = {"action_id": block_id} | element
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "element": named} | (
        fields
    )


def a_modal(**fields: Any) -> dict[str, Any]:
    """Return a modal with one required text, unless the fields say otherwise."""
    return {
        "type": "modal",
        "title": plain("Kerro tarina"),
        "submit": plain("Tallenna"),
        "callback_id": "story",
        "blocks": [an_input("story", {"type": "plain_text_input", "multiline": True})],
    } | fields
