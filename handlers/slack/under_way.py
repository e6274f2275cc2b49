"""What came in from Slack and is not answered yet."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

log = logging.getLogger(__name__)

_DRAIN_SECONDS = 2.5
"""The gate tries for two seconds; the whole program has five to end."""


class UnderWay:
    """Tasks that go on while their transport ends."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._tasks: set[asyncio.Task[Any]] = set()

    def begin(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Let it run, and keep it until it is done."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def drain(self) -> None:
        """Wait for a while until all is answered. Slack sends the rest again."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=_DRAIN_SECONDS)
        if late:
            log.warning(
                "what came in was left unanswered at the end",
                extra={"platform": "slack", "count": len(late)},
            )
