"""How long Slack waits for an acknowledgement, at fifty events a second.

The program runs as a process of its own, on SQLite with FULL sync, against the practice workspace
in this process: real sockets, real Bolt, the tagger, the commit, and beside it the courier, which
sends the receipts. Two hundred people tell in channels, in direct messages and by command. Each
event is sent when its time has come, whether or not earlier ones were answered; the time of each
is from its sending to its acknowledgement, as the workspace sees both. Its own work, on the same
machine, counts against the program.

    python -m benchmarks.acknowledgement [--seconds N] [--rate N] [--mode socket|http]
"""

import argparse
import asyncio
import random
import signal
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.intake_told import TEXTS
from bot.practice.clock import PracticeClock
from bot.practice.ledger import Event
from bot.practice.limits import AS_FAST_AS_IT_COMES
from bot.practice.people import Employee
from bot.practice.slack_handover import Retries
from bot.practice.workspace import Workspace
from storage import schema
from tests.integration.kuule_process import Kuule, a_site, started

PEOPLE = 200
AIM = 0.5
"""Seconds that 99 of 100 acknowledgements may take. Slack itself waits three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited:
    """The acknowledgements of one run."""

    mode: str
    told: int
    seconds: tuple[float, ...]
    """Of each acknowledgement, the shortest first."""
    again: int
    """Events that Slack had to send more than once."""
    lost: int

    def percentile(self, share: float) -> float:
        """Return within how many seconds that share was acknowledged."""
        return self.seconds[min(int(len(self.seconds) * share), len(self.seconds) - 1)]


async def measure(folder: Path, *, mode: str, seconds: float, rate: float) -> Waited:
    """Let people tell for so long at that rate; return how long each acknowledgement took."""
    chance = random.Random(0)  # noqa: S311  # no secret
    database = f"sqlite:///{folder}/kuule.db"
    schema.prepare(database, allowed=True, announce=lambda _: None)
    # Slack's own pauses between its tries would only make the beginning longer.
    retries = Retries(delays=(0.1,) * 1000, keep_while_deaf=True)
    async with Workspace(
        PracticeClock(), seed=0, rates=AS_FAST_AS_IT_COMES, retries=retries
    ) as workspace:
        people = [workspace.slack_newcomer() for _ in range(PEOPLE)]
        site = a_site(folder / "site", workspace, database, log="warning")
        environ = {
            "KUULE__SLACK__MODE": mode,
            "KUULE_SLACK_SIGNING_SECRET": workspace.slack_signing_secret,
        }
        async with started(replace(site, environ={**site.environ, **environ})) as kuule:
            await connect(workspace, kuule, mode)
            before = len(workspace.ledger.events)
            await _tell(workspace, people, chance, round(seconds * rate), rate)
            await workspace.until(lambda: not workspace.ledger.open_events())
            told = [e for e in workspace.ledger.events[before:] if _is_told(e)]
            # What is sent from now on are echoes of receipts, for which nobody waits.
            workspace.handover.retries = Retries(delays=())
            kuule.send(signal.SIGTERM)
            await kuule.ended()
    return Waited(
        mode=mode,
        told=len(told),
        seconds=tuple(sorted(filter(None, map(_seconds, told)))),
        again=sum(len(event.attempts) > 1 for event in told),
        lost=sum(event.lost for event in told),
    )


async def connect(workspace: Workspace, kuule: Kuule, mode: str) -> None:
    """Wait until the program hears what is told, and has asked who it is."""
    port = await kuule.ready()
    if mode == "http":
        await workspace.slack_request_url(f"http://127.0.0.1:{port}/slack/events")
    else:
        await workspace.connected(sockets=2)
    await workspace.slack_dm("u1", "Asiakas kiitti.")
    await workspace.until(lambda: not workspace.ledger.open_events(), 30)


async def _tell(
    workspace: Workspace, people: list[Employee], chance: random.Random, count: int, rate: float
) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    for serial in range(count):
        await asyncio.sleep(max(began + serial / rate - loop.time(), 0))
        who, text = people[serial % PEOPLE], f"{TEXTS[serial % len(TEXTS)]} {serial}"
        way = chance.choices(("channel", "dm", "command"), (6, 3, 1))[0]
        if way == "channel":
            await workspace.slack_say(who, text)
        elif way == "dm":
            await workspace.slack_dm(who, text)
        else:
            await workspace.slack_command(who, "/tarina", text)


def _seconds(event: Event) -> float | None:
    return event.acked_at and (event.acked_at - event.sent_at).total_seconds()


def _is_told(event: Event) -> bool:
    """Leave out the echoes of what Kuule itself writes, which are no work."""
    return event.payload.get("event", event.payload).get("bot_id") is None


def report(waited: Waited) -> str:
    """Return the figures as lines of a table."""
    rows = {
        "events": waited.told,
        "median": f"{waited.percentile(0.5) * 1000:.0f} ms",
        "95 of 100": f"{waited.percentile(0.95) * 1000:.0f} ms",
        "99 of 100": f"{waited.percentile(0.99) * 1000:.0f} ms   (aim {AIM * 1000:.0f})",
        "longest": f"{waited.seconds[-1] * 1000:.0f} ms",
        "sent more than once": waited.again,
        "lost": waited.lost,
    }
    return "\n".join(f"{waited.mode:7} {row:20} {value}" for row, value in rows.items())


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60, help="of telling (default 60)")
    parser.add_argument("--rate", type=float, default=50, help="events a second (default 50)")
    parser.add_argument("--mode", choices=("socket", "http"), help="only one of the two")
    arguments = parser.parse_args()
    for mode in (arguments.mode,) if arguments.mode else ("socket", "http"):
        # Not in memory, where a sync costs nothing.
        with tempfile.TemporaryDirectory(dir=".") as folder:
            waited = asyncio.run(
                measure(
                    Path(folder).resolve(),
                    mode=mode,
                    seconds=arguments.seconds,
                    rate=arguments.rate,
                )
            )
        print(report(waited), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
