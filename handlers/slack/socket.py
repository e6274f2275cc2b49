"""One connection of Socket Mode: envelopes in, acknowledgements out for what is done.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import json
import logging
from collections.abc import Awaitable
from typing import Any

import aiohttp
from aiohttp import WSMsgType
from slack_bolt.response import BoltResponse

from bot.core.payload import Payload
from handlers.slack.boundary import SlackBoundary
from handlers.slack.under_way import UnderWay

log = logging.getLogger(__name__)

CLOSED, SILENT = "closed", "silent"
_DONE = 200
_ENDS = {WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR}


class SlackSocket:
    """Reads one WebSocket. What it takes is answered on the same one, while it lasts."""

    def __init__(
        self,
        websocket: aiohttp.ClientWebSocketResponse,
        boundary: SlackBoundary,
        under_way: UnderWay,
        silence: float,
    ) -> None:
        """Take an open one; after `silence` seconds without any frame it counts as dead."""
        self._websocket = websocket
        self._boundary = boundary
        self._under_way = under_way
        self._silence = silence
        self.is_greeted = False
        """True once Slack said hello: events come from then on."""

    async def listen(self) -> str:
        """Take envelopes; return why no more should be expected: Slack's own word, `closed` or
        `silent`. May be called again after Slack's word: some may still come.

        Slack pings every connection several times a minute, so silence means that it is dead,
        whatever the operating system still believes of it.
        """
        while True:
            try:
                frame = await self._websocket.receive(timeout=self._silence)
            except TimeoutError:
                return SILENT
            if frame.type is WSMsgType.PING:
                await self._send(self._websocket.pong(frame.data))
            elif frame.type in _ENDS:
                return CLOSED
            elif word := self._take(_read(frame.data)):
                return word

    async def close(self) -> None:
        """End it, also when nobody answers."""
        await self._websocket.close()

    def _take(self, message: Payload) -> str:
        """Take a message; return Slack's word when it says good-bye."""
        envelope = message.get("envelope_id")
        if isinstance(envelope, str):
            self._under_way.begin(self._handle(envelope, message))
        elif message.get("type") == "hello":
            self.is_greeted = True
        elif message.get("type") == "disconnect":
            return str(message.get("reason") or "unknown")
        return ""

    async def _handle(self, envelope: str, message: Payload) -> None:
        # What is no object is wrapped, so that it can be parked.
        found: object = message.get("payload")
        payload = found if isinstance(found, dict) else {"payload": found}
        response = await self._boundary.dispatch(payload)
        if response.status == _DONE:
            answer = json.dumps({"envelope_id": envelope, **_answer(response)})
            await self._send(self._websocket.send_str(answer))

    async def _send(self, sending: Awaitable[None]) -> None:
        try:
            await sending
        except (aiohttp.ClientError, ConnectionError):
            # It went while the story was stored. Slack sends it again, and it is a duplicate.
            log.info("an answer found its connection gone", extra={"platform": "slack"})


def _read(text: object) -> Payload:
    """Return the message; an empty one for what is none."""
    try:
        message = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        message = None
    return message if isinstance(message, dict) else {}


def _answer(response: BoltResponse) -> dict[str, Any]:
    """Return what goes with the acknowledgement."""
    if not response.body:
        return {}
    is_json = response.first_headers().get("content-type", "").startswith("application/json")
    return {"payload": json.loads(response.body) if is_json else {"text": response.body}}
