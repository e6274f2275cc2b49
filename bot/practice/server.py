"""The one loopback port: uvicorn in the running loop, able to cut connections at will."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import uvicorn
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol


class _Line:
    """A connection's way out, which can be muted: then nothing leaves, not even a ping."""

    def __init__(self, stream: asyncio.Transport) -> None:
        self._stream = stream
        self.is_mute = False

    def write(self, data: bytes) -> None:
        if not self.is_mute:
            self._stream.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class LoopbackServer(uvicorn.Server):
    """Serves an app on 127.0.0.1 until `stop`; the signals of the process are left alone."""

    def __init__(self, app: ASGIApp, port: int, ping_seconds: float) -> None:
        self._lines: dict[tuple[str, int], _Line] = {}
        lines = self._lines

        class CuttableProtocol(H11Protocol):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                line = _Line(cast("asyncio.Transport", transport))
                lines[line.get_extra_info("peername")] = line
                super().connection_made(cast("asyncio.Transport", line))

            def connection_lost(self, exc: Exception | None) -> None:
                lines.pop(self.transport.get_extra_info("peername"), None)
                super().connection_lost(exc)

        super().__init__(
            uvicorn.Config(
                app,
                http=CuttableProtocol,
                ws="websockets-sansio",
                lifespan="off",
                log_config=None,
                access_log=False,
                ws_per_message_deflate=False,
                ws_ping_interval=ping_seconds,
                ws_ping_timeout=None,
                timeout_keep_alive=75,
            )
        )
        # asyncio sets TCP_NODELAY only on sockets that name their protocol: 40 ms an answer.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._wanted_port = port
        self._task: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()
        self._listening = asyncio.Event()

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    def bind(self) -> None:
        """Take the port. Raise OSError if another program has it."""
        self._socket.bind(("127.0.0.1", self._wanted_port))

    async def start(self) -> None:
        """Return once requests are taken."""
        self._task = asyncio.create_task(self.serve(sockets=[self._socket]))
        listening = asyncio.create_task(self._listening.wait())
        await asyncio.wait([self._task, listening], return_when=asyncio.FIRST_COMPLETED)
        listening.cancel()
        if self._task.done():
            self._task.result()

    async def stop(self) -> None:
        """Cut what is open and wait until nothing runs any more."""
        self._stopping.set()
        if self._task is not None:
            await self._task
        self._socket.close()

    def cut(self, connection: HTTPConnection) -> None:
        """End a connection without a word, as if the cable had been pulled."""
        peer = connection.client
        line = self._lines.pop((peer.host, peer.port), None) if peer else None
        if line is not None:
            line.abort()

    def mute(self, connection: HTTPConnection) -> None:
        """Leave a connection open and send nothing on it any more, as over a dead cable."""
        peer = connection.client
        line = self._lines.get((peer.host, peer.port)) if peer else None
        if line is not None:
            line.is_mute = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave SIGINT and SIGTERM to the program."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._listening.set()

    async def main_loop(self) -> None:
        # uvicorn's own loop looks every 100 ms whether to stop.
        await self._stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: ARG002 - uvicorn passes it
        for server in self.servers:
            server.close()
        for line in list(self._lines.values()):
            line.abort()
        running = [task for task in self.server_state.tasks if not task.done()]
        if running:
            _, late = await asyncio.wait(running, timeout=2)
            for task in late:
                task.cancel()
        for server in self.servers:
            await server.wait_closed()
