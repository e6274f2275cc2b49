"""How long a team's channel waits to see who takes on a reply, and who gives it back.

The whole program on SQLite with FULL sync, and in the same process the practice workspace, at the
pace that Slack sets. A digest is posted; then `Otan hoitaakseni` is pressed, and on the notice
that it brings `Vapauta`, again and again. The time of each is from the press to the message that
everybody in the channel sees. Meanwhile others tell stories. It ends with status 1 when one took
longer than the aim.

    python -m benchmarks.claim [--times N] [--rate N]
"""

import argparse
import asyncio
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

from benchmarks.intake_told import TEXTS
from bot.practice.workspace import Workspace
from handlers.slack import action_ids
from storage import schema
from tests.program import Play, a_play
from tests.slack_readers import in_channel, posted, with_button

AIM = 2.0
"""Seconds within which a claim should be seen."""


async def measure(folder: Path, *, times: int, rate: float) -> list[float]:
    """Claim and release so many times beside that many stories a second; return how many seconds
    each took, the shortest first.
    """
    template = folder / "template.db"
    schema.prepare(f"sqlite:///{template}", allowed=True, announce=lambda _: None)
    async with a_play(folder, template) as play, play.running() as program:
        number, *_ = await posted(play, program)
        telling = asyncio.create_task(_tell(play.workspace, rate))
        try:
            actions = (action_ids.CLAIM, action_ids.RELEASE) * times
            waited = sorted([await _seconds(play, number, action) for action in actions])
            if telling.done():
                telling.result()  # raises what ended it: nobody told meanwhile
            return waited
        finally:
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)


async def _seconds(play: Play, number: str, action: str) -> float:
    shown, seen = with_button(play, action, number), len(in_channel(play))
    began = time.perf_counter()
    await play.workspace.slack_press("u1", shown, action)
    await play.workspace.until(lambda: len(in_channel(play)) > seen)
    return time.perf_counter() - began


async def _tell(workspace: Workspace, rate: float) -> None:
    for text in cycle(TEXTS):
        await asyncio.sleep(1 / rate)
        await workspace.slack_dm(workspace.slack_newcomer(), text)


def report(waited: list[float]) -> str:
    """Return the figures as lines of a table."""
    rows = {
        "claims": str(len(waited)),
        "median": f"{waited[len(waited) // 2]:.2f} s",
        "longest": f"{waited[-1]:.2f} s   (aim {AIM:.0f})",
    }
    return "\n".join(f"{row:12} {value}" for row, value in rows.items())


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=30, help="claims (default 30)")
    parser.add_argument("--rate", type=float, default=20, help="stories a second (default 20)")
    arguments = parser.parse_args()
    # Not in memory, where a sync costs nothing.
    with tempfile.TemporaryDirectory(dir=".") as folder:
        waited = asyncio.run(
            measure(Path(folder).resolve(), times=arguments.times, rate=arguments.rate)
        )
    print(report(waited), flush=True)
    sys.exit(0 if waited[-1] <= AIM else 1)


if __name__ == "__main__":
    main()
