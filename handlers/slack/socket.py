"""Socket Mode: envelopes in, Bolt behind the gate, acknowledgement only for what is done."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.boundary import SlackBoundary
from handlers.slack.parse import Self

log = logging.getLogger(__name__)

_PING_SECONDS = 5.0
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 60.0
_DRAIN_SECONDS = 3.0


class BoundedSocketHandler(AsyncSocketModeHandler):
    """Bolt's own handler, but behind the boundary, and it can be drained."""

    def __init__(self, app: AsyncApp, app_token: str, boundary: SlackBoundary) -> None:
        """Build it inside a running loop; it is not connected yet."""
        super().__init__(app, app_token, ping_interval=_PING_SECONDS)
        self._boundary = boundary
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Dispatch one envelope; acknowledge when the boundary says 200."""
        self._under_way += 1
        self._idle.clear()
        try:
            response = await self._boundary.dispatch(_payload(req), lambda: _request(req))
            await send_async_response(client, req, response, 0.0)
        except (aiohttp.ClientError, ConnectionError):
            # The socket went while the story was stored. Slack sends it again, and it is a
            # duplicate then.
            log.info("an acknowledgement could not be sent", extra={"platform": "slack"})
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()

    async def drain(self) -> None:
        """Wait, for a while, until every envelope that came in is answered."""
        try:
            await asyncio.wait_for(self._idle.wait(), _DRAIN_SECONDS)
        except TimeoutError:
            log.warning("envelopes were left unanswered at the end", extra={"platform": "slack"})


async def introduce(client: AsyncWebClient, pause: Callable[[float], Awaitable[None]]) -> Self:
    """Return who Kuule is there. Slack being away is waited for; a refused token is told in
    the log.
    """
    seconds = _FIRST_PAUSE
    while True:
        try:
            found = await client.auth_test()
            return Self(workspace=str(found["team_id"]), user=str(found["user_id"]))
        except SlackApiError as error:
            log.error(  # noqa: TRY400  # the trace says nothing that the reason does not
                "Slack refuses the bot token",
                extra={"reason": str(error.response.get("error", ""))},
            )
        except (aiohttp.ClientError, TimeoutError):
            log.warning("Slack cannot be reached", extra={"platform": "slack"})
        await pause(seconds)
        seconds = min(seconds * 2, _LONGEST_PAUSE)


def _payload(req: SocketModeRequest) -> dict[str, Any]:
    """Return the payload; what is no object is wrapped, so that it can be parked."""
    payload: object = req.payload
    return payload if isinstance(payload, dict) else {"payload": payload}


def _request(req: SocketModeRequest) -> AsyncBoltRequest:
    return AsyncBoltRequest(mode="socket_mode", body=_payload(req), headers=build_headers(req))
