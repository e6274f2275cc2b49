"""The `CleanImage` port: each image is drawn anew by a process of its own."""

import asyncio
import sys
from asyncio.subprocess import PIPE

from bot.core.errors import FileDelayedError, FileNotKeptError
from bot.core.model.attachment import Image, NotKept

_SECONDS = 60.0
"""Longer than the worker's own limit of processor time on a machine that does nothing else."""


class ImageProcess:
    """Starts the workers, one after another."""

    def __init__(self) -> None:
        """One at a time: an image of 25 megapixels takes some hundred megabytes while it is
        drawn.
        """
        self._turn = asyncio.Lock()

    async def __call__(self, content: bytes) -> Image:
        """Return what the worker drew. Raise FileNotKeptError, or FileDelayedError when no worker
        could work.
        """
        async with self._turn:
            # Isolated, and without an environment: it holds the program's secrets.
            command = (sys.executable, "-I", "-m", "bot.images")
            try:
                worker = await asyncio.create_subprocess_exec(
                    *command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env={}
                )
            except OSError as error:
                raise FileDelayedError from error
            written = await _written(worker, content)
        return _read(written, worker.returncode)


async def _written(worker: asyncio.subprocess.Process, content: bytes) -> bytes:
    try:
        async with asyncio.timeout(_SECONDS):
            written, _ = await worker.communicate(content)
    except TimeoutError as error:
        raise FileNotKeptError(NotKept.BROKEN) from error
    finally:
        if worker.returncode is None:
            worker.kill()
            await worker.wait()
    return written


def _read(written: bytes, status: int | None) -> Image:
    if status is not None and status < 0:
        # Killed by a signal: it took too much, or the file broke the decoder.
        raise FileNotKeptError(NotKept.BROKEN)
    if status:
        raise FileDelayedError
    head, mark, content = written.partition(b"\n")
    if not mark:
        raise FileNotKeptError(NotKept(head.decode()))
    return Image(head.decode(), content)
