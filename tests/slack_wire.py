"""The other end of Socket Mode, frame by frame, for what the practice workspace does not do:
pings, silence, frames that are no envelopes.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from aiohttp import WSMsgType, web
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.pulse import Pulse
from handlers.slack.sockets import SlackSockets
from tests.program import until


class Wire:
    """Opens what is asked for, greets, and keeps what it gets."""

    def __init__(self) -> None:
        self.sockets: list[web.WebSocketResponse] = []
        """In the order in which they were opened, the closed ones too."""
        self.acks: list[tuple[int, dict[str, Any]]] = []
        """By the number of the socket."""
        self.pongs = 0
        self.events: list[str] = []
        self.is_full = False
        self.url = ""

    @property
    def open(self) -> list[web.WebSocketResponse]:
        return [socket for socket in self.sockets if not socket.closed]

    async def send(self, number: int, message: dict[str, Any]) -> None:
        await self.sockets[number].send_str(json.dumps(message))

    async def say_goodbye(self, number: int, reason: str) -> None:
        await self.send(number, {"type": "disconnect", "reason": reason})

    async def envelope(self, number: int, name: str, payload: object = None) -> None:
        await self.send(number, {"type": "events_api", "envelope_id": name, "payload": payload})

    def drop(self, number: int) -> None:
        """Cut it without a word."""
        transport = self.sockets[number]._req.transport
        assert transport is not None
        transport.abort()

    @asynccontextmanager
    async def pinging(self, numbers: range, seconds: float = 0.05) -> AsyncIterator[None]:
        """Ping these as Slack does, while the block runs."""

        async def ping() -> None:
            while True:
                for number in numbers:
                    with suppress(ConnectionError, IndexError):
                        await self.sockets[number].ping(b"Ping from practice")
                await asyncio.sleep(seconds)

        task = asyncio.create_task(ping())
        try:
            yield
        finally:
            task.cancel()

    async def _open(self, _: web.Request) -> web.Response:
        return web.json_response({"ok": True, "url": f"{self.url}/link"})

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        number = len(self.sockets)
        self.sockets.append(socket)
        self.events.append(f"open {number}")
        if self.is_full:
            await self.say_goodbye(number, "too_many_websockets")
            await socket.close()
            return socket
        await self.send(number, {"type": "hello"})
        async for frame in socket:
            if frame.type is WSMsgType.PONG:
                self.pongs += 1
            elif frame.type is WSMsgType.TEXT:
                self.acks.append((number, json.loads(frame.data)))
        self.events.append(f"closed {number}")
        return socket


class Boundary:
    """Stands where the real one does: says 200, or waits until it may."""

    def __init__(self) -> None:
        self.taken: list[Any] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.response = BoltResponse(status=200)

    async def dispatch(self, payload: Any) -> BoltResponse:
        self.taken.append(payload)
        await self.may_answer.wait()
        return self.response


@asynccontextmanager
async def a_wire() -> AsyncIterator[Wire]:
    wire = Wire()
    app = web.Application()
    app.router.add_post("/api/apps.connections.open", wire._open)
    app.router.add_get("/link", wire._link)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    wire.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield wire
    finally:
        await runner.cleanup()


@asynccontextmanager
async def serving(
    wire: Wire,
    boundary: Boundary,
    *,
    silence: float = 45,
    pauses: list[float] | None = None,
    pulse: Pulse | None = None,
) -> AsyncIterator[None]:
    """Let Kuule's end listen while the block runs; `pauses` gets what it would have waited."""

    async def pause(seconds: float) -> None:
        if pauses is not None:
            pauses.append(seconds)
        await asyncio.sleep(0.01)

    client = AsyncWebClient("xoxb-1", base_url=f"{wire.url}/api/", retry_handlers=[])
    sockets = SlackSockets(
        client=client, app_token="xapp-1", pulse=pulse or Pulse(), pause=pause, silence=silence
    )
    task = asyncio.create_task(sockets.serve(boundary))  # type: ignore[arg-type]  # a stand-in
    try:
        await until(lambda: wire.is_full or len(wire.open) == 2)
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
