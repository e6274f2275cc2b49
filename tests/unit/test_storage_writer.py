"""Group commit, on a link that keeps what was committed in a list."""

import asyncio
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.core.errors import StorageUnavailableError
from storage.writer import Writer
from tests.patience import HANGS


class OutageError(Exception):
    """The database failed."""


class ConflictError(Exception):
    """Another process came first."""


class ListLink:
    """A database whose rows are what units put into the session, which is a list.

    Before its first transaction it waits for the gate, so that a test decides what waits.
    """

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.began = threading.Event()
        self.rows: list[Any] = []
        self.commits: list[int] = []
        self.rollbacks = 0
        self.closed = False
        self.begin_errors: list[Exception] = []
        self.commit_errors: list[Exception | None] = []
        self._pending: list[Any] = []

    def begin(self) -> Any:
        self.began.set()
        self.gate.wait(10)
        self._pending = []
        if self.begin_errors:
            raise self.begin_errors.pop(0)
        return self._pending

    def check(self) -> None:
        if "dropped" in self._pending:
            raise OutageError

    def commit(self) -> None:
        error = self.commit_errors.pop(0) if self.commit_errors else None
        if error is not None:
            raise error
        self.rows += self._pending
        self.commits.append(len(self._pending))

    def rollback(self) -> None:
        self._pending = []
        self.rollbacks += 1

    def close(self) -> None:
        self.closed = True

    def is_outage(self, error: BaseException) -> bool:
        return isinstance(error, OutageError | StorageUnavailableError)

    def is_conflict(self, error: BaseException) -> bool:
        return isinstance(error, ConflictError)


def keeping(value: Any) -> Callable[[Any], Any]:
    def unit(session: Any) -> Any:
        session.append(value)
        return value

    return unit


def failing(error: BaseException) -> Callable[[Any], Any]:
    def unit(session: Any) -> Any:
        session.append("of the bad one")
        raise error

    return unit


@pytest.fixture
async def link():
    return ListLink()


@pytest.fixture
async def writer(link: ListLink):
    opened = Writer([link])
    yield opened
    link.gate.set()
    await opened.close()


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Let threads interrupt each other nearly everywhere."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


async def together(
    writer: Writer, link: ListLink, *units: Callable[[Any], Any]
) -> list[asyncio.Future[Any]]:
    """Submit a first unit and, while the link is busy with it, the others; return these."""
    first = asyncio.ensure_future(writer.write(keeping("first")))
    await asyncio.to_thread(link.began.wait, 10)
    waiting = [asyncio.ensure_future(writer.write(unit)) for unit in units]
    await asyncio.sleep(0)
    link.gate.set()
    await asyncio.wait([first, *waiting], timeout=HANGS)
    assert first.result() == "first"
    return waiting


async def test_what_waits_is_committed_together(writer: Writer, link: ListLink) -> None:
    done = await together(writer, link, *(keeping(n) for n in range(50)))

    assert [each.result() for each in done] == list(range(50))
    assert link.commits == [1, 50]


async def test_what_is_asked_in_one_turn_of_the_loop_is_one_group(
    writer: Writer, link: ListLink, hasty_threads: None
) -> None:
    link.gate.set()

    for _ in range(20):
        await asyncio.gather(*(writer.write(keeping(n)) for n in range(50)))

    assert link.commits == [50] * 20


async def test_a_group_has_at_most_256_units(writer: Writer, link: ListLink) -> None:
    await together(writer, link, *(keeping(n) for n in range(600)))

    assert link.commits == [1, 256, 256, 88]
    assert link.rows == ["first", *range(600)]


async def test_a_unit_is_done_only_after_the_commit(writer: Writer, link: ListLink) -> None:
    link.commit_errors = [OutageError()]

    first = asyncio.ensure_future(writer.write(keeping("first")))
    link.gate.set()

    with pytest.raises(StorageUnavailableError):
        await first
    assert link.rows == []


@pytest.mark.parametrize("position", [0, 1, 127, 128, 254, 255])
async def test_one_bad_unit_harms_no_other(writer: Writer, link: ListLink, position: int) -> None:
    units = [keeping(n) for n in range(256)]
    units[position] = failing(ValueError("bad"))

    done = await together(writer, link, *units)

    with pytest.raises(ValueError, match="bad"):
        done.pop(position).result()
    others = [n for n in range(256) if n != position]
    assert [each.result() for each in done] == others
    assert link.rows == ["first", *others]


async def test_many_bad_units_harm_no_other(writer: Writer, link: ListLink) -> None:
    units = [failing(ValueError(str(n))) if n % 3 else keeping(n) for n in range(99)]

    done = await together(writer, link, *units)

    assert [str(each.exception()) for n, each in enumerate(done) if n % 3] == [
        str(n) for n in range(99) if n % 3
    ]
    assert link.rows == ["first", *range(0, 99, 3)]


@pytest.mark.parametrize("error", [StopIteration(), asyncio.CancelledError(), GeneratorExit()])
async def test_a_unit_may_raise_anything_and_the_others_are_answered(
    writer: Writer, link: ListLink, error: BaseException
) -> None:
    done = await together(writer, link, failing(error), keeping("other"))

    assert done[0].done()
    assert done[0].cancelled() or done[0].exception() is not None
    assert done[1].result() == "other"
    assert await writer.write(keeping("later")) == "later"


