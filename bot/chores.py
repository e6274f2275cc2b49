"""What the loops share that take work out of the database and do it beside the courier."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from bot.core.errors import StorageUnavailableError


async def work(do_due: Callable[[], Awaitable[int]], wake: asyncio.Event) -> None:
    """Do what is due until cancelled, and rest until `wake` is set when nothing was. A database
    that is away is waited for. What is under way at the end is begun anew by the next process.
    """
    while True:
        try:
            taken = await do_due()
        except StorageUnavailableError:
            taken = 0
        if not taken:
            await wake.wait()
            wake.clear()


async def all_of(tasks: Iterable[Awaitable[None]]) -> None:
    """Let every task end, then raise what the first of them raised."""
    for error in await asyncio.gather(*tasks, return_exceptions=True):
        if error is not None:
            raise error
