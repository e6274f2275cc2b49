"""A program at work: its loops, its ticks, its web port, and an orderly end."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable

from bot.app import Program
from bot.core.errors import StorageUnavailableError
from bot.schedule import ticking
from handlers.web.server import serving

log = logging.getLogger(__name__)


async def run(
    program: Program, host: str, port: int, *, stop: asyncio.Event, ready: Callable[[int], None]
) -> None:
    """Run until `stop` is set; `ready` gets the web port. Raise what ended a loop that should
    not end.

    At the end the platforms go first, so that nothing new comes in; then the courier finishes what
    it is sending; the store is closed by whoever opened it, and commits what waits.
    """
    async with serving(program.web, host, port) as bound:
        await program.begin()
        with contextlib.suppress(StorageUnavailableError):
            await program.tick()
        with ticking(program.tick):
            listening = [asyncio.create_task(listen()) for listen in program.listen]
            courier = asyncio.create_task(program.courier.run())
            stopping = asyncio.create_task(stop.wait())
            ready(bound)
            tasks = {*listening, courier, stopping}
            ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            log.info("stopping")
            await _cancel(stopping, *listening)
            await _cancel(courier)
    for task in ended - {stopping}:
        task.result()


def stop_on_signals() -> asyncio.Event:
    """Return an event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    for which in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(which, stop.set)
    return stop


async def _cancel(*tasks: asyncio.Task[object]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
