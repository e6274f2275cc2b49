"""`kuule practice`: the program against a local stand-in for Slack and Telegram, on a database
and a key that are gone afterwards.
"""

import asyncio
import secrets as random_source
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot import logs, rehearsal, running
from bot.app import Program, open_program
from bot.cli.terminal import counting, say
from bot.config import Secrets, Settings
from bot.core.model.digest import Digest
from bot.practice import stories
from bot.practice.clock import PracticeClock
from bot.practice.slack_handover import Retries
from bot.practice.workspace import Workspace
from storage import schema

_HOST = "127.0.0.1"
_TAP, _TAPS = timedelta(seconds=15), 5
"""How long a customer thinks before a tap, and how many lead through a talk."""
_PORT = 8090
"""Where the page is by default; if that is taken, any free port."""


def play(port: int | None) -> None:
    """Let a person type, until a signal ends it."""
    logs.configure("warning", sys.stderr)
    asyncio.run(_live(_default_port() if port is None else port))


def play_once() -> Digest:
    """Play four weeks and return the last digest."""
    logs.configure("warning", sys.stderr)
    try:
        return asyncio.run(_rehearse())
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None


async def _live(port: int) -> None:
    stop = running.stop_on_signals()
    async with stage(PracticeClock(), port) as (workspace, program):
        workspace.on_leap = program.tick

        def ready(_port: int) -> None:
            say(f"Open {workspace.url} and type as an employee or a customer. Stop with Ctrl+C.")

        await running.run(program, _HOST, 0, stop=stop, ready=ready)


async def _rehearse() -> Digest:
    _end_in_order()
    clock = PracticeClock("simulated", start=datetime(2026, 9, 7, tzinfo=UTC))
    async with stage(clock, 0) as (workspace, program):
        scenes = scenes_of(workspace)
        with counting("Four weeks of stories", len(scenes)) as progress:
            return await rehearsal.rehearse(program, workspace, clock, scenes, progress)


def scenes_of(workspace: Workspace) -> list[rehearsal.Scene]:
    """Return the play's scenes, the first week being that of the workspace's clock."""
    monday = workspace.clock.now().date()
    scenes: list[rehearsal.Scene] = []
    for scene in stories.load():
        at = scene.instant(monday, workspace.zone)
        scenes.append((at, partial(stories.perform, workspace, scene)))
        if scene.is_talk:
            leading = partial(stories.lead_on, workspace, scene)
            scenes += [(at + _TAP * number, leading) for number in range(1, _TAPS + 1)]
    return sorted(scenes, key=lambda scene: scene[0])


def _end_in_order() -> None:
    """Let SIGTERM end this task as Ctrl+C does, so that the temporary folder goes."""
    task = asyncio.current_task()
    if task is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)


@asynccontextmanager
async def stage(clock: PracticeClock, port: int) -> AsyncIterator[tuple[Workspace, Program]]:
    """Open the stand-in, and the program in it. Raise PortError when the port is taken."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="kuule-practice-"))
        with running.taking_port(_HOST, port, "--port"):
            _try(port)
        # A newcomer may type before the program has connected; Slack itself would try three times.
        retries = Retries(keep_while_deaf=True)
        workspace = await stack.enter_async_context(Workspace(clock, port, retries=retries))
        settings = Settings(_settings(workspace, Path(folder) / "kuule.db"))
        schema.prepare(settings.kuule.database, allowed=True, announce=lambda _: None)
        key = random_source.token_bytes(32)
        program = open_program(settings, _secrets(workspace), key, clock)
        yield workspace, await stack.enter_async_context(program)


def _settings(workspace: Workspace, database: Path) -> dict[str, Any]:
    team = {
        "id": "palvelu",
        "name": "Asiakaspalvelu",
        "members": 12,
        "attachments": True,
        "slack": {"listen": (workspace.story_channel,), "digest": workspace.digest_channel},
        "telegram": {"start": "palvelu", "digest": workspace.telegram_group},
    }
    return {
        "kuule": {"database": f"sqlite:///{database}"},
        "slack": {"base_url": workspace.slack_base_url},
        "telegram": {"base_url": workspace.telegram_base_url},
        "transcription": {"url": workspace.transcription_url},
        "teams": (team,),
    }


def _secrets(workspace: Workspace) -> Secrets:
    return Secrets(
        slack_bot_token=SecretStr(workspace.slack_bot_token),
        slack_app_token=SecretStr(workspace.slack_app_token),
        telegram_token=SecretStr(workspace.telegram_token),
        transcription_key=SecretStr(workspace.transcription_key),
    )


def _default_port() -> int:
    try:
        _try(_PORT)
    except OSError:
        return 0
    return _PORT


def _try(port: int) -> None:
    """Raise OSError when that port cannot be opened."""
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((_HOST, port))
