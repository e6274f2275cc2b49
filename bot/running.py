"""A program at work: its loops, its ticks, its web port, and an orderly end."""

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager

from bot.app import Program
from bot.core.errors import KuuleError
from bot.schedule import attempt, ticking
from handlers.web.server import serving

log = logging.getLogger(__name__)

_PATIENCE = (3.5, 0.5)
"""Seconds for the loops to end what they have begun, and after that for what was asked again:
in Python 3.11 `asyncio.wait_for` may swallow a cancellation. Five seconds are promised.
"""


_SWITCH_INTERVAL = 0.0005
"""Seconds after which a thread that computes lets the others run, a tenth of Python's own: while a
digest of 10,000 stories is composed in a thread, every hand-over between the loop and the writer
waits that long.
"""


class PortError(KuuleError):
    """The port cannot be opened; the message says what to do."""


async def run(
    program: Program, host: str, port: int, *, stop: asyncio.Event, ready: Callable[[int], None]
) -> None:
    """Run until `stop` is set; `ready` gets the web port. Raise what ended a loop that should
    not end.

    At the end every loop finishes what it has begun and takes up nothing new; what it leaves is
    in the database. The store is closed by whoever opened it, and commits what waits.
    """
    async with AsyncExitStack() as stack:
        with taking_port(host, port, "web.port"):
            bound = await stack.enter_async_context(serving(program.web, host, port))
        await program.begin()
        work = [loop() for loop in program.loops]
        tasks = [asyncio.create_task(each) for each in (*work, _ticks(program.tick), stop.wait())]
        settle()
        ready(bound)
        ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        log.info("stopping")
        await _end(tasks)
    for task in ended:
        task.result()


def settle() -> None:
    """Set the interpreter for a program that has loaded what it needs, and now serves."""
    # What was loaded stays: to walk through it held everybody up for 40 ms now and then.
    gc.freeze()
    sys.setswitchinterval(_SWITCH_INTERVAL)


def stop_on_signals() -> asyncio.Event:
    """Return an event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    for which in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(which, stop.set)
    return stop


@contextmanager
def taking_port(host: str, port: int, setting: str) -> Iterator[None]:
    """Raise PortError for whatever keeps the block from opening that port."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        message = (
            f"Port {port} of {host} cannot be used ({reason}): "
            f"end what uses it, or set another {setting}; 0 is any free one."
        )
        raise PortError(message) from error


async def _ticks(tick: Callable[[], Awaitable[None]]) -> None:
    """Tick at once, because something may have become due meanwhile, and then by the schedule."""
    await attempt(tick)
    with ticking(tick):
        await asyncio.Event().wait()


async def _end(tasks: Sequence[asyncio.Task[object]]) -> None:
    for seconds in _PATIENCE:
        for task in tasks:
            task.cancel()
        _, late = await asyncio.wait(tasks, timeout=seconds)
        if not late:
            break
        log.warning("a loop did not end in time", extra={"count": len(late)})
    # What fails at the end fails for nobody; asyncio complains of errors that nobody looks at.
    await asyncio.gather(*filter(asyncio.Task.done, tasks), return_exceptions=True)
