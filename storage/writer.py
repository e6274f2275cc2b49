"""Group commit: what waits is committed together, each unit is done only after the commit, none
harms another.

A thread takes the waiting units, runs all of them in one transaction and commits once, so that
a flush to disk is paid a group, not a unit. A group that fails is rolled back and split in half,
down to the one bad unit; savepoints would do the same at a greater price, and on a full disk
SQLite drops the whole transaction under them (docs/adr/0003).
"""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from bot.core.errors import StorageUnavailableError
from storage.outages import outage
from storage.session import CursorSession

T = TypeVar("T")
Unit = Callable[[CursorSession], Any]

_GROUP = 256
"""Units from which a group takes no more; what one turn of the loop asked stays together, so it
may hold nearly twice as many.
"""
_CONFLICT_TRIES = 3
_NOT_NOW = "the database cannot be written to now"


class Link(Protocol):
    """One writing connection of a driver, and what its errors mean."""

    def begin(self) -> CursorSession:
        """Connect where needed and begin a transaction that writes."""
        ...

    def check(self) -> None:
        """Raise when the transaction is not whole any more, whatever the unit made of it."""
        ...

    def commit(self) -> None:
        """Commit."""
        ...

    def rollback(self) -> None:
        """End the transaction, whatever its state; never raises."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...

    def is_outage(self, error: BaseException) -> bool:
        """True when the database failed (locked, full, away), not the unit."""
        ...

    def is_conflict(self, error: BaseException) -> bool:
        """True when another process came first and running the unit again may succeed."""
        ...


@dataclass(frozen=True, slots=True)
class _Job:
    unit: Unit
    future: asyncio.Future[Any]


@dataclass(frozen=True, slots=True)
class _Done:
    job: _Job
    value: Any = None
    error: BaseException | None = None


class Writer:
    """Runs units of work on its own threads, one connection each."""

    def __init__(self, links: Sequence[Link]) -> None:
        """Start a thread for each link; SQLite has one."""
        self._queue: queue.SimpleQueue[list[_Job] | None] = queue.SimpleQueue()
        self._turn: list[_Job] = []
        self._closed = False
        self._threads = [
            threading.Thread(target=self._work, args=(link,), name="kuule-writer", daemon=True)
            for link in links
        ]
        for thread in self._threads:
            thread.start()

    async def write(self, unit: Callable[[CursorSession], T]) -> T:
        """Return the unit's value after the commit.

        A cancelled wait leaves the outcome unknown: the unit may be committed all the same.
        """
        if self._closed:
            raise StorageUnavailableError("the database is closing")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._turn.append(_Job(unit, future))
        loop.call_soon(self._hand_over)
        return await future

    async def close(self) -> None:
        """Commit what waits, refuse what comes later, and end the threads."""
        if self._closed:
            return
        self._closed = True
        self._hand_over()
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            await asyncio.to_thread(thread.join)

    def _hand_over(self) -> None:
        """Give the threads what was asked in this turn of the loop.

        All of it at once: a thread that begins with the first, while the loop is busy with the
        others, fights with it for Python's one running thread at every statement.
        """
        turn, self._turn = self._turn, []
        for start in range(0, len(turn), _GROUP):
            self._queue.put(turn[start : start + _GROUP])

    def _work(self, link: Link) -> None:
        open_for_work = True
        while open_for_work:
            jobs, open_for_work = self._take()
            if jobs:
                _answer(_commit(link, jobs))
        link.close()

    def _take(self) -> tuple[list[_Job], bool]:
        """Return a group of waiting jobs, at least one, and whether more may come."""
        jobs: list[_Job] = []
        turn = self._queue.get()
        # Another thread may empty the queue at any moment: never wait with jobs in hand.
        with contextlib.suppress(queue.Empty):
            while turn is not None:
                jobs += turn
                # What is left is for the other threads, which PostgreSQL has.
                if len(jobs) >= _GROUP:
                    return jobs, True
                turn = self._queue.get_nowait()
        return jobs, turn is not None


def _commit(link: Link, jobs: Sequence[_Job], tries: int = _CONFLICT_TRIES) -> list[_Done]:
    """Commit the jobs together; where one fails, by halves."""
    try:
        session = link.begin()
        done = [_Done(job, _run(link, session, job.unit)) for job in jobs]
        link.commit()
    except BaseException as error:  # noqa: BLE001  # whatever a unit raises belongs to whoever waits for it
        link.rollback()
        conflict, is_outage = link.is_conflict(error), link.is_outage(error)
        if len(jobs) > 1 and (conflict or not is_outage):
            half = len(jobs) // 2
            return _commit(link, jobs[:half]) + _commit(link, jobs[half:])
        if conflict and tries > 1:
            return _commit(link, jobs, tries - 1)
        failure = outage(error, _NOT_NOW) if is_outage else _raisable(error)
        return [_Done(job, error=failure) for job in jobs]
    return done


def _run(link: Link, session: CursorSession, unit: Unit) -> Any:
    value = unit(session)
    link.check()
    return value


def _raisable(error: BaseException) -> BaseException:
    """Return the error as a future takes it: StopIteration would end whoever awaits."""
    if not isinstance(error, StopIteration):
        return error
    wrapped = RuntimeError("a unit of work raised StopIteration")
    wrapped.__cause__ = error
    return wrapped


def _answer(done: Sequence[_Done]) -> None:
    by_loop: dict[asyncio.AbstractEventLoop, list[_Done]] = {}
    for each in done:
        by_loop.setdefault(each.job.future.get_loop(), []).append(each)
    for loop, group in by_loop.items():
        # A closed loop raises; it has nobody left who waits.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(_resolve, group)


def _resolve(done: Sequence[_Done]) -> None:
    for each in done:
        if each.job.future.done():
            continue
        if each.error is not None:
            each.job.future.set_exception(each.error)
        else:
            each.job.future.set_result(each.value)
