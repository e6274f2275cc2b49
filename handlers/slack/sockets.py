"""Socket Mode over two connections, so that one is there while the other is renewed."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.model.platforms import Platform
from bot.core.pulse import Pulse
from handlers.slack.asking import FIRST_PAUSE, Pause, ask, longer
from handlers.slack.boundary import SlackBoundary
from handlers.slack.socket import CLOSED, SILENT, SlackSocket
from handlers.slack.under_way import UnderWay

log = logging.getLogger(__name__)

_CONNECTIONS = 2
"""Slack allows an app ten: five processes."""
_SILENCE_SECONDS = 45.0
"""Slack pings at least every thirty: its own client for Node.js gives up after that."""
_CONNECT_SECONDS = 10.0
_LEAVE_SECONDS = 30.0
_CLOSE_SECONDS = 0.5
_FULL = "too_many_websockets"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackSockets:
    """The transport of Socket Mode. Slack hands each event to one of the connections."""

    client: AsyncWebClient
    app_token: str
    pulse: Pulse
    pause: Pause
    silence: float = _SILENCE_SECONDS

    async def serve(self, boundary: SlackBoundary) -> None:
        """Stay connected until cancelled; then answer what came in, and disconnect."""
        async with aiohttp.ClientSession() as session:
            pair = _Pair(self, session, boundary)
            try:
                await pair.keep()
            finally:
                await pair.under_way.drain()
                await pair.close()


@dataclass(frozen=True, slots=True)
class _Pair:
    """The connections while they are kept."""

    mode: SlackSockets
    session: aiohttp.ClientSession
    boundary: SlackBoundary
    under_way: UnderWay = field(default_factory=UnderWay)
    open: set[SlackSocket] = field(default_factory=set)

    async def keep(self) -> None:
        async with asyncio.TaskGroup() as leaving, asyncio.TaskGroup() as keeping:
            for _ in range(_CONNECTIONS):
                keeping.create_task(self._keep_one(leaving))

    async def close(self) -> None:
        await asyncio.gather(*(socket.close() for socket in self.open))

    async def _keep_one(self, leaving: asyncio.TaskGroup) -> None:
        """Have one connection for ever: the next is opened while the last is still read, and
        after a pause that grows until one is greeted.
        """
        seconds = FIRST_PAUSE
        while True:
            socket = await self._open()
            if socket is not None:
                reason = await socket.listen()
                log.info("a connection ends", extra={"platform": "slack", "reason": reason})
                leaving.create_task(self._see_off(socket, reason))
                if socket.is_greeted and reason != _FULL:
                    seconds = FIRST_PAUSE
            await self.mode.pause(seconds)
            seconds = longer(seconds)

    async def _open(self) -> SlackSocket | None:
        """Return a new connection; None when there is none to be had. A URL is good for one."""
        client = self.mode.client
        found = await ask(client.apps_connections_open(app_token=self.mode.app_token), "app token")
        if found is None:
            return None
        try:
            async with asyncio.timeout(_CONNECT_SECONDS):
                websocket = await self.session.ws_connect(
                    str(found.get("url")),
                    autoping=False,
                    proxy=client.proxy,
                    ssl=True if client.ssl is None else client.ssl,
                    timeout=aiohttp.ClientWSTimeout(ws_close=_CLOSE_SECONDS),
                )
        except (aiohttp.ClientError, OSError, TimeoutError):
            log.warning("Slack cannot be reached", extra={"platform": "slack"})
            return None
        socket = SlackSocket(websocket, self.boundary, self.under_way, self.mode.silence)
        self.open.add(socket)
        self.mode.pulse.listening.add(Platform.SLACK)
        log.info("listening", extra={"platform": "slack"})
        return socket

    async def _see_off(self, socket: SlackSocket, reason: str) -> None:
        """Read what Slack still sends on a connection that it will close, then close it."""
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LEAVE_SECONDS):
                    while reason not in {CLOSED, SILENT}:
                        reason = await socket.listen()
            await socket.close()
        finally:
            self.open.discard(socket)
            if not self.open:
                self.mode.pulse.listening.discard(Platform.SLACK)
