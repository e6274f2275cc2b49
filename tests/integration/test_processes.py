"""The program as a process: its start, its end, two of them on one database, and its memory."""

import asyncio
import contextlib
import json
import shutil
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from zoneinfo import ZoneInfo

import pytest
from starlette.applications import Starlette

from bot import rehearsal, running
from bot.app import open_program
from bot.cli import stage as stages
from bot.config import Secrets, load_settings
from bot.core.errors import StorageUnavailableError
from bot.core.model.delivery import DigestPost
from bot.core.model.story import Story
from bot.core.model.week import Week
from bot.core.ports.store import Transaction
from bot.practice.clock import PracticeClock
from bot.practice.limits import AS_FAST_AS_IT_COMES
from bot.practice.slack_handover import Retries
from bot.practice.workspace import Workspace
from bot.sealing import KeyedSealer
from storage.store import open_store
from tests.core_builders import held_texts
from tests.fakes import StandingClock
from tests.integration.kuule_process import Kuule, Site, a_site, started
from tests.patience import HANGS

HELSINKI = ZoneInfo("Europe/Helsinki")
IDLE_MEMORY = 160


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    retries = Retries(delays=(0.2,) * 100, keep_while_deaf=True)
    async with Workspace(PracticeClock(), retries=retries, rates=AS_FAST_AS_IT_COMES) as opened:
        yield opened


async def listening(kuule: Kuule, workspace: Workspace, sockets: int = 1) -> None:
    """Wait until it hears both platforms."""
    await kuule.ready()
    await workspace.connected(sockets)
    await workspace.until(lambda: workspace.is_polled)


async def texts_in(site: Site) -> Counter[str]:
    """Return how often each text is stored, as a story or in a talk that goes on."""
    settings = load_settings(site.config, site.environ)
    async with open_store(settings.kuule.database, KeyedSealer(site.key)) as store:
        this = Week.of(datetime.now(UTC), HELSINKI)
        found = [
            story
            for week in (this.shifted(-1), this)
            for story in await store.read(
                lambda tx, week=week: tx.stories.told_in("palvelu", week)
            )
        ]
    held = held_texts(settings.kuule.database, KeyedSealer(site.key))
    return Counter(story.text for story in found) + held


def _told_in(week: Week, tx: Transaction) -> Sequence[Story]:
    return tx.stories.told_in("palvelu", week)


# One process


async def test_healthz_answers_on_the_port_that_is_printed(
    tmp_path: Path, workspace: Workspace, database: str
) -> None:
    async with started(a_site(tmp_path / "site", workspace, database)) as kuule:
        port = await kuule.ready()
        url = f"http://127.0.0.1:{port}"
        answer = await asyncio.to_thread(lambda: urlopen(f"{url}/healthz").read())  # noqa: S310
        metrics = await asyncio.to_thread(lambda: urlopen(f"{url}/metrics").read())  # noqa: S310

    assert json.loads(answer)["database"] == "ok"
    assert b"kuule_database_up 1.0" in metrics


async def test_a_story_of_each_platform_is_stored_and_answered(
    tmp_path: Path, workspace: Workspace, database: str
) -> None:
    site = a_site(tmp_path / "site", workspace, database)
    async with started(site) as kuule:
        await listening(kuule, workspace)
        await workspace.slack_say("u1", "Tarina Slackista.")
        await workspace.telegram_say("c1", "Tarina Telegramista.")
        await workspace.quiet()
        await workspace.until(lambda: len(workspace.chat("c1")) > 1 and bool(workspace.dm("u1")))
        kuule.send(signal.SIGTERM)
        status = await kuule.ended()

    assert status == 0
    assert kuule.errors() == []
    assert await texts_in(site) == {"Tarina Slackista.": 1, "Tarina Telegramista.": 1}


@pytest.mark.parametrize(
    "environ",
    [
        {"KUULE_SLACK_BOT_TOKEN": "xoxb-refused"},
        {"KUULE_SLACK_APP_TOKEN": "xapp-refused"},
        {"KUULE_TELEGRAM_TOKEN": "1:refused"},
        {
            "KUULE__SLACK__BASE_URL": "http://127.0.0.1:9/api/",
            "KUULE__TELEGRAM__BASE_URL": "http://127.0.0.1:9",
        },
    ],
    ids=["bot token", "app token", "telegram token", "both away"],
)
async def test_a_platform_that_refuses_or_is_away_is_logged_and_waited_for(
    tmp_path: Path, workspace: Workspace, sqlite_template: Path, environ: dict[str, str]
) -> None:
    shutil.copy(sqlite_template, tmp_path / "kuule.db")
    site = a_site(tmp_path / "site", workspace, f"sqlite:///{tmp_path}/kuule.db")

    async with started(replace(site, environ={**site.environ, **environ})) as kuule:
        await kuule.ready()
        await kuule.until(lambda: any(_complains(line) for line in kuule.lines))
        kuule.send(signal.SIGTERM)
        status = await kuule.ended()

    assert status == 0
    assert "refused" not in "".join(kuule.lines)


