"""`kuule run`: the program on its own database, until a signal ends it."""

import asyncio
import contextlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bot import logs, running
from bot.app import open_program
from bot.cli.opening import Opening
from bot.cli.terminal import say
from bot.clock import SystemClock
from storage import backup, schema
from storage.store import sqlite_path


def serve(opening: Opening, *, migrate: bool) -> None:
    """Bring the schema to HEAD where that is allowed, and run."""
    settings, secrets, key = opening
    database, web = settings.kuule.database, settings.web
    logs.configure(settings.kuule.log, sys.stderr)
    schema.prepare(database, allowed=migrate or sqlite_path(database) is not None, announce=say)

    def ready(port: int) -> None:
        host = f"[{web.host}]" if ":" in web.host else web.host
        say(f"Kuule is running; see http://{host}:{port}/healthz. Stop with Ctrl+C.")

    async def live() -> None:
        stop = running.stop_on_signals()
        async with open_program(settings, secrets, key, SystemClock()) as program:
            await running.run(program, web.host, web.port, stop=stop, ready=ready)

    with _in_use(database):
        asyncio.run(live())


@contextmanager
def _in_use(database: str) -> Iterator[None]:
    path = sqlite_path(database)
    with contextlib.nullcontext() if path is None else backup.in_use(path):
        yield
