"""Stories a second through the whole path, beside what bounds it, in one run.

A: a bare no-op dispatch by Bolt. B: a bare aiosqlite insert and commit of a 600-byte row with four
indexes and FTS5, FULL sync. Both one after another. Everything is measured round by round, the
median of five. H = 1 / (1/A + 1/B) is what a program of two perfect halves would reach one at a
time. The whole path is dispatch, parse, tag, store with FULL sync, acknowledge.

For Telegram a text is update, parse, look for signs of distress, keep. A talk is a whole story in
five updates, the shortest way: the text, `Valmis`, `Ohita` twice, and who may read it. Each of
them is a commit of its own, so no aim is set for it; between them the benchmark reads the id of
the talk, which a person's buttons carry.

    python -m benchmarks.intake [--stories N] [--database URL]
"""

import argparse
import asyncio
import secrets
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiosqlite
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.intake_told import TEXTS, slack_event
from benchmarks.intake_ways import SELF, Work, ways
from bot.running import settle
from bot.sealing import KeyedSealer
from storage import schema
from storage.store import open_store

ROUNDS = 5
IN_FLIGHT = 50


def _request(body: dict[str, Any]) -> AsyncBoltRequest:
    return AsyncBoltRequest(mode="socket_mode", body=body)


def bare_dispatch() -> Work:
    """A: Bolt with one listener that does nothing."""
    app = AsyncApp(client=AsyncWebClient(), authorize=_authorize, process_before_response=True)

    @app.event("message")
    async def nothing() -> None:
        return

    async def work(serial: int) -> None:
        response = await app.async_dispatch(_request(slack_event(serial)))
        if response.status != 200:
            raise RuntimeError("Bolt refused")

    return work


async def bare_insert(connection: aiosqlite.Connection) -> Work:
    """B: one row and one commit."""
    for statement in (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "CREATE TABLE row(id INTEGER PRIMARY KEY, a TEXT, b TEXT, c INT, d INT, body TEXT)",
        *(f"CREATE INDEX row_{column} ON row({column})" for column in "abcd"),
        "CREATE VIRTUAL TABLE words USING fts5(body)",
    ):
        await connection.execute(statement)
    body = " ".join(TEXTS)[:600]

    async def work(serial: int) -> None:
        key = secrets.token_hex(8)
        await connection.execute(
            "INSERT INTO row(a, b, c, d, body) VALUES (?, ?, ?, ?, ?)",
            (key, key[::-1], serial, -serial, body),
        )
        await connection.execute("INSERT INTO words(body) VALUES (?)", (body,))
        await connection.commit()

    return work


async def _authorize() -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id=SELF.workspace, bot_user_id=SELF.user, bot_token=None
    )


async def one_at_a_time(work: Work, serials: range) -> float:
    """Return how many a second."""
    began = time.perf_counter()
    for serial in serials:
        await work(serial)
    return len(serials) / (time.perf_counter() - began)


async def in_flight(work: Work, serials: range) -> float:
    """Return how many a second with fifty under way."""
    left = iter(serials)

    async def worker() -> None:
        for serial in left:
            await work(serial)

    began = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(IN_FLIGHT)))
    return len(serials) / (time.perf_counter() - began)


@dataclass
class Measured:
    """One kind of work, and how many a second it did in each round."""

    work: Work
    measure: Callable[[Work, range], Awaitable[float]]
    count: int
    serials: int
    """Where its own ever new serials begin."""
    rates: list[float] = field(default_factory=list)

    async def round(self, *, counts: bool = True) -> None:
        """Do one round."""
        rate = await self.measure(self.work, range(self.serials, self.serials + self.count))
        self.serials += self.count
        if counts:
            self.rates.append(rate)

    @property
    def median(self) -> float:
        """Return the median of the rounds."""
        return statistics.median(self.rates)


async def run(stories: int, database: str) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        url = database or f"sqlite:///{folder}/kuule.db"
        schema.prepare(url, allowed=True, announce=print)
        async with (
            aiosqlite.connect(f"{folder}/bare.db") as connection,
            open_store(url, KeyedSealer(secrets.token_bytes(32))) as store,
        ):
            slack, text, talk = ways(store)
            a = Measured(bare_dispatch(), one_at_a_time, stories, 0)
            b = Measured(await bare_insert(connection), one_at_a_time, stories, 0)
            measured = {
                "Slack     one at a time": Measured(slack, one_at_a_time, stories, 10_000_000),
                "Slack     50 in flight": Measured(slack, in_flight, stories * 4, 30_000_000),
                "Telegram text, one by one": Measured(text, one_at_a_time, stories, 50_000_000),
                "Telegram text, in flight": Measured(text, in_flight, stories * 4, 70_000_000),
                "Telegram talk, one by one": Measured(talk, one_at_a_time, stories, 80_000_000),
                "Telegram talk, in flight": Measured(talk, in_flight, stories, 90_000_000),
            }
            settle()
            # Round by round, so that a machine that slows down slows all of them.
            for turn in range(ROUNDS + 1):
                for each in (a, b, *measured.values()):
                    await each.round(counts=turn > 0)
    h = 1 / (1 / a.median + 1 / b.median)
    print(f"A  bare Bolt dispatch       {a.median:8.0f} /s")
    print(f"B  bare insert and commit   {b.median:8.0f} /s")
    print(f"H  1 / (1/A + 1/B)          {h:8.0f} /s")
    # Telegram's way has no Bolt in it, so its bound is B alone; H judges it all the same.
    for name, way in measured.items():
        aim = f"   (aim {AIMS[way.measure]})" if "talk" not in name else ""
        print(f"{name:26} {way.median:8.0f} /s   {way.median / h:5.2f} H{aim}")


AIMS = {one_at_a_time: 0.4, in_flight: 0.8}


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, default=300, help="a round (default 300)")
    parser.add_argument("--database", default="", help="another database, e.g. postgresql://…")
    arguments = parser.parse_args()
    asyncio.run(run(arguments.stories, arguments.database))


if __name__ == "__main__":
    main()
