"""How long a teller waits for the private receipt, at fifty stories a second.

As in `benchmarks.acknowledgement` the program runs as a process of its own, on SQLite with FULL
sync, against the practice workspace in this process. Everybody tells once, in a listened channel,
in a direct message or by command; the time of each is from the event's sending to the first
message of Kuule that this person alone sees, as the workspace dates both. Before that the program
has committed the story, and has asked Slack who the person is.

In a channel the receipt is also shown in place, by `chat.postEphemeral`, of which Slack allows a
workspace 100 a minute: at this rate those fall behind, and the copy in the direct message is what
comes first.

    python -m benchmarks.receipt [--seconds N] [--rate N]
"""

import argparse
import asyncio
import signal
import tempfile
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from benchmarks.acknowledgement import connect
from benchmarks.intake_told import TEXTS
from bot.practice.clock import PracticeClock
from bot.practice.ledger import Event
from bot.practice.limits import AS_FAST_AS_IT_COMES
from bot.practice.people import Employee
from bot.practice.slack_handover import Retries
from bot.practice.workspace import Workspace
from storage import schema
from tests.integration.kuule_process import a_site, started

AIM = 5.0
"""Seconds within which a teller should have the receipt."""
_WAYS = (
    "channel",
    "channel",
    "channel",
    "channel",
    "channel",
    "channel",
    "dm",
    "dm",
    "dm",
    "command",
)
_PATIENCE_SECONDS = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One story on its way to its receipt."""

    who: Employee
    event: Event


async def measure(folder: Path, *, seconds: float, rate: float) -> list[float]:
    """Let people tell for so long at that rate; return how many seconds each waited, the shortest
    first.
    """
    database = f"sqlite:///{folder}/kuule.db"
    schema.prepare(database, allowed=True, announce=lambda _: None)
    retries = Retries(delays=(0.1,) * 1000, keep_while_deaf=True)
    async with Workspace(
        PracticeClock(), seed=0, rates=AS_FAST_AS_IT_COMES, retries=retries
    ) as workspace:
        people = [workspace.slack_newcomer() for _ in range(round(seconds * rate))]
        site = a_site(folder / "site", workspace, database, log="warning")
        async with started(site) as kuule:
            await connect(workspace, kuule, "socket")
            told = await _tell(workspace, people, rate)
            async with asyncio.timeout(_PATIENCE_SECONDS):
                # To look whenever something is posted would cost the time that is measured.
                while not all(_received(workspace, each.who) for each in told):  # noqa: ASYNC110
                    await asyncio.sleep(0.5)
            # What is sent from now on are echoes of receipts, for which nobody waits.
            workspace.handover.retries = Retries(delays=())
            kuule.send(signal.SIGTERM)
            await kuule.ended()
        return sorted(
            min(_received(workspace, each.who)) - each.event.sent_at.timestamp() for each in told
        )


async def _tell(workspace: Workspace, people: list[Employee], rate: float) -> list[Told]:
    loop = asyncio.get_running_loop()
    began, told = loop.time(), []
    for serial, (who, text, way) in enumerate(
        zip(people, cycle(TEXTS), cycle(_WAYS), strict=False)
    ):
        await asyncio.sleep(max(began + serial / rate - loop.time(), 0))
        if way == "channel":
            await workspace.slack_say(who, text)
        elif way == "dm":
            await workspace.slack_dm(who, text)
        else:
            await workspace.slack_command(who, "/tarina", text)
        told.append(Told(who=who, event=workspace.ledger.events[-1]))
    return told


def _received(workspace: Workspace, who: Employee) -> list[float]:
    """Return when Kuule wrote what this person alone sees."""
    seen = (each for each in workspace.seen_by(who) if each.to == who.id)
    return [float(each.ts) for each in (*workspace.dm(who), *seen) if each.is_by_bot]


def report(waited: list[float]) -> str:
    """Return the figures as lines of a table."""
    last = len(waited) - 1
    rows = {
        "stories": str(len(waited)),
        "median": f"{waited[last // 2]:.2f} s",
        "99 of 100": f"{waited[min(len(waited) * 99 // 100, last)]:.2f} s   (aim {AIM:.0f})",
        "longest": f"{waited[last]:.2f} s",
    }
    return "\n".join(f"{row:12} {value}" for row, value in rows.items())


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=20, help="of telling (default 20)")
    parser.add_argument("--rate", type=float, default=50, help="stories a second (default 50)")
    arguments = parser.parse_args()
    # Not in memory, where a sync costs nothing.
    with tempfile.TemporaryDirectory(dir=".") as folder:
        waited = asyncio.run(
            measure(Path(folder).resolve(), seconds=arguments.seconds, rate=arguments.rate)
        )
    print(report(waited), flush=True)


if __name__ == "__main__":
    main()
