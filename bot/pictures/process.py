"""The `Draw` port: each picture is drawn by a process of its own."""

import asyncio
import logging
import sys
from asyncio.subprocess import DEVNULL, PIPE

from bot.core.errors import PictureMissingError
from bot.core.model.digest import Picture
from bot.core.ports.pictures import Captions, Form
from bot.pictures.request import Request, write_request

log = logging.getLogger(__name__)

_SECONDS = 10.0
"""A message waits for its picture, and the courier gives it thirty altogether."""


class PictureProcess:
    """Starts the workers, one after another."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        """`seconds` is how long a worker may take; one at a time, for each takes memory."""
        self._seconds = seconds
        self._turn = asyncio.Lock()

    async def __call__(self, picture: Picture, captions: Captions, form: Form) -> bytes:
        """Return what the worker drew. Raise PictureMissingError when it was too slow, failed or
        could not be started.
        """
        request = write_request(Request(picture, captions, form))
        try:
            async with asyncio.timeout(self._seconds), self._turn:
                drawn, status = await _drawn(request)
        except (OSError, TimeoutError) as error:
            log.warning("a picture was not drawn", extra={"reason": type(error).__name__})
            raise PictureMissingError from error
        if status or not drawn:
            log.warning("a picture was not drawn", extra={"reason": "worker"})
            raise PictureMissingError
        return drawn


async def _drawn(request: bytes) -> tuple[bytes, int | None]:
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