def _complains(line: str) -> bool:
    return '"level": "warning"' in line or '"level": "error"' in line


async def tell_without_end(workspace: Workspace) -> None:
    """Keep some forty inputs under way on both platforms."""
    serial = 0
    while True:
        if len(workspace.ledger.open_events()) < 40:
            serial += 1
            await workspace.slack_say(f"u{serial % 12 + 1}", f"Slack kertoo {serial}.")
            await workspace.telegram_say(f"c{serial % 20 + 1}", f"Telegram kertoo {serial}.")
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("database", "which"),
    [("sqlite", signal.SIGTERM), ("postgresql", signal.SIGTERM), ("sqlite", signal.SIGINT)],
    indirect=["database"],
)
async def test_a_signal_under_load_ends_it_with_nothing_lost(
    tmp_path: Path, workspace: Workspace, database: str, which: signal.Signals
) -> None:
    site = a_site(tmp_path / "site", workspace, database)
    async with started(site) as kuule:
        await listening(kuule, workspace)
        load = asyncio.create_task(tell_without_end(workspace))
        await workspace.until(lambda: _acknowledged(workspace).total() > 200)
        began = time.monotonic()
        kuule.send(which)
        status = await kuule.ended()
        seconds = time.monotonic() - began
        load.cancel()
    acknowledged = _acknowledged(workspace)
    stored = await texts_in(site)

    assert status == 0
    print(f"ended in {seconds:.2f} s")  # noqa: T201  # the figure of docs/operations.md
    assert kuule.errors() == []
    assert acknowledged - stored == Counter()
    assert set(stored.values()) == {1}


def _acknowledged(workspace: Workspace) -> Counter[str]:
    """Return the stories whose input the program has acknowledged."""
    texts = (_text(event.payload) for event in workspace.ledger.events if event.acked_at)
    return Counter(text for text in texts if " kertoo " in text)


def _text(payload: dict) -> str:
    return (payload.get("event") or payload["message"])["text"]


async def test_idle_it_holds_less_than_160_mib(
    tmp_path: Path, workspace: Workspace, database: str
) -> None:
    async with started(a_site(tmp_path / "site", workspace, database)) as kuule:
        await listening(kuule, workspace)
        # The channel's notice is the last thing that it does by itself.
        await workspace.until(lambda: bool(workspace.messages()))
        await asyncio.sleep(1)
        memory = kuule.memory()

    print(f"idle memory: {memory:.0f} MiB")  # noqa: T201  # a figure for the report
    assert memory < IDLE_MEMORY


async def test_a_start_on_an_up_to_date_database_does_not_load_alembic(
    tmp_path: Path, workspace: Workspace, database: str
) -> None:
    site = a_site(tmp_path / "site", workspace, database)
    environ = {**site.environ, "PYTHONPROFILEIMPORTTIME": "1"}

    async with started(replace(site, environ=environ)) as kuule:
        await listening(kuule, workspace)

    imported = [line.rpartition("|")[2].strip() for line in kuule.lines if "import time:" in line]
    assert "sqlalchemy" in imported
    for unwanted in ("alembic", "matplotlib", "hypothesis", "bot.practice", "mako", "PIL"):
        assert unwanted not in imported


# How it starts and ends, with loops that misbehave


class Misbehaving:
    """A program whose loops and ticks are given."""

    def __init__(
        self,
        *,
        tick: Callable[[], Awaitable[None]] | None = None,
        listen: Callable[[], Coroutine[Any, Any, None]] | None = None,
    ) -> None:
        self.web = Starlette()
        self.listened = asyncio.Event()
        self.tick = tick or self._nothing
        self.loops = (listen or self._listen,)

    async def begin(self) -> None:
        return

    async def _nothing(self) -> None:
        return

    async def _listen(self) -> None:
        self.listened.set()
        await asyncio.Event().wait()

    async def run(self, stop: asyncio.Event) -> None:
        """Run it as the command does."""
        await running.run(self, "127.0.0.1", 0, stop=stop, ready=lambda _: None)  # type: ignore[arg-type]


@pytest.mark.parametrize("error", [StorageUnavailableError("away"), KeyError("a defect")])
async def test_a_first_tick_that_fails_does_not_keep_it_from_listening(error: Exception) -> None:
    async def fail() -> None:
        raise error

    program, stop = Misbehaving(tick=fail), asyncio.Event()
    task = asyncio.create_task(program.run(stop))
    await asyncio.wait_for(program.listened.wait(), HANGS)
    await asyncio.sleep(0.05)

    assert not task.done()
    stop.set()
    await task


