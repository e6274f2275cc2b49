"""How long a team's channel waits to see who takes on a reply, and who gives it back.

The whole program on SQLite with FULL sync, and in the same process the practice workspace, at the
pace that the platform sets. On Slack a digest is posted; then `Otan hoitaakseni` is pressed, and
on the notice that it brings `Vapauta`, again and again. On Telegram a member presses the same two
in the queue that the private chat shows, each time after the three seconds in which a group takes
one message. The time of each is from the press to the message that everybody sees. Meanwhile
others tell stories. It ends with status 1 when one took longer than the aim.

    python -m benchmarks.claim [--times N] [--rate N]
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import cycle
from pathlib import Path

from benchmarks.intake_told import TEXTS
from bot.practice.workspace import Workspace
from handlers.slack import action_ids
from storage import schema
from tests.program import Play, a_play
from tests.slack_readers import BILL, in_channel, posted, with_button
from tests.telegram_group import GROUP, MEMBER, open_group, posts, press, told
from tests.telegram_talk import Talker, buttons

AIM = 2.0
"""Seconds within which a claim should be seen."""

GROUP_PAUSE = 3.0
"""Seconds in which a group takes one message."""

Round = Callable[[], Awaitable[list[float]]]
"""Claims and releases once; returns how many seconds each took."""


async def measure(folder: Path, *, platform: str, times: int, rate: float) -> list[float]:
    """Claim and release so many times beside that many stories a second; return how many seconds
    each took, the shortest first.
    """
    template = folder / "template.db"
    schema.prepare(f"sqlite:///{template}", allowed=True, announce=lambda _: None)
    async with _ROUNDS[platform](folder, template) as (play, once):
        telling = asyncio.create_task(_tell(play.workspace, rate))
        try:
            waited = [seconds for _ in range(times) for seconds in await once()]
            if telling.done():
                telling.result()  # raises what ended it: nobody told meanwhile
            return sorted(waited)
        finally:
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)


@asynccontextmanager
async def _on_slack(folder: Path, template: Path) -> AsyncIterator[tuple[Play, Round]]:
    async with a_play(folder, template) as play, play.running() as program:
        number, *_ = await posted(play, program)

        async def pressed(action: str) -> float:
            shown, seen = with_button(play, action, number), len(in_channel(play))
            began = time.perf_counter()
            await play.workspace.slack_press("u1", shown, action)
            await play.workspace.until(lambda: len(in_channel(play)) > seen)
            return time.perf_counter() - began

        async def once() -> list[float]:
            return [await pressed(each) for each in (action_ids.CLAIM, action_ids.RELEASE)]

        yield play, once


@asynccontextmanager
async def _on_telegram(folder: Path, template: Path) -> AsyncIterator[tuple[Play, Round]]:
    async with a_play(folder, template, telegram_digest=GROUP) as play, play.running():
        open_group(play)
        await told(play, BILL, asks_reply=True)
        member = Talker(play.workspace, MEMBER)
        await member.say("/jono")
        await member.answered()

        async def pressed(button: str) -> float:
            await play.workspace.until(lambda: button in str(buttons(member.answers()[-1])))
            seen = len(posts(play))
            began = time.perf_counter()
            await press(play, MEMBER, member.answers()[-1], button)
            await play.workspace.until(lambda: len(posts(play)) > seen)
            waited = time.perf_counter() - began
            await asyncio.sleep(GROUP_PAUSE)
            return waited

        async def once() -> list[float]:
            return [await pressed(each) for each in ("r:take:", "r:drop:")]

        yield play, once


_ROUNDS = {"slack": _on_slack, "telegram": _on_telegram}


async def _tell(workspace: Workspace, rate: float) -> None:
    for text in cycle(TEXTS):
        await asyncio.sleep(1 / rate)
        await workspace.slack_dm(workspace.slack_newcomer(), text)


def report(platform: str, waited: list[float]) -> str:
    """Return the figures as lines of a table."""
    rows = {
        "claims": str(len(waited)),
        "median": f"{waited[len(waited) // 2]:.2f} s",
        "longest": f"{waited[-1]:.2f} s   (aim {AIM:.0f})",
    }
    return "\n".join(f"{platform:10} {row:12} {value}" for row, value in rows.items())


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=30, help="claims (default 30)")
    parser.add_argument("--rate", type=float, default=20, help="stories a second (default 20)")
    arguments = parser.parse_args()
    longest = 0.0
    for platform in _ROUNDS:
        # Not in memory, where a sync costs nothing.
        with tempfile.TemporaryDirectory(dir=".") as folder:
            waited = asyncio.run(
                measure(
                    Path(folder).resolve(),
                    platform=platform,
                    times=arguments.times,
                    rate=arguments.rate,
                )
            )
        print(report(platform, waited), flush=True)
        longest = max(longest, waited[-1])
    sys.exit(0 if longest <= AIM else 1)


if __name__ == "__main__":
    main()
