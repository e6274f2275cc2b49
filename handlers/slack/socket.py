"""Socket Mode: envelopes in, Bolt behind the gate, acknowledgement only for what is done."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.payload import Payload
from handlers.slack.answers import status_of, word_of
from handlers.slack.boundary import SlackBoundary
from handlers.slack.parse import Self

log = logging.getLogger(__name__)

_PING_SECONDS = 5.0
_LOOK_SECONDS = 1.0
_CONNECT_SECONDS = 10.0
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 60.0
_DRAIN_SECONDS = 3.0

Pause = Callable[[float], Awaitable[None]]


class SlackSocket(SocketModeClient):
    """Slack's own client, which reconnects by itself, with the boundary behind it."""

    def __init__(
        self, client: AsyncWebClient, app_token: str, boundary: SlackBoundary, pause: Pause
    ) -> None:
        """Build it inside a running loop; it is not connected yet."""
        super().__init__(app_token, web_client=client, ping_interval=_PING_SECONDS)
        # Not the SDK's listeners for requests: a payload that is no object never reaches those.
        self.message_listeners.append(self._take)
        self._boundary = boundary
        self._pause = pause
        self._away = _FIRST_PAUSE
        self._is_ending = False
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def listen(self) -> None:
        """Stay connected until cancelled."""
        while True:
            if not await self.is_connected():
                # What keeps it from connecting stands in the log already.
                with contextlib.suppress(ConnectionError, TimeoutError):
                    await self.connect_to_new_endpoint()
            await self._pause(_LOOK_SECONDS)

    async def connect(self) -> None:
        """Open a new connection in the place of the old one. Raise TimeoutError when the URL
        leads nowhere: it is good for one connection and not for long, and the SDK would try the
        same one for ever.
        """
        self.last_ping_pong_time = None
        async with asyncio.timeout(_CONNECT_SECONDS):
            await super().connect()  # type: ignore[no-untyped-call]  # the SDK's own
        log.info("listening", extra={"platform": "slack"})

    async def issue_new_wss_url(self) -> str:
        """Return where to connect. Raise ConnectionError, after a while, when Slack does not
        say; the SDK tries again.
        """
        opening = self.web_client.apps_connections_open(app_token=self.app_token)
        found = await _answer(opening, "app token")
        if found is None:
            await self._pause(self._away)
            self._away = min(self._away * 2, _LONGEST_PAUSE)
            raise ConnectionError("Slack does not say where to connect")
        self._away = _FIRST_PAUSE
        return str(found["url"])

    async def drain(self) -> None:
        """Take no more, and wait for a while until what came in is answered. Slack sends the
        rest again.
        """
        self._is_ending = True
        try:
            async with asyncio.timeout(_DRAIN_SECONDS):
                await self._idle.wait()
        except TimeoutError:
            log.warning("envelopes were left unanswered at the end", extra={"platform": "slack"})

    async def _take(self, _client: object, message: Payload, _raw: str | None) -> None:
        """Dispatch one envelope; acknowledge when the boundary says 200."""
        envelope = message.get("envelope_id")
        if self._is_ending or not isinstance(envelope, str):
            return
        self._under_way += 1
        self._idle.clear()
        try:
            await self._handle(envelope, message)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()

    async def _handle(self, envelope: str, message: Payload) -> None:
        # What is no object is wrapped, so that it can be parked.
        found: object = message.get("payload")
        payload = found if isinstance(found, dict) else {"payload": found}
        request = SocketModeRequest(
            type=str(message.get("type")),
            envelope_id=envelope,
            payload=payload,
            retry_attempt=message.get("retry_attempt"),
            retry_reason=message.get("retry_reason"),
        )
        response = await self._boundary.dispatch(payload, lambda: _bolt_request(request))
        try:
            await send_async_response(self, request, response, 0.0)
        except (aiohttp.ClientError, ConnectionError):
            # The socket went while the story was stored. Slack sends it again, and it is a
            # duplicate then.
            log.info("an acknowledgement could not be sent", extra={"platform": "slack"})


async def introduce(client: AsyncWebClient, pause: Pause) -> Self:
    """Return who Kuule is there, however long Slack is away or refuses the token."""
    seconds = _FIRST_PAUSE
    while (found := await _answer(client.auth_test(), "bot token")) is None:
        await pause(seconds)
        seconds = min(seconds * 2, _LONGEST_PAUSE)
    return Self(workspace=str(found["team_id"]), user=str(found["user_id"]))


async def _answer(call: Awaitable[Any], kind: str) -> Any | None:
    """Return what Slack answers to a call that needs nothing but the token; None, and a line in
    the log, when it does not.
    """
    try:
        return await call
    except SlackApiError as error:
        if status_of(error) == 200 and (reason := word_of(error)):
            log.error("Slack refuses a token", extra={"kind": kind, "reason": reason})  # noqa: TRY400  # the trace says nothing that the reason does not
            return None
    except (aiohttp.ClientError, TimeoutError):
        pass
    log.warning("Slack cannot be reached", extra={"platform": "slack"})
    return None


def _bolt_request(request: SocketModeRequest) -> AsyncBoltRequest:
    return AsyncBoltRequest(
        mode="socket_mode", body=request.payload, headers=build_headers(request)
    )