async def test_it_listens_before_the_first_tick_is_over() -> None:
    program, stop = Misbehaving(tick=asyncio.Event().wait), asyncio.Event()
    task = asyncio.create_task(program.run(stop))

    await asyncio.wait_for(program.listened.wait(), HANGS)

    stop.set()
    await task


async def test_a_loop_that_swallows_its_cancellation_is_asked_again() -> None:
    listened = asyncio.Event()

    async def stubborn() -> None:
        listened.set()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        await asyncio.Event().wait()

    stop = asyncio.Event()
    task = asyncio.create_task(Misbehaving(listen=stubborn).run(stop))
    await listened.wait()
    stop.set()

    await asyncio.wait_for(task, HANGS)


async def test_what_ends_a_loop_is_raised_after_an_orderly_end() -> None:
    async def broken() -> None:
        raise KeyError("a defect")

    with pytest.raises(KeyError):
        await Misbehaving(listen=broken).run(asyncio.Event())


# Two processes and one digest


def a_due_site(folder: Path, workspace: Workspace, database: str) -> Site:
    """Write settings by which last week's digest is due since a minute."""
    minute_ago = datetime.now(HELSINKI) - timedelta(minutes=1)
    return a_site(
        folder,
        workspace,
        database,
        day=minute_ago.strftime("%A").lower(),
        at=f"{minute_ago:%H:%M}",
    )


async def serve_since(site: Site, since: datetime) -> None:
    """Let the team be served since then, as if Kuule had begun to run at that time."""
    settings = load_settings(site.config, site.environ)
    async with open_program(settings, Secrets(), site.key, StandingClock(since)) as program:
        await program.publishing.begin()


async def claim_unsent(site: Site, at: datetime) -> None:
    """Claim last week's digest and begin to send it, as a process that was killed then."""
    settings = load_settings(site.config, site.environ)
    async with open_program(settings, Secrets(), site.key, StandingClock(at)) as program:
        team = program.teams.first
        assert await program.publishing.post(team, Week.of(at, HELSINKI).shifted(-1))
        lease = at + timedelta(seconds=60)
        (taken,) = await program.store.write(lambda tx: tx.deliveries.claim(at, lease, 20))
        assert isinstance(taken.content, DigestPost)


def digests(workspace: Workspace) -> list[str]:
    """Return the top message of each digest in its channel, oldest first."""
    return [
        post.ref
        for post in workspace.ledger.posts
        if post.destination == workspace.digest_channel and not post.arguments.get("thread_ts")
    ]


async def test_two_processes_on_one_database_post_one_digest(
    tmp_path: Path, workspace: Workspace, database: str
) -> None:
    site = a_due_site(tmp_path / "site", workspace, database)
    await serve_since(site, datetime.now(UTC) - timedelta(days=7))

    async with started(site) as first, started(site) as second:
        await asyncio.gather(first.ready(), second.ready())
        await workspace.until(lambda: bool(digests(workspace)))
        await workspace.connected(2)
        await asyncio.sleep(1)
        for kuule in (first, second):
            kuule.send(signal.SIGTERM)
        statuses = [await first.ended(), await second.ended()]

    assert statuses == [0, 0]
    assert len(digests(workspace)) == 1
    assert first.errors() + second.errors() == []


async def test_a_digest_that_was_claimed_and_not_sent_is_posted_once_by_another(
    tmp_path: Path, workspace: Workspace, database: str
) -> None:
    site = a_due_site(tmp_path / "site", workspace, database)
    died = datetime.now(UTC) - timedelta(minutes=2)
    await serve_since(site, died - timedelta(days=7))
    await claim_unsent(site, died)

    async with started(site) as first, started(site) as second:
        await asyncio.gather(first.ready(), second.ready())
        await workspace.until(lambda: bool(digests(workspace)))
        await asyncio.sleep(1)

    assert len(digests(workspace)) == 1


# The rehearsal


async def test_in_a_rehearsal_everything_is_sent_and_four_digests_are_posted() -> None:
    clock = PracticeClock("simulated", start=datetime(2026, 9, 7, tzinfo=UTC))
    async with stages.stage(clock, 0) as (workspace, program):
        scenes = stages.scenes_of(workspace)
        last = await rehearsal.rehearse(program, workspace, clock, scenes, lambda _: None)
        census = await program.store.read(lambda tx: tx.counting.take())

    assert {state for state, count in census.deliveries.items() if count} == {"sent"}
    assert (census.parked, census.unposted, census.held) == (0, 0, 0)
    assert len(digests(workspace)) == 4
    assert str(last.period.last) == "2026-W40"
    assert last.state == "posted"
    assert not [event for event in workspace.ledger.events if event.acked_at is None]