async def test_an_outage_fails_all_that_wait_and_the_next_group_works(
    writer: Writer, link: ListLink
) -> None:
    cause = OutageError()
    link.commit_errors = [None, cause]

    done = await together(writer, link, *(keeping(n) for n in range(20)))

    for each in done:
        with pytest.raises(StorageUnavailableError) as caught:
            each.result()
        assert caught.value.__cause__ is cause
    assert link.rows == ["first"]
    assert await writer.write(keeping("after")) == "after"
    assert link.rows == ["first", "after"]


async def test_a_database_that_is_away_at_the_begin_is_an_outage(
    writer: Writer, link: ListLink
) -> None:
    link.begin_errors = [OutageError()]
    link.gate.set()

    with pytest.raises(StorageUnavailableError):
        await writer.write(keeping("first"))
    assert await writer.write(keeping("second")) == "second"


async def test_a_dropped_transaction_is_acknowledged_to_nobody(
    writer: Writer, link: ListLink
) -> None:
    ran: list[str] = []

    def later(session: Any) -> None:
        ran.append("later")

    done = await together(writer, link, keeping("one"), keeping("dropped"), later)

    for each in done:
        with pytest.raises(StorageUnavailableError):
            each.result()
    assert link.rows == ["first"]
    assert ran == [], "no unit may run outside the transaction"


async def test_a_conflict_is_tried_three_times(writer: Writer, link: ListLink) -> None:
    link.commit_errors = [ConflictError(), ConflictError()]
    link.gate.set()

    assert await writer.write(keeping("won")) == "won"
    assert link.rows == ["won"]


async def test_a_conflict_that_stays_is_told(writer: Writer, link: ListLink) -> None:
    link.commit_errors = [ConflictError(), ConflictError(), ConflictError()]
    link.gate.set()

    with pytest.raises(ConflictError):
        await writer.write(keeping("lost"))
    assert link.rows == []


async def test_a_conflict_in_a_group_harms_no_other(writer: Writer, link: ListLink) -> None:
    tries: list[int] = []

    def contended(session: Any) -> None:
        tries.append(1)
        if len(tries) < 4:
            raise ConflictError
        session.append("contended")

    done = await together(writer, link, keeping(1), contended, keeping(2))

    assert [each.exception() for each in done] == [None, None, None]
    assert sorted(map(str, link.rows)) == ["1", "2", "contended", "first"]


async def test_a_cancelled_wait_leaves_no_other_hanging(writer: Writer, link: ListLink) -> None:
    first = asyncio.ensure_future(writer.write(keeping("first")))
    await asyncio.to_thread(link.began.wait, 10)
    waiting = [asyncio.ensure_future(writer.write(keeping(n))) for n in range(5)]
    await asyncio.sleep(0)

    waiting[2].cancel()
    link.gate.set()
    done, pending = await asyncio.wait([first, *waiting], timeout=HANGS)

    assert not pending
    assert waiting[2].cancelled()
    assert [each.result() for each in done if not each.cancelled()]
    assert link.rows == ["first", 0, 1, 2, 3, 4], "unknown to who cancelled, but kept"


async def test_closing_commits_what_waits_and_refuses_what_comes_later(
    writer: Writer, link: ListLink
) -> None:
    first = asyncio.ensure_future(writer.write(keeping("first")))
    await asyncio.to_thread(link.began.wait, 10)
    waiting = [asyncio.ensure_future(writer.write(keeping(n))) for n in range(300)]
    await asyncio.sleep(0)

    closing = asyncio.ensure_future(writer.close())
    await asyncio.sleep(0)
    with pytest.raises(StorageUnavailableError):
        await writer.write(keeping("late"))
    link.gate.set()
    await closing

    assert [await each for each in [first, *waiting]] == ["first", *range(300)]
    assert link.closed
    await writer.close()


async def test_no_thread_waits_for_more_with_units_in_hand(
    hasty_threads: None,
) -> None:
    links = [ListLink() for _ in range(4)]
    for link in links:
        link.gate.set()
    writer = Writer(links)

    for n in range(2000):
        pair = (writer.write(keeping(n)), writer.write(keeping(n)))
        assert await asyncio.wait_for(asyncio.gather(*pair), HANGS) == [n, n]

    await writer.close()
    assert sum(len(link.rows) for link in links) == 4000


def test_a_loop_that_was_closed_meanwhile_does_not_end_the_writer() -> None:
    link = ListLink()
    writers: list[Writer] = []

    async def leave() -> None:
        writers.append(Writer([link]))
        task = asyncio.ensure_future(writers[0].write(keeping("left")))
        await asyncio.to_thread(link.began.wait, 10)
        task.cancel()

    async def return_to_it() -> object:
        kept = await writers[0].write(keeping("later"))
        await writers[0].close()
        return kept

    asyncio.run(leave())
    link.gate.set()
    assert asyncio.run(return_to_it()) == "later"
    assert link.rows == ["left", "later"]
