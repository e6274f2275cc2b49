"""The `Draw` port: each picture is drawn by a process of its own."""

import asyncio
import logging
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Awaitable, Callable

from bot.core.errors import PictureDelayedError, PictureMissingError
from bot.core.model.digest import Picture
from bot.core.ports.pictures import Captions, Form
from bot.pictures.request import Request, write_request

log = logging.getLogger(__name__)

_SECONDS = 10.0
"""For drawing alone."""
_PATIENCE = 5.0
"""For those before it. A message waits for its picture, and the courier gives it thirty seconds
altogether.
"""

Work = Callable[[bytes], Awaitable[tuple[bytes, int | None]]]
"""Gives what a worker drew for a request, and the status with which it ended."""


async def draw_apart(request: bytes) -> tuple[bytes, int | None]:
    """Have it drawn by a process that ends with it."""
    # Isolated, and without the environment: it holds the program's secrets. One thread, as each
    # reserves memory.
    worker = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-m", "bot.pictures"),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env={"OPENBLAS_NUM_THREADS": "1"},
    )
    try:
        drawn, _ = await worker.communicate(request)
    finally:
        if worker.returncode is None:
            worker.kill()
            await worker.wait()
    return drawn, worker.returncode


class PictureProcess:
    """Starts the workers, one after another."""

    def __init__(
        self, seconds: float = _SECONDS, patience: float = _PATIENCE, work: Work = draw_apart
    ) -> None:
        """`seconds` is how long a worker may take, `patience` how long a picture waits for its
        turn: one worker at a time, for each takes memory.
        """
        self._seconds, self._patience, self._work = seconds, patience, work
        self._turn = asyncio.Lock()

    async def __call__(self, picture: Picture, captions: Captions, form: Form) -> bytes:
        """Return what the worker drew. Raise PictureMissingError when it was too slow, failed or
        could not be started, and PictureDelayedError when it was not its turn yet.
        """
        request = write_request(Request(picture, captions, form))
        try:
            async with asyncio.timeout(self._patience):
                await self._turn.acquire()
        except TimeoutError as error:
            raise PictureDelayedError from error
        try:
            return await self._drawn(request)
        finally:
            self._turn.release()

    async def _drawn(self, request: bytes) -> bytes:
        try:
            async with asyncio.timeout(self._seconds):
                drawn, status = await self._work(request)
        except (OSError, TimeoutError) as error:
            log.warning("a picture was not drawn", extra={"reason": type(error).__name__})
            raise PictureMissingError from error
        if status or not drawn:
            log.warning("a picture was not drawn", extra={"reason": "worker"})
            raise PictureMissingError
        return drawn
