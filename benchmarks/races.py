"""Processes race for the digests of many weeks, and some are killed: is any missed, is any double?

Two to five processes share one database and one simulated clock. Week after week the clock is set
to the hour before a digest leaves, to its claim and to its time; meanwhile a process is now and
then killed with SIGKILL and started anew. In the end the tables, and what was handed to the
platform, are counted.

    python -m benchmarks.races [WEEKS] [--processes N] [--database URL]
"""

import argparse
import asyncio
import contextlib
import ctypes
import multiprocessing
import os
import random
import secrets
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import select

from benchmarks.flood import databases
from bot.core.edition import Edition
from bot.core.errors import StorageUnavailableError
from bot.core.model.delivery import Delivery, DigestPost
from bot.core.model.digest import Composition, Line
from bot.core.model.team import Teams
from bot.core.ports.sender import Subject
from bot.sealing import KeyedSealer
from storage import schema
from storage.store import open_store
from storage.tables import delivery, digest, story
from tests.core_builders import HELSINKI, SERVICE, WEDNESDAY, WEEK_46, Office, a_message, rows
from tests.fakes import RecordingSender, StandingClock

TEAM = replace(SERVICE, owner="U0")
KILLED = 0.3
"""How often a process is killed, of the three moments of a week."""
_PATIENCE = 120
_LEASE_WAITED = 4
"""Real seconds in which whoever lives has sent what it was sending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the tables and the platform say together."""

    weeks: int
    kills: int
    seconds: float
    digests: Counter[str]
    """Claimed rows by week."""
    posts: Counter[str]
    """What reached the platform, by digest."""
    counted: int
    """Stories that a digest counts."""

    @property
    def holds(self) -> bool:
        """True when each week has one digest, posted once, and each story is counted."""
        return len(self.digests) == len(self.posts) == self.counted == self.weeks and set(
            self.digests.values()
        ) == set(self.posts.values()) == {1}


class SharedClock(StandingClock):
    """A clock that another process moves."""

    def __init__(self, micros: "ctypes.c_longlong") -> None:
        super().__init__(WEDNESDAY)
        self._micros = micros

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._micros.value / 1e6, UTC)


class Platform(RecordingSender):
    """Writes down what reaches it, before it answers, and says so when it is asked."""

    def __init__(self, ledger: Path) -> None:
        super().__init__()
        self._ledger = ledger

    async def send(self, delivery: Delivery, subject: Subject) -> str:
        content = delivery.content
        if _is_post(delivery):
            with self._ledger.open("a") as ledger:
                ledger.write(f"{content.digest_id.hex}\n")
        return await super().send(delivery, subject)

    async def find(self, delivery: Delivery) -> str | None:
        content = delivery.content
        is_there = _is_post(delivery) and content.digest_id.hex in self._ledger.read_text()
        return "remote" if is_there else None


def _is_post(delivery: Delivery) -> bool:
    """True for what the channel gets, which is neither a copy nor an edit."""
    return type(delivery.content) is DigestPost and not delivery.address.edits


def race(database: str, weeks: int, processes: int, ledger: Path, seed: int) -> Verdict:
    """Let them race; nothing else may run in this process, for it is forked."""
    key = secrets.token_bytes(32)
    schema.prepare(database, allowed=True, announce=lambda _: None)
    asyncio.run(_tell(database, key, weeks))
    micros = multiprocessing.RawValue(ctypes.c_longlong, int(WEDNESDAY.timestamp() * 1e6))
    chance, began, kills = random.Random(seed), time.monotonic(), 0  # noqa: S311  # no secret
    ledger.touch()

    def started() -> int:
        if child := os.fork():
            return child
        # What is to be cleared up at the end is the parent's.
        try:
            asyncio.run(_live(database, key, micros, ledger))
        except BaseException:  # noqa: BLE001  # written down, and judged by what it left undone
            traceback.print_exc()
        finally:
            os._exit(1)

    running = [started() for _ in range(processes)]
    try:
        for number in range(weeks):
            for before, is_over in _STAGES:
                micros.value = int((_leaves(number) - before).timestamp() * 1e6)
                if chance.random() < KILLED:
                    time.sleep(chance.random() * 0.03)
                    _kill(running.pop(chance.randrange(processes)))
                    running.append(started())
                    kills += 1
                _wait(micros, partial(is_over, database, str(WEEK_46.shifted(number))))
    finally:
        for each in running:
            _kill(each)
    return _judged(database, weeks, kills, time.monotonic() - began, ledger)


def _leaves(number: int) -> datetime:
    week = WEEK_46.shifted(number + 1)
    return week.start(HELSINKI).astimezone(UTC) + timedelta(hours=9)


