"""What other customers notice while one of them floods the bot.

The program runs as a process of its own, on SQLite with FULL sync, against the practice workspace
in this process, by long polling. One customer writes at the given rate; others write five messages
a second among them, each when its time has come. The time of each of theirs is from its sending
to its confirmation, as the workspace sees both. Its own work, on the same machine, counts against
the program.

    python -m benchmarks.flood [--seconds N] [--rate N]
"""

import argparse
import asyncio
import signal
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

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


async def measure(folder: Path, *, seconds: float, rate: float) -> Flooded:
    """Let one flood and others write for so long."""
    database = f"sqlite:///{folder}/kuule.db"
    schema.prepare(database, allowed=True, announce=lambda _: None)
    retries = Retries(keep_while_deaf=True)
    async with Workspace(
        PracticeClock(), seed=0, rates=AS_FAST_AS_IT_COMES, retries=retries
    ) as workspace:
        flooder = workspace.people.add_customer()
        others = [workspace.people.add_customer() for _ in range(_OTHERS)]
        async with started(a_site(folder / "site", workspace, database, log="warning")) as kuule:
            await kuule.ready()
            await workspace.until(lambda: workspace.is_polled, timeout=30)
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


def report(found: Flooded) -> str:
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
    return "\n".join(f"{row:22} {value}" for row, value in rows.items())


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=10, help="of writing (default 10)")
    parser.add_argument("--rate", type=float, default=500, help="a second (default 500)")
    arguments = parser.parse_args()
    # Not in memory, where a sync costs nothing.
    with tempfile.TemporaryDirectory(dir=".") as folder:
        found = asyncio.run(
            measure(Path(folder).resolve(), seconds=arguments.seconds, rate=arguments.rate)
        )
    print(report(found))


if __name__ == "__main__":
    main()