def _compose(edition: Edition) -> Composition:
    numbers = tuple(each.number for each in edition.kept)
    return Composition((Line("header", "Week", ()), Line("counts", "Stories", numbers)))


async def _tell(database: str, key: bytes, weeks: int) -> None:
    sealer = KeyedSealer(key)
    async with open_store(database, sealer) as store:
        office = Office(store, sealer, StandingClock(WEDNESDAY), Teams((TEAM,)))
        await office.publishing.begin()
        for number in range(weeks):
            told_at = _leaves(number) - timedelta(days=4)
            await office.intake.submit(a_message(ts=f"{number}.0", told_at=told_at))


async def _live(database: str, key: bytes, micros: "ctypes.c_longlong", ledger: Path) -> None:
    sealer, clock = KeyedSealer(key), SharedClock(micros)
    slack = Platform(ledger)
    async with open_store(database, sealer) as store:
        office = Office(store, sealer, clock, Teams((TEAM,)), slack=slack, compose=_compose)
        while True:
            # As the program's tick: what the database refuses now is tried again.
            with contextlib.suppress(StorageUnavailableError):
                await office.publishing.publish_due()
                await office.proposing.propose_due()
                await office.courier.send_due()
                await office.courier.tidy()
            await asyncio.sleep(0.002)


def _is_composed(database: str, week: str) -> bool:
    return bool(rows(database, select(digest.c.id).where(digest.c.period == week)))


def _is_claimed(database: str, week: str) -> bool:
    query = select(digest.c.state).where(digest.c.period == week)
    return all(row["state"] != "composed" for row in rows(database, query))


def _is_posted(database: str, week: str) -> bool:
    query = (
        select(delivery.c.state)
        .join_from(delivery, digest, delivery.c.digest == digest.c.id)
        .where(digest.c.period == week, delivery.c.kind == "digest")
    )
    # What a killed process was sending is asked about when its lease is over, and not before: the
    # clock must not leap while another is still at it.
    return {row["state"] for row in rows(database, query)} == {"sent"}


_STAGES = (
    (timedelta(hours=1), _is_composed),
    (timedelta(minutes=5), _is_claimed),
    (timedelta(0), _is_posted),
)
"""How long before a digest leaves the clock is set, and what is waited for then."""


def _wait(micros: "ctypes.c_longlong", holds: Callable[[], bool]) -> None:
    """Wait, while the clock goes on; after a while faster, to the end of the lease of the dead."""
    began = time.monotonic()
    while not holds():
        waited = time.monotonic() - began
        if waited > _PATIENCE:
            raise TimeoutError("what was due did not come")
        time.sleep(0.005)
        micros.value += 10_000 if waited < _LEASE_WAITED else 1_000_000


def _kill(process: int) -> None:
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def _judged(database: str, weeks: int, kills: int, seconds: float, ledger: Path) -> Verdict:
    digests = rows(database, select(digest.c.period, digest.c.state))
    counted = rows(database, select(story.c.digest).where(story.c.digest.is_not(None)))
    return Verdict(
        weeks=weeks,
        kills=kills,
        seconds=seconds,
        digests=Counter(row["period"] for row in digests if row["state"] != "composed"),
        posts=Counter(ledger.read_text().split()),
        counted=len(counted),
    )


def report(verdict: Verdict) -> str:
    """Return the figures."""
    doubled = [week for week, number in verdict.digests.items() if number > 1]
    twice = [each for each, number in verdict.posts.items() if number > 1]
    return (
        f"{verdict.weeks} weeks, {verdict.kills} kills, {verdict.seconds:.0f} s: "
        f"{len(verdict.digests)} weeks have a digest, {len(doubled)} two; "
        f"{verdict.counted} stories are counted; {len(verdict.posts)} digests reached the "
        f"platform, {len(twice)} twice. "
        f"{'Holds.' if verdict.holds else 'DOES NOT HOLD.'}"
    )


def main() -> None:
    """Run, print, and say by the exit status whether it holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weeks", nargs="?", type=int, default=1000)
    parser.add_argument("--processes", type=int, default=3)
    parser.add_argument("--database", default="", help="by default one of each kind")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, databases(Path(folder)) as make:
        found = []
        for kind in [given.database] if given.database else ["SQLite", "PostgreSQL"]:
            database = given.database or make(kind, "races")
            ledger = Path(folder) / f"{len(found)}.ledger"
            found.append(race(database, given.weeks, given.processes, ledger, given.seed))
            print(report(found[-1]))
    sys.exit(0 if all(verdict.holds for verdict in found) else 1)


if __name__ == "__main__":
    main()
